import { codeOf } from '../../base/error-code.ts';
import { STAND_IN_GUID } from '../../probe/stand-in.ts';
import { mapperEntries } from '../mapper-entries.ts';
import { startEndpointMapper } from '../simulator/endpoint-mapper.ts';
import type { ListenAt, Simulator } from '../simulator/simulator.ts';
import { startSmbServer } from '../simulator/smb-server.ts';
import { computerIdentityOf } from '../simulator/smb/identity.ts';
import { startRpcService } from '../simulator/rpc-service.ts';
import { startTcpAcceptor } from '../simulator/tcp-acceptor.ts';
import { startUdpEndpointMapper } from '../simulator/udp-endpoint-mapper.ts';
import type { StandInService } from './services.ts';
import { type StandInCertificate, startStandInWeb } from './web.ts';

export interface StandInOptions {
  /** An address of this computer, or `::` or `0.0.0.0` for all. */
  readonly address: string;
  /** The full name that this computer gives as its own. */
  readonly computerName: string;
  /** For HTTPS; null where no service uses it. */
  readonly tls: StandInCertificate | null;
  /** Called for each connection to a service, with the remote address. */
  readonly onConnection: (service: StandInService, from: string) => void;
}

/** A service whose port could not be opened, and the system's error code. */
export interface Taken {
  readonly service: StandInService;
  readonly code: string;
}

/** All services run, or none; then `taken` lists the ports that could not be opened. */
export type Started =
  | { readonly kind: 'running'; readonly simulators: readonly Simulator[] }
  | { readonly kind: 'taken'; readonly taken: readonly Taken[] };

/** Starts every service of a computer, or none. */
export async function startStandIns(
  services: readonly StandInService[],
  options: StandInOptions,
): Promise<Started> {
  const taken: Taken[] = [];
  const simulators: Simulator[] = [];
  await Promise.all(
    services.map(async (service) => {
      try {
        simulators.push(await start(service, options));
      } catch (thrown) {
        taken.push({ service, code: codeOf(thrown) });
      }
    }),
  );
  if (taken.length === 0) return { kind: 'running', simulators };
  await Promise.all(simulators.map((simulator) => simulator.close()));
  return { kind: 'taken', taken: taken.toSorted((a, b) => a.service.port - b.service.port) };
}

function start(
  service: StandInService,
  { address, computerName, tls, onConnection }: StandInOptions,
): Promise<Simulator> {
  const at: ListenAt = {
    address,
    port: service.port,
    onConnection: (from) => onConnection(service, from),
  };
  switch (service.kind) {
    case 'http':
      return startStandInWeb({ ...at, roles: service.roles, computerName, tls: null });
    case 'https':
      return startStandInWeb({ ...at, roles: service.roles, computerName, tls });
    case 'smb':
      return startSmbServer({
        ...at,
        identity: computerIdentityOf(computerName),
        guid: Buffer.from(STAND_IN_GUID, 'hex'),
      });
    case 'client-notification':
      return startTcpAcceptor(at);
    case 'rpc-dynamic':
      return startRpcService(at);
    case 'rpc-endpoint-mapper':
      return startEndpointMapper({ ...at, entries: mapperEntries(service.dynamic) });
    case 'rpc-endpoint-mapper-udp':
      return startUdpEndpointMapper({ ...at, entries: mapperEntries(service.dynamic) });
  }
}
