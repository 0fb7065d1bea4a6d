import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import type { Bench } from './bench.ts';
import { computerName, isDead } from './clients.ts';
import { type Run, mustRunTimed } from './process.ts';

/** The site: Configuration Manager 2007 in mixed mode, its management point an address without one. */
const SITE = ['--product', 'cm2007', '--mp', '10.60.0.2', '--method', 'client-push'];
/** The engine is measured, and not what it waits for firewalls that are not there. */
const UNLIMITED = ['--rate', 'none'];

/** Nothing breaks, or something does: both are answers. */
export const VERDICT_CODES = [0, 1];

/** 175,000 clients at the slowest rate worth waiting for. */
const MAX_SECONDS = 3600;

export interface ToolRun extends Run {
  /** The ndjson report. */
  readonly file: string;
  readonly clients: number;
  /** The longest round trip of any probe, milliseconds. */
  readonly slowestMs: number;
  /** Where in the file the line of the client of that number ends. */
  readonly endOf: (client: number) => number;
}

/**
 * Checks the clients in a list from the site server, and then the report: a client whose address is
 * alive must have shown all its services and its own name, a dead one nothing.
 * @throws where an answer is wrong
 */
export async function runTool(
  bench: Bench,
  list: string,
  count: number,
  flags: readonly string[] = [],
): Promise<ToolRun> {
  const file = path.join(bench.place.folder, 'report.ndjson');
  fs.rmSync(file, { force: true });
  const words = [
    process.execPath,
    bench.tool,
    'check',
    '--clients',
    list,
    ...SITE,
    ...UNLIMITED,
    ...flags,
  ];
  const result = await mustRunTimed(bench.place.onSiteServer([...words, '-o', `ndjson=${file}`]), {
    maxSeconds: MAX_SECONDS,
    exitCodes: VERDICT_CODES,
    progress: () => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0,
  });
  const { ends, slowestMs } = await checkReport(file);
  if (ends.length !== count) throw new Error(`${ends.length} of ${count} clients are reported`);
  const endOf = (client: number): number => ends[client - 1] ?? 0;
  return { ...result, file, clients: ends.length, slowestMs, endOf };
}

interface Report {
  /** Where each client's line ends. */
  readonly ends: readonly number[];
  readonly slowestMs: number;
}

async function checkReport(file: string): Promise<Report> {
  const lines = readline.createInterface({ input: fs.createReadStream(file) });
  const ends: number[] = [];
  let offset = 0;
  let slowestMs = 0;
  for await (const line of lines) {
    offset += Buffer.byteLength(line) + 1;
    if (!line.startsWith('{"type":"client"')) continue;
    ends.push(offset);
    slowestMs = Math.max(slowestMs, checkClient(line));
  }
  return { ends, slowestMs };
}

/** The part of a client's line that is read here. */
interface ClientLine {
  readonly client: string;
  readonly answered: boolean;
  readonly methods: readonly { readonly here: string }[];
  readonly requirements: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly endpoints: readonly { readonly rttMs: number | null }[];
  }[];
}

const SERVICES = [
  'client-push/icmp',
  'client-push/smb',
  'client-push/rpc-endpoint-mapper',
  'client-push/rpc-dynamic',
];

/** @returns the longest round trip */
function checkClient(line: string): number {
  const { client, answered, methods, requirements }: ClientLine = JSON.parse(line);
  const address = addressOf(client);
  const open = requirements.filter(({ outcome }) => outcome === 'open').map(({ id }) => id);
  const isRight = isDead(address)
    ? !answered && open.length === 0 && methods.every(({ here }) => here === 'breaks')
    : answered &&
      methods.every(({ here }) => here === 'works') &&
      SERVICES.every((id) => open.includes(id)) &&
      line.includes(`"${computerName(address)}"`);
  if (!isRight)
    throw new Error(
      `a wrong answer about a ${isDead(address) ? 'dead' : 'living'} client: ${line}`,
    );
  const trips = requirements.flatMap(({ endpoints }) => endpoints.map(({ rttMs }) => rttMs ?? 0));
  return Math.max(0, ...trips);
}

function addressOf(client: string): string {
  const digits = /^pc-([0-9a-f]{8})\./.exec(client)?.[1];
  return digits === undefined ? client : [...Buffer.from(digits, 'hex')].join('.');
}
