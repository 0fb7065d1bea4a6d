import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ArchiveEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** The first that the format knows; the time of building would make each archive another. */
const NO_TIME = new Date(1980, 0, 1);
const MODES = { executable: 0o100755, plain: 0o100644 } as const;

export async function writeZip(file: string, entries: readonly ArchiveEntry[]): Promise<void> {
  const zip = new ZipFile();
  for (const { name, content, executable } of entries) {
    zip.addBuffer(content, name, {
      mtime: NO_TIME,
      mode: executable ? MODES.executable : MODES.plain,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  await pipeline(zip.outputStream, fs.createWriteStream(file));
}

const SUMS = 'SHA256SUMS';

/** Writes the sums of all files of a folder into it, as `sha256sum --check` reads them. */
export async function writeSums(folder: string): Promise<void> {
  const names = fs.readdirSync(folder).filter((name) => name !== SUMS);
  const lines: string[] = [];
  for (const name of names.toSorted()) {
    const hash = createHash('sha256');
    await pipeline(fs.createReadStream(path.join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  fs.writeFileSync(path.join(folder, SUMS), lines.join(''));
}
