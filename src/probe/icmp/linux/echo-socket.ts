import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import {
  type SeenEcho,
  decodeQuotedRequest,
  decodeEchoReply,
  encodeEchoRequest,
  withoutIpv4Header,
} from '../echo-packet.ts';
import { EchoUnavailable, type IpFamily } from '../sender.ts';
import { ERROR_OPTIONS, type IcmpError, decodeQueuedError } from './error-queue.ts';
import type { Called, Libc } from './libc.ts';
import {
  ADDRESS_FAMILIES,
  keyOfSocketAddress,
  addressText,
  writeNative32,
} from './socket-address.ts';

/** Linux' numbers (socket(2), ip(7), raw(7), icmp(7)). */
const TYPES = { datagram: 2, raw: 3 } as const;
const NONBLOCK_AND_CLOSE_ON_EXEC = 0x800 | 0x80000;
const CLOSE_ON_EXEC = 0x80000;
const ICMP_PROTOCOLS = { 4: 1, 6: 58 } as const satisfies Record<IpFamily, number>;
const SOL_SOCKET = 1;
/**
 * For send and receive buffer: the option that exceeds the system's limit, and the one within it.
 */
const BUFFER_OPTIONS = [
  [32, 7],
  [33, 8],
] as const;
const DONT_WAIT = 0x40;
const ERROR_QUEUE = 0x2000;

/** The default keeps 256 replies; the rest of a burst would be lost. */
const BUFFER_BYTES = 4_194_304;
/** More than the error queue can hold, since it counts against the receive buffer. */
const MAX_ERRORS_AT_ONCE = 4096;
/**
 * libuv reads this many datagrams in a turn of the event loop. On a busy machine more come in,
 * above all on a raw socket, which also hears the replies to other threads and programs.
 */
const READ_A_TURN = 32;
const MAX_REPLIES_AT_ONCE = 16_384;
/** How often a packet is tried: a failed send may report an earlier packet's error. */
const MAX_SENDS = 8;

export interface EchoListener {
  /** @param from the address that the reply came from */
  onReply(reply: SeenEcho & { readonly token: string }, from: string): void;
  /** @param to `addressKey` of the address that the request went to */
  onError(error: IcmpError, request: SeenEcho, to: string): void;
}

/**
 * A socket for echo requests of one family, whose replies and errors Node's event loop delivers.
 */
export class EchoSocket {
  readonly way: 'ping-socket' | 'raw-socket';
  readonly family: IpFamily;
  readonly #libc: Libc;
  readonly #listener: EchoListener;
  readonly #descriptor: number;
  readonly #socket: dgram.Socket;
  /** Tells our replies apart on a raw socket, which receives all of this machine's. */
  readonly #identifier: number;
  #readInTurn = 0;

