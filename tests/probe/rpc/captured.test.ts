import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { probeEndpointMapper } from '../../../src/probe/rpc/endpoint-mapper.ts';
import { EPMAPPER } from '../../../src/probe/rpc/interfaces.ts';
import { contextOf } from './context.ts';
import { listenRpc, type Listening } from './rpc-server.ts';
import { lookupStub, response } from './wire.ts';
import { describeUnless } from '../../support/skip.ts';

const CAPTURED = '../shared/data/rpc-exchanges.json';

const replay = describeUnless(existsSync(CAPTURED) ? null : `${CAPTURED} is not here`);

const exchangesSchema = z.array(
  z.object({ id: z.string(), bindAck: z.string(), response: z.string() }),
);

interface Exchange {
  readonly bindAck: Buffer;
  readonly response: Buffer;
}

function exchangeOf(id: string): Exchange {
  const exchanges = exchangesSchema.parse(JSON.parse(readFileSync(CAPTURED, 'utf8')));
  const found = exchanges.find((exchange) => exchange.id === id);
  if (found === undefined) throw new Error(`no exchange ${id}`);
  return {
    bindAck: Buffer.from(found.bindAck, 'hex'),
    response: Buffer.from(found.response, 'hex'),
  };
}

let server: Listening | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

replay('captured exchanges of Windows', () => {
  test('give the names and values that Wireshark decodes', async () => {
    const lookup = exchangeOf('ept-lookup-windows-2000');
    const alive = exchangeOf('server-alive-2-windows');
    let isFirstPage = true;
    server = await listenRpc(({ type, interface: uuid, socket }) => {
      const exchange = uuid === EPMAPPER.uuid ? lookup : alive;
      if (type === 'bind') socket.write(exchange.bindAck);
      else if (exchange === alive || isFirstPage) {
        isFirstPage &&= exchange === alive;
        socket.write(exchange.response);
      } else socket.write(response(lookupStub({})));
    });
    const seen = await probeEndpointMapper(
      { kind: 'rpc-endpoint-mapper', host: 'dc1', port: server.port },
      '127.0.0.1',
      contextOf(),
    );
    expect(seen).toMatchObject({ outcome: 'open', reached: 'service' });
    expect(seen.evidence).toEqual({
      kind: 'rpc-endpoint-mapper',
      fullSegmentsLost: null,
      lookup: 'complete',
      lookupStatus: '0x00000000',
      endpoints: [
        {
          interface: 'f5cc5a18-4264-101a-8c59-08002b2f8426',
          version: '56.0',
          name: null,
          annotation: 'MS Exchange Directory NSP Interface',
          protocol: 'ncacn_http',
          port: 5000,
          // Its host floor has an identifier that is not IP's.
          address: null,
          pipe: null,
        },
      ],
      bindings: ['DC1', '192.168.56.101'],
      comVersion: '5.7',
    });
  });
});
