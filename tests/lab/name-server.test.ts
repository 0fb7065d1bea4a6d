import net from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { startNameServer } from '../../src/lab/simulator/name-server.ts';
import { closeListeners, startListener } from '../support/listeners.ts';

const options = { address: '127.0.0.1', port: 0, services: [], addresses: [] };

afterEach(async () => {
  jest.restoreAllMocks();
  await closeListeners();
});

/** The port for connections is another program's, so many times. */
async function takePorts(times: number): Promise<{ mock: { calls: unknown[] } }> {
  const { port } = await startListener();
  const own: unknown = Reflect.get(net.Server.prototype, 'listen');
  if (typeof own !== 'function') throw new Error('servers listen');
  const listen = jest.spyOn(net.Server.prototype, 'listen');
  for (let time = 0; time < times; time += 1) {
    // The error is the system's own, of another realm than what a test makes.
    listen.mockImplementationOnce(function (this: net.Server) {
      Reflect.apply(own, this, [{ host: '127.0.0.1', port }]);
      return this;
    });
  }
  return listen;
}

test('takes another port where only one of its two is free', async () => {
  const { mock } = await takePorts(2);
  const server = await startNameServer(options);
  expect(mock.calls).toHaveLength(3);
  await server.close();
});

test('takes no other than the one that it was told', async () => {
  const free = await startNameServer(options);
  await free.close();
  await takePorts(1);
  await expect(startNameServer({ ...options, port: free.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
