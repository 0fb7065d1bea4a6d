import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type net from 'node:net';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { listenRpc, mapper } from '../probe/rpc/rpc-server.ts';
import { lookupStub, response, serverAliveStub, tower } from '../probe/rpc/wire.ts';
import { framed } from '../probe/smb/server.ts';
import { smb2Response } from '../probe/smb/answers.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { describeLong } from '../support/long.ts';
import { describeUnless } from '../support/skip.ts';

afterEach(closeListeners);

const MAX_MB = 150;
const TIMEOUT_MS = 1_500;
const HANDLE = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

const VICTIM = z.object({
  seen: z.object({
    outcome: z.string(),
    cause: z.string().optional(),
    code: z.string().optional(),
  }),
  maxRssKb: z.number(),
});

const WEB = { host: 'mp01.contoso.com', siteIssuedCertificate: 'unknown-issuer' };
const CHECKS = {
  smb: { kind: 'smb', host: 'pc001', identity: 'may-differ' },
  'rpc-endpoint-mapper': { kind: 'rpc-endpoint-mapper', host: 'pc001' },
  http: { ...WEB, kind: 'http', tls: false, role: 'management-point' },
  'http-dp': { ...WEB, kind: 'http', tls: false, role: 'distribution-point' },
  https: { ...WEB, kind: 'http', tls: true, role: 'management-point' },
} as const;

const PROGRAM = 'tests/hostile/victim.js';
const isBuilt = existsSync('dist/probe/index.js');
const describeBuilt = isBuilt
  ? describeLong('the memory that probes take from hostile servers')
  : describeUnless('dist is not built: npm run build');

interface Victim {
  readonly outcome: string;
  readonly megabytes: number;
}

/** What a process of its own took to probe a port. */
async function probeAlone(name: keyof typeof CHECKS, port: number): Promise<Victim> {
  const check = JSON.stringify({ ...CHECKS[name], port });
  const args = [PROGRAM, check, String(TIMEOUT_MS)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
  const { seen, maxRssKb } = VICTIM.parse(JSON.parse(stdout));
  const outcome = [seen.outcome, seen.cause ?? seen.code].filter(Boolean).join(' ');
  return { outcome, megabytes: Math.round(maxRssKb / 1_024) };
}

const flood =
  (head: string, chunk: Buffer) =>
  (socket: net.Socket): void => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk)) continue;
    };
    socket.once('data', () => {
      socket.write(head);
      socket.on('drain', pour);
      pour();
    });
    socket.resume();
  };

const BOMB = zlib.gzipSync(Buffer.alloc(256 * 1_048_576), { level: 9 });
const OK = 'HTTP/1.1 200 OK\r\n';
const INTERIM = framed(smb2Response(Buffer.alloc(64), 0x103, Buffer.alloc(65_000)));
const RECORD = Buffer.concat([Buffer.from('1603030001', 'hex'), Buffer.of(0)]);

const LARGE_TEXT = 'A'.repeat(900_000);
describeBuilt('a process of its own', () => {
  test.each([
    ['rubbish', 'smb', flood('', Buffer.alloc(1_048_576)), ['wrong-service not-smb']],
    [
      'interim answers of their largest size',
      'smb',
      flood('', Buffer.concat([INTERIM, INTERIM, INTERIM, INTERIM])),
      ['wrong-service not-smb'],
    ],
    [
      'rubbish',
      'rpc-endpoint-mapper',
      flood('', Buffer.alloc(1_048_576)),
      ['wrong-service not-rpc'],
    ],
    [
      'a body',
      'http',
      flood(`${OK}\r\n`, Buffer.alloc(1_048_576)),
      ['wrong-service foreign-content'],
    ],
    [
      'a gzip bomb',
      'http',
      flood(`${OK}Content-Encoding: gzip\r\n\r\n`, BOMB),
      ['wrong-service foreign-content'],
    ],
    [
      'headers',
      'http-dp',
      flood(OK, Buffer.alloc(1_048_574, 'X: y\r\n')),
      ['wrong-service not-http'],
    ],
    [
      'interim answers',
      'http',
      flood('', Buffer.alloc(1_048_575, 'HTTP/1.1 100 Continue\r\n\r\n')),
      ['silent ETIMEDOUT', 'wrong-service not-http'],
    ],
    ['rubbish', 'https', flood('', Buffer.alloc(1_048_576)), ['wrong-service not-tls']],
    [
      'records of a byte',
      'https',
      flood('', Buffer.alloc(1_048_572, RECORD)),
      ['wrong-service tls-handshake-failed', 'silent ETIMEDOUT'],
    ],
  ] as const)(
    '%s without end, to %s, stay within bounds',
    async (_what, name, serve, expected) => {
      const { port } = await startListener(serve);
      const { outcome, megabytes } = await probeAlone(name, port);
      expect(expected).toContain(outcome);
      expect(megabytes).toBeLessThan(MAX_MB);
    },
    30_000,
  );

  test.each([
    ['a page of one annotation of a megabyte', [{ tower: tower(), annotation: LARGE_TEXT }]],
    [
      'a page of one pipe of 60 000 characters',
      [{ tower: tower({ transport: 0x0f, endpoint: LARGE_TEXT.slice(0, 60_000) }) }],
    ],
    [
      'a page of 400 towers',
      Array.from({ length: 400 }, () => ({ tower: tower(), annotation: 'A'.repeat(60) })),
    ],
  ] as const)(
    '%s, again and again, stays within bounds',
    async (_name, entries) => {
      const page = response(lookupStub({ entries, handle: HANDLE }));
      const server = await listenRpc(
        mapper(
          ({ socket }) => socket.write(page),
          () => serverAliveStub(Array.from({ length: 1_000 }, () => [7, '10.0.0.7'] as const)),
        ),
      );
      const { outcome, megabytes } = await probeAlone('rpc-endpoint-mapper', server.port);
      await server.close();
      expect(outcome).toBe('open');
      expect(megabytes).toBeLessThan(MAX_MB);
    },
    30_000,
  );
});
