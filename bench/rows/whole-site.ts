import { type Bench, type Row, judged, listFile, median, scaled } from '../bench.ts';
import { addresses, computerName } from '../clients.ts';
import type { Sample } from '../process.ts';
import { type ToolRun, runTool } from '../tool.ts';

const CLIENTS = 175_000;
const EARLY = 10_000;
const MAX_SECONDS = 240;
const MAX_MEGABYTES = 250;
const MAX_GROWTH = 1.3;

/** A whole primary site by name, 30 % of it dead, with default settings. */
export async function wholeSite(bench: Bench): Promise<readonly Row[]> {
  const count = scaled(bench, CLIENTS);
  const early = scaled(bench, EARLY);
  const list = listFile(bench, 'site.txt', addresses('any', count).map(computerName));
  const seconds: number[] = [];
  const peaks: number[] = [];
  const atEarly: number[] = [];
  const atEnd: number[] = [];
  const processor: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: ${count} clients`);
    const run = await runTool(bench, list, count);
    seconds.push(run.seconds);
    peaks.push(run.peakMegabytes);
    processor.push(run.processorSeconds / run.seconds);
    atEarly.push(megabytesAround(run, early, early / 2));
    atEnd.push(megabytesAround(run, count, early / 2));
  }
  const what = `${count} clients, 30 % of them dead`;
  return [
    {
      measure: `${what}: time`,
      unit: 's',
      ours: seconds,
      theirs: [],
      against: '',
      goal: `under ${MAX_SECONDS} s`,
      reached: judged(bench, median(seconds) < MAX_SECONDS),
      notes: [
        `${Math.round(count / median(seconds))} clients a second`,
        `of one core: the tool ${Math.round(median(processor) * 100)} %`,
        'every living client: all services open, its own name told; every dead one: no answer',
      ],
    },
    {
      measure: `${what}: peak memory`,
      unit: 'MB',
      ours: peaks,
      theirs: [],
      against: '',
      goal: `under ${MAX_MEGABYTES} MB`,
      reached: judged(bench, median(peaks) < MAX_MEGABYTES),
      notes: [],
    },
    {
      measure: `${what}: memory at the end`,
      unit: 'MB',
      ours: atEnd,
      theirs: atEarly,
      against: `itself at ${early} clients; each the most of ${early} clients around`,
      goal: `at most ${MAX_GROWTH} times`,
      reached: judged(bench, median(atEnd) / median(atEarly) <= MAX_GROWTH),
      notes: [],
    },
  ];
}

/** The most memory held while the clients within `margin` of a number were reported. */
function megabytesAround(
  { samples, endOf, clients }: ToolRun,
  client: number,
  margin: number,
): number {
  const from = endOf(Math.max(1, Math.floor(client - margin)));
  const to = endOf(Math.min(clients, Math.ceil(client + margin)));
  const isNear = ({ progress }: Sample): boolean => progress >= from && progress <= to;
  const near = samples.filter(isNear).map(({ megabytes }) => megabytes);
  if (near.length === 0) throw new Error(`no memory was seen around client ${client}`);
  return Math.max(...near);
}
