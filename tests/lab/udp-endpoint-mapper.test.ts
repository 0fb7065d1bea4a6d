import dgram from 'node:dgram';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  startUdpEndpointMapper,
  type UdpEndpointMapperOptions,
} from '../../src/lab/simulator/udp-endpoint-mapper.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { hex } from './raw-client.ts';
import { closedPort } from '../support/ports.ts';

const ENTRY = {
  interface: '367abb81-9844-35f1-ad32-98f038001003',
  version: '2.0',
  annotation: '',
  port: 49670,
} as const;

const EPMAPPER = '0883afe11f5dc91191a408002b14a0fa';
const MANAGEMENT = '80bda8af8a7dc911bef408002b102989';
const UNKNOWN = '00112233445566778899aabbccddeeff';
const ACTIVITY = 'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf';
const LOOKUP_ALL = hex(`00000000 00000000 00000000 01000000 ${'00'.repeat(20)} 0a000000`);

let simulator: Simulator | null = null;
let socket: dgram.Socket | null = null;

afterEach(async () => {
  socket?.close();
  await simulator?.close();
  socket = null;
  simulator = null;
});

function packet(type: number, interfaceId: string, operation: number, body: Buffer): Buffer {
  const header = hex(`0400 2000 100000 00 ${'00'.repeat(16)} ${interfaceId} ${ACTIVITY}
    00000000 03000000 07000000 0000 ffff ffff 0000 0000 00 00`);
  header.writeUInt8(type, 1);
  if (interfaceId === MANAGEMENT) header.writeUInt32LE(1, 60);
  header.writeUInt16LE(operation, 68);
  header.writeUInt16LE(body.length, 74);
  return Buffer.concat([header, body]);
}

/** Starts a mapper, sends datagrams to it, and waits for the first that comes back. */
async function exchange(
  datagrams: readonly Buffer[],
  options: Partial<UdpEndpointMapperOptions> = {},
): Promise<Buffer> {
  const at = { address: '127.0.0.1', port: 0 };
  const mapper = await startUdpEndpointMapper({ ...at, entries: [ENTRY], ...options });
  const client = dgram.createSocket('udp4');
  simulator = mapper;
  socket = client;
  return new Promise((resolve, reject) => {
    client.once('error', reject);
    client.once('message', resolve);
    client.connect(mapper.port, mapper.address, () => {
      for (const datagram of datagrams) client.send(datagram);
    });
  });
}

describe('UDP endpoint mapper', () => {
  test('answers a lookup', async () => {
    const reply = await exchange([packet(0, EPMAPPER, 2, LOOKUP_ALL)]);
    expect(reply.readUInt8(1)).toBe(2);
    expect(reply.subarray(24, 56)).toEqual(hex(EPMAPPER + ACTIVITY));
    expect(reply.readUInt32LE(64)).toBe(7);
    expect(reply.readUInt16LE(74)).toBe(reply.length - 80);
    expect(reply.readUInt32LE(100)).toBe(1);
    expect(reply.includes(hex('07 0200 c206'))).toBe(true);
  });

  test('lists its interfaces, as every RPC server does', async () => {
    const reply = await exchange([packet(0, MANAGEMENT, 0, Buffer.alloc(0))]);
    expect(reply.readUInt8(1)).toBe(2);
    expect(reply.subarray(80)).toEqual(
      hex(`01000000 01000000 01000000 02000000 ${EPMAPPER} 03000000 00000000`),
    );
  });

  test.each([
    [
      'a fault for another operation of management',
      packet(0, MANAGEMENT, 3, Buffer.alloc(0)),
      3,
      0x1c01_0002,
    ],
    ['a fault for an unknown operation', packet(0, EPMAPPER, 99, LOOKUP_ALL), 3, 0x1c01_0002],
    ['a fault for arguments cut short', packet(0, EPMAPPER, 2, Buffer.alloc(3)), 3, 0x6f7],
    ['a rejection for an unknown interface', packet(0, UNKNOWN, 2, LOOKUP_ALL), 6, 0x1c01_0003],
  ])('sends %s', async (_name, datagram, type, status) => {
    const reply = await exchange([datagram]);
    expect(reply.readUInt8(1)).toBe(type);
    expect(reply.readUInt32LE(80)).toBe(status);
  });

  test('knows of no call when pinged, and stays silent at what is no RPC', async () => {
    const noise = [
      Buffer.alloc(0),
      Buffer.from('hello'),
      packet(0, EPMAPPER, 2, LOOKUP_ALL).subarray(0, 90),
      packet(7, EPMAPPER, 2, LOOKUP_ALL),
      packet(1, EPMAPPER, 2, Buffer.alloc(0)),
    ];
    expect((await exchange(noise)).readUInt8(1)).toBe(5);
  });

  test('refuse: the port is closed', async () => {
    const refused = exchange([packet(0, EPMAPPER, 2, LOOKUP_ALL)], {
      fault: 'refuse',
      port: await closedPort(),
    });
    await expect(refused).rejects.toHaveProperty('code', 'ECONNREFUSED');
  });

  test('wrong-service: answers with something else', async () => {
    const reply = await exchange([packet(0, EPMAPPER, 2, LOOKUP_ALL)], { fault: 'wrong-service' });
    expect(reply.toString()).toBe('unknown command\n');
  });

  test('silent: answers nothing before it is closed', async () => {
    const answered = exchange([packet(0, EPMAPPER, 2, LOOKUP_ALL)], { fault: 'silent' });
    const silence = new Promise((resolve) => {
      setTimeout(resolve, 150, 'silence');
    });
    expect(await Promise.race([answered, silence])).toBe('silence');
  });
});
