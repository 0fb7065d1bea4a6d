import { cleanOrNull } from '../../base/clean.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure, SHORTAGE_CODES } from '../failure.ts';
import { ByteStream, connectTcp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import { OBJECT_EXPORTER } from './interfaces.ts';
import { type NdrReader, malformed } from './ndr.ts';

/**
 * Asks the object resolver for its bindings, on a connection of its own. Null where the host has no
 * resolver, does not answer in time or answers something else.
 */
export async function askObjectExporter(
  address: string,
  port: number,
  deadline: Deadline,
): Promise<ServerAlive | null> {
  try {
    const { socket } = await connectTcp(address, port, deadline);
    const connection = new RpcConnection(new ByteStream(socket, deadline));
    try {
      if ((await connection.bind(OBJECT_EXPORTER)) !== 'accepted') return null;
      const answer = await connection.call(SERVER_ALIVE_2, Buffer.alloc(0));
      return answer.kind === 'response' ? decodeServerAlive2(answer.stub) : null;
    } finally {
      connection.close();
    }
  } catch (thrown) {
    // A shortage on this machine is no answer of the host: the whole attempt is repeated.
    if (thrown instanceof NetworkFailure && SHORTAGE_CODES.has(thrown.code)) throw thrown;
    if (thrown instanceof AnswerFailure || thrown instanceof NetworkFailure) return null;
    throw thrown;
  }
}

/** The operation's number in IObjectExporter. */
export const SERVER_ALIVE_2 = 5;

/** What an object resolver tells an anonymous client. */
interface ServerAlive {
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

const MAX_BINDINGS = 64;

/** Tower identifier of ncacn_ip_tcp (MS-DCOM 2.2.19.3). */
const TCP = 7;

/** An address may be followed by its port. */
const ENDPOINT_SUFFIX = /\[\d+\]$/;

/**
 * The network addresses for TCP in a DUALSTRINGARRAY, cleaned (MS-DCOM 2.2.19.2); the security
 * bindings, which come after them, are left out.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeTcpAddresses(stub: NdrReader): string[] {
  const maximum = stub.u32();
  const entries = stub.u16();
  const securityOffset = stub.u16();
  if (entries > maximum || securityOffset > entries || entries * 2 > stub.remaining) {
    throw malformed('string array longer than its answer');
  }
  const words = Array.from({ length: entries }, () => stub.u16()).slice(0, securityOffset);
  const addresses: string[] = [];
  let at = 0;
  while (at < words.length && addresses.length < MAX_BINDINGS) {
    const tower = words[at];
    if (tower === 0) break;
    const end = words.indexOf(0, at + 1);
    if (end < 0) throw malformed('string binding without end');
    const text = String.fromCharCode(...words.slice(at + 1, Math.min(end, at + 257)));
    const address = cleanOrNull(text.replace(ENDPOINT_SUFFIX, ''));
    if (tower === TCP && address !== null) addresses.push(address);
    at = end + 1;
  }
  return addresses;
}
