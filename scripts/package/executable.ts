import fs from 'node:fs';
import { createRequire } from 'node:module';
import { run } from './command.ts';

const require = createRequire(import.meta.url);
const POSTJECT = require.resolve('postject/dist/cli.js');
/** What Node looks for in itself, and the mark that says it is there. */
const RESOURCE = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const EXECUTABLE = 0o755;

/** Writes a Node with the blob in it. */
export async function writeExecutable(file: string, node: Buffer, blobFile: string): Promise<void> {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, node, { mode: EXECUTABLE });
  // In a process of its own: it warns about sections of every ELF file that Node comes as.
  await run([process.execPath, POSTJECT, file, RESOURCE, blobFile, '--sentinel-fuse', FUSE]);
}
