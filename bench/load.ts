import type { Bench } from './bench.ts';
import { mustRunTimed } from './process.ts';
import { buildLoad } from './responder/build.ts';

const AT_ONCE = 512;
const MAX_SECONDS = 120;

/** What the C program did with a list of hosts. */
export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

/** Makes the tool's connections to the hosts of a list as fast as C can, and judges nothing. */
export async function runLoad({ place }: Bench, list: string): Promise<Load> {
  const program = await buildLoad(place.folder);
  const words = place.onSiteServer([program, list, String(AT_ONCE)]);
  const { stdout, seconds } = await mustRunTimed(words, { maxSeconds: MAX_SECONDS });
  return { connections: Number(stdout), seconds };
}
