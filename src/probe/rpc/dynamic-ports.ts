import type { PortRange } from '../../catalogue/vocabulary.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { RpcEndpoint, TriedOutcome } from '../observation.ts';
import { SPOOLER, type Syntax } from './interfaces.ts';

const ENDPOINT_MAPPER_PORT = 135;
const MAX_INTERFACES = 32;

/** Low ports without an IANA assignment, where nothing is expected to listen. */
const UNASSIGNED_PORTS = [4, 6, 8, 10, 12, 14, 16];

/** A TCP port in the endpoint mapper's list, and the interfaces that are listed there. */
export interface AdvertisedPort {
  readonly port: number;
  /** The names of known interfaces, the UUIDs of others. */
  readonly interfaces: readonly string[];
  /** The first of them. */
  readonly syntax: Syntax;
  readonly hasSpooler: boolean;
  /** Whether it lies in the range that the site states for its clients. */
  readonly isInRange: boolean;
}

/**
 * The distinct TCP ports other than the endpoint mapper's own: ports inside the range first, and
 * within both groups those with a spooler first.
 */
export function advertisedPorts(
  endpoints: readonly RpcEndpoint[],
  mapperPort: number,
  range: PortRange,
): AdvertisedPort[] {
  const byPort = new Map<number, [RpcEndpoint, ...RpcEndpoint[]]>();
  for (const endpoint of endpoints) {
    const { protocol, port } = endpoint;
    if (protocol !== 'ncacn_ip_tcp' || port === null) continue;
    if (port === ENDPOINT_MAPPER_PORT || port === mapperPort) continue;
    const others = byPort.get(port);
    if (others === undefined) byPort.set(port, [endpoint]);
    else others.push(endpoint);
  }
  return [...byPort]
    .map(([port, listeners]) => ({
      port,
      interfaces: [...new Set(listeners.map(({ name, interface: uuid }) => name ?? uuid))].slice(
        0,
        MAX_INTERFACES,
      ),
      syntax: syntaxOf(listeners[0]),
      hasSpooler: listeners.some(({ interface: uuid }) => uuid === SPOOLER),
      isInRange: isIn(range, port),
    }))
    .sort(
      (a, b) =>
        Number(b.isInRange) - Number(a.isInRange) ||
        Number(b.hasSpooler) - Number(a.hasSpooler) ||
        a.port - b.port,
    );
}

/**
 * The ports that can prove the range. Firewalls are opened for the range; a service with a fixed
 * port outside it has a firewall rule of its own and proves nothing about the range. If no port
 * lies inside, the site states another range than the host uses, and all ports count.
 */
export function decisivePorts<T extends Pick<AdvertisedPort, 'isInRange'>>(
  ports: readonly T[],
): readonly T[] {
  const inRange = ports.filter(({ isInRange }) => isInRange);
  return inRange.length > 0 ? inRange : ports;
}

/**
 * A port that should be closed on any host: outside the range, not advertised; null if none is
 * left.
 */
export function controlPort(
  range: PortRange,
  advertised: readonly AdvertisedPort[],
  mapperPort: number,
): number | null {
  const taken = new Set([mapperPort, ...advertised.map(({ port }) => port)]);
  return UNASSIGNED_PORTS.find((port) => !taken.has(port) && !isIn(range, port)) ?? null;
}

function isIn({ first, last }: PortRange, port: number): boolean {
  return port >= first && port <= last;
}

/** An interface from the list; if its version can't be read, version 0 is requested. */
function syntaxOf({ interface: uuid, version }: RpcEndpoint): Syntax {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number(part) || 0);
  return { uuid, major, minor };
}

/** A connect that failed. */
interface NotConnected {
  readonly outcome: 'refused' | 'filtered' | 'unreachable' | 'error';
  readonly code: string;
}

/** How one advertised port ended. */
export type PortAttempt =
  /** It answered in DCE/RPC. */
  | { readonly outcome: 'open'; readonly rttMs: number }
  /** It accepted and said nothing, ended the connection, or said something else. */
  | { readonly outcome: 'unspoken'; readonly failure: AnswerFailure | NetworkFailure }
  /** Another port had answered by then. */
  | { readonly outcome: 'not-waited-for' }
  | NotConnected;

