import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { folder, whyNoOpenssl } from '../probe/http/certificates.ts';
import { closeAll, listenTls } from '../probe/http/servers.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { unsafeTexts } from './outputs.ts';
import { AMPLE_MS, SHORT_MS, said, secureManagementPoint } from './probes.ts';
import { describeUnless } from '../support/skip.ts';

afterEach(() => {
  closeAll();
  return closeListeners();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const PAGE = 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n<MPList>';
const EVIL = '\u001b[2J\u009b31mevil\u202e\u2028<b>=1+1|\u00ad';

function makeCertificate(subject: string, names: string): { key: string; cert: string } {
  const at = (file: string): string => path.join(folder, file);
  fs.writeFileSync(
    at('hostile.cnf'),
    `[req]\ndistinguished_name=dn\nx509_extensions=v3\nprompt=no\nutf8=yes\nstring_mask=utf8only\n[dn]\n${subject}\n[v3]\nsubjectAltName=@alt\n[alt]\n${names}\n[d]\nCN="x${EVIL}"\n`,
  );
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  const out = ['-keyout', at('hostile.key'), '-out', at('hostile.crt')];
  execFileSync('openssl', ['req', '-x509', ...options, '-config', at('hostile.cnf'), ...out], {
    stdio: 'pipe',
  });
  return {
    key: fs.readFileSync(at('hostile.key'), 'utf8'),
    cert: fs.readFileSync(at('hostile.crt'), 'utf8'),
  };
}

const manyNames = (count: number): string =>
  Array.from({ length: count }, (_, index) => `DNS.${index}=h${index}.contoso.com`).join('\n');

const MISNAMED = 'unhealthy certificate-name';
const FIT = 'DNS.1=mp01.contoso.com';

describeUnless(whyNoOpenssl)('certificates', () => {
  test.each([
    ['control characters in the subject', `CN="${EVIL}"\nO="${EVIL}"`, FIT, 'open'],
    [
      'control characters in the names',
      'CN=x',
      `DNS.1=x${EVIL}\nURI.1=http://x/${EVIL}\notherName.1=1.2.3;UTF8:${EVIL}\ndirName.1=d`,
      MISNAMED,
    ],
    ['a line end in the common name', 'CN="a\\nCN=SMS Issuing"', FIT, 'open'],
    ['a thousand names', 'CN=x', manyNames(1_000), MISNAMED],
    [
      'a thousand names, ours the last',
      'CN=x',
      `${manyNames(1_000)}\nDNS.5000=mp01.contoso.com`,
      'open',
    ],
    ['an address of nonsense', 'CN=x', `${FIT}\nRID.1=1.2.3.4\nemail.1=a@b\nIP.1=::`, 'open'],
    [
      'fields of their largest size',
      `CN=${'x'.repeat(64)}\n${Array.from({ length: 200 }, (_, index) => `${index}.OU=${'y'.repeat(64)}`).join('\n')}`,
      FIT,
      'open',
    ],
  ])('%s', async (_name, subject, names, expected) => {
    const identity = makeCertificate(subject, names);
    for (const maxVersion of ['TLSv1.3', 'TLSv1.2'] as const) {
      const port = await listenTls({ ...identity, maxVersion }, (socket) => {
        socket.once('data', () => socket.end(PAGE));
      });
      const seen = await secureManagementPoint(port, AMPLE_MS);
      expect(said(seen)).toBe(expected);
      expect(unsafeTexts(seen)).toEqual([]);
      expect(JSON.stringify(seen).length).toBeLessThan(20_000);
    }
  });
});

const record = (type: number, body: Buffer): Buffer => {
  const header = Buffer.from([type, 3, 3, 0, 0]);
  header.writeUInt16BE(body.length, 3);
  return Buffer.concat([header, body]);
};
const FAILED = 'wrong-service tls-handshake-failed';
const hello = Buffer.concat([
  Buffer.from('0303', 'hex'),
  Buffer.alloc(32),
  Buffer.from('00c02f00', 'hex'),
]);
const serverHello = Buffer.concat([Buffer.from([2, 0, 0, hello.length]), hello]);

/** Handshakes of TLS 1.2 as far as they are in plain text. */
const HANDSHAKES: readonly (readonly [string, Buffer, readonly string[]])[] = [
  ['a record of no bytes', Buffer.from('1603030000', 'hex'), ['silent ETIMEDOUT']],
  [
    'a record of the largest length',
    Buffer.concat([Buffer.from('160303ffff', 'hex'), Buffer.alloc(65_535)]),
    [FAILED],
  ],
  ['a record of which nothing comes', Buffer.from('1603034000', 'hex'), ['silent ETIMEDOUT']],
  ['a message of the largest length', record(22, Buffer.from('02ffffff', 'hex')), [FAILED]],
  [
    'a certificate message of the largest length',
    record(22, Buffer.concat([serverHello, Buffer.from('0bffffff', 'hex')])),
    [FAILED],
  ],
  [
    'a chain of 90 000 bytes in records of one byte',
    Buffer.concat([
      record(22, serverHello),
      record(22, Buffer.from('0b015f90', 'hex')),
      ...Array.from({ length: 90_000 }, () => record(22, Buffer.of(0))),
    ]),
    [FAILED, 'silent ETIMEDOUT'],
  ],
  [
    'a certificate that is none',
    record(22, Buffer.concat([serverHello, Buffer.from('0b00000a000007000004ffffffff', 'hex')])),
    [FAILED],
  ],
  ['an alert of one byte', record(21, Buffer.of(2)), [FAILED]],
  ['an alert of an unknown kind', record(21, Buffer.of(2, 255)), ['silent ETIMEDOUT']],
  [
    'handshakes of no bytes without end',
    Buffer.concat(Array.from({ length: 13_000 }, () => record(22, Buffer.alloc(0)))),
    [FAILED],
  ],
  [
    'warnings without end',
    Buffer.concat(Array.from({ length: 9_000 }, () => record(21, Buffer.of(1, 90)))),
    [FAILED],
  ],
];

test.each(HANDSHAKES)('%s', async (_name, bytes, expected) => {
  const { port } = await startListener((socket) => {
    socket.once('data', () => socket.write(bytes));
  });
  const seen = await secureManagementPoint(
    port,
    expected.some((it) => it.startsWith('silent')) ? SHORT_MS : AMPLE_MS,
  );
  expect(expected).toContain(said(seen));
  expect(unsafeTexts(seen)).toEqual([]);
});
