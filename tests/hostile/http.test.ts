import zlib from 'node:zlib';
import type net from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeListeners, startListener } from '../support/listeners.ts';
import { CI_ATTACKS } from '../support/ci-commands.ts';
import { unsafeTexts } from './outputs.ts';
import { AMPLE_MS, SHORT_MS, distributionPoint, managementPoint, said } from './probes.ts';

afterEach(closeListeners);

const NOT_HTTP = 'wrong-service not-http';
const NOT_IIS = 'inconclusive not-iis';
const FOREIGN = 'wrong-service foreign-content';
const CLOSED = 'wrong-service closed-before-answer';
const SILENT = 'silent ETIMEDOUT';
const SERVER = 'Server: Microsoft-IIS/10.0\r\n';
const OK = `HTTP/1.1 200 OK\r\n${SERVER}`;
const MARKER = '<MPList>';
const EVIL =
  '\u001b[2J\u001b]0;x\u0007\u009b31m<script>alert(1)</script>=HYPERLINK("http://x")|\u00ad';

/** Answers with `head`, then `chunk` without end. */
const flood =
  (head: string | Buffer, chunk: Buffer) =>
  (socket: net.Socket): void => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk)) continue;
    };
    socket.once('data', () => {
      socket.write(typeof head === 'string' ? Buffer.from(head, 'latin1') : head);
      socket.on('drain', pour);
      pour();
    });
  };

const answer =
  (...parts: readonly (string | Buffer)[]) =>
  (socket: net.Socket): void => {
    socket.once('data', () => {
      const bytes = parts.map((it) => (typeof it === 'string' ? Buffer.from(it, 'latin1') : it));
      socket.end(Buffer.concat(bytes));
    });
  };

const BOMB = zlib.gzipSync(Buffer.alloc(64 * 1_048_576), { level: 9 });
const ZLIB_BOMB = zlib.deflateSync(Buffer.alloc(64 * 1_048_576), { level: 9 });
const FILL = Buffer.alloc(65_536, 'A');
const GZIP = `${OK}Content-Encoding: gzip\r\n`;

type Case = readonly [
  name: string,
  serve: (socket: net.Socket) => void,
  managementPoint: string,
  distributionPoint: string,
];

