import type { ByteStream } from '../tcp.ts';
import type { Syntax } from './interfaces.ts';
import { NdrReader, malformed } from './ndr.ts';
import {
  ACCESS_DENIED,
  type BindResult,
  PDU_HEADER_BYTES,
  PDU_LAST_MINOR_VERSION,
  PDU_VERSION,
  type PduHeader,
  decodeBindAck,
  decodeFault,
  decodePduHeader,
  decodeRpcResponse,
  encodeBind,
  encodePdu,
  encodeRpcRequest,
} from './pdu.ts';

/** Bounds of one reassembled answer. */
const MAX_STUB_BYTES = 1_048_576;
const MAX_FRAGMENTS = 1_024;

/** The result of a call. `stub` reads the reassembled answer. */
type CallAnswer =
  | { readonly kind: 'response'; readonly stub: NdrReader }
  | { readonly kind: 'fault'; readonly status: number };

interface Fragment {
  readonly header: PduHeader;
  readonly body: Buffer;
}

/**
 * The connection-oriented protocol over one TCP connection, one call at a time: the call ids of
 * answers are not compared, because an answer can belong to nothing else. All methods throw
 * AnswerFailure (`not-rpc`, `closed-before-answer`, `reset-before-answer`) and NetworkFailure
 * (`silent`) like the stream that they read.
 */
export class RpcConnection {
  readonly #stream: ByteStream;
  #callId = 0;
  /** How many contexts were offered, and which one calls use: the first of the last offer. */
  #contexts = 0;
  #context = 0;

  constructor(stream: ByteStream) {
    this.#stream = stream;
  }

  /**
   * Offers an interface as context 0. A bind_nak is `refused`, a fault `denied` or `refused`.
   * @param times how often it is offered, to make the packet large
   */
  bind(abstractSyntax: Syntax, times = 1): Promise<BindResult> {
    return this.#offer('bind', abstractSyntax, times);
  }

  /** Offers another interface on a bound connection; calls then go to that one. */
  alter(abstractSyntax: Syntax, times = 1): Promise<BindResult> {
    return this.#offer('alter_context', abstractSyntax, times);
  }

  async #offer(
    type: 'bind' | 'alter_context',
    abstractSyntax: Syntax,
    times: number,
  ): Promise<BindResult> {
    const contexts = Array.from({ length: times }, () => abstractSyntax);
    this.#context = this.#contexts;
    this.#contexts += times;
    const offer = encodeBind(contexts, this.#context);
    this.#stream.write(encodePdu(type, this.#nextCallId(), offer));
    const { header, body } = await this.#readFragment();
    switch (header.type) {
      case 'bind_ack':
      case 'alter_context_resp':
        return decodeBindAck(body);
      case 'bind_nak':
        return 'refused';
      case 'fault':
        return decodeFault(body) === ACCESS_DENIED ? 'denied' : 'refused';
      default:
        throw malformed(`${header.type} in answer to a bind`);
    }
  }

  /** Offers interfaces and waits until the other end answers anything in DCE/RPC. */
  async greet(abstractSyntaxes: readonly Syntax[]): Promise<void> {
    this.#stream.write(encodePdu('bind', this.#nextCallId(), encodeBind(abstractSyntaxes)));
    const { header } = await this.#readFragment();
    switch (header.type) {
      case 'bind_ack':
      case 'bind_nak':
      case 'fault':
        return;
      default:
        throw malformed(`${header.type} in answer to a bind`);
    }
  }

  /** Calls an operation of the bound interface and reassembles the fragments of its answer. */
  async call(operation: number, stub: Buffer): Promise<CallAnswer> {
    const request = encodeRpcRequest(operation, stub, this.#context);
    this.#stream.write(encodePdu('request', this.#nextCallId(), request));
    const parts: Buffer[] = [];
    let length = 0;
    while (parts.length < MAX_FRAGMENTS && length <= MAX_STUB_BYTES) {
      const { header, body } = await this.#readFragment();
      if (header.type === 'fault') return { kind: 'fault', status: decodeFault(body) };
      if (header.type !== 'response') throw malformed(`${header.type} in answer to a request`);
      if (header.isFirst !== (parts.length === 0)) throw malformed('fragment out of order');
      const part = decodeRpcResponse(header, body);
      parts.push(part);
      length += part.length;
      if (header.isLast) {
        return { kind: 'response', stub: new NdrReader(Buffer.concat(parts)) };
      }
    }
    throw malformed('answer without end');
  }

  close(): void {
    this.#stream.close();
  }

  async #readFragment(): Promise<Fragment> {
    const start = this.#stream.readNow(PDU_HEADER_BYTES) ?? (await this.#awaitHeader());
    const header = decodePduHeader(start);
    const length = header.fragmentLength - PDU_HEADER_BYTES;
    return { header, body: this.#stream.readNow(length) ?? (await this.#stream.read(length)) };
  }

  /**
   * Reads the first two bytes one by one: a foreign greeting may be shorter than a header, and
   * waiting for the rest would make it look like silence.
   */
  async #awaitHeader(): Promise<Buffer> {
    const version = await this.#stream.read(1);
    if (version[0] !== PDU_VERSION) throw malformed('version');
    const minor = await this.#stream.read(1);
    if (minor.readUInt8(0) > PDU_LAST_MINOR_VERSION) throw malformed('minor version');
    const rest = await this.#stream.read(PDU_HEADER_BYTES - 2);
    return Buffer.concat([version, minor, rest]);
  }

  #nextCallId(): number {
    this.#callId += 1;
    return this.#callId;
  }
}
