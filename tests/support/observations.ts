import type { RequirementId } from '../../src/catalogue/flow.ts';
import type { OwnRow } from '../../src/catalogue/own.ts';
import type { Method, Vantage } from '../../src/catalogue/vocabulary.ts';
import type { CheckResult, EndpointResult } from '../../src/probe/result.ts';
import { type JudgedClient, judgeClient } from '../../src/judge/client.ts';
import type { JudgedMethod } from '../../src/judge/method.ts';
import type { ClientNames } from '../../src/judge/warning.ts';
import type { JudgedRequirement } from '../../src/judge/requirement.ts';
import type { Check } from '../../src/plan/check.ts';
import { checkKey, checksFor } from '../../src/plan/checks.ts';
import { type Plan, makePlan } from '../../src/plan/plan.ts';
import type {
  Cause,
  EndpointMapperEvidence,
  Evidence,
  HttpEvidence,
  Observation,
  Outcome,
  SmbEvidence,
  TlsEvidence,
} from '../../src/probe/observation.ts';
import { type SiteWords, siteOf } from './sites.ts';

const CAUSES = {
  'wrong-service': 'closed-before-answer',
  'wrong-host': 'other-computer-name',
  unhealthy: 'server-error',
  inconclusive: 'no-answer-udp',
} as const satisfies Partial<Record<Outcome, Cause>>;

const CODES = {
  refused: 'ECONNREFUSED',
  filtered: 'ETIMEDOUT',
  unreachable: 'EHOSTUNREACH',
  unresolved: 'ENOTFOUND',
  silent: 'ETIMEDOUT',
  error: 'EPERM',
} as const satisfies Partial<Record<Outcome, string>>;

const NOTHING: Evidence = { kind: 'none' };

/** An observation with this outcome, and a usual code or cause. */
export function observed(outcome: Outcome, evidence: Evidence = NOTHING): Observation {
  switch (outcome) {
    case 'open':
      return { outcome, reached: 'service', rttMs: 1.5, evidence };
    case 'wrong-service':
    case 'wrong-host':
    case 'unhealthy':
    case 'inconclusive':
      return { outcome, cause: CAUSES[outcome], reached: 'connected', rttMs: 1.5, evidence };
    case 'refused':
    case 'filtered':
    case 'unreachable':
    case 'unresolved':
    case 'silent':
    case 'error':
      return { outcome, code: CODES[outcome], reached: 'resolved', rttMs: null, evidence };
  }
}

/** What the probe of the dynamic ports says where it can't learn them. */
export const MAPPER_NOT_OPEN: Observation = {
  outcome: 'inconclusive',
  cause: 'mapper-not-open',
  reached: 'resolved',
  rttMs: null,
  evidence: NOTHING,
};

/** One address of a check's host; an outcome stands for one at 10.0.0.7. */
export interface SeenAddress {
  /** null where the name could not be looked up. */
  readonly address: string | null;
  readonly observation: Observation;
  readonly attempts?: number;
}
export type Sight = Outcome | Observation | readonly SeenAddress[];

/** What each check of a run saw. */
export type See = (check: Check) => Sight;

function endpointsOf(check: Check, sight: Sight): readonly EndpointResult[] {
  const seen: readonly SeenAddress[] =
    typeof sight === 'string'
      ? [{ address: '10.0.0.7', observation: observed(sight) }]
      : 'outcome' in sight
        ? [{ address: '10.0.0.7', observation: sight }]
        : sight;
  return seen.map(({ address, observation, attempts = 1 }) => ({
    host: check.host,
    address: observation.outcome === 'unresolved' ? null : address,
    port: 'port' in check ? check.port : null,
    attempts,
    observation,
  }));
}

export interface Scene {
  readonly site?: SiteWords;
  /** Of the user's own. */
  readonly rows?: readonly OwnRow[];
  /** Those of the run; all where it was not narrowed. */
  readonly methods?: readonly Method[];
  readonly from: Vantage;
  readonly see?: See;
  readonly client?: string;
  readonly names?: ClientNames | null;
  readonly proxyVariable?: string | null;
  /** From the vantage `client`: its own. */
  readonly addresses?: readonly string[];
}

/** A plan, and its judgement over what a scene saw. */
export interface Judged {
  readonly plan: Plan;
  readonly client: JudgedClient;
  readonly method: (name: string) => JudgedMethod;
  readonly requirement: (id: RequirementId) => JudgedRequirement;
}

export function judge(scene: Scene): Judged {
  const site = siteOf(scene.site);
  const plan = makePlan(
    scene.rows === undefined ? site : { ...site, ownRows: scene.rows },
    scene.methods,
  );
  const name = scene.client ?? 'pc001.contoso.com';
  const see = scene.see ?? (() => 'open');
  const results = new Map<string, CheckResult>(
    checksFor(plan, scene.from, name).map((check) => [
      checkKey(check),
      { check, endpoints: endpointsOf(check, see(check)) },
    ]),
  );
  const client = judgeClient(plan, scene.from, {
    client: name,
    results,
    names: scene.names ?? null,
    addresses: scene.addresses ?? [],
    proxyVariable: scene.proxyVariable ?? null,
  });
  return {
    plan,
    client,
    method: (wanted) =>
      found(
        client.methods.find(({ method }) => method === wanted),
        wanted,
      ),
    requirement: (id) =>
      found(
        client.requirements.find((each) => each.id === id),
        id,
      ),
  };
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`${what} is not there`);
  return thing;
}

export const smbEvidence = (rest: Partial<SmbEvidence> = {}): SmbEvidence => ({
  kind: 'smb',
  protocol: 'smb2',
  dialect: '3.1.1',
  signing: 'enabled',
  serverGuid: null,
  serverTime: null,
  localTime: null,
  netbiosComputerName: 'PC001',
  netbiosDomainName: 'CONTOSO',
  dnsComputerName: 'pc001.contoso.com',
  dnsDomainName: 'contoso.com',
  ntlmTime: null,
  sessionStatus: '0xc0000016',
  ...rest,
});

export const mapperEvidence = (
  rest: Partial<EndpointMapperEvidence> = {},
): EndpointMapperEvidence => ({
  kind: 'rpc-endpoint-mapper',
  lookup: 'complete',
  lookupStatus: null,
  endpoints: [],
  bindings: null,
  comVersion: null,
  fullSegmentsLost: null,
  ...rest,
});

export const httpEvidence = (rest: Partial<HttpEvidence> = {}): HttpEvidence => ({
  kind: 'http',
  url: 'http://mp01/SMS_MP/.sms_aut?MPLIST',
  status: 200,
  reason: 'OK',
  server: 'Microsoft-IIS/10.0',
  location: null,
  content: 'found',
  iis: 'headers',
  filter: null,
  relay: null,
  subStatus: null,
  serverTime: null,
  localTime: null,
  besides: null,
  fullSegmentsLost: null,
  tls: null,
  ...rest,
});

export const tlsEvidence = (rest: Partial<TlsEvidence> = {}): TlsEvidence => ({
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  subject: 'CN=mp01',
  names: ['mp01'],
  issuer: 'CN=Contoso CA',
  validFrom: '2024-01-01T00:00:00.000Z',
  validTo: '2034-01-01T00:00:00.000Z',
  nameMatches: 'yes',
  usage: 'server',
  chainProblem: null,
  issuerTrust: 'trusted',
  missingIssuer: null,
  revocation: null,
  clientCertificate: 'not-asked',
  downgraded: 'no',
  ...rest,
});
