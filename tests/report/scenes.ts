import type { CheckResult, CheckResults } from '../../src/probe/result.ts';
import { factsOf, interruptedFacts } from '../../src/judge/facts.ts';
import { EMPTY_SUMMARY, addToSummary, exitCodeOf } from '../../src/judge/summary.ts';
import type { Check } from '../../src/plan/check.ts';
import { serverChecks } from '../../src/plan/checks.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Cause, Observation, Outcome, RpcEndpoint } from '../../src/probe/observation.ts';
import {
  withSentences,
  buildHead,
  buildIndirect,
  buildTail,
} from '../../src/report/model/build.ts';
import type { ClientEntry, ReportHead, ReportTail } from '../../src/report/model/report.ts';
import { csvReporter } from '../../src/report/forms/csv/index.ts';
import { githubReporter } from '../../src/report/forms/github/index.ts';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from '../../src/report/forms/html/generated.ts';
import { htmlReporter } from '../../src/report/forms/html/index.ts';
import { jsonReporter } from '../../src/report/forms/json/index.ts';
import { junitReporter } from '../../src/report/forms/junit/index.ts';
import { markdownReporter } from '../../src/report/forms/markdown/index.ts';
import { fullNdjsonReporter, ndjsonReporter } from '../../src/report/forms/ndjson/index.ts';
import { prometheusReporter } from '../../src/report/forms/prometheus/index.ts';
import type { Reporter } from '../../src/report/forms/reporter.ts';
import type { Appearance } from '../../src/report/terminal/style.ts';
import { tableReporter } from '../../src/report/forms/table/index.ts';
import { EN } from '../../src/text/en/index.ts';
import type { Texts } from '../../src/text/texts.ts';
import {
  type Scene,
  type See,
  httpEvidence,
  judge,
  mapperEvidence,
  observed,
  smbEvidence,
  tlsEvidence,
} from '../support/observations.ts';
import { siteOf } from '../support/sites.ts';
import type { ReporterOptions } from '../../src/report/forms/reporter.ts';
import { own } from '../../src/text/command-line.ts';

/** A run that was never made: what was seen of each client. */
export interface Report extends Omit<Scene, 'see' | 'client' | 'names'> {
  readonly title: string;
  readonly clients: readonly Pick<Scene, 'client' | 'see' | 'names'>[];
  readonly indirect?: (check: Check) => Outcome;
  readonly strict?: boolean;
  readonly audit?: boolean;
  readonly interrupted?: boolean;
}

export const FORMATS = [
  'table',
  'html',
  'json',
  'ndjson',
  'ndjson-full',
  'markdown',
  'csv',
  'junit',
  'github',
  'prometheus',
] as const;
export type Format = (typeof FORMATS)[number];

export const PLAIN: Appearance = { colors: false, characters: 'unicode', width: 80 };

type Counting = Pick<Report, 'strict' | 'audit'>;

function reporterFor(
  format: Format,
  head: ReportHead,
  appearance: Appearance,
  { strict = false, audit = false }: Counting,
  texts: Texts,
): Reporter {
  const options: ReporterOptions = {
    appearance,
    texts,
    siteWords: [own('--site site.yaml')],
    shell: 'sh',
    strict,
    audit,
  };
  switch (format) {
    case 'html':
      return htmlReporter(head, options);
    case 'json':
      return jsonReporter(head);
    case 'ndjson':
      return ndjsonReporter(head);
    case 'ndjson-full':
      return fullNdjsonReporter(head);
    case 'table':
      return tableReporter(head, options);
    case 'markdown':
      return markdownReporter(head, options);
    case 'csv':
      return csvReporter(head, options);
    case 'junit':
      return junitReporter(head, options);
    case 'github':
      return githubReporter(head, options);
    case 'prometheus':
      return prometheusReporter(head);
  }
}

/** A run's report before it is written in any format. */
export interface Told {
  readonly head: ReportHead;
  readonly clients: readonly ClientEntry[];
  readonly tail: ReportTail;
}

export function tell(report: Report, texts: Texts = EN): Told {
  const plan = makePlan(siteOf(report.site), report.methods);
  const tool = { name: 'ccm-preflight', version: '1.0.0' };
  const head = buildHead(plan, report.from, '2024-05-01T12:00:00.000Z', tool, texts);
  const judged = report.clients.map(
    (client) =>
      judge({ ...report, ...client, client: client.client ?? 'pc001.contoso.com' }).client,
  );
  const summary = judged
    .map(factsOf)
    .reduce((sum, each) => addToSummary(sum, each, head), EMPTY_SUMMARY);
  const complete = report.interrupted !== true;
  const exitCode = exitCodeOf(summary, {
    complete,
    strict: report.strict === true,
    audit: report.audit === true,
  });
  const results = report.indirect === undefined ? new Map() : look(plan, report.indirect);
  const tail = buildTail(
    head,
    '2024-05-01T12:00:07.250Z',
    complete,
    buildIndirect(results, plan),
    summary,
    { exitCode, audit: report.audit === true },
  );
  const facts = judged.map(factsOf).map((each) => (complete ? each : interruptedFacts(each)));
  return { head, clients: facts.map((each) => withSentences(each, head, texts)), tail };
}

