import { randomBytes, webcrypto } from 'node:crypto';
import type { X509Certificate, X509CertificateCreateParams } from '@peculiar/x509';

const DAY_MS = 86_400_000;
const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/** The name of the authority that a site creates for enhanced HTTP. */
export const SITE_AUTHORITY_NAME = 'SMS Issuing';

export interface IssueRequest {
  /** DNS names; the first is the subject's common name too. */
  readonly names: readonly string[];
  /** IPv4 and IPv6 address literals. */
  readonly addresses?: readonly string[] | undefined;
  /**
   * Where the authority's revocation list is, `http://…` or `ldap://…`. Left out: certificates do
   * not say.
   */
  readonly revocationList?: string | readonly string[] | undefined;
  /** Default: yesterday. */
  readonly notBefore?: Date | undefined;
  /** Default: in a year. */
  readonly notAfter?: Date | undefined;
}

/** PEM texts. */
export interface IssuedCertificate {
  readonly certificate: string;
  /** PKCS #8, not encrypted. */
  readonly key: string;
  /** The issuer's certificate. */
  readonly ca: string;
}

export interface Authority {
  /** Its certificate, PEM. */
  readonly certificate: string;
  issue(request: IssueRequest): Promise<IssuedCertificate>;
  /** Its revocation list, DER, with nothing on it. @param nextUpdate default: in a week */
  revocationList(nextUpdate?: Date): Promise<Uint8Array>;
}

/**
 * Creates a certificate authority with a new key. Keys are EC P-256 and are never stored: they
 * exist only as long as the process.
 */
export async function makeAuthority(commonName: string): Promise<Authority> {
  const x509 = await library();
  const keys = await generateKeys();
  const subject = [{ CN: [commonName] }];
  const root = await create({
    subject,
    issuer: subject,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    notBefore: daysFromNow(-3650),
    notAfter: daysFromNow(3650),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
    ],
  });
  const ca = `${root.toString('pem')}\n`;
  return {
    certificate: ca,
    issue: async (request) => ({ ...(await issue(root, keys.privateKey, request)), ca }),
    revocationList: async (nextUpdate = daysFromNow(7)) => {
      const list = await x509.X509CrlGenerator.create(
        {
          issuer: root.subject,
          thisUpdate: daysFromNow(-14),
          nextUpdate,
          signingKey: keys.privateKey,
          signingAlgorithm: SIGNING_ALGORITHM,
        },
        webcrypto,
      );
      return new Uint8Array(list.rawData);
    },
  };
}

async function issue(
  root: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  { names, addresses = [], revocationList, notBefore, notAfter }: IssueRequest,
): Promise<Omit<IssuedCertificate, 'ca'>> {
  const x509 = await library();
  const keys = await generateKeys();
  const certificate = await create({
    subject: [{ CN: [names[0] ?? addresses[0] ?? ''] }],
    issuer: root.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    notBefore: notBefore ?? daysFromNow(-1),
    notAfter: notAfter ?? daysFromNow(365),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns', value }) as const),
        ...addresses.map((value) => ({ type: 'ip', value }) as const),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      await x509.AuthorityKeyIdentifierExtension.create(root, false, webcrypto),
      ...(revocationList === undefined
        ? []
        : [new x509.CRLDistributionPointsExtension([revocationList].flat())]),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(key, x509.PemConverter.PrivateKeyTag)}\n`,
  };
}

type CreateParameters = Omit<
  Extract<X509CertificateCreateParams, { signingKey: unknown }>,
  'serialNumber' | 'signingAlgorithm'
>;

async function create(parameters: CreateParameters): Promise<X509Certificate> {
  const { X509CertificateGenerator } = await library();
  // The first bit is cleared: serial numbers are positive (RFC 5280 4.1.2.2).
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return X509CertificateGenerator.create(
    { ...parameters, serialNumber: serial.toString('hex'), signingAlgorithm: SIGNING_ALGORITHM },
    webcrypto,
  );
}

/** Loaded only when needed: loading it takes longer than all other modules together. */
const library = () => import('@peculiar/x509');

const generateKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);

const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS);
