import { once } from 'node:events';
import tls from 'node:tls';
import { expect, test } from '@jest/globals';
import { codeOf } from '../../../src/base/error-code.ts';
import { secureContextOf } from '../../../src/probe/http/handshake.ts';
import { startListener } from '../../support/listeners.ts';

const [FIRST = '', SECOND = ''] = tls.rootCertificates;

test('the same texts are parsed once, whatever object brings them', () => {
  const context = secureContextOf({ ca: FIRST }, 'TLSv1.3');
  expect(secureContextOf({ ca: FIRST }, 'TLSv1.3')).toBe(context);
});

test.each([
  ['another CA', { ca: SECOND }, 'TLSv1.3'],
  ['no CA', {}, 'TLSv1.3'],
  ['another highest version', { ca: FIRST }, 'TLSv1.2'],
] as const)('%s is another context', (_what, material, highest) => {
  expect(secureContextOf(material, highest)).not.toBe(secureContextOf({ ca: FIRST }, 'TLSv1.3'));
});

test('those in use are kept, however many others a program brings', () => {
  const own = secureContextOf({ ca: SECOND }, 'TLSv1.3');
  for (let count = 0; count < 40; count += 1) {
    secureContextOf({ ca: FIRST + '\n'.repeat(count) }, 'TLSv1.3');
    expect(secureContextOf({ ca: SECOND }, 'TLSv1.3')).toBe(own);
  }
});

test('those out of use are forgotten', () => {
  const first = secureContextOf({ ca: FIRST }, 'TLSv1.3');
  for (let count = 1; count < 40; count += 1) {
    secureContextOf({ ca: FIRST + '\n'.repeat(count) }, 'TLSv1.3');
  }
  expect(secureContextOf({ ca: FIRST }, 'TLSv1.3')).not.toBe(first);
});

test.each<[string, NodeJS.Platform, string, boolean]>([
  ['Windows 7', 'win32', '6.1.7601', false],
  ['Windows 10', 'win32', '10.0.19045', false],
  ['Windows Server 2019', 'win32', '10.0.17763', false],
  ['Windows Server 2022', 'win32', '10.0.20348', true],
  ['Windows 11', 'win32', '10.0.22000', true],
  ['a Windows that tells no build', 'win32', '', true],
  ['Linux, which stands in for some Windows', 'linux', '6.1.0-18-amd64', true],
])('%s offers what its own clients can speak', async (_what, platform, release, knows) => {
  const secureContext = secureContextOf({}, 'TLSv1.3', { platform, release });
  const server = tls.createServer({ minVersion: 'TLSv1.3' });
  server.on('tlsClientError', () => {});
  const listener = await startListener((connection) => server.emit('connection', connection));
  const socket = tls.connect({ port: listener.port, host: '127.0.0.1', secureContext });
  const [error]: unknown[] = await once(socket, 'error');
  await listener.close();
  // It has no certificate, but that counts only where there is a version in common.
  expect(codeOf(error)).toMatch(knows ? /HANDSHAKE_FAILURE$/u : /PROTOCOL_VERSION$/u);
});
