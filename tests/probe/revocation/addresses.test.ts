import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Authority, makeAuthority } from '../../../src/lab/certificates.ts';
import type { Observation } from '../../../src/probe/observation.ts';
import { revocationAddresses } from '../../../src/probe/revocation/addresses.ts';
import { listChecks } from '../../../src/probe/revocation/checks.ts';
import { isResponderAnswer, listHeadOf } from '../../../src/probe/revocation/list.ts';
import { httpEvidence, observed, tlsEvidence } from '../../support/observations.ts';

let authority: Authority;

beforeAll(async () => {
  authority = await makeAuthority('Fabrikam Issuing');
});

async function certificate(revocationList?: string): Promise<X509Certificate> {
  const { certificate: pem } = await authority.issue({ names: ['mp7'], revocationList });
  return new X509Certificate(pem);
}

describe('what a certificate names', () => {
  test.each([
    ['http://pki.fabrikam.com/ca.crl', ['http://pki.fabrikam.com/ca.crl'], 'none'],
    ['HTTP://pki:8080/a%20b.crl', ['HTTP://pki:8080/a%20b.crl'], 'none'],
    ['ldap:///CN=Fabrikam,CN=CDP?certificateRevocationList', [], 'some'],
    ['https://pki.fabrikam.com/ca.crl', [], 'some'],
    [undefined, [], 'none'],
  ] as const)('%s', async (address, lists, others) => {
    expect(revocationAddresses(await certificate(address))).toEqual({
      lists,
      responders: [],
      others,
    });
  });

  test('bytes that were changed on the way never break it', async () => {
    const { raw } = await certificate('http://pki.fabrikam.com/ca.crl');
    fc.assert(
      fc.property(fc.nat({ max: raw.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const bytes = Buffer.from(raw);
        bytes[at] = byte;
        for (const address of revocationAddresses({ raw: bytes, infoAccess: undefined }).lists) {
          expect(address).toMatch(/^http:\/\/[\x21-\x7e]+$/i);
        }
      }),
    );
  });
});

const seen = (lists: readonly string[], responders: readonly string[] = []): Observation =>
  observed(
    'open',
    httpEvidence({ tls: tlsEvidence({ revocation: { lists, responders, others: 'none' } }) }),
  );

describe('what is asked for it', () => {
  test('every address once, of whichever certificate', () => {
    const checks = listChecks([
      seen(['http://pki/ca.crl', 'http://[::1]:8080/x?y'], ['http://ocsp/']),
      seen(['http://pki/ca.crl']),
    ]);
    expect(checks).toEqual([
      { kind: 'revocation-list', host: 'pki', port: 80, path: '/ca.crl', asks: 'list' },
      { kind: 'revocation-list', host: '::1', port: 8080, path: '/x?y', asks: 'list' },
      { kind: 'revocation-list', host: 'ocsp', port: 80, path: '/', asks: 'responder' },
    ]);
  });

  test('nothing where it names nothing, or no host', () => {
    expect(listChecks([seen([])])).toEqual([]);
    expect(listChecks([seen(['http://0.0.0.0/a', 'http:///'])])).toEqual([]);
  });

  test('is not known without a certificate', () => {
    expect(listChecks([])).toBeNull();
    expect(listChecks([observed('refused')])).toBeNull();
    expect(listChecks([observed('open', httpEvidence({ tls: tlsEvidence() }))])).toBeNull();
  });
});

describe('the beginning of a list', () => {
  const UNTIL = new Date('2031-05-06T07:08:09Z');

  test('says until when it holds, though the rest is missing', async () => {
    const list = await authority.revocationList(UNTIL);
    expect(listHeadOf(list)).toEqual({ nextUpdate: UNTIL.getTime() });
    expect(listHeadOf(list.subarray(0, list.length - 40))).toEqual({ nextUpdate: UNTIL.getTime() });
    const late = await authority.revocationList(new Date('2051-01-02T03:04:05Z'));
    expect(listHeadOf(late)).toEqual({ nextUpdate: Date.parse('2051-01-02T03:04:05Z') });
  });

  test('is told from other bytes', async () => {
    expect(listHeadOf(Buffer.from('<html></html>'))).toBeNull();
    expect(listHeadOf((await certificate()).raw)).toBeNull();
    expect(listHeadOf(Buffer.alloc(0))).toBeNull();
    expect(isResponderAnswer(await authority.revocationList())).toBe(false);
    expect(isResponderAnswer(Buffer.from('30030a0101', 'hex'))).toBe(true);
    expect(isResponderAnswer(Buffer.from('0'))).toBe(false);
  });

  test('any bytes are none, or one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([null, expect.anything()]).toContainEqual(listHeadOf(bytes));
        expect(typeof isResponderAnswer(bytes)).toBe('boolean');
      }),
    );
  });
});
