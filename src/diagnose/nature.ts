import { serviceOf } from '../catalogue/ends.ts';
import { type TableFlowName, FLOW_NAMES, type RequirementId } from '../catalogue/flow.ts';
import { HTTP_STATUS_ERRORS, type LogErrorKey } from '../catalogue/log-errors.ts';
import { allFlows } from '../catalogue/all-flows.ts';
import { type InstallMethod, METHODS, type Scheme } from '../catalogue/vocabulary.ts';
import { type Failure, type LogName, symptomOf } from '../judge/symptom.ts';
import { STATUS_OF } from '../judge/vocabulary.ts';
import { CAUSES, type Outcome } from '../probe/observation.ts';
import { GATEWAY_CAUSES, causeOfCode, ownCauseOf } from './cause.ts';
import { natureOfCode } from './code-nature.ts';
import { natureAtLogon } from './logon-error.ts';
import {
  type DiagnosedLog,
  type FailureKind,
  type FoundCode,
  type LogCause,
  NETWORK_NATURES,
  type Nature,
  type Step,
} from './model.ts';
import { predictedAs } from './predicted-as.ts';

/** The steps that use each flow; where the log has the scheme, only flows of that scheme count. */
const STEPS_OF: Record<TableFlowName, readonly Step[]> = {
  'slp-http': ['server-locator-point'],
  'fsp-http': ['fallback-status-point'],
  icmp: ['presence'],
  smb: ['admin-share', 'registry', 'copy', 'service', 'push', 'presence'],
  'rpc-endpoint-mapper': ['wmi', 'push'],
  'rpc-endpoint-mapper-udp': [],
  'rpc-dynamic': ['wmi', 'service', 'push'],
  'mp-http': ['management-point', 'content-location', 'locations', 'web'],
  'mp-https': ['management-point', 'content-location', 'locations', 'web'],
  'sup-http': ['software-update-point'],
  'sup-https': ['software-update-point'],
  'source-smb': ['source'],
  'package-smb': [],
  'share-smb': [],
  'dp-http': ['distribution-point', 'web'],
  'dp-https': ['distribution-point', 'web'],
  'dp-smb': ['distribution-point'],
  'client-notification': [],
  'cmg-https': ['cloud-management-gateway'],
  'crl-http': [
    'management-point',
    'content-location',
    'locations',
    'distribution-point',
    'cloud-management-gateway',
    'web',
  ],
  dns: [],
  kerberos: [],
  ldap: ['directory'],
  'global-catalog': ['directory'],
};

/** The nature of a step's failures that have no code, or one that says nothing. */
const NATURE_OF_STEP: Partial<Record<Step, Nature>> = {
  'ntlm-fallback': 'account',
  presence: 'network',
  directory: 'directory',
  locations: 'directory',
  prerequisite: 'computer',
  installer: 'computer',
  'own-wmi': 'computer',
  'own-files': 'computer',
};

/** Steps in which Windows logs on to another computer, or asks a domain controller. */
const LOGONS: readonly Step[] = [
  'admin-share',
  'registry',
  'wmi',
  'ntlm-fallback',
  'copy',
  'service',
  'push',
  'source',
  'directory',
];

/** Steps that stand for a whole installation, and so for no flow where the code points to none. */
const WHOLE: readonly Step[] = ['push', 'setup'];

export interface FailureContext {
  readonly log: DiagnosedLog;
  readonly step: Step;
  /** The method of the installation. */
  readonly method: InstallMethod;
  readonly scheme: Scheme | null;
  /** What the log says besides the code. */
  readonly causes?: readonly LogCause[];
  /** What the line's own words say, where the code and the step do not decide. */
  readonly nature?: Nature | null;
}

/**
 * The nature of a failure, the flows that it points to, and the outcomes that a check of them may
 * find. A step whose trouble is not known points to its flows as one of the network does.
 */
export function interpret(
  error: FoundCode | null,
  place: FailureContext,
): Pick<FailureKind, 'nature' | 'requirements' | 'outcomes'> {
  const nature = natureOf(error, place);
  const isUntold = nature === 'unknown' || nature === 'unspecified';
  const isPointing = NETWORK_NATURES.includes(nature) || (isUntold && !WHOLE.includes(place.step));
  if (!isPointing) return { nature, requirements: [], outcomes: [] };
  const keys = error === null || isUntold ? [] : predictedAs(error);
  const scheme = place.scheme ?? (nature === 'certificate' ? 'https' : null);
  const flows = flowsPointedTo(keys, { ...place, scheme });
  return {
    nature,
    requirements: [...new Set(flows.map((name) => requirementOf(place.method, name)))].filter(
      (id) => id !== null,
    ),
    outcomes: outcomesOf(keys, flows),
  };
}

/**
 * The flows that a failure points to, and before them the one that its cause points to besides: where it
 * could not be checked whether a certificate is revoked, the way to the list that it names.
 */
export function pointedToBy(
  causes: readonly LogCause[],
  { step, requirements }: Pick<FailureKind, 'step' | 'requirements'>,
): readonly RequirementId[] {
  const isOfList = causes.includes('revocation-unknown') && STEPS_OF['crl-http'].includes(step);
  const method = METHODS.find((known) => requirements[0]?.startsWith(`${known}/`));
  if (!isOfList || method === undefined) return requirements;
  const list = requirementOf(method, 'crl-http');
  return list === null || requirements.includes(list) ? requirements : [list, ...requirements];
}

