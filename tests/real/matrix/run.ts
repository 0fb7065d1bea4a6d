import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import type { Host } from '../support/host.ts';
import { check } from '../support/tool.ts';
import type { MatrixCase } from './cases.ts';
import { type MatrixLab, startNames } from './lab.ts';
import { Placement } from './place.ts';
import { type Seen, seenIn } from './seen.ts';
import { siteOf } from './variants.ts';

const BATCH = fileURLToPath(new URL('../support/batch.js', import.meta.url));
const BATCH_WIDTH = 24;
const COMMANDS_AT_ONCE = 4;
const MAX_BATCH_MS = 1_800_000;
/** So many look-ups wait at once for a name server that says nothing. */
const LOOKUP_THREADS = '128';

export interface Run {
  readonly seen: Seen;
  readonly strict: boolean;
  readonly by: 'command' | 'library';
}

/**
 * Runs all cases, with default settings: every n-th by the command, the others by the library, a
 * process for each vantage. Every other one is strict.
 */
export async function runCases(
  lab: MatrixLab,
  cases: readonly MatrixCase[],
  everyCommand: number,
): Promise<ReadonlyMap<MatrixCase, Promise<Run>>> {
  const placement = new Placement(lab);
  const isCommand = (id: number): boolean => id % everyCommand === 0;
  for (const [id, entry] of cases.entries()) {
    placement.add(entry, isCommand(id) ? 'real' : 'stand-in');
  }
  // A route of this kind would do, but the kernel limits how often it tells of one.
  const noWay = [
    `ip daddr ${lab.unknown.v4} reject with icmpx type host-unreachable`,
    `ip6 daddr ${lab.unknown.v6} reject with icmpx type host-unreachable`,
  ];
  await lab.router.host.filter('forward', noWay, placement.onPath);
  await lab.servers.host.filter('destination', [], placement.atServers);
  await lab.targets.host.filter('destination', [], placement.atTargets);
  await startNames(lab, placement.records, placement.withoutAddress);
  const jobs = cases.map((entry, id) => jobOf(entry, id, placement, lab));
  const byCommand = jobs.filter(({ id }) => isCommand(id));
  const byLibrary = jobs.filter(({ id }) => !isCommand(id));
  const limit = pLimit(COMMANDS_AT_ONCE);
  const batches = {
    'site-server': startBatch(lab.siteServer, byLibrary, 'site-server', placement),
    client: startBatch(lab.client, byLibrary, 'client', placement),
  };
  const runs = new Map<MatrixCase, Promise<Run>>();
  // After the library's: they start processes, here and at the file servers.
  const isQuiet = Promise.allSettled(Object.values(batches));
  for (const job of byCommand) {
    const run = isQuiet.then(() => limit(() => runCommandOf(job, placement, lab)));
    runs.set(job.entry, run);
  }
  for (const job of byLibrary) {
    const seen = batches[job.from].then((all) => {
      const one = all.get(job.id);
      if (one === undefined) throw new Error('the library gave no report');
      return { seen: one, strict: job.strict, by: 'library' } as const;
    });
    runs.set(job.entry, seen);
  }
  // Awaited by its own test, which may come later than a failure.
  for (const run of runs.values()) run.catch(() => {});
  return runs;
}

interface Job {
  readonly entry: MatrixCase;
  readonly id: number;
  readonly site: object;
  readonly from: MatrixCase['vantage'];
  readonly clients: readonly string[];
  readonly strict: boolean;
  readonly ca: string;
}

function jobOf(entry: MatrixCase, id: number, placement: Placement, { ca }: MatrixLab): Job {
  return {
    entry,
    id,
    site: siteOf(entry.variant, (computer) => placement.nameOf(entry, computer)),
    from: entry.vantage,
    clients: [placement.nameOf(entry, 'client')],
    strict: id % 2 === 1,
    ca,
  };
}

async function runCommandOf(job: Job, placement: Placement, lab: MatrixLab): Promise<Run> {
  const { entry, id, site, from, clients, strict } = job;
  const host = from === 'client' ? lab.client : lab.siteServer;
  const file = path.join(host.folder, `site-${id}.json`);
  fs.writeFileSync(file, JSON.stringify(site));
  const run = await check(host, [
    '--site',
    file,
    '--from',
    from,
    from === 'client' ? '--client-name' : '--client',
    ...clients,
    '--ca',
    lab.caFile,
    '--response-timeout',
    '3s',
    ...(strict ? ['--strict'] : []),
  ]);
  if (run.stderr !== '') throw new Error(run.stderr);
  const seen = seenIn(run.report, run.exitCode, (name) => placement.computerOf(entry, name));
  return { seen, strict, by: 'command' };
}

async function startBatch(
  host: Host,
  jobs: readonly Job[],
  vantage: MatrixCase['vantage'],
  placement: Placement,
): Promise<ReadonlyMap<number, Seen>> {
  const own = jobs.filter(({ from }) => from === vantage);
  const file = path.join(host.folder, 'batch.json');
  fs.writeFileSync(file, JSON.stringify(own.map(({ entry: _entry, ...job }) => job)));
  const { exitCode, stdout, stderr } = await host.run(
    [process.execPath, BATCH, file, String(BATCH_WIDTH)],
    MAX_BATCH_MS,
    { UV_THREADPOOL_SIZE: LOOKUP_THREADS },
  );
  if (exitCode !== 0) throw new Error(`the batch ended with ${exitCode}: ${stderr}`);
  const entries = new Map(own.map(({ id, entry }) => [id, entry]));
  return new Map(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [number, Seen] => {
        const { id, report } = JSON.parse(line);
        const entry = entries.get(id);
        if (entry === undefined) throw new Error('a report of another case');
        return [id, seenIn(report, report.exitCode, (name) => placement.computerOf(entry, name))];
      }),
  );
}
