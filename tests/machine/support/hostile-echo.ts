import dgram from 'node:dgram';
import { checksum } from '../../../src/probe/icmp/echo-packet.ts';
import { Libc } from '../../../src/probe/icmp/linux/libc.ts';
import {
  encodeSocketAddress,
  writeNative32,
} from '../../../src/probe/icmp/linux/socket-address.ts';
import { openEchoSender } from '../../../src/probe/icmp/open.ts';
import { probeIcmp } from '../../../src/probe/icmp/probe.ts';

/** Linux' numbers: AF_INET, types with SOCK_NONBLOCK, IPPROTO_ICMP, SOL_IP and IP_HDRINCL. */
const [INET, DATAGRAM, RAW, ICMP, SOL_IP, HEADER_INCLUDED] = [2, 0x802, 0x803, 1, 0, 3];
const TIMEOUT_MS = 600;
const FOREIGN = '127.88.0.1';

interface Answer {
  readonly from: string;
  readonly packet: Buffer;
}

const [REPLY, UNREACHABLE] = [0, 3];

const patched = (request: Buffer, patch: (reply: Buffer) => void): Buffer => {
  const reply = Buffer.from(request);
  reply.writeUInt8(REPLY, 0);
  patch(reply);
  reply.writeUInt16BE(0, 2);
  reply.writeUInt16BE(checksum(reply.subarray(0, reply.length & ~1)), 2);
  return reply;
};
const good = (request: Buffer): Buffer => patched(request, () => {});

/** An error with a quoted IPv4 header, whose request is the given one. */
const quoting = (to: string, request: Buffer): Buffer => {
  const quoted = Buffer.concat([header('127.0.0.1', to, request.length), request]);
  return patched(Buffer.concat([Buffer.alloc(8), quoted]), (error) => {
    error.writeUInt8(UNREACHABLE, 0);
    error.writeUInt8(1, 1);
  });
};

/** What each address answers to an echo request, and what is to be made of it. */
const HOSTS: Readonly<
  Record<string, readonly [string, (request: Buffer, to: string) => readonly Answer[]]>
> = {
  'the request': ['open', (request, to) => [{ from: to, packet: good(request) }]],
  'another token': [
    'filtered',
    (request, to) => [{ from: to, packet: patched(request, (reply) => reply.fill(0x41, 8, 24)) }],
  ],
  'another sequence number': [
    'filtered',
    (request, to) => [
      {
        from: to,
        packet: patched(request, (reply) => reply.writeUInt16BE(0xfff0, 6)),
      },
    ],
  ],
  'another identifier': [
    'filtered',
    (request, to) => [
      {
        from: to,
        packet: patched(request, (reply) => reply.writeUInt16BE(reply.readUInt16BE(4) ^ 1, 4)),
      },
    ],
  ],
  'a code': [
    'filtered',
    (request, to) => [{ from: to, packet: patched(request, (reply) => reply.writeUInt8(7, 1)) }],
  ],
  'from another address': ['filtered', (request) => [{ from: FOREIGN, packet: good(request) }]],
  'half a token': [
    'filtered',
    (request, to) => [{ from: to, packet: good(request.subarray(0, 16)) }],
  ],
  'a header alone': [
    'filtered',
    (request, to) => [{ from: to, packet: good(request.subarray(0, 8)) }],
  ],
  nothing: ['filtered', (_request, to) => [{ from: to, packet: Buffer.alloc(0) }]],
  'a byte': ['filtered', (_request, to) => [{ from: to, packet: Buffer.alloc(1) }]],
  'the longest packet, then the request': [
    'open',
    (request, to) => [
      { from: to, packet: patched(Buffer.alloc(60_000), () => {}) },
      { from: to, packet: good(request) },
    ],
  ],
  'a thousand wrong ones, then the request': [
    'open',
    (request, to) => [
      ...Array.from({ length: 1000 }, () => ({
        from: to,
        packet: patched(request, (reply) => reply.fill(0, 8, 24)),
      })),
      { from: to, packet: good(request) },
    ],
  ],
  'the request, more than once': [
    'open',
    (request, to) => Array.from({ length: 100 }, () => ({ from: to, packet: good(request) })),
  ],
  'an error': ['unreachable', (request, to) => [{ from: FOREIGN, packet: quoting(to, request) }]],
  'an error, then the request': [
    'open',
    (request, to) => [
      { from: FOREIGN, packet: quoting(to, request) },
      { from: to, packet: good(request) },
    ],
  ],
  'an error that quotes 8 bytes': [
    'unreachable',
    (request, to) => [{ from: FOREIGN, packet: quoting(to, request.subarray(0, 8)) }],
  ],
  'an error that quotes another token': [
    'filtered',
    (request, to) => [
      {
        from: FOREIGN,
        packet: quoting(to, Buffer.concat([request.subarray(0, 8), Buffer.alloc(56)])),
      },
    ],
  ],
  'an error that quotes another sequence number': [
    'filtered',
    (request, to) => {
      const other = Buffer.from(request);
      other.writeUInt16BE(0xfff0, 6);
      return [{ from: FOREIGN, packet: quoting(to, other) }];
    },
  ],
  'an error about another host': [
    'filtered',
    (request) => [{ from: FOREIGN, packet: quoting('127.99.0.1', request) }],
  ],
};

