import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bench, type Row, listFile, median, scaled } from '../bench.ts';
import { addresses } from '../clients.ts';
import { occurrences } from '../nmap.ts';
import { mustRunTimed } from '../process.ts';

const ECHO = fileURLToPath(new URL('../echo.js', import.meta.url));
const HOSTS = 20_000;
const AT_ONCE = 1_024;
const FPING = ['fping', '-i0.1', '-c1', '-q'];
const MAX_SECONDS = 120;

/** Echo requests alone. No command sends nothing else, so the tool's own probe is driven here. */
export async function icmp(bench: Bench): Promise<readonly Row[]> {
  const count = scaled(bench, HOSTS);
  const list = listFile(bench, 'echo.txt', addresses('answering', count));
  const dist = path.join(path.dirname(bench.tool), '..', 'dist');
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: ${count} echo requests`);
    const words = [process.execPath, ECHO, dist, list, String(AT_ONCE)];
    const run = await mustRunTimed(bench.place.onSiteServer(words), { maxSeconds: MAX_SECONDS });
    const outcomes: Readonly<Record<string, number>> = JSON.parse(run.stdout);
    if (outcomes['open'] !== count) throw new Error(`${count} hosts answer, not ${run.stdout}`);
    ours.push(run.seconds);
    if (bench.isCompared) theirs.push(await fping(bench, list, count));
  }
  return [
    {
      measure: `ICMP alone, ${count} answering hosts`,
      unit: 's',
      ours,
      theirs,
      against: FPING.join(' '),
      goal: 'faster, same answers',
      reached: bench.isCompared ? median(ours) < median(theirs) : null,
      notes: [`${AT_ONCE} at once; all ${count} answer, for both`],
    },
  ];
}

/** @returns seconds */
async function fping(bench: Bench, list: string, count: number): Promise<number> {
  const words = bench.place.onSiteServer([...FPING, '-f', list]);
  const { stderr, seconds } = await mustRunTimed(words, { maxSeconds: MAX_SECONDS });
  const answers = occurrences(stderr, ' = 1/1/0%');
  if (answers !== count) throw new Error(`fping has ${answers} of ${count} answers`);
  return seconds;
}
