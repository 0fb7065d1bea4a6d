import type net from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeListeners, startListener } from '../support/listeners.ts';
import { unsafeTexts } from './outputs.ts';
import {
  AMPLE_MS,
  type Attempt,
  SHORT_MS,
  distributionPoint,
  endpointMapper,
  managementPoint,
  rpcDynamic,
  said,
  secureManagementPoint,
  smb,
  tcp,
} from './probes.ts';

afterEach(closeListeners);

type Behaviour = (socket: net.Socket) => void;

/** Writes without end, as fast as it is taken. */
const endless =
  (chunk: Buffer): Behaviour =>
  (socket) => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk)) continue;
    };
    socket.resume();
    socket.on('drain', pour);
    pour();
  };

/** The bytes of a text, over and over, one at a time, in the time that a deadline has. */
const dripping =
  (text: Buffer): Behaviour =>
  (socket) => {
    let sent = 0;
    socket.resume();
    const timer = setInterval(() => {
      socket.write(Buffer.of(text.readUInt8(sent % text.length)));
      sent += 1;
    }, SHORT_MS / 10);
    socket.once('close', () => clearInterval(timer));
  };

const greeting =
  (text: string | Buffer, then: 'stays' | 'closes' = 'stays'): Behaviour =>
  (socket) => {
    socket.resume();
    socket.write(text);
    if (then === 'closes') socket.end();
  };

const EVIL =
  '\u001b[2J\u001b]0;x\u0007\u009b31m\u202e<script>alert(1)</script>=HYPERLINK("http://x")\u2066\u200b\u2028';
const HTTP_2_PREFACE = Buffer.from('00000c04000000000000030000006400040000ffff', 'hex');

const BEHAVIOURS = {
  'says nothing': (socket) => socket.resume(),
  'never reads': (socket) => socket.pause(),
  'closes at once': (socket) => socket.resume().end(),
  'resets at once': (socket) => socket.resetAndDestroy(),
  'resets at the first byte': (socket) => socket.once('data', () => socket.resetAndDestroy()),
  'sends zeros without end': endless(Buffer.alloc(65_536)),
  'sends ones without end': endless(Buffer.alloc(65_536, 0xff)),
  'sends letters without end': endless(Buffer.alloc(65_536, 'A')),
  'sends its request back': (socket) => socket.pipe(socket),
  'drips foreign bytes': dripping(Buffer.from('A')),
  'drips zeros': dripping(Buffer.alloc(1)),
  'greets as SSH': greeting('SSH-2.0-OpenSSH_9.2p1\r\n'),
  'greets with terminal escapes': greeting(`${EVIL}\r\n`),
  'greets with terminal escapes and closes': greeting(`${EVIL}\r\n`, 'closes'),
  'greets in HTTP/2': greeting(HTTP_2_PREFACE),
  'greets with one byte': greeting('A'),
} as const satisfies Record<string, Behaviour>;
type BehaviourName = keyof typeof BEHAVIOURS;

const NOT_SMB = 'wrong-service not-smb';
const NOT_RPC = 'wrong-service not-rpc';
const NOT_HTTP = 'wrong-service not-http';
const NOT_TLS = 'wrong-service not-tls';
const CLOSED = 'wrong-service closed-before-answer';
const RESET = 'wrong-service reset-before-answer';
const SILENT = 'silent ETIMEDOUT';
const BIND_CUT = 'inconclusive bind-cut';

