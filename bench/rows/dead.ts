import { type Bench, type Row, listFile, median, scaled } from '../bench.ts';
import { addresses } from '../clients.ts';
import { occurrences, runNmap } from '../nmap.ts';
import { runTool } from '../tool.ts';

const CLIENTS = 5_000;
const TIMEOUT_SECONDS = 1;
/** As fast as nmap can be told to be for that timeout. */
const TUNED =
  '-T5 -sT -Pn -p135,445 --max-retries 0 ' +
  '--initial-rtt-timeout 1s --min-rtt-timeout 1s --max-rtt-timeout 1s';

/** Clients that drop everything. */
export async function dead(bench: Bench): Promise<readonly Row[]> {
  const count = scaled(bench, CLIENTS);
  const list = listFile(bench, 'dead.txt', addresses('dead', count));
  const tuned = `${TUNED} --min-parallelism ${count} --min-hostgroup ${count}`;
  const ours: number[] = [];
  const theirs: number[] = [];
  const spent: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: ${count} dead clients`);
    const flags = ['--timeout', `${TIMEOUT_SECONDS}s`, '--retries', '0'];
    const run = await runTool(bench, list, count, flags);
    ours.push(run.seconds);
    spent.push((run.processorSeconds * 1000) / count);

    if (!bench.isCompared) continue;
    bench.say(`round ${round}: nmap`);
    const { report, seconds } = await runNmap(bench, list, tuned.split(' '));
    const filtered = occurrences(report, 'state="filtered"');
    if (filtered < 2 * count) bench.say(`nmap found ${filtered} of ${2 * count} ports filtered`);
    theirs.push(seconds);
  }
  return [
    {
      measure: `${count} clients that drop everything, timeout ${TIMEOUT_SECONDS} s, no retry`,
      unit: 's',
      ours,
      theirs,
      against: `nmap ${tuned}`,
      goal: '4 times as fast, under twice the timeout',
      reached: bench.isCompared
        ? median(theirs) / median(ours) >= 4 && median(ours) < 2 * TIMEOUT_SECONDS
        : null,
      notes: [
        `of the tool's processor time, ${median(spent).toFixed(2)} ms a client`,
        'every client: no answer',
      ],
    },
  ];
}
