import { type Bench, type Row, listFile, median } from '../bench.ts';
import { addresses } from '../clients.ts';
import { mustRunTimed } from '../process.ts';
import { runTool } from '../tool.ts';

const RUNS = 20;
const MAX_SECONDS = 60;
const MAX_START_MS = 200;
const MAX_NODE_STARTS = 2;

/** What a single client costs, and a start alone. */
export async function oneClient(bench: Bench): Promise<readonly Row[]> {
  const list = listFile(bench, 'one.txt', addresses('answering', 1));
  const check: number[] = [];
  const slowest: number[] = [];
  const help: number[] = [];
  const node: number[] = [];
  bench.say(`${RUNS} runs of one client, of --help, of an empty Node`);
  for (let run = 0; run < RUNS; run += 1) {
    const { seconds, slowestMs } = await runTool(bench, list, 1);
    check.push(seconds * 1000);
    slowest.push(slowestMs);
    help.push(await milliseconds([process.execPath, bench.tool, '--help']));
    node.push(await milliseconds([process.execPath, '-e', '0']));
  }
  return [
    {
      measure: 'one client, everything answering',
      unit: 'ms',
      ours: check,
      theirs: slowest,
      against: 'the longest round trip that its report tells',
      goal: `at most ${MAX_START_MS} ms more`,
      reached: median(check) - median(slowest) <= MAX_START_MS,
      notes: [],
    },
    {
      measure: '--help',
      unit: 'ms',
      ours: help,
      theirs: node,
      against: 'node -e 0',
      goal: `under ${MAX_NODE_STARTS} times an empty Node`,
      reached: median(help) / median(node) < MAX_NODE_STARTS,
      notes: [],
    },
  ];
}

async function milliseconds(words: readonly string[]): Promise<number> {
  return (await mustRunTimed(words, { maxSeconds: MAX_SECONDS })).seconds * 1000;
}
