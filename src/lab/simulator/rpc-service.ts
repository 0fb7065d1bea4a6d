import net from 'node:net';
import { listen } from './listen.ts';
import { answerMessages } from './messages.ts';
import { Association } from './rpc/association.ts';
import { makeManagement } from './rpc/management.ts';
import { RPC_FRAMING } from './rpc/pdu.ts';
import type { ListenAt, Simulator, StreamFault } from './simulator.ts';
import { startStreamFault } from './stream-fault.ts';

export interface RpcServiceOptions extends ListenAt {
  readonly fault?: StreamFault | undefined;
}

/**
 * Starts a service on a dynamic port: it answers a bind to any interface in DCE/RPC, and has none
 * but the one for management.
 */
export function startRpcService(options: RpcServiceOptions): Promise<Simulator> {
  if (options.fault) return startStreamFault(options.fault, options);
  const server = net.createServer((socket) => {
    const association = new Association({
      interfaces: [makeManagement([], 'allowed')],
      secondaryAddress: String(socket.localPort),
    });
    answerMessages(socket, RPC_FRAMING, (message) => association.answer(message));
  });
  return listen(server, options);
}
