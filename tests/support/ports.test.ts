import net from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { codeOf } from '../../src/base/error-code.ts';
import { closeListeners, startListener } from './listeners.ts';
import { closedPort, closedPorts } from './ports.ts';

afterEach(closeListeners);

/** `accepted`, or the error's code. */
function connect(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve('accepted');
    });
    socket.once('error', (error) => resolve(codeOf(error)));
  });
}

test('a closed port is closed on loopback, until the test listens there and again after that', async () => {
  const port = await closedPort();
  expect(await connect('127.0.0.1', port)).toBe('ECONNREFUSED');
  expect(await connect('127.0.0.9', port)).toBe('ECONNREFUSED');
  const listener = await startListener(undefined, '127.0.0.1', port);
  expect(await connect('127.0.0.1', port)).toBe('accepted');
  await listener.close();
  expect(await connect('127.0.0.1', port)).toBe('ECONNREFUSED');
});

test('nobody gets one by chance, or by listening on all addresses', async () => {
  const port = await closedPort();
  expect(port).toBeLessThan(32_768);
  if (process.platform !== 'linux') return;
  await expect(startListener(undefined, '0.0.0.0', port)).rejects.toHaveProperty(
    'code',
    'EADDRINUSE',
  );
});

test('each is given once, and several are in a row', async () => {
  const given = await Promise.all(Array.from({ length: 20 }, () => closedPorts(3)));
  for (const [first, ...rest] of given) expect(rest).toEqual([first + 1, first + 2]);
  expect(new Set(given.flat()).size).toBe(60);
});
