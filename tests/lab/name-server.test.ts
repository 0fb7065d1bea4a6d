import net from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { startNameServer } from '../../src/lab/simulator/name-server.ts';

const options = { address: '127.0.0.1', port: 0, services: [], addresses: [] };

afterEach(() => {
  jest.restoreAllMocks();
});

/** As where another program has the port for connections, so many times. */
function takePorts(times: number): { mock: { calls: unknown[] } } {
  const listen = jest.spyOn(net.Server.prototype, 'listen');
  for (let time = 0; time < times; time += 1) {
    listen.mockImplementationOnce(function (this: net.Server) {
      const taken = Object.assign(new Error('address already in use'), { code: 'EADDRINUSE' });
      setImmediate(() => this.emit('error', taken));
      return this;
    });
  }
  return listen;
}

test('takes another port where only one of its two is free', async () => {
  const { mock } = takePorts(2);
  const server = await startNameServer(options);
  expect(mock.calls).toHaveLength(3);
  await server.close();
});

test('takes no other than the one that it was told', async () => {
  const free = await startNameServer(options);
  await free.close();
  takePorts(1);
  await expect(startNameServer({ ...options, port: free.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
