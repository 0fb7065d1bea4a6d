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
}

/** The distinct TCP ports other than the endpoint mapper's own, ports with a spooler first. */
export function advertisedPorts(
  endpoints: readonly RpcEndpoint[],
  mapperPort: number,
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
    }))
    .sort((a, b) => Number(b.hasSpooler) - Number(a.hasSpooler) || a.port - b.port);
}

/** A port that should be closed on any host: outside the range, not advertised; null if none is left. */
export function controlPort(
  range: PortRange,
  advertised: readonly AdvertisedPort[],
  mapperPort: number,
): number | null {
  const taken = new Set([mapperPort, ...advertised.map(({ port }) => port)]);
  return (
    UNASSIGNED_PORTS.find(
      (port) => !taken.has(port) && (port < range.first || port > range.last),
    ) ?? null
  );
}
