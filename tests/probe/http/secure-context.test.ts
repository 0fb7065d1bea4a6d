import tls from 'node:tls';
import { expect, test } from '@jest/globals';
import { secureContextOf } from '../../../src/probe/http/handshake.ts';

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