/** A flow whose failure shows as a given error, in which log. */
export interface PredictingFlow {
  readonly name: TableFlowName;
  readonly log: LogName;
  readonly outcomes: readonly Outcome[];
}

const SILENCE: Failure = { outcome: 'filtered', cause: null, status: null };

/** The nature of an error code by itself, and the flows whose failure shows as this error. */
export function explainCode(code: FoundCode): {
  readonly nature: Nature;
  /** Where a share, WMI or a domain controller was opened; null where that makes no difference. */
  readonly atLogon: Nature | null;
  readonly cause: LogCause | null;
  readonly flows: readonly PredictingFlow[];
} {
  const keys = predictedAs(code);
  const flows = FLOW_NAMES.flatMap((name) => {
    const outcomes = outcomesOf(keys, [name]);
    const { log } = symptomOf(name, SILENCE, 'current-branch');
    return outcomes.length === 0 ? [] : [{ name, log, outcomes }];
  });
  const nature = natureOfCode(code);
  return { nature, atLogon: natureAtLogon(code), cause: causeOfCode(code, nature), flows };
}

function natureOf(error: FoundCode | null, place: FailureContext): Nature {
  if (place.nature) return place.nature;
  if (place.causes?.some((cause) => GATEWAY_CAUSES.includes(cause))) return 'server';
  if (ownCauseOf(place.causes ?? []) !== null) return 'computer';
  // That none was found says nothing of the way to one.
  if (place.causes?.some((cause) => cause.startsWith('no-management-point'))) return 'directory';
  const byStep = NATURE_OF_STEP[place.step];
  if (error === null) return byStep ?? 'unspecified';
  if (error.key === 'item-not-found' && place.step === 'content-location') return 'content';
  if (place.step === 'own-wmi' || place.step === 'own-files') return 'computer';
  const ofLogon = LOGONS.includes(place.step) ? natureAtLogon(error) : null;
  const nature = ofLogon ?? natureOfCode(error);
  return nature === 'unknown' || nature === 'unspecified' ? (byStep ?? nature) : nature;
}

function flowsPointedTo(
  keys: readonly LogErrorKey[],
  { log, step, scheme }: FailureContext,
): readonly TableFlowName[] {
  const spoken = FLOW_NAMES.filter((name) => STEPS_OF[name].includes(step)).filter(
    (name) => scheme === null || schemeOf(name) === scheme,
  );
  // What a certificate leads to is pointed to by errors of its own alone.
  const asked = spoken.filter((name) => serviceOf(name) !== 'revocation-list');
  if (keys.length === 0) return asked;
  const predicting = (names: readonly TableFlowName[]): readonly TableFlowName[] =>
    names.filter((name) => outcomesOf(keys, [name]).length > 0);
  const known = predicting(spoken);
  // The list was not reached, or the certificate does not name one that can be: the server's part.
  if (known.length > 0 && known.every((name) => serviceOf(name) === 'revocation-list')) {
    return [...known, ...asked];
  }
  if (known.length > 0 || asked.length === 0) return known.length > 0 ? known : asked;
  const elsewhere = predicting(FLOW_NAMES.filter((name) => isIn(name, log)));
  return log === 'ccm.log' && elsewhere.length > 0 ? elsewhere : asked;
}

/** The scheme in whose conversations a flow's failure shows; null for other flows. */
function schemeOf(name: TableFlowName): Scheme | null {
  const service = serviceOf(name);
  if (service === 'revocation-list') return 'https';
  return service === 'http' || service === 'https' ? service : null;
}

function isIn(name: TableFlowName, log: DiagnosedLog): boolean {
  return symptomOf(name, SILENCE, 'current-branch').log === log;
}

/** One that the update agent has no number for. */
const UNUSUAL_STATUS = 418;

const remembered = new Map<string, readonly Outcome[]>();

/** The outcomes that show as one of these errors, by the table that predicts a check's symptoms. */
function outcomesOf(
  keys: readonly LogErrorKey[],
  flows: readonly TableFlowName[],
): readonly Outcome[] {
  const id = `${keys.join()} ${flows.join()}`;
  const known = remembered.get(id);
  if (known !== undefined) return known;
  const found = UNMET.filter((outcome) =>
    FAILURES.some((failure) =>
      flows.some((name) =>
        symptomOf(name, { ...failure, outcome }, 'current-branch').errors.some(({ key }) =>
          keys.includes(key),
        ),
      ),
    ),
  );
  remembered.set(id, found);
  return found;
}

/** Every cause, and every status without one: a cause that outweighs a status is among the first. */
const FAILURES: readonly Pick<Failure, 'cause' | 'status'>[] = [
  ...[null, ...CAUSES].map((cause) => ({ cause, status: null })),
  ...[...Object.keys(HTTP_STATUS_ERRORS).map(Number), UNUSUAL_STATUS].map((status) => ({
    cause: null,
    status,
  })),
];

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
function requirementOf(method: InstallMethod, name: TableFlowName): RequirementId | null {
  const wanted: RequirementId = `${method}/${name}`;
  if (CATALOGUED.has(wanted)) return wanted;
  return [...CATALOGUED].find((id) => id.endsWith(`/${name}`)) ?? null;
}
