import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { clean, cleanOrNull } from '../../base/clean.ts';
import { fullNamesOf } from '../../base/host-name.ts';
import type { HttpCheck } from '../../plan/check.ts';
import type { Cause, TlsEvidence } from '../observation.ts';
import { revocationAddresses } from '../revocation/addresses.ts';

const MAX_NAMES = 32;
const MAX_NAMES_LENGTH = 65_536;

/** What a certificate says, cleaned. */
type CertificateFacts = Pick<
  TlsEvidence,
  'subject' | 'names' | 'issuer' | 'validFrom' | 'validTo' | 'nameMatches' | 'usage' | 'revocation'
>;

const NO_CERTIFICATE: CertificateFacts = {
  subject: null,
  names: [],
  issuer: null,
  validFrom: null,
  validTo: null,
  nameMatches: 'unknown',
  usage: 'unknown',
  revocation: null,
};

/** Reads a server's certificate and compares its names with the host that was asked for. */
export function readCertificate(
  certificate: X509Certificate | null | undefined,
  host: string,
): CertificateFacts {
  if (!certificate) return NO_CERTIFICATE;
  return {
    subject: distinguishedName(certificate.subject),
    names: alternativeNames(certificate.subjectAltName),
    issuer: distinguishedName(certificate.issuer),
    validFrom: isoTime(certificate.validFrom),
    validTo: isoTime(certificate.validTo),
    nameMatches: nameMatches(certificate, host),
    usage: usageOf(certificate),
    revocation: revocationAddresses(certificate),
  };
}

/** The common name of a certificate's issuer, cleaned; null if it has none. */
export function issuerCommonName(certificate: X509Certificate | undefined): string | null {
  const line = certificate?.issuer.split('\n').find((part) => part.startsWith('CN='));
  return line === undefined ? null : cleanOrNull(line.slice('CN='.length));
}

