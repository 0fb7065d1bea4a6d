import { hostname } from 'node:os';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { makePlan } from '../../plan/plan.ts';
import type { Command } from '../command.ts';
import { DEFAULTS } from '../../run/defaults.ts';
import { parseDuration } from '../duration.ts';
import { siteOf } from '../load-site.ts';
import { parseOutputs } from '../outputs.ts';
import { REPORT_FORMATS } from '../report-formats.ts';
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
import { clientsOf } from '../clients.ts';

const MAX_CONCURRENCY = 4096;
const MAX_RETRIES = 10;

export const CHECK_COMMAND: Command = {
  usage: 'check',
  describe: 'Probe the flows that can be proven from this machine, and judge each method',
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
        describe: 'Probes at once',
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
        describe: `FORMAT[=FILE], repeatable: ${REPORT_FORMATS.join(', ')} (default: table)`,
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
    const outputs = parseOutputs(parsed['output'], REPORT_FORMATS, 'table');
    const timeoutMs = parseDuration(single('timeout', parsed['timeout']), '--timeout');
    const retries = wholeNumber(parsed, 'retries', 0, MAX_RETRIES);
    const concurrency = wholeNumber(parsed, 'concurrency', 1, MAX_CONCURRENCY);
    const site = await siteOf(parsed, streams);
    const named = await clientsOf(parsed, streams);
    // Interrupted before the list had come to its end: there was to be one.
    const isCut = streams.interrupt.aborted && parsed['clients'] !== undefined;
    const from = vantage(parsed, named.length > 0 || isCut);
    const clients = from === 'client' ? [thisMachine(parsed)] : named;
    const { runCheck } = await import('../run-check.ts');
    return runCheck(
      {
        plan: makePlan(site, methodsOf(parsed)),
        from,
        clients,
        timeoutMs,
        retries,
        concurrency,
        outputs,
        strict: parsed['strict'] === true,
        quiet: parsed['quiet'] === true,
        tls: await tlsMaterial(parsed, streams),
      },
      parsed,
      streams,
    );
  },
};

/** @throws UsageError where the clients and --from contradict each other */
function vantage(parsed: ParsedArguments, hasClients: boolean): Vantage {
  const said = vantageOf(parsed);
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
