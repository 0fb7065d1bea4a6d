import { afterEach, describe, expect, test } from '@jest/globals';
import { startEndpointMapper } from '../../src/lab/simulator/endpoint-mapper.ts';
import {
  FAULTS,
  isStreamFault,
  type Simulator,
  type StreamFault,
} from '../../src/lab/simulator/simulator.ts';
import { startSmbServer } from '../../src/lab/simulator/smb-server.ts';
import { startTcpAcceptor } from '../../src/lab/simulator/tcp-acceptor.ts';
import { startWebRole } from '../../src/lab/simulator/web-role.ts';
import { RawClient } from './raw-client.ts';
import { closedPort } from '../support/ports.ts';

const at = (port = 0) => ({ address: '127.0.0.1', port }) as const;

const STARTERS: readonly [string, (fault: StreamFault, port?: number) => Promise<Simulator>][] = [
  ['SMB server', (fault, port) => startSmbServer({ ...at(port), identity: null, fault })],
  ['endpoint mapper', (fault, port) => startEndpointMapper({ ...at(port), entries: [], fault })],
  ['web role', (fault, port) => startWebRole({ ...at(port), role: 'management-point', fault })],
  ['TCP acceptor', (fault, port) => startTcpAcceptor({ ...at(port), fault })],
];

const simulators: Simulator[] = [];
const clients: RawClient[] = [];

async function connectTo(simulator: Simulator): Promise<RawClient> {
  simulators.push(simulator);
  const client = await RawClient.connect(simulator);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

describe.each(STARTERS)('%s', (_name, start) => {
  test('refuse: nothing listens on the port', async () => {
    expect((await start('refuse')).port).toBeGreaterThan(0);
    const simulator = await start('refuse', await closedPort());
    await expect(connectTo(simulator)).rejects.toHaveProperty('code', 'ECONNREFUSED');
  });

  test('silent: takes everything, says nothing', async () => {
    const client = await connectTo(await start('silent'));
    client.send(Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
    client.finish();
    expect(await client.readToEnd()).toHaveLength(0);
  });

  test('close: accepts, then closes', async () => {
    const client = await connectTo(await start('close'));
    expect(await client.readToEnd()).toHaveLength(0);
  });

  test('wrong-service: greets as an SSH server', async () => {
    const client = await connectTo(await start('wrong-service'));
    expect((await client.read(8)).toString('latin1')).toBe('SSH-2.0-');
    client.send('00000000');
    expect((await client.readToEnd()).toString('latin1')).toContain('Invalid SSH');
  });
});

describe('TCP acceptor', () => {
  test('keeps connections until it is closed', async () => {
    const simulator = await startTcpAcceptor(at(await closedPort()));
    const client = await connectTo(simulator);
    client.send('00');
    const rest = client.readToEnd();
    await simulator.close();
    expect(await rest).toHaveLength(0);
    await expect(connectTo(simulator)).rejects.toHaveProperty('code', 'ECONNREFUSED');
  });

  test('may be closed twice', async () => {
    const simulator = await startTcpAcceptor(at());
    await Promise.all([simulator.close(), simulator.close()]);
    await expect(simulator.close()).resolves.toBeUndefined();
  });

  test('says when the port is taken', async () => {
    const first = await startTcpAcceptor(at());
    simulators.push(first);
    const second = startTcpAcceptor(at(first.port));
    await expect(second).rejects.toHaveProperty('code', 'EADDRINUSE');
  });

  test('listens on IPv6', async () => {
    const simulator = await startTcpAcceptor({ address: '::1', port: 0 });
    await connectTo(simulator);
    expect(simulator.address).toBe('::1');
  });
});

test('four of the faults suit every TCP service', () => {
  expect(FAULTS.filter(isStreamFault)).toEqual(['refuse', 'silent', 'wrong-service', 'close']);
  expect(isStreamFault(undefined)).toBe(false);
});
