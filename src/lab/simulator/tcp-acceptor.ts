import net from 'node:net';
import { listen } from './listen.ts';
import type { ListenAt, Simulator, StreamFault } from './simulator.ts';
import { startStreamFault } from './stream-fault.ts';

export interface TcpAcceptorOptions extends ListenAt {
  readonly fault?: StreamFault | undefined;
}

/**
 * Starts a service that accepts connections, keeps them open and sends nothing, like services that
 * wait for the client to log on, such as client notification (TCP 10123).
 */
export function startTcpAcceptor(options: TcpAcceptorOptions): Promise<Simulator> {
  return options.fault
    ? startStreamFault(options.fault, options)
    : listen(
        net.createServer((socket) => socket.resume()),
        options,
      );
}
