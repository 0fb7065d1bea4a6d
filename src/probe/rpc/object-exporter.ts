import { cleanOrNull } from '../../base/clean.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure, SHORTAGE_CODES } from '../failure.ts';
import { ByteStream, type Connected, connectTcp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import { OBJECT_EXPORTER } from './interfaces.ts';
import { type NdrReader, malformed } from './ndr.ts';

/** How often a bind offers the interface, to exceed one segment of 1,500 bytes. */
export const LARGE_BIND_CONTEXTS = 40;

/** Whether full-size segments are lost in one direction, as far as was seen. */
export type FullSegments = 'lost' | 'not-lost';

/** What the object resolver said, and whether a full-size segment reached it. */
export interface ObjectExporterAnswer {
  readonly alive: ServerAlive | null;
  readonly sent: FullSegments;
}

/**
 * Asks the object resolver for the computer's names and addresses. The first offer of its interface
 * is longer than one segment; if it gets no answer, a short one is tried and, if that is answered,
 * the long one once more. `alive` is null if the host has no resolver, or it does not answer in
 * time, or with something else.
 * @param bound a connection that is bound to another interface of the host, which is asked first;
 *   one that does not accept this interface as well says nothing. Null: there is none
 */
export async function askObjectExporter(
  bound: RpcConnection | null,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<ObjectExporterAnswer> {
  const besides = bound === null ? null : await askOn(bound, 'alter', LARGE_BIND_CONTEXTS);
  if (besides?.bind === 'answered') {
    // A long packet has arrived, so a short one is enough on another connection.
    const alive = besides.alive ?? (await ask(address, port, 1, deadline)).alive;
    return { alive, sent: 'not-lost' };
  }
  const long =
    besides?.bind === 'unanswered'
      ? besides
      : await ask(address, port, LARGE_BIND_CONTEXTS, deadline);
  if (long.bind === 'answered') return { alive: long.alive, sent: 'not-lost' };
  const short = await ask(address, port, 1, deadline);
  if (long.bind !== 'unanswered' || short.bind !== 'answered') {
    return { alive: short.alive, sent: 'not-lost' };
  }
  const again = await ask(address, port, LARGE_BIND_CONTEXTS, deadline);
  switch (again.bind) {
    case 'answered':
      return { alive: again.alive ?? short.alive, sent: 'not-lost' };
    case 'unanswered':
      return { alive: short.alive, sent: 'lost' };
    case 'broken':
    case 'not-sent':
      return { alive: short.alive, sent: 'not-lost' };
  }
}

interface Asked {
  readonly bind: 'answered' | 'unanswered' | 'broken' | 'not-sent';
  readonly alive: ServerAlive | null;
}

/** Asks on a connection of its own. */
async function ask(
  address: string,
  port: number,
  contexts: number,
  deadline: Deadline,
): Promise<Asked> {
  let connected: Connected;
  try {
    connected = await connectTcp(address, port, deadline);
  } catch (thrown) {
    mustBeAnswer(thrown);
    return { bind: 'not-sent', alive: null };
  }
  const connection = new RpcConnection(new ByteStream(connected, deadline));
  try {
    return await askOn(connection, 'bind', contexts);
  } finally {
    connection.close();
  }
}

async function askOn(
  connection: RpcConnection,
  offer: 'bind' | 'alter',
  contexts: number,
): Promise<Asked> {
  let bind: Asked['bind'] = 'unanswered';
  try {
    const result = await connection[offer](OBJECT_EXPORTER, contexts);
    // A server may refuse so many contexts; a short bind then shows more.
    bind = result === 'refused' && contexts > 1 ? 'broken' : 'answered';
    if (result !== 'accepted') return { bind, alive: null };
    const answer = await connection.call(SERVER_ALIVE_2, Buffer.alloc(0));
    return { bind, alive: answer.kind === 'response' ? decodeServerAlive2(answer.stub) : null };
  } catch (thrown) {
    const { outcome } = mustBeAnswer(thrown);
    const isUnanswered = outcome === 'silent' || outcome === 'inconclusive';
    return { bind: bind === 'unanswered' && !isUnanswered ? 'broken' : bind, alive: null };
  }
}

/** @throws what is none, a shortage on this machine among it: the whole attempt is then repeated */
function mustBeAnswer(thrown: unknown): AnswerFailure | NetworkFailure {
  if (thrown instanceof NetworkFailure && !SHORTAGE_CODES.has(thrown.code)) return thrown;
  if (thrown instanceof AnswerFailure) return thrown;
  throw thrown;
}

/** The operation's number in IObjectExporter. */
export const SERVER_ALIVE_2 = 5;

/** What an object resolver tells anonymous clients. */
interface ServerAlive {
  /** `5.7`. */
  readonly comVersion: string;
  /** The computer's name and its network addresses, for TCP. */
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
