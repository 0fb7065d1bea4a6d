import { hostname } from 'node:os';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { makePlan } from '../../plan/plan.ts';
import type { Command } from '../command.ts';
import { DEFAULTS } from '../../run/defaults.ts';
import { parseDuration } from '../duration.ts';
import { siteOf } from '../load-site.ts';
import { outputsBeside, parseOutputs } from '../outputs.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../report/forms/names.ts';
import {
  COLOR_OPTION,
  FROM_OPTION,
  METHOD_OPTION,
  colorOf,
  inGroup,
  methodsOf,
  vantageOf,
} from '../shared-options.ts';
import { type ParsedArguments, SITE_OPTIONS, single, siteWords } from '../site-options.ts';
import { clientName } from '../client-name.ts';
import { tlsMaterial } from '../tls-material.ts';
import { UsageError } from '../usage-error.ts';
import { Clients, LIST_OPTIONS, clientsOf } from '../clients.ts';
import { ONLY_WORDS } from '../clients/only.ts';
import { complain } from '../output-error.ts';
import { ICMP_WAYS } from '../../probe/icmp/sender.ts';
import { icmpWayOf } from '../icmp-way.ts';

const MAX_CONCURRENCY = 65_536;
const MAX_RATE = 1_000_000;
const MAX_RETRIES = 10;

export const CHECK_COMMAND: Command = {
  help: ({ help }) => help.commands.check,
  options: {
    ...inGroup('run', {
      from: {
        ...FROM_OPTION,
      },
      client: { type: 'string', array: true, requiresArg: true },
      clients: {
        type: 'string',
        requiresArg: true,
      },
      column: {
        type: 'string',
        requiresArg: true,
      },
      only: {
        type: 'string',
        array: true,
        requiresArg: true,
        choices: [...ONLY_WORDS],
      },
      'skip-invalid': {
        type: 'boolean',
      },
      shard: {
        type: 'string',
        requiresArg: true,
      },
      'client-name': {
        type: 'string',
        requiresArg: true,
      },
      method: METHOD_OPTION,
      timeout: {
        type: 'string',
        requiresArg: true,
        default: `${DEFAULTS.timeoutMs / 1000}s`,
      },
      'response-timeout': {
        type: 'string',
        requiresArg: true,
        default: `${DEFAULTS.responseTimeoutMs / 1000}s`,
      },
      // Not 'number': yargs takes an empty word for 0, and 0x10 and 1e1 for numbers.
      retries: {
        type: 'string',
        requiresArg: true,
        default: String(DEFAULTS.retries),
      },
      concurrency: {
        type: 'string',
        requiresArg: true,
        default: String(DEFAULTS.concurrency),
      },
      rate: {
        type: 'string',
        requiresArg: true,
      },
      icmp: {
        type: 'string',
        requiresArg: true,
        choices: [...ICMP_WAYS],
        default: 'auto',
      },
      ca: {
        type: 'string',
        requiresArg: true,
      },
      'client-cert': {
        type: 'string',
        requiresArg: true,
      },
      'client-key': { type: 'string', requiresArg: true },
      output: {
        alias: 'o',
        type: 'string',
        requiresArg: true,
      },
      resume: {
        type: 'string',
        requiresArg: true,
      },
      strict: {
        type: 'boolean',
      },
      wait: {
        type: 'string',
        requiresArg: true,
      },
      quiet: { type: 'boolean' },
      color: COLOR_OPTION,
    }),
    ...SITE_OPTIONS,
  },
  formats: (texts): Readonly<Record<ReportFormat, string>> => texts.formats.report,
  async run(parsed, streams) {
    const resume = parsed['resume'] === undefined ? null : single('resume', parsed['resume']);
    const said = parseOutputs(parsed['output'], REPORT_FORMATS, 'table');
    if (methodsOf(parsed).length > 1 && parsed['method'] !== undefined) {
      const ready = said.find(({ format }) => format === 'ready');
      if (ready !== undefined) throw new UsageError(({ errors }) => errors.readyForSeveral);
    }
    const outputs = resume === null ? said : outputsBeside(resume, said, streams.cwd);
    const timeoutMs = parseDuration(single('timeout', parsed['timeout']), '--timeout');
    const responseTimeoutMs = parseDuration(
      single('response-timeout', parsed['response-timeout']),
      '--response-timeout',
    );
    const waitMs = waitOf(parsed);
    const retries = wholeNumber(parsed, 'retries', 0, MAX_RETRIES);
    const concurrency = wholeNumber(parsed, 'concurrency', 1, MAX_CONCURRENCY);
    const rate = parsed['rate'] === undefined ? null : wholeNumber(parsed, 'rate', 1, MAX_RATE);
    const icmp = await icmpWayOf(parsed);
    const site = await siteOf(parsed, streams);
    const from = vantage(parsed);
    const tls = await tlsMaterial(parsed, streams);
    const clients =
      from === 'client'
        ? new Clients([thisMachine(parsed)], null)
        : await clientsOf(parsed, streams, (message) => complain(streams, message(streams.texts)));
    const { runCheck } = await import('../run-check.ts');
    return runCheck(
      {
        plan: makePlan(site, methodsOf(parsed)),
        from,
        clients,
        timeoutMs,
        responseTimeoutMs,
        retries,
        concurrency,
        rate,
        icmp,
        outputs,
        strict: parsed['strict'] === true,
        resume,
        waitMs,
        quiet: parsed['quiet'] === true,
        color: colorOf(parsed),
        siteWords: siteWords(parsed),
        tls,
      },
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
    throw new UsageError(({ errors }) => errors.aboutClients(`--${lonely}`));
  }
  const from = said ?? (hasClients ? 'site-server' : 'client');
  if (from === 'client' && hasClients) {
    throw new UsageError(({ errors }) => errors.fromClientWithClients);
  }
  if (from === 'site-server' && !hasClients) {
    throw new UsageError(({ errors }) => errors.fromSiteServerWithoutClients);
  }
  if (from === 'site-server' && parsed['client-name'] !== undefined) {
    throw new UsageError(({ errors }) => errors.clientNameFromSiteServer);
  }
  return from;
}

function thisMachine(parsed: ParsedArguments): string {
  const said = parsed['client-name'];
  return said === undefined ? hostname() : clientName(single('client-name', said), '--client-name');
}

/** @throws UsageError for what is no duration, and where nothing would be looked at again */
function waitOf(parsed: ParsedArguments): number | null {
  if (parsed['wait'] === undefined) return null;
  if (parsed['resume'] !== undefined) {
    throw new UsageError(({ errors }) => errors.waitAndResume);
  }
  return parseDuration(single('wait', parsed['wait']), '--wait', '24h');
}

/** @throws UsageError for anything but digits, and for what is out of bounds */
function wholeNumber(parsed: ParsedArguments, name: string, min: number, max: number): number {
  const word = single(name, parsed[name]);
  const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new UsageError(({ errors }) => errors.wholeNumber(`--${name}`, min, max, word));
  }
  return value;
}
