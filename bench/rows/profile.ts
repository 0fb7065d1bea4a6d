import { type Bench, type Row, judged, listFile, median, scaled } from '../bench.ts';
import { addresses } from '../clients.ts';
import { runLoad } from '../load.ts';
import { occurrences, runNmap } from '../nmap.ts';
import { TALKS } from '../responder/requests.ts';
import { runTool } from '../tool.ts';

const CLIENTS = 2_000;
/** More than ours: a short run would count its start against it. */
const BARE_HOSTS = 20_000;

const PORTS = ['-sT', '-p135,445'];
const MAX_TIMES_C = 2;
const MAX_MS_A_CLIENT = 1;
const SCRIPTS = 'smb-protocols,smb2-time,smb2-security-mode,msrpc-enum';
/** SMB, the endpoint mapper, and a port that it advertises. */
const CONNECTIONS_A_CLIENT = TALKS.length;

/** Everything that client push needs, of clients that answer all of it. */
export async function profile(bench: Bench): Promise<readonly Row[]> {
  const count = scaled(bench, CLIENTS);
  const bareCount = scaled(bench, BARE_HOSTS);
  const list = listFile(bench, 'answering.txt', addresses('answering', count));
  const bareList = listFile(bench, 'bare.txt', addresses('answering', bareCount));
  const clients: number[] = [];
  const seconds: number[] = [];
  const bound: number[] = [];
  const spent: number[] = [];
  const connects: number[] = [];
  const scripts: number[] = [];
  const bare: number[] = [];
  const responder: number[] = [];
  const processor: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: ${count} answering clients`);
    const [before, secondsBefore] = [
      await bench.place.connections(),
      bench.place.responderSeconds(),
    ];
    const tool = await runTool(bench, list, count);
    const opened = (await bench.place.connections()).opened - before.opened;
    if (opened < count * CONNECTIONS_A_CLIENT) throw new Error(`only ${opened} connections`);
    clients.push(count / tool.seconds);
    seconds.push(tool.seconds);
    spent.push((tool.processorSeconds * 1000) / count);
    bound.push((await runLoad(bench, list)).seconds);
    connects.push(opened / tool.seconds);
    responder.push((bench.place.responderSeconds() - secondsBefore) / tool.seconds);
    processor.push(tool.processorSeconds / tool.seconds);

    if (!bench.isCompared) continue;
    bench.say(`round ${round}: nmap`);
    scripts.push(await nmapScripts(bench, list, count));
    bare.push(await nmapBare(bench, bareList, bareCount));
  }
  const share = (values: readonly number[]): string => `${Math.round(median(values) * 100)} %`;
  const factor = median(clients) / median(scripts);
  const rate = median(connects) / median(bare);
  return [
    {
      measure: `full client-push profile of ${count} answering clients`,
      unit: 'clients/s',
      ours: clients,
      theirs: scripts,
      against: `nmap ${[...PORTS, '-PE', '--script', SCRIPTS].join(' ')}`,
      goal: '20 times nmap',
      reached: bench.isCompared ? factor >= 20 : null,
      notes: [
        `of one core: the tool ${share(processor)}, the responder ${share(responder)}`,
        'every client: all services open, its own name told',
      ],
    },
    {
      measure: 'the same, against a C program that only makes the connections',
      unit: 's',
      ours: seconds,
      theirs: bound,
      against: 'bench/responder/load.c',
      goal: `at most ${MAX_TIMES_C} times its time`,
      reached: judged(bench, median(seconds) <= MAX_TIMES_C * median(bound)),
      notes: [],
    },
    {
      measure: 'processor time of the tool during that run',
      unit: 'ms/client',
      ours: spent,
      theirs: [],
      against: '',
      goal: `at most ${MAX_MS_A_CLIENT} ms`,
      reached: judged(bench, median(spent) <= MAX_MS_A_CLIENT),
      notes: ['its start included'],
    },
    {
      measure: 'TCP connections a second during that run',
      unit: 'connects/s',
      ours: connects,
      theirs: bare,
      against: `nmap ${['-T5', '-Pn', ...PORTS].join(' ')}`,
      goal: 'half of nmap',
      reached: bench.isCompared ? rate >= 0.5 : null,
      notes: [`counted by the kernel; nmap over ${bareCount} hosts, ports all open`],
    },
  ];
}

/** @returns hosts a second */
async function nmapScripts(bench: Bench, list: string, count: number): Promise<number> {
  const { report, seconds } = await runNmap(bench, list, ['-PE', ...PORTS, '--script', SCRIPTS]);
  const found = occurrences(report, 'id="smb2-time"');
  if (found < count) bench.say(`nmap's scripts found ${found} of ${count}`);
  return count / seconds;
}

/** @returns connects a second */
async function nmapBare(bench: Bench, list: string, count: number): Promise<number> {
  const { report, seconds } = await runNmap(bench, list, ['-T5', '-Pn', ...PORTS]);
  const open = occurrences(report, 'state="open"');
  if (open < 2 * count) bench.say(`nmap found ${open} of ${2 * count} ports`);
  return (2 * count) / seconds;
}
