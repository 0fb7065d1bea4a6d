import dgram from 'node:dgram';
import { isIPv6 } from 'node:net';

/** The discard port: nothing is sent to it. */
const ANY_PORT = 9;

/** The source address of the destination's family; undefined if there is none. */
export function sourceFor(address: string, sources: readonly string[]): string | undefined {
  return sources.find((source) => isIPv6(source) === isIPv6(address));
}

/**
 * The address that this machine sends from to another. The system reveals it when a datagram socket
 * is connected, which sends nothing.
 * @returns null where there is no way to that address, or no socket to ask with
 */
export function usualSource(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const end = (source: string | null): void => {
      socket.removeAllListeners('error');
      socket.on('error', () => {});
      socket.close();
      resolve(source);
    };
    socket.once('error', () => end(null));
    socket.once('connect', () => end(socket.address().address));
    socket.connect(ANY_PORT, address);
  });
}

/** @returns the system's code where no probe can be sent from this address, else null */
export function whyNoSource(source: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(isIPv6(source) ? 'udp6' : 'udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(error.code ?? error.name);
    });
    socket.bind({ address: source, port: 0 }, () => {
      socket.close();
      resolve(null);
    });
  });
}
