import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  startEndpointMapper,
  type EndpointMapperOptions,
} from '../../src/lab/simulator/endpoint-mapper.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { RawClient, hex } from './raw-client.ts';
import { describeUnless } from '../support/skip.ts';

const ENTRIES: EndpointMapperOptions['entries'] = [
  {
    interface: '367abb81-9844-35f1-ad32-98f038001003',
    version: '2.0',
    annotation: 'Service Control',
    port: 49670,
  },
  {
    interface: '1ff70682-0a51-30e8-076d-740be8cee98b',
    version: '1.0',
    annotation: '',
    pipe: '\\pipe\\atsvc',
  },
  {
    interface: '12345678-1234-abcd-ef00-0123456789ab',
    version: '1.3',
    annotation: 'Spooler',
    localPort: 'LRPC-1',
  },
];

const EPMAPPER = '0883afe11f5dc91191a408002b14a0fa 03000000';
const OBJECT_EXPORTER = 'c4fefc9960521b10bbcb00aa0021347a 00000000';
const UNKNOWN = '00112233445566778899aabbccddeeff 01000000';
const NDR = '045d888aeb1cc9119fe808002b104860 02000000';
const NDR64 = '33057171babe37498319b5dbef9ccc36 01000000';
const FEATURES = '2c1cb76c129840450300000000000000 01000000';

const NULL_HANDLE = Buffer.alloc(20);
const NOT_REGISTERED = 0x16c9_a0d6;

const open: { simulator: Simulator; client: RawClient }[] = [];

async function connect(options: Partial<EndpointMapperOptions> = {}): Promise<RawClient> {
  const at = { address: '127.0.0.1', port: 0 };
  const simulator = await startEndpointMapper({ ...at, entries: ENTRIES, ...options });
  const client = await RawClient.connect(simulator);
  open.push({ simulator, client });
  return client;
}

afterEach(async () => {
  for (const { simulator, client } of open.splice(0)) {
    client.destroy();
    await simulator.close();
  }
});

interface Received {
  readonly type: number;
  readonly flags: number;
  readonly callId: number;
  readonly body: Buffer;
  readonly bytes: number;
}

function send(client: RawClient, type: number, body: Buffer, flags = 3): void {
  const header = hex('0500 0000 10000000 0000 0000 2a000000');
  header.writeUInt8(type, 2);
  header.writeUInt8(flags, 3);
  header.writeUInt16LE(16 + body.length, 8);
  client.send(header, body);
}

async function receive(client: RawClient): Promise<Received> {
  const header = await client.read(16);
  expect(header).toHaveLength(16);
  const bytes = header.readUInt16LE(8);
  const body = await client.read(bytes - 16);
  return {
    type: header.readUInt8(2),
    flags: header.readUInt8(3),
    callId: header.readUInt32LE(12),
    body,
    bytes,
  };
}

/** A bind with one context an abstract syntax, each with its transfer syntaxes. */
const bindBody = (...contexts: readonly (readonly [string, ...string[]])[]): Buffer =>
  Buffer.concat([
    hex('d016 d016 00000000'),
    Buffer.of(contexts.length, 0, 0, 0),
    ...contexts.map(([abstract, ...transfers], index) =>
      Buffer.concat([
        Buffer.of(index, 0, transfers.length, 0),
        hex(abstract),
        ...transfers.map((transfer) => hex(transfer)),
      ]),
    ),
  ]);

async function bound(options: Partial<EndpointMapperOptions> = {}): Promise<RawClient> {
  const client = await connect(options);
  send(client, 11, bindBody([EPMAPPER, NDR], [OBJECT_EXPORTER, NDR]));
  expect((await receive(client)).type).toBe(12);
  return client;
}

function call(client: RawClient, operation: number, stub: Buffer, contextId = 0): void {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(stub.length, 0);
  head.writeUInt16LE(contextId, 4);
  head.writeUInt16LE(operation, 6);
  send(client, 0, Buffer.concat([head, stub]));
}

