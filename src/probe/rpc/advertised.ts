import type { PortRange } from '../../catalogue/vocabulary.ts';
import type { RpcEndpoint } from '../observation.ts';
import { SPOOLER } from './interfaces.ts';

const ENDPOINT_MAPPER_PORT = 135;
const MAX_INTERFACES = 32;

/** Low ports that IANA has assigned to nothing, so that nothing is expected to listen there. */
const UNASSIGNED_PORTS = [4, 6, 8, 10, 12, 14, 16];

/** A TCP port of the endpoint mapper's list, with who is said to listen there. */
export interface AdvertisedPort {
  readonly port: number;
  /** Names of known interfaces, UUIDs of others. */
  readonly interfaces: readonly string[];
  readonly hasSpooler: boolean;
  /** Lies in the range that the site states for its clients. */
  readonly isInRange: boolean;
}

/**
 * The distinct TCP ports other than the endpoint mapper's own: ports in the range first, among them
 * and among the others those with a spooler.
 */
export function advertisedPorts(
  endpoints: readonly RpcEndpoint[],
  mapperPort: number,
  range: PortRange,
): AdvertisedPort[] {
  const byPort = new Map<number, RpcEndpoint[]>();
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
 * Those that speak for the range. Contract section 5 lets any port that accepts prove it; but
 * firewalls are opened for the range, and a service with a fixed port elsewhere, which has a rule
 * of its own, says nothing of them. Where no port lies in the range, the site misstates it or the
 * host restricts its ports otherwise, and all count.
 */
export function decisivePorts<T extends Pick<AdvertisedPort, 'isInRange'>>(
  ports: readonly T[],
): readonly T[] {
  const inRange = ports.filter(({ isInRange }) => isInRange);
  return inRange.length > 0 ? inRange : ports;
}

/** A port that should be closed on any host: outside the range, not advertised; null if none is left. */
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
