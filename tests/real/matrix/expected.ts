import type { MatrixCase, PlacedFault } from './cases.ts';
import type { Seen, SeenMethod, SeenRequirement } from './seen.ts';
import { type ServiceName, classOf, placeOf, portOf } from './services.ts';
import type { Computer, MethodName, Variant } from './variants.ts';

/** Contract section 5. */
const STATUSES: Readonly<Record<string, SeenRequirement['status']>> = {
  open: 'met',
  refused: 'unmet',
  filtered: 'unmet',
  unreachable: 'unmet',
  unresolved: 'unmet',
  silent: 'unmet',
  'wrong-service': 'unmet',
  'wrong-host': 'unmet',
  unhealthy: 'unmet',
  inconclusive: 'unproven',
  'not-checked': 'unproven',
  'not-named': 'unproven',
  error: 'unproven',
};

type Necessity = '!' | '?' | '.';

interface Flow {
  readonly id: string;
  readonly name: string;
  readonly necessity: Necessity;
  /** What each host that it goes to shows. */
  readonly outcomes: readonly string[];
  readonly fromHere: boolean;
}

/** What contract sections 1, 2, 3, 5 and 7 say of a case, from its own tables alone. */
export function expectedOf(entry: MatrixCase, strict: boolean): Seen {
  const methods = methodNames(entry).map((method) => ({ method, flows: flowsOf(entry, method) }));
  const all = methods.flatMap(({ flows }) => flows);
  const judged = methods.map(({ method, flows }) =>
    methodOf(method, flows, entry.variant.flows[method] === '-'),
  );
  const breaks = judged.some(({ verdict }) => verdict === 'breaks');
  const unproven = judged.some(({ here }) => here === 'unproven');
  const isReady = judged.some(({ here }) => here === 'works' || here === 'degraded');
  return {
    exitCode: breaks ? 1 : !isReady || (strict && unproven) ? 3 : 0,
    answered: answeredOf(entry, all),
    methods: judged,
    requirements: all.map((flow) => requirementOf(flow)).sort((a, b) => a.id.localeCompare(b.id)),
    indirect: entry.vantage === 'client' ? [] : indirectOf(entry),
  };
}

function methodNames({ variant }: MatrixCase): readonly MethodName[] {
  const order = [
    'client-push',
    'software-update-point',
    'group-policy',
    'manual',
    'software-distribution',
  ] as const;
  return order.filter((method) => method in variant.flows);
}

function flowsOf(entry: MatrixCase, method: MethodName): readonly Flow[] {
  const words = entry.variant.flows[method];
  if (words === '-') return [];
  return words.split(' ').map((word): Flow => {
    const name = word.slice(0, -1);
    const necessity = word.endsWith('!') ? '!' : word.endsWith('?') ? '?' : '.';
    const { computer } = placeOf(name);
    const fromHere = (computer === 'client') === (entry.vantage === 'site-server');
    const outcomes = isNamed(entry, computer)
      ? hostsOf(entry, computer).map((host) => outcomeAt(entry, name, host))
      : ['not-named'];
    return { id: `${method}/${name}`, name, necessity, outcomes, fromHere };
  });
}

function hostsOf({ variant }: MatrixCase, computer: Computer): readonly Computer[] {
  return computer === 'mp' ? variant.managementPoints : [computer];
}

function isNamed({ variant: { notNamed = [] } }: MatrixCase, computer: Computer): boolean {
  return !notNamed.includes(computer);
}

function outcomeAt(entry: MatrixCase, name: string, host: Computer): string {
  const { service } = placeOf(name);
  if (name === 'mp-http' && mayDemandTls(entry, host)) return 'inconclusive';
  if (service !== 'dynamic') return directOutcome(entry, host, service);
  const mapper = directOutcome(entry, host, 'mapper');
  // Every flow to a host without address has that outcome.
  if (mapper === 'unresolved' || mapper === 'error') return mapper;
  return mapper === 'open' ? directOutcome(entry, host, service) : 'inconclusive';
}

/**
 * Where enhanced HTTP is only assumed, plain HTTP that is refused or forbidden proves nothing of a
 * management point that answers over HTTPS.
 */
function mayDemandTls(entry: MatrixCase, host: Computer): boolean {
  if (entry.variant.isCommunicationAssumed !== true) return false;
  const isForbidden = entry.faults.some(
    ({ computer, service, fault }) =>
      computer === host && service === 'http' && fault.name === 'HTTP 403',
  );
  return (
    (isForbidden || directOutcome(entry, host, 'http') === 'refused') &&
    directOutcome(entry, host, 'https') === 'open'
  );
}

function directOutcome(entry: MatrixCase, host: Computer, service: ServiceName): string {
  const placed = entry.faults.find(
    (one) => one.computer === host && (one.service === null || one.service === service),
  );
  // Samba does not listen on UDP 135.
  const healthy = service === 'mapper-udp' ? 'refused' : 'open';
  if (placed === undefined) return healthy;
  return exceptionOf(entry, placed, service) ?? outcomeOf(placed, host, service);
}

function outcomeOf({ fault }: PlacedFault, host: Computer, service: ServiceName): string {
  const outcome = fault.outcomes[classOf(host, service)];
  if (outcome === undefined) throw new Error(`${service} can't have: ${fault.name}`);
  return outcome;
}

