import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './command.ts';
import { CACHE } from './places.ts';

/** A package of the npm registry, byte for byte. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** `sha512-…`, as in a lock file. */
  readonly integrity: string;
}

const fetched = new Map<string, Promise<string>>();

/**
 * Downloads a package, whatever platform it is for, and unpacks it; a second time it is there.
 * @returns its folder
 * @throws where the registry has other bytes
 */
export function fetchPackage(pinned: PinnedPackage): Promise<string> {
  const name = `${pinned.name.replace('/', '+')}-${pinned.version}`;
  const known = fetched.get(name);
  if (known !== undefined) return known;
  const folder = path.join(CACHE, name);
  const fetching = fs.existsSync(folder) ? Promise.resolve(folder) : download(pinned, folder);
  fetched.set(name, fetching);
  return fetching;
}

async function download(
  { name, version, integrity }: PinnedPackage,
  folder: string,
): Promise<string> {
  fs.mkdirSync(CACHE, { recursive: true });
  const unpacked = fs.mkdtempSync(`${folder}-`);
  try {
    await run(['npm', 'pack', '--silent', '--pack-destination', unpacked, `${name}@${version}`]);
    const [archive = ''] = fs.readdirSync(unpacked);
    const file = path.join(unpacked, archive);
    const found = `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
    if (found !== integrity) {
      throw new Error(`${name}@${version}: its integrity is ${found}, pinned is ${integrity}`);
    }
    await run(['tar', '-xzf', file, '-C', unpacked, '--strip-components=1', '--no-same-owner']);
    fs.rmSync(file);
    // At once, so that whoever was killed on the way leaves no half of it.
    fs.renameSync(unpacked, folder);
    return folder;
  } finally {
    fs.rmSync(unpacked, { recursive: true, force: true });
  }
}
