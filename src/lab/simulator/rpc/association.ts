import { randomInt } from 'node:crypto';
import type { SimulatorReply } from '../messages.ts';
import { Malformed, Reader, u16, u32, u8, zeros } from '../wire.ts';
import {
  AUTHENTICATION_NOT_RECOGNIZED,
  bindAck,
  bindNak,
  judgeContext,
  readBind,
  serves,
} from './bind.ts';
import { FAULT, fault, type CallResult, type RpcInterface } from './interface.ts';
import { FLAG, HEADER_BYTES, PDU, pdu, readPdu, type Pdu } from './pdu.ts';

const RESPONSE_HEADER_BYTES = HEADER_BYTES + 8;
const MAX_REQUEST_BYTES = 65_536;
const SERVER_FRAGMENT_BYTES = 5840;

export interface AssociationOptions {
  readonly interfaces: readonly RpcInterface[];
  /** The endpoint that bind_ack names: the port as text. */
  readonly secondaryAddress: string;
  /** Bytes of a response fragment at most, header included. */
  readonly fragmentSize?: number | undefined;
}

/** One client's connection to an RPC server. */
export class Association {
  readonly #options: AssociationOptions;
  readonly #contexts = new Map<number, RpcInterface>();
  #fragmentBytes = SERVER_FRAGMENT_BYTES;
  #group = 0;
  #request: Buffer = Buffer.alloc(0);

  constructor(options: AssociationOptions) {
    this.#options = options;
  }

  answer(message: Buffer): SimulatorReply {
    const request = readPdu(message);
    switch (request.type) {
      case PDU.bind:
        return this.#bind(request);
      case PDU.alterContext:
        return this.#group === 0
          ? 'disconnect'
          : single(PDU.alterContextResponse, request.callId, this.#acknowledge(request, ''));
      case PDU.request:
        return this.#collect(request);
      case PDU.auth3:
      case PDU.orphaned:
        return 'nothing';
      default:
        return 'disconnect';
    }
  }

  #bind(request: Pdu): SimulatorReply {
    if (this.#group !== 0) return 'disconnect';
    if (request.authBytes > 0) {
      return single(PDU.bindNak, request.callId, bindNak(AUTHENTICATION_NOT_RECOGNIZED));
    }
    const body = this.#acknowledge(request, this.#options.secondaryAddress);
    return single(PDU.bindAck, request.callId, body);
  }

  #acknowledge(request: Pdu, secondaryAddress: string): Buffer {
    const { maxReceiveFragment, associationGroup, contexts } = readBind(request.body);
    if (this.#group === 0) {
      this.#group = associationGroup || randomInt(1, 0xffff);
      this.#fragmentBytes = Math.min(maxReceiveFragment, SERVER_FRAGMENT_BYTES);
    }
    const results = contexts.map((context) => {
      const result = judgeContext(context, this.#options.interfaces);
      const served = this.#options.interfaces.find((offered) =>
        serves(offered, context.abstractSyntax),
      );
      if (result === 'accepted' && served) this.#contexts.set(context.id, served);
      return result;
    });
    return bindAck(this.#fragmentBytes, this.#group, secondaryAddress, results);
  }

  /** Puts the fragments of a request together (C706 12.6.4.9), then answers it. */
  #collect({ flags, callId, body }: Pdu): SimulatorReply {
    const reader = new Reader(body).skip(4);
    const contextId = reader.u16();
    const operation = reader.u16();
    if ((flags & FLAG.objectUuid) !== 0) reader.skip(16);
    const earlier = (flags & FLAG.first) === 0 ? [this.#request] : [];
    this.#request = Buffer.concat([...earlier, reader.rest()]);
    if (this.#request.length > MAX_REQUEST_BYTES) throw new Malformed('request too long');
    if ((flags & FLAG.last) === 0) return 'nothing';
    const result = this.#call(contextId, operation, this.#request);
    this.#request = Buffer.alloc(0);
    return result.kind === 'fault'
      ? faultPdu(callId, contextId, result.status)
      : this.#fragments(callId, contextId, result.stub);
  }

  #call(contextId: number, operation: number, stub: Buffer): CallResult {
    const served = this.#contexts.get(contextId);
    if (served === undefined) return fault(FAULT.unknownInterface);
    try {
      return served.call(operation, stub);
    } catch (thrown) {
      if (!(thrown instanceof Malformed)) throw thrown;
      return fault(FAULT.badStubData);
    }
  }

  /** Every fragment but the last carries a multiple of 8 bytes of stub (C706 12.6.2). */
  #fragments(callId: number, contextId: number, stub: Buffer): Buffer {
    const limit = Math.min(this.#options.fragmentSize ?? this.#fragmentBytes, this.#fragmentBytes);
    const step = Math.max(8, Math.floor((limit - RESPONSE_HEADER_BYTES) / 8) * 8);
    const fragments: Buffer[] = [];
    for (let start = 0; start === 0 || start < stub.length; start += step) {
      const rest = stub.subarray(start);
      const flags = (start === 0 ? FLAG.first : 0) | (rest.length <= step ? FLAG.last : 0);
      const body = [u32(rest.length), u16(contextId), u8(0), u8(0), rest.subarray(0, step)];
      fragments.push(pdu(PDU.response, flags, callId, Buffer.concat(body)));
    }
    return Buffer.concat(fragments);
  }
}

const single = (type: number, callId: number, body: Buffer): Buffer =>
  pdu(type, FLAG.first | FLAG.last, callId, body);

/** fault (C706 12.6.4.7). */
function faultPdu(callId: number, contextId: number, status: number): Buffer {
  const flags = FLAG.first | FLAG.last | FLAG.didNotExecute;
  const body = [u32(32), u16(contextId), zeros(2), u32(status), zeros(4)];
  return pdu(PDU.fault, flags, callId, Buffer.concat(body));
}
