import fs from 'node:fs';
import path from 'node:path';
import type { Bench } from './bench.ts';
import { type Run, mustRunTimed } from './process.ts';

const MAX_SECONDS = 1800;

/** Runs nmap on the site server over a list of hosts. @returns its report in XML as well */
export async function runNmap(
  { place }: Bench,
  list: string,
  flags: readonly string[],
): Promise<Run & { readonly report: string }> {
  const file = path.join(place.folder, 'nmap.xml');
  const words = ['nmap', '-n', '-iL', list, '-oX', file, ...flags];
  const result = await mustRunTimed(place.onSiteServer(words), { maxSeconds: MAX_SECONDS });
  const report = fs.readFileSync(file, 'utf8');
  fs.rmSync(file);
  return { ...result, report };
}

/** How often a text stands in another. */
export function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
