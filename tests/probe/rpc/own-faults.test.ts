import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Deadline } from '../../../src/probe/deadline.ts';
import { RpcConnection } from '../../../src/probe/rpc/connection.ts';
import { LARGE_PAGE, lookUpEndpoints } from '../../../src/probe/rpc/lookup.ts';
import { askObjectExporter } from '../../../src/probe/rpc/object-exporter.ts';
import { ByteStream } from '../../../src/probe/tcp.ts';

const FAULT = new TypeError('a fault of ours');

class FaultyDeadline extends Deadline {
  override onEnd(): void {
    throw FAULT;
  }
}

class FaultySocket extends Socket {
  override write(): boolean {
    throw FAULT;
  }
}

let deadline: Deadline;

beforeEach(() => {
  deadline = new Deadline(60_000, new AbortController().signal);
});
afterEach(() => deadline.dispose());

describe('a fault of ours is not taken for', () => {
  test('a host without an object exporter', async () => {
    const faulty = new FaultyDeadline(60_000, new AbortController().signal);
    await expect(askObjectExporter(null, '127.0.0.1', 135, faulty)).rejects.toBe(FAULT);
    faulty.dispose();
  });

  test('a lookup that failed', async () => {
    const connection = new RpcConnection(
      new ByteStream({ socket: new FaultySocket(), rttMs: 1 }, deadline),
    );
    await expect(lookUpEndpoints(connection, LARGE_PAGE)).rejects.toBe(FAULT);
  });
});
