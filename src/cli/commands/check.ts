import { hostname } from 'node:os';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { expectedOf } from '../../plan/expected.ts';
import { type Plan, makePlan } from '../../plan/plan.ts';
import { DEFAULTS } from '../../run/defaults.ts';
import { siteToPlan } from '../load-site.ts';
import {
  SWITCH,
  command,
  timeSpan,
  oneOfOr,
  outputs,
  rate,
  someOf,
  wholeNumber,
  word,
  wordOr,
  words,
} from '../option.ts';
import { outputsBeside } from '../outputs.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../report/forms/names.ts';
import { COLOR, FROM, METHOD, methodsIn } from '../shared-options.ts';
import {
  type ParsedArguments,
  RUN_DEFAULTS,
  SITE_OPTIONS,
  elsewhereWords,
  ownEndWords,
  siteWords,
} from '../site-options.ts';
import { keptOptionsOf } from '../kept-options.ts';
import { clientName } from '../client-name.ts';
import type { Streams } from '../streams.ts';
import { tlsMaterial } from '../tls-material.ts';
import { UsageError } from '../usage-error.ts';
import { Clients, LIST_OPTIONS, clientsOf } from '../clients.ts';
import { ONLY_WORDS } from '../clients/only.ts';
import { complain } from '../output-error.ts';
import { ICMP_WAYS } from '../../probe/icmp/sender.ts';
import { icmpWayHere } from '../icmp-way.ts';
import { sourceAddressesOf } from '../source-addresses.ts';
import { PROGRESS_FORMS } from '../progress-form.ts';

const MAX_CONCURRENCY = 65_536;
const MAX_RATE = 1_000_000;
const MAX_RETRIES = 10;

export const CHECK_COMMAND = command({
  help: ({ help }) => help.commands.check,
  options: {
    from: FROM,
    client: words(),
    clients: word(),
    column: word(),
    only: someOf(ONLY_WORDS),
    'skip-invalid': SWITCH,
    shard: word(),
    'client-name': word(clientName),
    method: METHOD,
    timeout: wordOr(RUN_DEFAULTS.timeout, timeSpan()),
    'response-timeout': wordOr(RUN_DEFAULTS['response-timeout'], timeSpan()),
    retries: wordOr(RUN_DEFAULTS.retries, wholeNumber(0, MAX_RETRIES)),
    concurrency: wordOr(String(DEFAULTS.concurrency), wholeNumber(1, MAX_CONCURRENCY)),
    rate: word(rate(1, MAX_RATE)),
    icmp: oneOfOr(ICMP_WAYS, 'auto'),
    'source-address': words(),
    ca: word(),
    'client-cert': word(),
    'client-key': word(),
    output: outputs(REPORT_FORMATS, 'table'),
    resume: word(),
    strict: SWITCH,
    audit: SWITCH,
    wait: word(timeSpan('24h')),
    quiet: SWITCH,
    progress: oneOfOr(PROGRESS_FORMS, 'text'),
    color: COLOR,
  },
  group: 'run',
  shared: SITE_OPTIONS,
  formats: (texts): Readonly<Record<ReportFormat, string>> => texts.formats.report,
  async run(said, streams, parsed) {
    const resume = said('resume');
    const asked = said('output');
    const methods = said('method');
    if (methods !== undefined && methods.length > 1) {
      const ready = asked.find(({ format }) => format === 'ready');
      if (ready !== undefined) throw new UsageError(({ errors }) => errors.readyForSeveral);
    }
    const outputs = resume === null ? asked : outputsBeside(resume, asked, streams.cwd);
    const timeoutMs = said('timeout');
    const responseTimeoutMs = said('response-timeout');
    if (parsed['wait'] !== undefined && resume !== null) {
      throw new UsageError(({ errors }) => errors.waitAndResume);
    }
    const waitMs = said('wait');
    const retries = said('retries');
    const concurrency = said('concurrency');
    const limit = said('rate');
    const sources = await sourceAddressesOf(parsed);
    const icmp = await icmpWayHere(said('icmp'));
    const site = await siteToPlan(parsed, streams);
    const plan = makePlan(site, methodsIn(site, methods));
    if (said('audit')) checkAuditable(plan);
    const from = vantage(said('from'), parsed);
    const tls = await tlsMaterial(parsed, streams);
    const clients =
      from === 'client'
        ? new Clients([said('client-name') ?? hostname()], null)
        : await clientsOf(parsed, streams, (message) => complain(streams, message(streams.texts)));
    const { runCheck } = await import('../run-check.ts');
    return runCheck(
      {
        plan,
        from,
        standsFor: await standsForOf(said('client-name'), streams),
        clients,
        timeoutMs,
        responseTimeoutMs,
        retries,
        concurrency,
        rate: limit === null ? DEFAULTS.rate : limit.perSecond,
        icmp,
        sources,
        outputs,
        strict: said('strict'),
        audit: said('audit'),
        resume,
        waitMs,
        quiet: said('quiet'),
        progress: said('progress'),
        color: said('color'),
        siteWords: siteWords(parsed),
        ownWords: ownEndWords(parsed),
        elsewhere: elsewhereWords(parsed),
        runOptions: keptOptionsOf(parsed),
        tls,
      },
      streams,
    );
  },
});

/** @throws UsageError where there is nothing to audit, which must not pass for a good result */
function checkAuditable({ site, requirements }: Plan): void {
  if (requirements.some((requirement) => expectedOf(requirement, site) !== null)) return;
  throw new UsageError(({ audit }) =>
    Object.keys(site.expect).length === 0 ? audit.nothingExpected : audit.nothingExpectedOfMethods,
  );
}

/** @throws UsageError where the clients and --from contradict each other */
function vantage(said: Vantage | null, parsed: ParsedArguments): Vantage {
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

/** The client that --client-name names, where that is another computer than this one. */
async function standsForOf(name: string | null, streams: Streams): Promise<string | null> {
  return name === null || (await streams.isThisComputer(name)) ? null : name;
}