/** By contract section 5: what answers otherwise is another service, who says nothing is silent. */
const EXPECTED: Readonly<Record<string, Readonly<Record<BehaviourName, string>>>> = {
  smb: {
    'says nothing': SILENT,
    'never reads': SILENT,
    'closes at once': CLOSED,
    'resets at once': RESET,
    'resets at the first byte': RESET,
    'sends zeros without end': NOT_SMB,
    'sends ones without end': NOT_SMB,
    'sends letters without end': NOT_SMB,
    'sends its request back': NOT_SMB,
    'drips foreign bytes': NOT_SMB,
    'drips zeros': NOT_SMB,
    'greets as SSH': NOT_SMB,
    'greets with terminal escapes': NOT_SMB,
    'greets with terminal escapes and closes': NOT_SMB,
    'greets in HTTP/2': NOT_SMB,
    'greets with one byte': NOT_SMB,
  },
  'rpc-endpoint-mapper': {
    'says nothing': SILENT,
    'never reads': SILENT,
    'closes at once': CLOSED,
    'resets at once': RESET,
    'resets at the first byte': RESET,
    'sends zeros without end': NOT_RPC,
    'sends ones without end': NOT_RPC,
    'sends letters without end': NOT_RPC,
    'sends its request back': NOT_RPC,
    'drips foreign bytes': NOT_RPC,
    'drips zeros': NOT_RPC,
    'greets as SSH': NOT_RPC,
    'greets with terminal escapes': NOT_RPC,
    'greets with terminal escapes and closes': NOT_RPC,
    'greets in HTTP/2': NOT_RPC,
    'greets with one byte': NOT_RPC,
  },
  // What is cut may be cut by a filter that goes by interface: it proves nothing.
  'rpc-dynamic': {
    'says nothing': BIND_CUT,
    'never reads': BIND_CUT,
    'closes at once': BIND_CUT,
    'resets at once': BIND_CUT,
    'resets at the first byte': BIND_CUT,
    'sends zeros without end': NOT_RPC,
    'sends ones without end': NOT_RPC,
    'sends letters without end': NOT_RPC,
    'sends its request back': NOT_RPC,
    'drips foreign bytes': NOT_RPC,
    'drips zeros': NOT_RPC,
    'greets as SSH': NOT_RPC,
    'greets with terminal escapes': NOT_RPC,
    'greets with terminal escapes and closes': NOT_RPC,
    'greets in HTTP/2': NOT_RPC,
    'greets with one byte': NOT_RPC,
  },
  http: {
    'says nothing': SILENT,
    'never reads': SILENT,
    'closes at once': CLOSED,
    'resets at once': RESET,
    'resets at the first byte': RESET,
    'sends zeros without end': NOT_HTTP,
    'sends ones without end': NOT_HTTP,
    'sends letters without end': NOT_HTTP,
    'sends its request back': NOT_HTTP,
    'drips foreign bytes': NOT_HTTP,
    'drips zeros': NOT_HTTP,
    'greets as SSH': NOT_HTTP,
    'greets with terminal escapes': NOT_HTTP,
    'greets with terminal escapes and closes': NOT_HTTP,
    'greets in HTTP/2': NOT_HTTP,
    'greets with one byte': NOT_HTTP,
  },
  https: {
    'says nothing': SILENT,
    'never reads': SILENT,
    'closes at once': CLOSED,
    'resets at once': RESET,
    'resets at the first byte': RESET,
    'sends zeros without end': NOT_TLS,
    'sends ones without end': NOT_TLS,
    'sends letters without end': NOT_TLS,
    // A ClientHello is a TLS record, of the wrong kind.
    'sends its request back': 'wrong-service tls-handshake-failed',
    'drips foreign bytes': NOT_TLS,
    'drips zeros': NOT_TLS,
    'greets as SSH': NOT_TLS,
    'greets with terminal escapes': NOT_TLS,
    'greets with terminal escapes and closes': NOT_TLS,
    'greets in HTTP/2': NOT_TLS,
    'greets with one byte': NOT_TLS,
  },
};

const PROBES: Readonly<Record<string, Attempt>> = {
  smb,
  'rpc-endpoint-mapper': endpointMapper,
  'rpc-dynamic': rpcDynamic,
  http: managementPoint,
  https: secureManagementPoint,
};

describe.each(Object.entries(PROBES))('%s', (name, run) => {
  const names = Object.keys(BEHAVIOURS).filter((key): key is BehaviourName => key in BEHAVIOURS);
  test.each(names)('a server that %s', async (behaviour) => {
    const { port } = await startListener(BEHAVIOURS[behaviour]);
    const seen = await run(port, SHORT_MS);
    expect(said(seen)).toBe(EXPECTED[name]?.[behaviour]);
    expect(unsafeTexts(seen)).toEqual([]);
  });
});

describe('tcp takes an accepted connection for open', () => {
  test.each(Object.entries(BEHAVIOURS))('a server that %s', async (_behaviour, serve) => {
    const { port } = await startListener(serve);
    const seen = await tcp(port, AMPLE_MS);
    expect(said(seen)).toBe('open');
    expect(unsafeTexts(seen)).toEqual([]);
  });
});

describe('a good answer that comes a byte at a time, and too late', () => {
  test.each([
    ['smb', smb, Buffer.from('000000e8fe534d4240000000', 'hex')],
    ['rpc-endpoint-mapper', endpointMapper, Buffer.from('05000c03100000003c00000001', 'hex')],
    ['http', managementPoint, Buffer.from('HTTP/1.1 200 OK\r\nX: ')],
    ['http', distributionPoint, Buffer.from('HTTP/1.1 200 OK\r\nX: ')],
    ['https', secureManagementPoint, Buffer.from('16030300640200006003030000', 'hex')],
  ] as const)('%s is silent', async (_name, run, bytes) => {
    const { port } = await startListener(dripping(bytes));
    expect(said(await run(port, SHORT_MS))).toBe(SILENT);
  });
});

test('line ends without end are no answer', async () => {
  const { port } = await startListener(endless(Buffer.alloc(65_536, '\r\n')));
  expect(['silent ETIMEDOUT', NOT_HTTP]).toContain(said(await managementPoint(port, SHORT_MS)));
});