/** RFC 791 3.1; the kernel fills in length, identification and checksum. */
function header(from: string, to: string, length: number): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt8(0x45, 0);
  bytes.writeUInt16BE(20 + length, 2);
  bytes.writeUInt8(64, 8);
  bytes.writeUInt8(ICMP, 9);
  bytes.set(from.split('.').map(Number), 12);
  bytes.set(to.split('.').map(Number), 16);
  bytes.writeUInt16BE(checksum(bytes), 10);
  return bytes;
}

const names = Object.keys(HOSTS);
const libc = await Libc.load();

function descriptor(type: number, protocol: number): number {
  const opened = libc.socket(INET, type, protocol);
  if (opened.kind === 'failed') throw new Error(opened.code);
  return opened.value;
}

/** Node watches a UDP socket, whose descriptor the raw one takes over. */
function startHosts(): dgram.Socket {
  const watched = descriptor(DATAGRAM, 0);
  const socket = dgram.createSocket('udp4').bind({ fd: watched, exclusive: true });
  const raw = descriptor(RAW, ICMP);
  libc.duplicate(raw, watched, 0);
  libc.close(raw);
  const on = Buffer.alloc(4);
  writeNative32(on, 1, 0);
  libc.setOption(watched, SOL_IP, HEADER_INCLUDED, on);
  socket.on('message', (datagram) => {
    const to = datagram.subarray(16, 20).join('.');
    const request = datagram.subarray(20);
    const [, answers] = HOSTS[names[datagram.readUInt8(19)] ?? ''] ?? [];
    if (request[0] !== 8 || answers === undefined || !to.startsWith('127.77.0.')) return;
    const back = encodeSocketAddress('127.0.0.1') ?? Buffer.alloc(16);
    for (const { from, packet } of answers(request, to)) {
      libc.send(
        watched,
        Buffer.concat([header(from, '127.0.0.1', packet.length), packet]),
        0,
        back,
      );
    }
  });
  return socket;
}

const hosts = startHosts();
const echo = await openEchoSender('native');
const seen = await Promise.all(
  names.map(async (name, index) => {
    const { outcome, evidence } = await probeIcmp(
      { kind: 'icmp', host: name },
      `127.77.0.${index}`,
      {
        timeoutMs: TIMEOUT_MS,
        signal: new AbortController().signal,
        now: Date.now,
        tls: {},
        echo,
      },
    );
    return { name, outcome, sender: evidence.sender, expected: HOSTS[name]?.[0] };
  }),
);
echo?.close();
hosts.close();
process.stdout.write(JSON.stringify(seen));
