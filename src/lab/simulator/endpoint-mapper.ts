import net from 'node:net';
import { listen } from './listen.ts';
import { answerMessages } from './messages.ts';
import { Association } from './rpc/association.ts';
import { makeEpmapper, type MapperDatabase } from './rpc/epmapper.ts';
import { makeManagement } from './rpc/management.ts';
import { makeObjectExporter } from './rpc/object-exporter.ts';
import { RPC_FRAMING } from './rpc/pdu.ts';
import type { MapperEntry } from './rpc/tower.ts';
import type { ListenAt, Simulator, StreamFault } from './simulator.ts';
import { startStreamFault } from './stream-fault.ts';

export interface EndpointMapperOptions extends ListenAt {
  readonly entries: readonly MapperEntry[];
  /** The computer's NetBIOS name in towers of named pipes. Default: `PC001`. */
  readonly computerName?: string | undefined;
  /** The most entries a page. Default: as many as the client asks for. */
  readonly pageSize?: number | undefined;
  /** The most bytes a response fragment, with its header. Default: what the client accepts. */
  readonly fragmentSize?: number | undefined;
  /** `denied`: every call on the mapper ends with fault 5. */
  readonly lookup?: 'allowed' | 'denied' | undefined;
  /** Names and addresses for ServerAlive2. Default: null, a server without DCOM. */
  readonly networkAddresses?: readonly string[] | null | undefined;
  readonly fault?: StreamFault | undefined;
}

/** Starts an RPC endpoint mapper over TCP, with the OXID resolver of DCOM on the same port. */
export function startEndpointMapper(options: EndpointMapperOptions): Promise<Simulator> {
  if (options.fault) return startStreamFault(options.fault, options);
  const database: MapperDatabase = {
    entries: options.entries,
    host: { address: options.address, name: options.computerName ?? 'PC001' },
    pageSize: options.pageSize ?? Infinity,
    lookup: options.lookup ?? 'allowed',
  };
  const { networkAddresses = null, fragmentSize } = options;
  const server = net.createServer((socket) => {
    const services = [
      makeEpmapper(database),
      ...(networkAddresses ? [makeObjectExporter(networkAddresses)] : []),
    ];
    const association = new Association({
      interfaces: [...services, makeManagement(services, database.lookup)],
      secondaryAddress: String(socket.localPort),
      fragmentSize,
    });
    answerMessages(socket, RPC_FRAMING, (message) => association.answer(message));
  });
  return listen(server, options);
}
