import fs from 'node:fs';
import path from 'node:path';
import { run } from './command.ts';

export interface BlobParts {
  readonly main: string;
  /** Texts and bytes that the program asks for by name. */
  readonly assets: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * Makes what an executable carries behind its Node (nodejs.org/api/single-executable-applications).
 * @param node a Node of this machine's platform and the target's version
 * @param samePlatform whether the target is this platform: V8's code cache is for one alone
 * @returns its file, in `folder`
 */
export async function makeBlob(
  node: string,
  { main, assets }: BlobParts,
  { folder, samePlatform }: { readonly folder: string; readonly samePlatform: boolean },
): Promise<string> {
  const names = Object.fromEntries(Object.keys(assets).map((name) => [name, name]));
  const config = {
    main: 'main.js',
    output: 'blob',
    disableExperimentalSEAWarning: true,
    useCodeCache: samePlatform,
    // The certification authorities of the company stand in the system's store.
    execArgv: ['--use-system-ca'],
    // Without it NODE_OPTIONS would be obeyed.
    execArgvExtension: 'none',
    assets: names,
  };
  const files = { ...assets, 'main.js': main, 'sea.json': JSON.stringify(config) };
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), content);
  }
  // Relative names, because the blob holds that of the main file. V8 seeds the hashes that its code
  // cache holds from this, and takes the cache whatever the seed is later.
  const words = ['--random-seed=1', '--experimental-sea-config', 'sea.json'];
  await run([node, ...words], { cwd: folder, env: {} });
  return path.join(folder, 'blob');
}
