import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What was downloaded, for the next time. */
export const CACHE = path.join(ROOT, 'node_modules', '.cache', 'ccm-preflight');
export const INSIDE = fileURLToPath(new URL('inside', import.meta.url));
export const IN_ONE_FILE = fileURLToPath(new URL('in-one-file', import.meta.url));

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string }>
  >;
}

/** @returns the version and integrity that the lock file has for an installed package */
export function lockedPackage(name: string): {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
} {
  const lock: Lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) {
    throw new Error(`package-lock.json does not say which ${name} it is`);
  }
  return { name, version, integrity };
}
