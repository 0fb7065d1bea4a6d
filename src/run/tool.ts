import { readFileSync } from 'node:fs';

/** This tool's name and version, from its package. */
export const TOOL = readManifest(
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')),
);

/** Without a schema library: loading one would take a third of the tool's start. */
function readManifest(manifest: unknown): { readonly name: string; readonly version: string } {
  if (typeof manifest === 'object' && manifest !== null) {
    const { name, version } = Object.fromEntries(Object.entries(manifest));
    if (typeof name === 'string' && typeof version === 'string') return { name, version };
  }
  throw new Error('package.json has no name or no version');
}
