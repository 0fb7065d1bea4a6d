import http from 'node:http';
import zlib from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { MarkerSearch, readBody } from '../../../src/probe/http/body.ts';
import { closeAll, listenHttp } from './servers.ts';

afterAll(closeAll);

const MARKER = '<MPList';

describe('a marker', () => {
  test.each(['utf8', 'utf16le'] as const)(
    'in %s is found, however the body is split',
    (encoding) => {
      fc.assert(
        fc.property(fc.string(), fc.array(fc.nat(40), { maxLength: 8 }), (before, cuts) => {
          const bytes = Buffer.from(`${before}${MARKER}>`, encoding);
          const search = new MarkerSearch(MARKER);
          const edges = [0, ...cuts.sort((one, other) => one - other), bytes.length];
          const isFound = edges.some((edge, index) =>
            search.feed(bytes.subarray(edge, Math.max(edge, edges[index + 1] ?? edge))),
          );
          expect(isFound).toBe(true);
        }),
      );
    },
  );

  test('that is not there is not found', () => {
    const search = new MarkerSearch(MARKER);
    expect(search.feed(Buffer.from('<MPLis'))).toBe(false);
    expect(search.feed(Buffer.from('<html>t'))).toBe(false);
  });
});

/** All that is said of a body that is read to its end, whatever is said before. */
async function saidOf(pieces: readonly Buffer[], encoding: string): Promise<string[]> {
  const port = await listenHttp((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': encoding });
    for (const piece of pieces) response.write(piece);
    response.end();
  });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const request = http.get({ port, host: '127.0.0.1', agent: false }, (response) => {
      const closed = new Promise((close) => {
        response.once('close', close);
      });
      readBody(response, MARKER, ({ content }) => {
        said.push(content);
        // What else the decoder holds would come by then.
        void closed.then(() => setImmediate(resolve));
      });
    });
    request.once('error', reject);
  });
  return said;
}

const cut = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

describe('of a body there is one word, however it goes on', () => {
  const encoders = {
    identity: (bytes: Buffer) => bytes,
    gzip: (bytes: Buffer) => zlib.gzipSync(bytes),
    'x-gzip': (bytes: Buffer) => zlib.gzipSync(bytes),
    deflate: (bytes: Buffer) => zlib.deflateSync(bytes),
  } as const;
  const many = Buffer.from(`${MARKER} ${'x'.repeat(50)}`.repeat(1_000));

  test.each(Object.entries(encoders))(
    '%s, with the marker a thousand times',
    async (name, encode) => {
      for (const size of [7, 1_000, 70_000]) {
        expect(await saidOf(cut(encode(many), size), name)).toEqual(['found']);
      }
    },
  );

  test.each(Object.entries(encoders))('%s, without the marker', async (name, encode) => {
    const none = encode(Buffer.from('<html>'.repeat(1_000)));
    expect(await saidOf(cut(none, 500), name)).toEqual(['missing']);
  });

  test.each(['gzip', 'deflate'])('%s that is none, and more of it', async (name) => {
    const noise = Buffer.alloc(100_000, '!');
    expect(await saidOf(cut(noise, 9_000), name)).toEqual(['missing']);
  });
});
