import { serviceOf } from '../catalogue/ends.ts';
import { type FlowName, FLOW_NAMES, type RequirementId } from '../catalogue/flow.ts';
import type { LogErrorKey } from '../catalogue/log-errors.ts';
import { allFlows } from '../catalogue/all-flows.ts';
import type { Method, Scheme } from '../catalogue/vocabulary.ts';
import { type LogName, symptomOf } from '../judge/symptom.ts';
import { STATUS_OF } from '../judge/vocabulary.ts';
import { CAUSES, type Outcome } from '../probe/observation.ts';
import {
  type DiagnosedLog,
  type FailureKind,
  type FoundCode,
  NETWORK_NATURES,
  type Nature,
  type Step,
} from './model.ts';

const NATURE_OF = {
  'access-denied': 'account',
  'duplicate-name': 'name',
  'bad-network-path': 'network',
  'network-name-deleted': 'network',
  'bad-network-name': 'share',
  'wrong-password': 'account',
  'timed-out': 'network',
  'no-network-provider': 'network',
  'connection-refused': 'network',
  'network-unreachable': 'network',
  'host-unreachable': 'network',
  'connection-aborted-locally': 'network',
  'no-logon-servers': 'directory',
  'logon-failure': 'account',
  'account-restriction': 'account',
  'password-expired': 'account',
  'account-disabled': 'account',
  'logon-type-not-granted': 'account',
  'wrong-target-name': 'name',
  'rpc-unavailable': 'network',
  'rpc-call-failed': 'network',
  'rpc-call-not-executed': 'network',
  'trust-failed': 'account',
  'account-locked-out': 'account',
  'disk-full': 'computer',
  'service-timeout': 'computer',
  'service-disabled': 'computer',
  'service-failed': 'computer',
  'installer-failure': 'computer',
  'source-absent': 'computer',
  'installer-busy': 'computer',
  'server-execution-failed': 'computer',
  unspecified: 'unspecified',
  'catastrophic-failure': 'unspecified',
  'wmi-access-denied': 'account',
  'wmi-generic-failure': 'computer',
  'wmi-initialization-failure': 'computer',
  timeout: 'network',
  'name-not-resolved': 'name',
  'cannot-connect': 'network',
  'connection-error': 'network',
  'certificate-date': 'certificate',
  'certificate-name': 'certificate',
  'client-certificate-needed': 'certificate',
  'certificate-issuer': 'certificate',
  'revocation-unknown': 'certificate',
  'invalid-response': 'network',
  'secure-failure': 'certificate',
  'http-unauthorized': 'server',
  'http-forbidden': 'server',
  'http-not-found': 'server',
  'http-method-refused': 'server',
  'http-proxy-authentication': 'proxy',
  'http-server-error': 'server',
  'http-bad-gateway': 'server',
  'http-unavailable': 'server',
  'update-proxy-authentication': 'proxy',
  'update-timeout': 'network',
  'update-unauthorized': 'server',
  'update-forbidden': 'server',
  'update-bad-gateway': 'server',
  'update-name-not-resolved': 'name',
  'item-not-found': 'content',
  'bad-http-status': 'server',
  'client-certificate-absent': 'certificate',
} as const satisfies Record<LogErrorKey, Nature>;

/** Errors that are logged instead of the one that a probe's outcome predicts. */
const SEEN_AS: Partial<Record<LogErrorKey, LogErrorKey>> = {
  'no-network-provider': 'bad-network-path',
  'duplicate-name': 'wrong-target-name',
  'rpc-call-failed': 'rpc-unavailable',
  'rpc-call-not-executed': 'rpc-unavailable',
  'connection-refused': 'cannot-connect',
  'update-timeout': 'timeout',
  'http-unavailable': 'http-server-error',
  'http-bad-gateway': 'http-server-error',
};

/** The steps that use each flow; where the log has the scheme, only flows of that scheme count. */
const STEPS_OF: Record<FlowName, readonly Step[]> = {
  'slp-http': ['server-locator-point'],
  'fsp-http': ['fallback-status-point'],
  icmp: ['presence'],
  smb: ['admin-share', 'registry', 'copy', 'service', 'push', 'presence'],
  'rpc-endpoint-mapper': ['wmi', 'push'],
  'rpc-endpoint-mapper-udp': [],
  'rpc-dynamic': ['wmi', 'service', 'push'],
  'mp-http': ['management-point', 'locations', 'web'],
  'mp-https': ['management-point', 'locations', 'web'],
  'sup-http': ['software-update-point'],
  'sup-https': ['software-update-point'],
  'source-smb': ['source'],
  'package-smb': [],
  'share-smb': [],
  'dp-http': ['distribution-point', 'web'],
  'dp-https': ['distribution-point', 'web'],
  'dp-smb': [],
  'client-notification': [],
};

/** The nature of a step's failures that have no code, or a vague one. */
const NATURE_OF_STEP: Partial<Record<Step, Nature>> = {
  'ntlm-fallback': 'account',
  presence: 'network',
  directory: 'directory',
  locations: 'directory',
  prerequisite: 'computer',
  installer: 'computer',
};

