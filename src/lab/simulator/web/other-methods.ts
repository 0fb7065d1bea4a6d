import type http from 'node:http';
import type https from 'node:https';
import type { Duplex } from 'node:stream';

/**
 * Lets a server answer what Node.js' parser refuses, such as the method CCM_POST: with 400, as IIS
 * answers a request that it can't read, and with a Server header, as every answer of its.
 */
export function answerOtherMethods(server: http.Server | https.Server, name: string): void {
  server.on('clientError', (_error: Error, socket: Duplex) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const head = ['HTTP/1.1 400 Bad Request', `Server: ${name}`, 'Content-Length: 0'];
    socket.end(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  });
}