/** What a fault's table can't say, because it depends on the site or on who is asked. */
function exceptionOf(
  { variant }: MatrixCase,
  { computer, fault }: PlacedFault,
  service: ServiceName,
): string | null {
  switch (fault.name) {
    case "the site's own issuer":
      // The certificate that enhanced HTTP gives the site systems comes from the site itself.
      return isEnhanced(variant) && computer !== 'sup' ? 'open' : null;
    // A gateway says why it refuses somebody; without its phrase another answers.
    case 'HTTP 401':
      return computer === 'cmg' ? 'inconclusive' : null;
    case 'HTTP 403':
      if (computer === 'cmg') return 'inconclusive';
      // The content goes over this port; the service itself wants TLS, in native mode always.
      return computer === 'sup' && service === 'http' && hasUpdateTls(variant) ? 'open' : null;
    case 'an old record':
      return computer === 'client' && service === 'smb' ? 'wrong-host' : null;
    // The dead address leaves it open whether there is an answer.
    case 'a dead address beside the good one':
      return service === 'mapper-udp' ? 'inconclusive' : null;
    default:
      return null;
  }
}

function isEnhanced({ title, isCommunicationAssumed = false }: Variant): boolean {
  return isCommunicationAssumed || title.includes('enhanced-http');
}

function hasUpdateTls({ flows }: Variant): boolean {
  return flows['software-update-point'].includes('sup-https');
}

function requirementOf({ id, outcomes, fromHere }: Flow): SeenRequirement {
  const isNamed = !outcomes.includes('not-named');
  if (!fromHere && isNamed) return { id, outcomes: ['not-checked'], status: 'unproven' };
  const statuses = outcomes.map(statusOf);
  const status = statuses.includes('met')
    ? 'met'
    : statuses.includes('unproven')
      ? 'unproven'
      : 'unmet';
  // Where hosts fail differently, any may be the best.
  const best = outcomes.filter((outcome) => statusOf(outcome) === status);
  return { id, outcomes: [...new Set(best)], status };
}

function statusOf(outcome: string): SeenRequirement['status'] {
  const status = STATUSES[outcome];
  if (status === undefined) throw new Error(`no such outcome: ${outcome}`);
  return status;
}

/** Contract section 1. */
function methodOf(method: MethodName, flows: readonly Flow[], notApplicable: boolean): SeenMethod {
  const known = flows.map((flow) => ({
    ...flow,
    status: requirementOf(flow).status,
    hasUnmetHost: flow.fromHere && flow.outcomes.some((outcome) => statusOf(outcome) === 'unmet'),
  }));
  const brokenBy = known.filter(({ necessity, status }) => necessity === '!' && status === 'unmet');
  const unproven = known.filter(
    ({ necessity, status }) => necessity === '!' && status === 'unproven',
  );
  const degradedBy = known.filter(
    ({ necessity, status, hasUnmetHost }) =>
      hasUnmetHost && (necessity === '?' || (necessity === '!' && status !== 'unmet')),
  );
  const here = known.filter(({ fromHere }) => fromHere);
  const verdict = (some: readonly (typeof known)[number][]): string => {
    if (notApplicable) return 'not-applicable';
    if (some.some((flow) => brokenBy.includes(flow))) return 'breaks';
    if (some.some((flow) => unproven.includes(flow))) return 'unproven';
    return some.some((flow) => degradedBy.includes(flow)) ? 'degraded' : 'works';
  };
  const ids = (some: readonly Flow[]): readonly string[] => some.map(({ id }) => id).sort();
  return {
    method,
    verdict: verdict(known),
    here: here.length === 0 ? 'not-applicable' : verdict(here),
    brokenBy: ids(brokenBy),
    degradedBy: ids(degradedBy),
    unproven: ids(unproven),
  };
}

/** A word from the client itself, or from a firewall in its name. */
const ANSWERS = ['open', 'refused', 'silent', 'wrong-service', 'wrong-host', 'unhealthy'];

function answeredOf(entry: MatrixCase, flows: readonly Flow[]): boolean | null {
  if (entry.vantage === 'client') return true;
  const outcomes = flows.filter(({ fromHere }) => fromHere).flatMap((flow) => flow.outcomes);
  // Nothing was sent where the method can't apply.
  if (outcomes.length === 0) return null;
  if (outcomes.some((outcome) => ANSWERS.includes(outcome))) return true;
  return outcomes.every((outcome) => outcome === 'error') ? null : false;
}

/** The servers that clients talk to, looked at from the site server all the same. */
function indirectOf(entry: MatrixCase): readonly string[] {
  const seen = methodNames(entry)
    .map((method) => entry.variant.flows[method])
    .filter((words) => words !== '-')
    .flatMap((words) => words.split(' ').map((word) => word.slice(0, -1)))
    .flatMap((name) => {
      const { computer, service } = placeOf(name);
      if (computer === 'client' || !isNamed(entry, computer)) return [];
      return hostsOf(entry, computer).map(
        (host) => `${host} ${portOf(host, service)} ${directOutcome(entry, host, service)}`,
      );
    });
  return [...new Set(seen)].sort();
}