export interface Rendered {
  readonly text: string;
  readonly exitCode: number;
}

export function render(
  report: Report,
  format: Format,
  appearance: Appearance = PLAIN,
  texts: Texts = EN,
): Rendered {
  const told = tell(report, texts);
  const text = write(told, format, appearance, report, texts);
  return { text, exitCode: told.tail.summary.exitCode };
}

export function write(
  { head, clients, tail }: Told,
  format: Format,
  appearance: Appearance = PLAIN,
  counting: Counting = {},
  texts: Texts = EN,
): string {
  const reporter = reporterFor(format, head, appearance, counting, texts);
  const text = [
    reporter.opening,
    ...clients.map((entry) => reporter.client(entry)),
    reporter.close(tail),
    ...(reporter.rest?.() ?? []),
  ].join('');
  return format === 'html' ? withoutPage(text) : text;
}

/** A page is the same but for its data, and has tests in a browser. */
function withoutPage(text: string): string {
  return [STYLE, SCRIPT, STYLE_HASH, SCRIPT_HASH].reduce(
    (left, constant) => left.replaceAll(constant, '…'),
    text,
  );
}

function look(
  plan: Parameters<typeof serverChecks>[0],
  see: (check: Check) => Outcome,
): CheckResults {
  const seen = (check: Check): CheckResult => ({
    check,
    endpoints: [
      {
        host: check.host,
        address: '10.0.0.9',
        port: 'port' in check ? check.port : null,
        attempts: 1,
        observation: observed(see(check)),
      },
    ],
  });
  return new Map(serverChecks(plan).map(({ key, check }) => [key, seen(check)]));
}

const SITE = {
  siteCode: 'S01',
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: {
    manual: { runFrom: String.raw`\\files01\ccm` },
    groupPolicy: { package: 'local' },
  },
};

const SERVICE_CONTROL: RpcEndpoint = {
  interface: '367abb81-9844-35f1-ad32-98f038001003',
  version: '2.0',
  protocol: 'ncacn_ip_tcp',
  port: 49_670,
  address: '10.0.0.7',
  pipe: null,
  name: 'Service Control Manager',
  annotation: '',
};

const inconclusive = (cause: Cause): Observation => ({
  outcome: 'inconclusive',
  cause,
  reached: 'resolved',
  rttMs: null,
  evidence: { kind: 'none' },
});

/** Evidence such as a Windows computer gives. */
const windows: See = (check) => {
  switch (check.kind) {
    case 'smb':
      return observed('open', smbEvidence());
    case 'rpc-endpoint-mapper':
      return observed(
        'open',
        mapperEvidence({
          bindings: ['pc001', '10.0.0.7'],
          comVersion: '5.7',
          endpoints: [SERVICE_CONTROL],
        }),
      );
    case 'rpc-dynamic':
      return observed('open', {
        kind: 'rpc-dynamic',
        advertised: 2,
        range: { first: 49_152, last: 65_535 },
        tried: [
          {
            port: 49_664,
            outcome: 'filtered',
            interfaces: ['12345778-1234-abcd-ef00-0123456789ac'],
          },
          { port: 49_670, outcome: 'open', interfaces: ['Service Control Manager'] },
        ],
        control: null,
      });
    case 'rpc-endpoint-mapper-udp':
      return inconclusive('no-answer-udp');
    case 'icmp':
      return observed('open', {
        kind: 'icmp',
        sender: 'program',
        program: 'ping',
        line: '64 bytes from 10.0.0.7: icmp_seq=1 ttl=128 time=1.5 ms',
      });
    case 'http':
      return observed('open', httpEvidence(check.tls ? { tls: tlsEvidence() } : {}));
    case 'tcp':
    case 'revocation':
    case 'revocation-list':
    case 'domain':
    case 'dns':
    case 'kerberos':
    case 'ldap':
      return 'open';
  }
};

type Sight = ReturnType<See>;

const but =
  (bad: Readonly<Record<string, Sight>>): See =>
  (check) =>
    bad[check.host] ?? bad[check.kind] ?? windows(check);

