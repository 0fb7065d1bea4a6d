import { X509Certificate, createPrivateKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SITE_AUTHORITY_NAME, makeAuthority } from '../../src/lab/certificates.ts';

describe('an authority', () => {
  test('is a self-signed CA with the given name', async () => {
    const authority = await makeAuthority(SITE_AUTHORITY_NAME);
    const root = new X509Certificate(authority.certificate);
    expect(root.subject).toBe('CN=SMS Issuing');
    expect(root.issuer).toBe('CN=SMS Issuing');
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
  });

  test('issues what it signs, with names and addresses', async () => {
    const authority = await makeAuthority('Contoso, Lab "CA"');
    const issued = await authority.issue({
      names: ['mp01.contoso.com', 'mp01'],
      addresses: ['127.0.0.1', '::1'],
    });
    const root = new X509Certificate(issued.ca);
    const leaf = new X509Certificate(issued.certificate);
    expect(issued.ca).toBe(authority.certificate);
    expect(leaf.subject).toBe('CN=mp01.contoso.com');
    expect(leaf.checkIssued(root)).toBe(true);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(issued.key))).toBe(true);
    expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(leaf.ca).toBe(false);
    expect(leaf.checkHost('mp01')).toBe('mp01');
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(leaf.checkIP('::1')).toBe('::1');
    expect(leaf.checkHost('mp02.contoso.com')).toBeUndefined();
  });

  test('issues for a term, by default for now', async () => {
    const authority = await makeAuthority('Lab');
    const notBefore = new Date('2020-01-01T00:00:00Z');
    const notAfter = new Date('2021-01-01T00:00:00Z');
    const expired = await authority.issue({ names: ['a.example'], notBefore, notAfter });
    const current = new X509Certificate(
      (await authority.issue({ names: ['a.example'] })).certificate,
    );
    const old = new X509Certificate(expired.certificate);
    expect([Date.parse(old.validFrom), Date.parse(old.validTo)]).toEqual([
      notBefore.getTime(),
      notAfter.getTime(),
    ]);
    expect(Date.parse(current.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(current.validTo)).toBeGreaterThan(Date.now());
  });

  test('gives each certificate another serial number', async () => {
    const authority = await makeAuthority('Lab');
    const issued = await Promise.all(
      ['a.example', 'b.example'].map((name) => authority.issue({ names: [name] })),
    );
    const serials = issued.map(({ certificate }) => new X509Certificate(certificate).serialNumber);
    expect(new Set(serials).size).toBe(2);
  });
});
