import { constants } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { offAbort, onAbort } from '../base/abort.ts';
import { codeOf } from '../base/error-code.ts';
import { STAND_IN_SERVER } from '../probe/stand-in.ts';
import { encodingOf } from '../base/encoding.ts';
import type { Scheme } from '../catalogue/vocabulary.ts';

/** What a web server answered, or the code of why it did not. */
export type Fetched =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'failed'; readonly code: string };

export interface WebEndpoint {
  readonly scheme: Scheme;
  /** The name that was found; `address` is where it is. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Far more than the list of a site with many management points. */
const MAX_BODY_BYTES = 262_144;
const MAX_HEADER_BYTES = 65_536;

export function urlOf({ scheme, host, port }: Omit<WebEndpoint, 'address'>, path: string): string {
  const shown = isIP(host) === 6 ? `[${host}]` : host;
  const isUsual = port === (scheme === 'http' ? 80 : 443);
  return `${scheme}://${shown}${isUsual ? '' : `:${port}`}${path}`;
}

/**
 * One GET, no redirect followed, whatever the certificate: what is read decides nothing but what is
 * suggested to the user. Never rejects.
 * @param timeoutMs for all of it
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
            // As old as the server may be, Windows without MS10-049 included.
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
      // What keeps the place of a role knows nothing of a site.
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
