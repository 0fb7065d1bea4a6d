import { constants } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { offAbort, onAbort } from '../base/abort.ts';
import { codeOf } from '../base/error-code.ts';
import { STAND_IN_SERVER } from '../probe/stand-in.ts';
import { encodingOf } from '../base/encoding.ts';
import type { Scheme } from '../catalogue/vocabulary.ts';

/** A web server's answer, or an error code. */
export type Fetched =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'failed'; readonly code: string };

export interface WebEndpoint {
  readonly scheme: Scheme;
  /** The server's name, for the Host header and TLS; the connection goes to `address`. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Far more than the longest list of management points. */
const MAX_BODY_BYTES = 262_144;
const MAX_HEADER_BYTES = 65_536;

export function urlOf({ scheme, host, port }: Omit<WebEndpoint, 'address'>, path: string): string {
  const shown = isIP(host) === 6 ? `[${host}]` : host;
  const isUsual = port === (scheme === 'http' ? 80 : 443);
  return `${scheme}://${shown}${isUsual ? '' : `:${port}`}${path}`;
}

/**
 * Sends one GET. Follows no redirect and accepts any certificate, because the answer is only
 * suggested to the user. Never rejects.
 * @param timeoutMs for the whole exchange
 */
export function fetchText(
  place: WebEndpoint,
  path: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Fetched> {
  return new Promise((resolve) => {
    const { scheme, host, address, port } = place;
    const shown = isIP(host) === 6 ? `[${host}]` : host;
    const options: https.RequestOptions = {
      host: address,
      port,
      path,
      method: 'GET',
      agent: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: {
        Host: port === (scheme === 'http' ? 80 : 443) ? shown : `${shown}:${port}`,
        'User-Agent': 'ccm-preflight',
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        Connection: 'close',
      },
    };
    const request =
      scheme === 'http'
        ? http.request(options)
        : https.request({
            ...options,
            rejectUnauthorized: false,
            // For the oldest servers, including Windows without MS10-049.
            minVersion: 'TLSv1',
            ciphers: 'ALL:!aNULL:!PSK:!SRP:@SECLEVEL=0',
            secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
            ...(isIP(host) === 0 ? { servername: host } : {}),
          });
    const settle = (fetched: Fetched): void => {
      clearTimeout(timer);
      offAbort(signal, interrupt);
      resolve(fetched);
      request.destroy();
    };
    const interrupt = (): void => settle({ kind: 'failed', code: 'ABORT_ERR' });
    const timer = setTimeout(() => settle({ kind: 'failed', code: 'ETIMEDOUT' }), timeoutMs);
    onAbort(signal, interrupt);
    request.on('error', (error) => settle({ kind: 'failed', code: codeOf(error) }));
    request.once('response', (response) => {
      // A stand-in of `listen` knows nothing about the site.
      if (response.headers.server === STAND_IN_SERVER) {
        settle({ kind: 'failed', code: 'STAND_IN' });
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES) settle({ kind: 'failed', code: 'BODY_TOO_LONG' });
        else chunks.push(chunk);
      });
      response.once('error', (error) => settle({ kind: 'failed', code: codeOf(error) }));
      response.once('aborted', () => settle({ kind: 'failed', code: 'ECONNRESET' }));
      response.once('end', () => {
        const body = Buffer.concat(chunks);
        const text = new TextDecoder(encodingOf(body)).decode(body);
        settle({ kind: 'answered', status: response.statusCode ?? 0, text });
      });
    });
    if (signal.aborted) interrupt();
    else request.end();
  });
}
