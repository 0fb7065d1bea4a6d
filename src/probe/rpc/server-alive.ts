import { decodeTcpAddresses } from './dual-string-array.ts';
import { malformed } from './malformed.ts';
import type { NdrReader } from './ndr.ts';

/** The operation's number in IObjectExporter. */
export const SERVER_ALIVE_2 = 5;

/** What an object resolver tells anybody about itself. */
export interface ServerAlive {
  /** `5.7`. */
  readonly comVersion: string;
  /** Network addresses for TCP. */
  readonly bindings: readonly string[];
}

/**
 * Decodes ServerAlive2's answer (MS-DCOM 3.1.2.5.1.6); the request's stub is empty.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeServerAlive2(stub: NdrReader): ServerAlive {
  const comVersion = `${stub.u16()}.${stub.u16()}`;
  const bindings = stub.u32() === 0 ? [] : decodeTcpAddresses(stub);
  // Reserved pointer.
  stub.u32();
  const status = stub.u32();
  if (status !== 0) throw malformed(`status ${status}`);
  return { comVersion, bindings };
}