  /** @throws EchoUnavailable with the code of the better of the two ways */
  constructor(libc: Libc, family: IpFamily, listener: EchoListener) {
    this.#libc = libc;
    this.family = family;
    this.#listener = listener;
    this.#identifier = randomInt(1, 0xffff);
    const domain = ADDRESS_FAMILIES[family];
    const open = (type: number, protocol: number): Called =>
      libc.socket(domain, type | NONBLOCK_AND_CLOSE_ON_EXEC, protocol);
    const ping = open(TYPES.datagram, ICMP_PROTOCOLS[family]);
    if (ping.kind === 'done') {
      this.way = 'ping-socket';
      this.#descriptor = ping.value;
      this.#socket = adopt(libc, ping.value, family);
    } else {
      this.way = 'raw-socket';
      const raw = open(TYPES.raw, ICMP_PROTOCOLS[family]);
      if (raw.kind === 'failed') throw new EchoUnavailable(ping.code);
      const datagram = open(TYPES.datagram, 0);
      if (datagram.kind === 'failed') {
        libc.close(raw.value);
        throw new EchoUnavailable(datagram.code);
      }
      this.#descriptor = datagram.value;
      this.#socket = adopt(libc, datagram.value, family);
      // Node adopts only UDP sockets, but what it then does with one works for a raw socket too. It
      // does not poll the descriptor before the next turn of the event loop.
      const replaced = libc.duplicate(raw.value, datagram.value, CLOSE_ON_EXEC);
      libc.close(raw.value);
      if (replaced.kind === 'failed') {
        this.close();
        throw new EchoUnavailable(replaced.code);
      }
    }
    this.#configure();
    this.#socket.on('message', (datagram, { address }) => {
      this.#onMessage(datagram, address);
      this.#count();
    });
    this.#socket.on('error', () => this.#takeErrors());
  }

  /**
   * Sends one echo request at once.
   * @param destination a `sockaddr`
   * @returns the error's code, null where it is on its way; `EAGAIN` where the buffer is full
   */
  send(sequence: number, token: Uint8Array, destination: Buffer): string | null {
    const header = { identifier: this.#identifier, sequence };
    const packet = encodeEchoRequest(this.family, header, token);
    let failedBefore = false;
    for (let sends = 0; ; sends += 1) {
      const sent = this.#libc.send(this.#descriptor, packet, DONT_WAIT, destination);
      if (sent.kind === 'done') return null;
      if (sent.code === 'EAGAIN') return sent.code;
      // Linux reports an earlier packet's error at the next call, whatever that is for: only an
      // error that comes back is this packet's own.
      const told = this.#takeErrors();
      if ((told === 0 && failedBefore) || sends === MAX_SENDS) return sent.code;
      failedBefore = told === 0;
    }
  }

  close(): void {
    this.#socket.removeAllListeners('message');
    this.#socket.close();
  }

  #configure(): void {
    const option = (level: number, name: number, value: Buffer): boolean =>
      this.#libc.setOption(this.#descriptor, level, name, value).kind === 'done';
    const size = native32(BUFFER_BYTES);
    for (const [forced, limited] of BUFFER_OPTIONS) {
      if (!option(SOL_SOCKET, forced, size)) option(SOL_SOCKET, limited, size);
    }
    const errors = ERROR_OPTIONS[this.family];
    option(errors.level, errors.option, native32(1));
    if (this.way === 'raw-socket') {
      const { level, filter } = ONLY_REPLIES[this.family];
      option(level, FILTER_OPTION, filter());
    }
  }

  #onMessage(datagram: Buffer, from: string): void {
    const hasHeader = this.way === 'raw-socket' && this.family === 4;
    const packet = hasHeader ? withoutIpv4Header(datagram) : datagram;
    const reply = packet === null ? null : decodeEchoReply(this.family, packet);
    if (reply !== null && this.#isOurs(reply)) this.#listener.onReply(reply, from);
  }

  /** Before an attempt is given up, everything that has arrived for it must be read. */
  #count(): void {
    if (this.#readInTurn === 0) setImmediate(() => (this.#readInTurn = 0));
    this.#readInTurn += 1;
    if (this.#readInTurn === READ_A_TURN) this.#readTheRest();
  }

  #readTheRest(): void {
    for (let count = 0; count < MAX_REPLIES_AT_ONCE; count += 1) {
      const message = this.#libc.receive(this.#descriptor, DONT_WAIT);
      if (message !== null) {
        const from = addressText(message.name);
        if (from !== null) this.#onMessage(message.data, from);
      } else if (this.#takeErrors() === 0) {
        return;
      }
    }
  }

  /** @returns how many there were, about any packet */
  #takeErrors(): number {
    for (let count = 0; count < MAX_ERRORS_AT_ONCE; count += 1) {
      const message = this.#libc.receive(this.#descriptor, ERROR_QUEUE | DONT_WAIT);
      if (message === null) return count;
      const error = decodeQueuedError(message.control, this.family, this.#libc.wordBytes);
      const request = decodeQuotedRequest(this.family, message.data);
      const to = keyOfSocketAddress(message.name);
      if (error !== null && request !== null && to !== null && this.#isOurs(request)) {
        this.#listener.onError(error, request, to);
      }
    }
    return MAX_ERRORS_AT_ONCE;
  }

  /** A ping socket receives only its own replies: the kernel chooses and checks the identifier. */
  #isOurs({ identifier }: SeenEcho): boolean {
    return this.way === 'ping-socket' || identifier === this.#identifier;
  }
}

/** Hands a descriptor to Node. */
function adopt(libc: Libc, descriptor: number, family: IpFamily): dgram.Socket {
  const socket = dgram.createSocket(family === 4 ? 'udp4' : 'udp6');
  try {
    socket.bind({ fd: descriptor, exclusive: true });
  } catch (thrown) {
    libc.close(descriptor);
    throw thrown;
  }
  // Attempts keep the process alive by their deadlines; the socket need not.
  socket.unref();
  return socket;
}

/** `ICMP_FILTER` and `ICMPV6_FILTER`: a set bit keeps that type of message out. */
const FILTER_OPTION = 1;
const ONLY_REPLIES = {
  4: { level: 255, filter: (): Buffer => native32(~(1 << 0) >>> 0) },
  6: {
    level: 58,
    filter: (): Buffer => {
      const words = Array.from({ length: 8 }, () => 0xffffffff);
      words[129 >> 5] = ~(1 << (129 & 31)) >>> 0;
      return Buffer.concat(words.map(native32));
    },
  },
} as const satisfies Record<IpFamily, { level: number; filter: () => Buffer }>;

function native32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  writeNative32(bytes, value, 0);
  return bytes;
}
