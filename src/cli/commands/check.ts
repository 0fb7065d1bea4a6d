import { hostname } from 'node:os';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { makePlan } from '../../plan/plan.ts';
import type { Command } from '../command.ts';
import { DEFAULTS } from '../../run/defaults.ts';
import { parseDuration } from '../duration.ts';
import { siteOf } from '../load-site.ts';
import { outputsBeside, parseOutputs } from '../outputs.ts';
import { REPORT_FORMATS } from '../../text/formats.ts';
import {
  COLOR_OPTION,
  FROM_OPTION,
  METHOD_OPTION,
  inGroup,
  methodsOf,
  vantageOf,
} from '../shared-options.ts';
import { type ParsedArguments, SITE_OPTIONS, single } from '../site-options.ts';
import { clientName } from '../client-name.ts';
import { tlsMaterial } from '../tls-material.ts';
import { UsageError } from '../usage-error.ts';
import { LIST_OPTIONS, clientsOf, oneClient } from '../clients.ts';
import { complain } from '../output-error.ts';
import { ICMP_WAYS } from '../../probe/icmp/sender.ts';
import { icmpWayOf } from '../icmp-way.ts';

const MAX_CONCURRENCY = 65_536;
const MAX_RATE = 1_000_000;
const MAX_RETRIES = 10;

export const CHECK_COMMAND: Command = {
  options: {
    ...inGroup('This run:', {
      from: {
        ...FROM_OPTION,
        describe:
          'Where this machine stands (default: site-server when clients are named, else client)',
      },
      client: { type: 'string', array: true, requiresArg: true, describe: 'Clients to push to' },
      clients: {
        type: 'string',
        requiresArg: true,
        describe: 'File of clients, one a line or CSV with a name column; - reads standard input',
      },
      column: {
        type: 'string',
        requiresArg: true,
        describe:
          'Heading of the CSV column with the names (default: DNSHostName, Name or the like)',
      },
      'skip-invalid': {
        type: 'boolean',
        describe: 'Leave out lines of --clients that hold no client name, instead of refusing them',
      },
      shard: {
        type: 'string',
        requiresArg: true,
        describe: 'I/N: look at the I-th of N shares of the clients, told by their names',
      },
      'client-name': {
        type: 'string',
        requiresArg: true,
        describe: 'With --from client: the name to report for this machine',
      },
      method: METHOD_OPTION,
      timeout: {
        type: 'string',
        requiresArg: true,
        default: `${DEFAULTS.timeoutMs / 1000}s`,
        describe: 'How long one attempt may take',
      },
      // Not 'number': yargs takes an empty word for 0, and 0x10 and 1e1 for numbers.
      retries: {
        type: 'string',
        requiresArg: true,
        default: String(DEFAULTS.retries),
        describe: 'How often what got no answer is tried again',
      },
      concurrency: {
        type: 'string',
        requiresArg: true,
        default: String(DEFAULTS.concurrency),
        describe: 'Probes at once; fewer where this machine allows fewer open files',
      },
      rate: {
        type: 'string',
        requiresArg: true,
        describe: 'New connections a second at most (default: no limit)',
      },
      icmp: {
        type: 'string',
        requiresArg: true,
        choices: [...ICMP_WAYS],
        default: 'auto',
        describe: 'Echo requests by the system itself (native), or a ping program each',
      },
      ca: {
        type: 'string',
        requiresArg: true,
        describe: 'PEM file of the CA that server certificates chain to',
      },
      'client-cert': {
        type: 'string',
        requiresArg: true,
        describe: 'PEM file of a client certificate',
      },
      'client-key': { type: 'string', requiresArg: true, describe: 'PEM file of its key' },
      output: {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe: 'FORMAT[=FILE], repeatable (default: table); formats below',
      },
      resume: {
        type: 'string',
        requiresArg: true,
        describe:
          'ndjson file of a stopped run: its clients are not looked at again, others are added to it; a new file begins a run that can be resumed',
      },
      strict: {
        type: 'boolean',
        describe: 'Exit code 3 where nothing breaks but something could not be proven from here',
      },
      quiet: { type: 'boolean', describe: 'No progress' },
      color: COLOR_OPTION,
    }),
    ...SITE_OPTIONS,
  },
  formats: (texts) => texts.formats.report,
  examples: [
    [
      '$0 check --client pc001.contoso.com --site site.yaml',
      'On the site server, before a client push',
    ],
    ['$0 check --site site.yaml', 'On a target client'],
    [
      '$0 check --clients pilot.txt --mp mp01 -o table -o json=report.json',
      'A collection, with a report to keep',
    ],
  ],
  async run(parsed, streams) {
    const resume = parsed['resume'] === undefined ? null : single('resume', parsed['resume']);
    const said = parseOutputs(parsed['output'], REPORT_FORMATS, 'table');
    const outputs = resume === null ? said : outputsBeside(resume, said, streams.cwd);
    const timeoutMs = parseDuration(single('timeout', parsed['timeout']), '--timeout');
    const retries = wholeNumber(parsed, 'retries', 0, MAX_RETRIES);
    const concurrency = wholeNumber(parsed, 'concurrency', 1, MAX_CONCURRENCY);
    const rate = parsed['rate'] === undefined ? null : wholeNumber(parsed, 'rate', 1, MAX_RATE);
    const icmp = await icmpWayOf(parsed);
    const site = await siteOf(parsed, streams);
    const from = vantage(parsed);
    const tls = await tlsMaterial(parsed, streams);
    const clients =
      from === 'client'
        ? oneClient(thisMachine(parsed))
        : await clientsOf(parsed, streams, (message) => complain(streams, message));
    const { runCheck } = await import('../run-check.ts');
    return runCheck(
      {
        plan: makePlan(site, methodsOf(parsed)),
        from,
        clients,
        timeoutMs,
        retries,
        concurrency,
        rate,
        icmp,
        outputs,
        strict: parsed['strict'] === true,
        resume,
        quiet: parsed['quiet'] === true,
        tls,
      },
      parsed,
      streams,
    );
  },
};

/** @throws UsageError where the clients and --from contradict each other */
function vantage(parsed: ParsedArguments): Vantage {
  const said = vantageOf(parsed);
  const hasClients = parsed['client'] !== undefined || parsed['clients'] !== undefined;
  const lonely = hasClients ? undefined : LIST_OPTIONS.find((name) => parsed[name] !== undefined);
  if (lonely !== undefined) {
    throw new UsageError(`--${lonely} speaks of the clients to look at, and none are named`);
  }
  const from = said ?? (hasClients ? 'site-server' : 'client');
  if (from === 'client' && hasClients) {
    throw new UsageError(
      '--from client looks from this machine, so no other clients can be named with --client or --clients; to name this machine in the report use --client-name',
    );
  }
  if (from === 'site-server' && !hasClients) {
    throw new UsageError('--from site-server needs the clients to look at: --client or --clients');
  }
  if (from === 'site-server' && parsed['client-name'] !== undefined) {
    throw new UsageError('--client-name names this machine, which only --from client reports');
  }
  return from;
}

function thisMachine(parsed: ParsedArguments): string {
  const said = parsed['client-name'];
  return said === undefined ? hostname() : clientName(single('client-name', said), '--client-name');
}

/** @throws UsageError for anything but digits, and for what is out of bounds */
function wholeNumber(parsed: ParsedArguments, name: string, min: number, max: number): number {
  const word = single(name, parsed[name]);
  const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new UsageError(
      `--${name}: a whole number from ${min} to ${max} is expected, found "${word}"`,
    );
  }
  return value;
}
