import type { RequestListener } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import type { HttpCheck } from '../../../src/plan/check.ts';
import type { ProbeContext } from '../../../src/probe/context.ts';

/** Never waited for. */
export const AMPLE_MS = 20_000;
/** Waited for, to see what silence means. */
export const SHORT_MS = 300;

const OWN_REFUSAL =
  'HTTP/1.1 400 Bad Request\r\nServer: Microsoft-IIS/10.0\r\nContent-Length: 0\r\n\r\n';

const open = new Set<{ close: () => void }>();

async function listen(server: net.Server, host: string): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  // Node.js' parser knows no CCM_POST; IIS' own 400 is an answer of the server's.
  server.on('clientError', (_error: Error, socket: net.Socket) => {
    socket.on('error', () => {});
    if (socket.writable) socket.end(OWN_REFUSAL);
  });
  server.on('secureConnection', (socket: tls.TLSSocket) => socket.on('error', () => {}));
  open.add({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Each gives the port that it listens on; `closeAll` ends them. */
export const listenHttp = (listener: RequestListener, host = '127.0.0.1'): Promise<number> =>
  listen(http.createServer(listener), host);
export const listenHttps = (
  options: https.ServerOptions,
  listener: RequestListener,
): Promise<number> => listen(https.createServer(options, listener), '127.0.0.1');
export const listenTcp = (listener: (socket: net.Socket) => void): Promise<number> =>
  listen(net.createServer(listener), '127.0.0.1');
export const listenTls = (
  options: tls.TlsOptions,
  listener: (socket: tls.TLSSocket) => void,
): Promise<number> => listen(tls.createServer(options, listener), '127.0.0.1');

export function closeAll(): void {
  for (const server of open) server.close();
  open.clear();
}

/** A server that sends these bytes after the client's first bytes, and does no more. */
export const listenRaw = (
  bytes: string | Buffer,
  then: 'wait' | 'end' | 'reset' = 'wait',
): Promise<number> =>
  listenTcp((socket) => {
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (then === 'end') socket.end();
        if (then === 'reset') socket.resetAndDestroy();
      });
    });
  });

export const check = (port: number, rest: Partial<HttpCheck> = {}): HttpCheck => ({
  kind: 'http',
  host: 'mp01.contoso.com',
  port,
  tls: false,
  role: 'management-point',
  product: 'current-branch',
  serves: 'service',
  siteIssuedCertificate: 'unknown-issuer',
  ...rest,
});

/** So much more than a connect an answer is given that no slow machine looks like a slow path. */
const ANSWER_SHARE = 1.2;

export const context = (rest: Partial<ProbeContext> = {}): ProbeContext => ({
  timeoutMs: AMPLE_MS,
  responseTimeoutMs: ANSWER_SHARE * (rest.timeoutMs ?? AMPLE_MS),
  signal: new AbortController().signal,
  now: Date.now,
  tls: {},
  ...rest,
});

/**
 * Passes bytes on to another port, and its end back: in order, or as a reset.
 *
 * @param addition bytes to add to the server's second packet, which ends a handshake of TLS 1.2
 */
export function relay(
  socket: net.Socket,
  port: number,
  end: 'closes' | 'resets' = 'closes',
  addition: Buffer = Buffer.alloc(0),
): void {
  let packets = 0;
  const other = net.connect(port, '127.0.0.1');
  other.on('error', () => {});
  socket.on('data', (chunk) => other.write(chunk));
  other.on('data', (chunk: Buffer) => {
    packets += 1;
    socket.write(packets === 2 ? Buffer.concat([chunk, addition]) : chunk);
  });
  socket.once('close', () => other.destroy());
  other.once('end', () => (end === 'resets' ? socket.resetAndDestroy() : socket.end()));
}

/**
 * Passes the first flight of a handshake on to another port, and answers the client's second one
 * itself: in TLS 1.2, after all that the server says in plain text.
 *
 * @param answer bytes in place of the server's second flight
 * @param change is given every packet of the server's first flight
 */
export function relayFirstFlight(
  socket: net.Socket,
  port: number,
  answer: Buffer,
  { end = 'closes', change = (packet) => packet }: FirstFlightOptions = {},
): void {
  let isAnswered = false;
  const other = net.connect(port, '127.0.0.1');
  other.on('error', () => {});
  other.on('data', (packet: Buffer) => {
    isAnswered = true;
    socket.write(change(packet));
  });
  socket.on('data', (chunk) => {
    if (!isAnswered) {
      other.write(chunk);
      return;
    }
    other.destroy();
    socket.write(answer, () => {
      if (end === 'resets') socket.resetAndDestroy();
      if (end === 'closes') socket.end();
    });
  });
  socket.once('close', () => other.destroy());
}

interface FirstFlightOptions {
  readonly end?: 'closes' | 'resets' | 'waits';
  readonly change?: (packet: Buffer) => Buffer;
}