export interface FailureContext {
  readonly log: DiagnosedLog;
  readonly step: Step;
  /** The method of the installation. */
  readonly method: Method;
  readonly scheme: Scheme | null;
}

/**
 * The nature of a failure, the flows that it points to, and the outcomes that a check of them may
 * find.
 */
export function interpret(
  error: FoundCode | null,
  place: FailureContext,
): Pick<FailureKind, 'nature' | 'requirements' | 'outcomes'> {
  const nature = natureOf(error, place.step);
  if (!NETWORK_NATURES.includes(nature)) return { nature, requirements: [], outcomes: [] };
  const key = error?.key ?? null;
  const flows = flowsPointedTo(key, place);
  return {
    nature,
    requirements: [...new Set(flows.map((name) => requirementOf(place.method, name)))].filter(
      (id) => id !== null,
    ),
    outcomes: key === null ? [] : outcomesOf(key, flows),
  };
}

/** A flow whose failure shows as a given error, in which log. */
export interface PredictingFlow {
  readonly name: FlowName;
  readonly log: LogName;
  readonly outcomes: readonly Outcome[];
}

/** The nature of an error code by itself, and the flows whose failure shows as this error. */
export function explainCode({ key, hex }: FoundCode): {
  readonly nature: Nature;
  readonly flows: readonly PredictingFlow[];
} {
  if (key === null) return { nature: hex.startsWith('0x8019') ? 'server' : 'unknown', flows: [] };
  const flows = FLOW_NAMES.flatMap((name) => {
    const outcomes = outcomesOf(key, [name]);
    const { log } = symptomOf(name, { outcome: 'filtered', cause: null });
    return outcomes.length === 0 ? [] : [{ name, log, outcomes }];
  });
  return { nature: NATURE_OF[key], flows };
}

function natureOf(error: FoundCode | null, step: Step): Nature {
  const byStep = NATURE_OF_STEP[step];
  if (error === null) return byStep ?? 'unspecified';
  if (error.key !== null) {
    const nature = NATURE_OF[error.key];
    return nature === 'unspecified' ? (byStep ?? nature) : nature;
  }
  if (error.hex.startsWith('0x8019')) return 'server';
  return byStep ?? 'unknown';
}

function flowsPointedTo(
  key: LogErrorKey | null,
  { log, step, scheme }: FailureContext,
): readonly FlowName[] {
  const spoken = FLOW_NAMES.filter((name) => STEPS_OF[name].includes(step)).filter(
    (name) => scheme === null || (schemeOf(name) ?? scheme) === scheme,
  );
  if (key === null) return spoken;
  const predicting = (names: readonly FlowName[]): readonly FlowName[] =>
    names.filter((name) => outcomesOf(key, [name]).length > 0);
  const known = predicting(spoken);
  if (known.length > 0 || spoken.length === 0) return known.length > 0 ? known : spoken;
  const elsewhere = predicting(FLOW_NAMES.filter((name) => isIn(name, log)));
  return log === 'ccm.log' && elsewhere.length > 0 ? elsewhere : spoken;
}

/** The scheme of a web flow; null for other flows. */
function schemeOf(name: FlowName): Scheme | null {
  const service = serviceOf(name);
  return service === 'http' || service === 'https' ? service : null;
}

function isIn(name: FlowName, log: DiagnosedLog): boolean {
  return symptomOf(name, { outcome: 'filtered', cause: null }).log === log;
}

const remembered = new Map<string, readonly Outcome[]>();

/** The outcomes that show as this error, by the same table that predicts a check's symptoms. */
function outcomesOf(key: LogErrorKey, flows: readonly FlowName[]): readonly Outcome[] {
  const id = `${key} ${flows.join()}`;
  const known = remembered.get(id);
  if (known !== undefined) return known;
  const wanted = SEEN_AS[key] ?? key;
  const found = UNMET.filter((outcome) =>
    [null, ...CAUSES].some((cause) =>
      flows.some((name) =>
        symptomOf(name, { outcome, cause }).errors.some((error) => error.key === wanted),
      ),
    ),
  );
  remembered.set(id, found);
  return found;
}

const UNMET: readonly Outcome[] = (
  [
    'unresolved',
    'filtered',
    'refused',
    'unreachable',
    'silent',
    'wrong-service',
    'wrong-host',
    'unhealthy',
  ] as const satisfies readonly Outcome[]
).filter((outcome) => STATUS_OF[outcome] === 'unmet');

const CATALOGUED: ReadonlySet<RequirementId> = new Set(allFlows().map(({ flow }) => flow.id));

/** The flow's requirement in this method, or else in the first method that has the flow. */
function requirementOf(method: Method, name: FlowName): RequirementId | null {
  const wanted: RequirementId = `${method}/${name}`;
  if (CATALOGUED.has(wanted)) return wanted;
  return [...CATALOGUED].find((id) => id.endsWith(`/${name}`)) ?? null;
}