/** A certificate from DER bytes; null where they are none. */
export function parseCertificate(der: Buffer | null): X509Certificate | null {
  if (der === null) return null;
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

/**
 * How far the issuer is trusted. A site that issues its own certificates counts as a known issuer.
 */
export function judgeIssuer(
  chainProblem: string | null,
  issuer: string | null,
  usage: TlsEvidence['usage'],
  check: HttpCheck,
): TlsEvidence['issuerTrust'] {
  if (chainProblem === null) return 'trusted';
  if (check.siteIssuedCertificate === 'accepted' && issuer === 'SMS Issuing') return 'site-issued';
  // OpenSSL reports the purpose last, and with it hides what is wrong with the issuer.
  return usage === 'other' && chainProblem === 'INVALID_PURPOSE' ? 'not-checked' : 'unknown';
}

/**
 * The first reason for a client to reject this certificate; null if there is none. `short-name` is
 * a doubt: it depends on the name that clients are given.
 * @param host the name that was asked for
 * @param now milliseconds since 1970
 * @param authorities `given` where the user named the CAs that certificates must come from
 */
export function judgeCertificate(
  host: string,
  evidence: Pick<
    TlsEvidence,
    'validFrom' | 'validTo' | 'names' | 'nameMatches' | 'usage' | 'issuerTrust'
  >,
  now: number,
  authorities: 'given' | 'default',
): Cause | null {
  const { validFrom, validTo, names, nameMatches, usage } = evidence;
  const isShort = nameMatches === 'no' && fullNamesOf(host, names).length > 0;
  if (validTo !== null && now > Date.parse(validTo)) return 'certificate-expired';
  if (validFrom !== null && now < Date.parse(validFrom)) return 'certificate-not-yet-valid';
  if (nameMatches === 'no' && !isShort) return 'certificate-name';
  // Certificates that a site issues itself are recognised by their issuer, not by their purpose.
  if (usage === 'other' && evidence.issuerTrust !== 'site-issued') return 'certificate-usage';
  if (evidence.issuerTrust === 'unknown' && authorities === 'given') return 'certificate-issuer';
  return isShort ? 'short-name' : null;
}

/**
 * Purposes that make Windows accept a certificate as a server's: server authentication, any purpose
 * (RFC 5280 4.2.1.12, and Microsoft's own), and the two of Server Gated Cryptography.
 */
const SERVER_PURPOSES: readonly string[] = [
  '1.3.6.1.5.5.7.3.1',
  '2.5.29.37.0',
  '1.3.6.1.4.1.311.10.12.1',
  '1.3.6.1.4.1.311.10.3.3',
  '2.16.840.1.113730.4.1',
];

/** A certificate that names no purpose is good for any. */
function usageOf(certificate: X509Certificate): TlsEvidence['usage'] {
  // Node's types leave out that the extension may be missing.
  const purposes: readonly string[] | undefined = certificate.keyUsage;
  if (purposes === undefined || purposes.length === 0) return 'server';
  return purposes.some((purpose) => SERVER_PURPOSES.includes(purpose)) ? 'server' : 'other';
}

function nameMatches(certificate: X509Certificate, host: string): TlsEvidence['nameMatches'] {
  try {
    // toLegacyObject() crashes Node 24 with a segmentation fault if the key can't be decoded, which
    // any server could cause. Reading the key first throws instead.
    void certificate.publicKey;
    const problem = tls.checkServerIdentity(host, asReadByWindows(certificate.toLegacyObject()));
    return problem === undefined || isAddressAmongNames(certificate, host) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}

/** An asterisk that ends the first label: `*.contoso.com`, `mp*.contoso.com`. */
const WINDOWS_WILDCARD = /^[^*.]*\*\./u;
const NO_HOST = 'none.invalid';

/**
 * Without the wildcards that Windows does not take, `*01.contoso.com` and `m*1.contoso.com`, which
 * Node does (support.microsoft.com/help/258858).
 */
function asReadByWindows(certificate: tls.PeerCertificate): tls.PeerCertificate {
  const taken = (name: string): string =>
    name.includes('*') && !WINDOWS_WILDCARD.test(name) ? NO_HOST : name;
  const { subject, subjectaltname } = certificate;
  // Node's types know no subject without a common name.
  const commonName: string | readonly string[] | undefined = subject.CN;
  return {
    ...certificate,
    ...(commonName !== undefined && {
      subject: { ...subject, CN: [commonName].flat().map(taken) },
    }),
    ...(subjectaltname !== undefined && {
      subjectaltname: subjectaltname.replace(/(?<=(?:^|, )DNS:)[^,"]+/gu, taken),
    }),
  };
}

/**
 * Windows compares an address as it does a name, with DNS names and, where there are none, with the
 * common name; Node does not. For old Windows that was the only way to certify an address.
 */
function isAddressAmongNames({ subject, subjectAltName }: X509Certificate, host: string): boolean {
  if (isIP(host) === 0) return false;
  const parts = (subjectAltName ?? '').slice(0, MAX_NAMES_LENGTH).split(', ');
  const names = parts.filter((part) => part.startsWith('DNS:')).map((part) => part.slice(4));
  return names.length > 0
    ? names.includes(host)
    : subject.slice(0, MAX_NAMES_LENGTH).split('\n').includes(`CN=${host}`);
}

/** Node gives a name as lines, `CN=mp01`, with control characters escaped. */
function distinguishedName(lines: string): string | null {
  return cleanOrNull(lines.slice(0, 4096).split('\n').join(', '));
}

/** Node gives `DNS:a, IP Address:1.2.3.4`, and quotes values that contain a comma. */
function alternativeNames(text: string | undefined): readonly string[] {
  const names =
    (text ?? '').slice(0, MAX_NAMES_LENGTH).match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/gu) ?? [];
  return names
    .slice(0, MAX_NAMES)
    .map((name) => clean(name).replace(/^(?:DNS|IP Address):/u, ''))
    .filter((name) => name !== '');
}

function isoTime(text: string): string | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