export const REPORTS: Readonly<Record<string, Report>> = {
  'push-blocked': {
    title: 'client push from the site server: SMB is filtered',
    site: SITE,
    from: 'site-server',
    clients: [
      {
        see: but({
          smb: [{ address: '10.0.0.7', attempts: 2, observation: observed('filtered') }],
        }),
      },
    ],
    indirect: () => 'open',
  },
  audited: {
    title:
      'flows that are expected to be closed: one is, one is open, of one nothing answers, one is refused',
    site: { ...SITE, expect: { smb: 'closed', 'mp-http': 'closed' } },
    from: 'site-server',
    audit: true,
    clients: [
      { client: 'pc001.contoso.com', see: but({ smb: 'filtered' }) },
      { client: 'pc002.contoso.com', see: windows },
      { client: 'pc003.contoso.com', see: () => 'filtered' },
      { client: 'pc004.contoso.com', see: but({ smb: 'refused' }) },
    ],
  },
  'push-nothing-in-the-way': {
    title: 'client push from the site server: nothing in the way',
    site: SITE,
    from: 'site-server',
    strict: true,
    clients: [{ see: windows }],
    indirect: ({ kind }) => (kind === 'smb' ? 'refused' : 'open'),
  },
  collection: {
    title: 'a collection, from the site server: open, off, unknown, another computer, warned of',
    site: SITE,
    from: 'site-server',
    clients: [
      { client: 'pc001.contoso.com', see: windows },
      {
        client: 'pc002.contoso.com',
        see: (check) => {
          switch (check.kind) {
            case 'rpc-dynamic':
              return inconclusive('mapper-not-open');
            case 'rpc-endpoint-mapper-udp':
              return inconclusive('no-answer-udp');
            default:
              return 'filtered';
          }
        },
      },
      { client: 'pc003.contoso.com', see: () => 'unresolved' },
      {
        client: 'pc004.contoso.com',
        see: but({
          smb: observed('wrong-host', smbEvidence({ dnsComputerName: 'pc044.contoso.com' })),
        }),
      },
      {
        client: 'pc005.contoso.com',
        names: {
          fullName: 'pc005.contoso.com',
          shortName: 'pc005',
          addresses: ['10.0.0.7'],
          shortAddresses: [],
        },
        see: but({
          smb: observed(
            'open',
            smbEvidence({
              protocol: 'smb1',
              dialect: 'NT LM 0.12',
              ntlmTime: '2024-05-01T13:00:00.000Z',
              localTime: '2024-05-01T12:00:00.000Z',
            }),
          ),
          'rpc-endpoint-mapper': observed('open', mapperEvidence({ bindings: ['192.168.1.7'] })),
        }),
      },
      { client: '10.0.0.6', see: () => 'error' },
    ],
  },
  'client-works': {
    title: 'the client: everything that can be proven there is open',
    site: SITE,
    from: 'client',
    clients: [{ client: 'pc001', see: windows }],
  },
  'client-breaks': {
    title:
      'the client, current branch, enhanced HTTP: one management point of two, a bad certificate, a dead share',
    site: {
      product: 'current-branch',
      communication: 'enhanced-http',
      roles: {
        managementPoints: ['mp01.contoso.com', 'mp02.contoso.com'],
        distributionPoints: ['dp01.contoso.com'],
        fallbackStatusPoints: ['fsp01.contoso.com'],
        softwareUpdatePoints: [{ host: 'sup01.contoso.com', ssl: true }],
      },
      install: {
        manual: { runFrom: String.raw`\\files01\ccm` },
        groupPolicy: { package: 'local' },
      },
    },
    from: 'client',
    proxyVariable: 'HTTPS_PROXY',
    clients: [
      {
        client: 'pc001',
        see: (check) => {
          if (check.host === 'mp02.contoso.com') return 'refused';
          if (check.host === 'files01') return 'unreachable';
          if (check.host === 'fsp01.contoso.com') {
            return observed(
              'unhealthy',
              httpEvidence({ status: 503, reason: 'Service Unavailable' }),
            );
          }
          if (check.host === 'sup01.contoso.com' && check.kind === 'http' && check.tls) {
            return {
              outcome: 'unhealthy',
              cause: 'certificate-expired',
              reached: 'tls',
              rttMs: 2,
              evidence: httpEvidence({
                status: null,
                reason: null,
                tls: tlsEvidence({ validTo: '2020-01-01T00:00:00.000Z' }),
              }),
            };
          }
          if (check.host === 'dp01.contoso.com') {
            return observed(
              'open',
              httpEvidence({
                status: 404,
                tls: tlsEvidence({
                  issuerTrust: 'unknown',
                  clientCertificate: 'asked',
                  protocol: 'TLSv1',
                }),
              }),
            );
          }
          return windows(check);
        },
      },
    ],
  },
  'client-nothing-named': {
    title: 'the client, nothing named, strict: nothing to prove',
    from: 'client',
    strict: true,
    clients: [{ client: 'pc001' }],
  },
  interrupted: {
    title: 'interrupted',
    site: SITE,
    from: 'site-server',
    interrupted: true,
    clients: [
      {
        see: (check) =>
          check.kind === 'icmp'
            ? 'open'
            : {
                outcome: 'error',
                code: 'ABORT_ERR',
                reached: 'resolved',
                rttMs: null,
                evidence: { kind: 'none' },
              },
      },
    ],
  },
};
