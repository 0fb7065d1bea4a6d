import { describe, expect, test } from '@jest/globals';
import {
  judgeCertificate,
  judgeIssuer,
  parseCertificate,
} from '../../../src/probe/http/certificate.ts';
import { check } from './servers.ts';

const NOW = Date.parse('2024-06-01T00:00:00Z');
const GOOD = {
  validFrom: '2024-01-01T00:00:00.000Z',
  validTo: '2025-01-01T00:00:00.000Z',
  nameMatches: 'yes',
  issuerTrust: 'trusted',
} as const;

describe('a certificate', () => {
  test.each([
    [{}, 'default', null],
    [{ validTo: '2024-05-31T23:59:59.000Z' }, 'default', 'certificate-expired'],
    [{ validFrom: '2024-06-01T00:00:01.000Z' }, 'default', 'certificate-not-yet-valid'],
    [{ nameMatches: 'no' }, 'default', 'certificate-name'],
    [{ nameMatches: 'unknown' }, 'default', null],
    [{ issuerTrust: 'unknown' }, 'default', null],
    [{ issuerTrust: 'unknown' }, 'given', 'certificate-issuer'],
    [{ issuerTrust: 'site-issued' }, 'given', null],
    [{ issuerTrust: 'not-checked' }, 'given', null],
    [{ validTo: '2024-02-01T00:00:00.000Z', nameMatches: 'no' }, 'given', 'certificate-expired'],
    [{ validFrom: null, validTo: null }, 'default', null],
  ] as const)('%j, authorities %s: %s', (rest, authorities, expected) => {
    expect(judgeCertificate({ ...GOOD, ...rest }, NOW, authorities)).toBe(expected);
  });

  test('that is none is null', () => {
    expect(parseCertificate(Buffer.from('3003020101', 'hex'))).toBeNull();
    expect(parseCertificate(null)).toBeNull();
  });
});

test.each([
  [null, 'SMS Issuing', 'accepted', 'trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SMS Issuing', 'accepted', 'site-issued'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SMS Issuing', 'unknown-issuer', 'unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SMS Issuing Too', 'accepted', 'unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', null, 'accepted', 'unknown'],
] as const)('chain %s of %s, site-issued %s: %s', (problem, issuer, siteIssued, expected) => {
  const siteCheck = check(443, { siteIssuedCertificate: siteIssued });
  expect(judgeIssuer(problem, issuer, siteCheck)).toBe(expected);
});