/** ept_lookup arguments for all entries. */
function lookupStub(handle: Buffer, maxEntries: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(maxEntries);
  return Buffer.concat([hex('00000000 00000000 00000000 01000000'), handle, count]);
}

/** The stub of a response, from all its fragments, and how many those were. */
async function response(client: RawClient): Promise<{ stub: Buffer; fragments: Received[] }> {
  const fragments: Received[] = [];
  do {
    const fragment = await receive(client);
    expect(fragment.type).toBe(2);
    fragments.push(fragment);
  } while (((fragments.at(-1)?.flags ?? 0) & 2) === 0);
  return { stub: Buffer.concat(fragments.map(({ body }) => body.subarray(8))), fragments };
}

async function fault(client: RawClient): Promise<number> {
  const { type, body } = await receive(client);
  expect(type).toBe(3);
  return body.readUInt32LE(8);
}

const handleOf = (stub: Buffer): Buffer => stub.subarray(0, 20);
const countOf = (stub: Buffer): number => stub.readUInt32LE(20);
const statusOf = (stub: Buffer): number => stub.readUInt32LE(stub.length - 4);

describe('bind', () => {
  test('accepts the mapper and DCOM, negotiates features, rejects the rest', async () => {
    const client = await connect({ networkAddresses: ['PC001'] });
    const contexts = [
      [EPMAPPER, NDR],
      [OBJECT_EXPORTER, NDR],
      [UNKNOWN, NDR],
      [EPMAPPER, NDR64],
      [EPMAPPER, FEATURES],
    ] as const;
    send(client, 11, bindBody(...contexts));
    const { type, callId, body } = await receive(client);
    expect([type, callId]).toEqual([12, 0x2a]);
    expect(body.readUInt32LE(4)).not.toBe(0);
    const address = body.subarray(10, 10 + body.readUInt16LE(8));
    expect(address.toString('latin1')).toBe(`${open[0]?.simulator.port}\0`);
    const results = Math.ceil((10 + address.length) / 4) * 4;
    expect(body.readUInt8(results)).toBe(5);
    const result = (index: number) => body.subarray(results + 4 + index * 24).subarray(0, 24);
    expect(result(0)).toEqual(hex(`00000000 ${NDR}`));
    expect(result(1)).toEqual(hex(`00000000 ${NDR}`));
    expect(result(2)).toEqual(hex(`0200 0100 ${'00'.repeat(20)}`));
    expect(result(3)).toEqual(hex(`0200 0200 ${'00'.repeat(20)}`));
    expect(result(4)).toEqual(hex(`0300 0000 ${'00'.repeat(20)}`));
  });

  test('has no DCOM unless told its addresses', async () => {
    const client = await connect();
    send(client, 11, bindBody([OBJECT_EXPORTER, NDR]));
    const { body } = await receive(client);
    expect(body.subarray(-24, -20)).toEqual(hex('0200 0100'));
  });

  test('takes a further interface by alter_context', async () => {
    const client = await connect({ networkAddresses: [] });
    send(client, 11, bindBody([EPMAPPER, NDR]));
    const { body: first } = await receive(client);
    send(client, 14, bindBody([UNKNOWN, NDR], [OBJECT_EXPORTER, NDR]));
    const { type, body } = await receive(client);
    expect(type).toBe(15);
    expect(body.subarray(4, 8)).toEqual(first.subarray(4, 8));
    expect(body.readUInt16LE(8)).toBe(0);
    call(client, 3, Buffer.alloc(0), 1);
    expect((await response(client)).stub).toEqual(Buffer.alloc(4));
  });

  test.each([
    ['no RPC', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a big-endian client', hex('05000b03 00000000 0048 0000 00000001')],
    ['a length under the header', hex('05000b03 10000000 0800 0000 01000000')],
    ['a bind that is too short', hex('05000b03 10000000 1200 0000 01000000 d016')],
    ['a security trailer longer than the PDU', hex('05000b03 10000000 1000 6400 01000000')],
    ['a response from the client', hex('05000203 10000000 1000 0000 01000000')],
  ])('ends the connection at %s', async (_name, bytes) => {
    const client = await connect();
    client.send(bytes);
    expect(await client.readToEnd()).toHaveLength(0);
  });
});

describe('ept_lookup', () => {
  test('gives entries with their towers, and a null handle at the end', async () => {
    const client = await bound();
    call(client, 2, lookupStub(NULL_HANDLE, 500));
    const { stub } = await response(client);
    expect(handleOf(stub)).toEqual(NULL_HANDLE);
    expect(countOf(stub)).toBe(3);
    expect(stub.subarray(24, 36)).toEqual(hex('f4010000 00000000 03000000'));
    expect(stub.subarray(36, 36 + 44)).toEqual(
      Buffer.concat([
        Buffer.alloc(16),
        hex('01000000 00000000 10000000'),
        Buffer.from('Service Control\0'),
      ]),
    );
    const tower = hex(`0500
      1300 0d 81bb7a364498f135ad3298f038001003 0200 0200 0000
      1300 0d 045d888aeb1cc9119fe808002b104860 0200 0200 0000
      0100 0b 0200 0000
      0100 07 0200 c206
      0100 09 0400 7f000001`);
    const start = stub.indexOf(tower);
    expect(stub.readUInt32LE(start - 8)).toBe(tower.length);
    expect(stub.readUInt32LE(start - 4)).toBe(tower.length);
    expect(start % 4).toBe(0);
    expect(stub.includes(hex(`0100 0b 0200 0000 0100 0f 0c00 ${ascii('\\pipe\\atsvc\0')}`))).toBe(
      true,
    );
    expect(stub.includes(hex(`0100 11 0800 ${ascii('\\\\PC001\0')}`))).toBe(true);
    expect(stub.includes(hex(`0100 0c 0200 0000 0100 10 0700 ${ascii('LRPC-1\0')}`))).toBe(true);
    expect(statusOf(stub)).toBe(0);
  });

  const ascii = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

  async function pages(client: RawClient, maxEntries: number): Promise<[number, number][]> {
    const seen: [number, number][] = [];
    let handle: Buffer = NULL_HANDLE;
    do {
      call(client, 2, lookupStub(handle, maxEntries));
      const { stub } = await response(client);
      seen.push([countOf(stub), statusOf(stub)]);
      handle = handleOf(stub);
    } while (!handle.equals(NULL_HANDLE) && seen.length < 10);
    return seen;
  }

  test.each([
    ['as many as the client asks for', {}, 2],
    ['at most the page size', { pageSize: 2 }, 100],
  ])('gives a page %s', async (_name, options, maxEntries) => {
    const client = await bound(options);
    expect(await pages(client, maxEntries)).toEqual([
      [2, 0],
      [1, 0],
    ]);
  });

  test('says that there is nothing', async () => {
    const client = await bound({ entries: [] });
    expect(await pages(client, 2)).toEqual([[0, NOT_REGISTERED]]);
  });

  test('gives the same in small fragments', async () => {
    const whole = await bound();
    call(whole, 2, lookupStub(NULL_HANDLE, 500));
    const { stub: expected, fragments: one } = await response(whole);
    const client = await bound({ fragmentSize: 60 });
    call(client, 2, lookupStub(NULL_HANDLE, 500));
    const { stub, fragments } = await response(client);
    expect(one).toHaveLength(1);
    expect(stub).toEqual(expected);
    expect(fragments.length).toBeGreaterThan(8);
    expect(fragments.map(({ flags }) => flags)).toEqual([1, ...fragments.slice(2).map(() => 0), 2]);
    expect(fragments.every(({ bytes }) => bytes <= 60)).toBe(true);
  });

  test('sends no fragment longer than the client takes', async () => {
    const client = await connect({ entries: Array.from({ length: 40 }, () => ENTRIES).flat() });
    const bind = bindBody([EPMAPPER, NDR]);
    bind.writeUInt16LE(1432, 2);
    send(client, 11, bind);
    expect((await receive(client)).body.readUInt16LE(0)).toBe(1432);
    call(client, 2, lookupStub(NULL_HANDLE, 500));
    const { stub, fragments } = await response(client);
    expect(countOf(stub)).toBe(120);
    expect(Math.max(...fragments.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1432);
  });

  test('frees a handle, and knows it no more', async () => {
    const client = await bound({ pageSize: 1 });
    call(client, 2, lookupStub(NULL_HANDLE, 10));
    const handle = Buffer.from(handleOf((await response(client)).stub));
    call(client, 4, handle);
    expect((await response(client)).stub).toEqual(Buffer.alloc(24));
    call(client, 2, lookupStub(handle, 10));
    expect(await fault(client)).toBe(0x1c00_001a);
  });

  test('takes a request in fragments', async () => {
    const client = await bound();
    const stub = lookupStub(NULL_HANDLE, 10);
    const head = hex('00000000 0000 0200');
    send(client, 0, Buffer.concat([head, stub.subarray(0, 16)]), 1);
    send(client, 0, Buffer.concat([head, stub.subarray(16)]), 2);
    expect(countOf((await response(client)).stub)).toBe(3);
  });

  test.each([
    ['an unknown operation', 77, lookupStub(NULL_HANDLE, 1), 0, 0x1c01_0002],
    ['an interface that was not bound', 2, lookupStub(NULL_HANDLE, 1), 9, 0x1c01_0003],
    ['arguments cut short', 2, Buffer.alloc(7), 0, 0x6f7],
    ['a question for less than all', 2, hex('02000000'), 0, 0x6f7],
    ['over 500 entries', 2, lookupStub(NULL_HANDLE, 501), 0, 0x6f7],
  ])('answers %s with a fault', async (_name, operation, stub, contextId, expected) => {
    const client = await bound();
    call(client, operation, stub, contextId);
    expect(await fault(client)).toBe(expected);
  });

  test('denies by fault 5', async () => {
    const client = await bound({ lookup: 'denied' });
    call(client, 2, lookupStub(NULL_HANDLE, 10));
    expect(await fault(client)).toBe(5);
  });
});

const CAPTURES = '../shared/data/rpc-exchanges.json';
const describeCaptured = describeUnless(existsSync(CAPTURES) ? null : `${CAPTURES} is not here`);

interface CapturedExchange {
  readonly bind: string;
  readonly request: string;
  readonly response: string;
}

describeCaptured('ServerAlive2 of a captured Windows', () => {
  test('is answered byte for byte the same', async () => {
    const exchanges: readonly CapturedExchange[] = JSON.parse(readFileSync(CAPTURES, 'utf8'));
    const exchange = exchanges[0] ?? { bind: '', request: '', response: '' };
    const client = await connect({ networkAddresses: ['DC1', '192.168.56.101'] });
    client.send(exchange.bind);
    await receive(client);
    client.send(exchange.request);
    const { stub } = await response(client);
    expect(stub.toString('hex')).toBe(hex(exchange.response).subarray(24).toString('hex'));
  });
});

describe('ServerAlive2', () => {
  test('tells the addresses given', async () => {
    const client = await bound({ networkAddresses: ['10.0.0.7'] });
    call(client, 5, Buffer.alloc(0), 1);
    const { stub } = await response(client);
    expect(stub.subarray(0, 4)).toEqual(hex('0500 0700'));
    expect(stub.readUInt32LE(8)).toBe(stub.readUInt16LE(12));
    expect(stub.readUInt16LE(14)).toBe(11);
    expect(stub.subarray(16, 36).toString('utf16le')).toBe('\u000710.0.0.7\0');
    expect(stub.subarray(-8)).toEqual(Buffer.alloc(8));
    expect(stub.length % 4).toBe(0);
  });
});
