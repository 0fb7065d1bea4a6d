import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  issuerCommonName,
  judgeCertificate,
  judgeIssuer,
  parseCertificate,
  readCertificate,
} from '../../../src/probe/http/certificate.ts';
import { check } from './servers.ts';

const NOW = Date.parse('2024-06-01T00:00:00Z');
const GOOD = {
  validFrom: '2024-01-01T00:00:00.000Z',
  validTo: '2025-01-01T00:00:00.000Z',
  names: ['mp01.contoso.com'],
  nameMatches: 'yes',
  usage: 'server',
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
    [{ usage: 'other' }, 'default', 'certificate-usage'],
    [{ usage: 'other', issuerTrust: 'not-checked' }, 'given', 'certificate-usage'],
    [{ usage: 'other', issuerTrust: 'site-issued' }, 'given', null],
    [{ usage: 'other', nameMatches: 'no' }, 'default', 'certificate-name'],
    [{ usage: 'unknown' }, 'given', null],
    [{ issuerTrust: 'not-checked' }, 'given', null],
    [{ validTo: '2024-02-01T00:00:00.000Z', nameMatches: 'no' }, 'given', 'certificate-expired'],
    [{ validFrom: null, validTo: null }, 'default', null],
  ] as const)('%j, authorities %s: %s', (rest, authorities, expected) => {
    expect(judgeCertificate('mp01.contoso.com', { ...GOOD, ...rest }, NOW, authorities)).toBe(
      expected,
    );
  });

  test.each([
    ['mp01', ['mp01.contoso.com'], {}, 'short-name'],
    ['MP01', ['other', 'mp01.contoso.com'], {}, 'short-name'],
    ['mp01', ['mp01.contoso.com'], { issuerTrust: 'unknown' }, 'certificate-issuer'],
    ['mp01', ['mp01.contoso.com'], { validTo: '2024-05-31T23:59:59.000Z' }, 'certificate-expired'],
    ['mp01', ['mp02.contoso.com', '*.contoso.com'], {}, 'certificate-name'],
    ['mp01.fabrikam.com', ['mp01.contoso.com'], {}, 'certificate-name'],
    ['::1', ['::1.contoso.com'], {}, 'certificate-name'],
  ] as const)('%s against %j, %j: %s', (host, names, rest, expected) => {
    const facts = { ...GOOD, names, nameMatches: 'no', ...rest } as const;
    expect(judgeCertificate(host, facts, NOW, 'given')).toBe(expected);
  });

  test('that is none is null', () => {
    expect(parseCertificate(Buffer.from('3003020101', 'hex'))).toBeNull();
    expect(parseCertificate(null)).toBeNull();
  });
});

test.each([
  [null, 'SMS Issuing', 'server', 'accepted', 'trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SMS Issuing', 'server', 'accepted', 'site-issued'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SMS Issuing', 'server', 'unknown-issuer', 'unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'SMS Issuing Too', 'server', 'accepted', 'unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', null, 'server', 'accepted', 'unknown'],
  ['INVALID_PURPOSE', 'SMS Issuing', 'other', 'accepted', 'site-issued'],
  ['INVALID_PURPOSE', 'Contoso CA', 'other', 'accepted', 'not-checked'],
  ['INVALID_PURPOSE', 'Contoso CA', 'server', 'accepted', 'unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Contoso CA', 'other', 'accepted', 'unknown'],
] as const)(
  'chain %s of %s, for %s, site-issued %s: %s',
  (problem, issuer, usage, siteIssued, expected) => {
    const siteCheck = check(443, { siteIssuedCertificate: siteIssued });
    expect(judgeIssuer(problem, issuer, usage, siteCheck)).toBe(expected);
  },
);

describe('what a certificate says of itself', () => {
  const DER = fs.readFileSync(
    path.join(import.meta.dirname, '../../../fixtures/fuzz/certificate/plain.der'),
  );
  const HOST = 'mp01.contoso.com';

  /** The certificate with one run of bytes written over by another of the same length. */
  const changed = (from: Buffer, to: Buffer): X509Certificate => {
    const der = Buffer.from(DER);
    expect(from).toHaveLength(to.length);
    let at = der.indexOf(from);
    expect(at).toBeGreaterThan(0);
    for (; at >= 0; at = der.indexOf(from, at)) to.copy(der, at);
    return new X509Certificate(der);
  };
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');

  const TOLD = {
    subject: `O=Contoso, CN=${HOST}`,
    names: [HOST, '10.0.0.7', 'mp01'],
    issuer: `O=Contoso, CN=${HOST}`,
    validFrom: '2026-11-22T11:49:14.000Z',
    validTo: '2036-11-19T11:49:14.000Z',
    nameMatches: 'yes',
    usage: 'server',
    revocation: { lists: [], responders: [], others: 'none' },
  } as const;

  test.each([
    [HOST, 'yes'],
    ['MP01', 'yes'],
    ['10.0.0.7', 'yes'],
    ['mp02', 'no'],
    ['10.0.0.8', 'no'],
  ])('for %s: %s', (host, nameMatches) => {
    const facts = readCertificate(new X509Certificate(DER), host);
    expect(facts).toEqual({ ...TOLD, nameMatches });
  });

  test.each([null, undefined])('is nothing where there is none: %s', (certificate) => {
    expect(readCertificate(certificate, HOST)).toEqual({
      subject: null,
      names: [],
      issuer: null,
      validFrom: null,
      validTo: null,
      nameMatches: 'unknown',
      usage: 'unknown',
      revocation: null,
    });
    expect(issuerCommonName(undefined)).toBeNull();
  });

  test.each([
    [HOST, 'yes'],
    ['mp01', 'no'],
  ])('without alternative names the common name counts: for %s %s', (host, nameMatches) => {
    // id-ce-issuerAltName in place of id-ce-subjectAltName.
    const certificate = changed(hex('0603551d11'), hex('0603551d12'));
    expect(readCertificate(certificate, host)).toEqual({ ...TOLD, names: [], nameMatches });
  });

  test('without a common name has no issuer that could be the site', () => {
    // id-at-surname in place of id-at-commonName.
    const certificate = changed(hex('0603550403'), hex('0603550404'));
    const name = `O=Contoso, SN=${HOST}`;
    expect(issuerCommonName(new X509Certificate(DER))).toBe(HOST);
    expect(issuerCommonName(certificate)).toBeNull();
    expect(readCertificate(certificate, HOST)).toEqual({ ...TOLD, subject: name, issuer: name });
  });

  test('with times that are none has none, and they decide nothing', () => {
    const certificate = changed(Buffer.from('261122114914Z'), Buffer.from('26xx22114914Z'));
    const facts = readCertificate(certificate, HOST);
    expect(facts).toEqual({ ...TOLD, validFrom: null });
    expect(judgeCertificate(HOST, { ...facts, issuerTrust: 'trusted' }, 0, 'default')).toBeNull();
  });

  test('with a key that is none has names that are not compared', () => {
    // A point on the curve begins with 4. Node 24 crashes where it compares these names.
    const certificate = changed(hex('03420004'), hex('03420005'));
    expect(readCertificate(certificate, HOST)).toEqual({ ...TOLD, nameMatches: 'unknown' });
  });
});