const CASES: readonly Case[] = [
  ['HTTP/0.9', answer('<html><MPList></html>'), NOT_HTTP, NOT_HTTP],
  [
    'HTTP/2 settings',
    answer(Buffer.from('00000c04000000000000030000006400040000ffff', 'hex')),
    NOT_HTTP,
    NOT_HTTP,
  ],
  ['a status line of HTTP/2', answer('HTTP/2 200 OK\r\n\r\n'), NOT_HTTP, NOT_HTTP],
  ['a status of 99999', answer('HTTP/1.1 99999 X\r\n\r\n'), NOT_HTTP, NOT_HTTP],
  ['a status of -1', answer('HTTP/1.1 -1 X\r\n\r\n'), NOT_HTTP, NOT_HTTP],
  ['a reason without end', flood('HTTP/1.1 200 ', FILL), NOT_HTTP, NOT_HTTP],
  ['a header without end', flood(`${OK}X: `, FILL), NOT_HTTP, NOT_HTTP],
  ['headers without end', flood(OK, Buffer.alloc(65_536, 'X: y\r\n')), NOT_HTTP, NOT_HTTP],
  [
    'interim answers without end',
    flood('', Buffer.alloc(25_000, 'HTTP/1.1 100 Continue\r\n\r\n')),
    SILENT,
    SILENT,
  ],
  ['a body without end', flood(`${OK}\r\n`, FILL), FOREIGN, 'open'],
  [
    'chunks without end',
    flood(`${OK}Transfer-Encoding: chunked\r\n\r\n`, Buffer.alloc(60_000, '1\r\nA\r\n')),
    FOREIGN,
    'open',
  ],
  [
    'a chunk extension without end',
    flood(`${OK}Transfer-Encoding: chunked\r\n\r\n1;`, FILL),
    NOT_HTTP,
    'open',
  ],
  [
    'a chunk of the largest length',
    answer(`${OK}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nA`),
    CLOSED,
    'open',
  ],
  [
    'a chunk of a negative length',
    answer(`${OK}Transfer-Encoding: chunked\r\n\r\n-1\r\nA`),
    NOT_HTTP,
    'open',
  ],
  ['a length of 0 and a body', answer(`${OK}Content-Length: 0\r\n\r\n${MARKER}`), FOREIGN, 'open'],
  [
    'the content and more',
    answer(`${OK}Content-Length: 8\r\n\r\n${MARKER}<!-- more -->`),
    'open',
    'open',
  ],
  ['a negative length', answer(`${OK}Content-Length: -1\r\n\r\n${MARKER}`), NOT_HTTP, NOT_HTTP],
  [
    'a length of 2^64',
    answer(`${OK}Content-Length: 18446744073709551616\r\n\r\n`),
    NOT_HTTP,
    NOT_HTTP,
  ],
  ['a length of which half comes', answer(`${OK}Content-Length: 10\r\n\r\nAAAAA`), CLOSED, 'open'],
  ['a gzip bomb', answer(`${GZIP}Content-Length: ${BOMB.length}\r\n\r\n`, BOMB), FOREIGN, 'open'],
  ['a gzip bomb without end', flood(`${GZIP}\r\n`, BOMB), FOREIGN, 'open'],
  [
    'a bomb called deflate',
    answer(
      `${OK}Content-Encoding: deflate\r\nContent-Length: ${ZLIB_BOMB.length}\r\n\r\n`,
      ZLIB_BOMB,
    ),
    FOREIGN,
    'open',
  ],
  ['gzip that is none', answer(`${GZIP}Content-Length: 8\r\n\r\n${MARKER}`), FOREIGN, 'open'],
  [
    'the content in x-gzip',
    answer(`${OK}Content-Encoding: x-gzip\r\n\r\n`, zlib.gzipSync(MARKER)),
    'open',
    'open',
  ],
  ['the content in gzip', answer(`${GZIP}\r\n`, zlib.gzipSync(MARKER)), 'open', 'open'],
  [
    'the content in deflate',
    answer(`${OK}Content-Encoding: deflate\r\n\r\n`, zlib.deflateRawSync(MARKER)),
    'open',
    'open',
  ],
  [
    'the content in UTF-16',
    answer(`${OK}\r\n`, Buffer.from(`\ufeff${MARKER}`, 'utf16le')),
    'open',
    'open',
  ],
  [
    'two lengths',
    answer(
      `${OK}Content-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n${MARKER}\r\n0\r\n\r\n`,
    ),
    'open',
    'open',
  ],
  [
    'an upgrade',
    answer('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
    'wrong-service unexpected-status',
    NOT_IIS,
  ],
  ['terminal escapes in the reason', answer(`HTTP/1.1 200 ${EVIL}\r\n\r\n`), FOREIGN, NOT_IIS],
  [
    'commands of CI in the reason',
    answer(`HTTP/1.1 200 ${CI_ATTACKS.join(' ').slice(0, 240)}\r\n\r\n`),
    FOREIGN,
    NOT_IIS,
  ],
  [
    'terminal escapes in the headers',
    answer(`${OK}Server: ${EVIL}\r\nLocation: ${EVIL}\r\n\r\n`),
    FOREIGN,
    'open',
  ],
  [
    'a redirect to escapes',
    answer(`HTTP/1.1 302 Found\r\nLocation: http://${EVIL}/\r\n\r\n`),
    'wrong-service unexpected-status',
    NOT_IIS,
  ],
  [
    'a redirect of sixty thousand characters',
    answer(`HTTP/1.1 302 Found\r\nLocation: http://x${'x'.repeat(60_000)}/\r\n\r\n`),
    'wrong-service redirect-elsewhere',
    'wrong-service redirect-elsewhere',
  ],
  [
    'a server of sixty thousand characters',
    answer(`${OK}Server: ${'x'.repeat(60_000)}\r\n\r\n${MARKER}`),
    'open',
    'open',
  ],
];

test.each(CASES)('%s', async (_name, serve, expectedOfMp, expectedOfDp) => {
  const { port } = await startListener(serve);
  for (const [run, expected] of [
    [managementPoint, expectedOfMp],
    [distributionPoint, expectedOfDp],
  ] as const) {
    const seen = await run(port, expected === SILENT ? SHORT_MS : AMPLE_MS);
    expect(said(seen)).toBe(expected);
    expect(unsafeTexts(seen)).toEqual([]);
    expect(JSON.stringify(seen).length).toBeLessThan(4_000);
  }
});

describe('after the answer', () => {
  test('a body a byte at a time is silent, whatever its status line said', async () => {
    const { port } = await startListener((socket) => {
      socket.once('data', () => socket.write(`${OK}\r\n<`));
    });
    expect(said(await managementPoint(port, SHORT_MS))).toBe(SILENT);
  });
});