/** How the connect to the control port ended. */
export type ControlAttempt = { readonly outcome: 'accepted' } | NotConnected;

/** The word for an attempt in the evidence. */
export function triedOutcome(attempt: PortAttempt): TriedOutcome {
  if (attempt.outcome !== 'unspoken') return attempt.outcome;
  switch (attempt.failure.outcome) {
    case 'silent':
    case 'wrong-service':
    case 'inconclusive':
      return attempt.failure.outcome;
    default:
      return 'error';
  }
}

/** An attempt at an advertised port. */
interface DynamicAttempt extends Pick<AdvertisedPort, 'hasSpooler' | 'isInRange'> {
  readonly attempt: PortAttempt;
}

/**
 * What the advertised ports show together; null for `open`: a port that can prove the range has
 * answered.
 */
export function dynamicFailure(
  attempts: readonly DynamicAttempt[],
  control: ControlAttempt | null,
): NetworkFailure | AnswerFailure | null {
  const failure = failureOf(decisivePorts(attempts), control);
  if (failure === null || failure.outcome === 'error') return failure;
  return attempts.some(({ attempt }) => attempt.outcome === 'open')
    ? new AnswerFailure('inconclusive', 'outside-range-only')
    : failure;
}

function failureOf(
  attempts: readonly DynamicAttempt[],
  control: ControlAttempt | null,
): NetworkFailure | AnswerFailure | null {
  const seen = attempts.map(({ attempt }) => attempt);
  if (seen.some(({ outcome }) => outcome === 'open')) return null;

  // A port that this machine could not try might be open.
  const error = codeOfFirst(seen, 'error');
  if (error !== null) return new NetworkFailure('error', error);

  const unspoken = seen.flatMap((attempt) =>
    attempt.outcome === 'unspoken' ? [attempt.failure] : [],
  );
  if (unspoken.length > 0) return failureOfUnspoken(unspoken, control);

  const refused = codeOfFirst(seen, 'refused');
  const unreachable = codeOfFirst(seen, 'unreachable');
  const filtered = codeOfFirst(seen, 'filtered');
  if (filtered === null) {
    if (refused !== null) return new NetworkFailure('refused', refused);
    if (unreachable !== null) return new NetworkFailure('unreachable', unreachable);
  }
  if (filtered === null || refused !== null || unreachable !== null) {
    return new AnswerFailure('inconclusive', 'mixed-answers');
  }
  // A host that answers on the control port does not drop packets by itself, and the documented
  // firewall exceptions admit the spooler: in both cases the network drops them. Otherwise it may
  // be Windows Firewall on the host, which filters these ports per service.
  return control?.outcome === 'refused' || attempts.some(({ hasSpooler }) => hasSpooler)
    ? new NetworkFailure('filtered', filtered)
    : new AnswerFailure('inconclusive', 'silent-per-service');
}

/**
 * For ports that accept and do not speak. If a port that no client uses accepts as well, something
 * in between completes every handshake, and the computer itself was not reached. Otherwise a filter
 * may look into the bind and admit other interfaces.
 */
function failureOfUnspoken(
  unspoken: readonly (AnswerFailure | NetworkFailure)[],
  control: ControlAttempt | null,
): NetworkFailure | AnswerFailure {
  const slow = unspoken.find(({ outcome }) => outcome === 'inconclusive');
  if (slow !== undefined) return slow;
  const told = unspoken.find(({ outcome }) => outcome === 'wrong-service');
  if (control?.outcome === 'accepted') return told ?? new NetworkFailure('silent', 'ETIMEDOUT');
  const isForeign = unspoken.every(
    (failure) => failure instanceof AnswerFailure && failure.why === 'not-rpc',
  );
  return isForeign && told !== undefined ? told : new AnswerFailure('inconclusive', 'bind-cut');
}

function codeOfFirst(
  attempts: readonly PortAttempt[],
  outcome: NotConnected['outcome'],
): string | null {
  for (const attempt of attempts) {
    if (attempt.outcome === outcome) return attempt.code;
  }
  return null;
}
