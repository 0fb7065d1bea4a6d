import { X509Certificate, constants, createHash, createPrivateKey } from 'node:crypto';
import tls from 'node:tls';
import type { TlsMaterial } from '../context.ts';
import { NetworkFailure } from '../failure.ts';

/** The highest version that an attempt offers. */
export type HighestVersion = 'TLSv1.3' | 'TLSv1.2';

/** A run has one material; a program may have a few, and gives a fresh object for each check. */
const MAX_KEPT = 16;
const contexts = new Map<string, tls.SecureContext>();

/**
 * TLS 1.0 and later at the lowest security level: a diagnosis wants to see what the server has.
 * The same material gives the same context, since parsing the roots takes milliseconds.
 *
 * @throws what OpenSSL has against the PEM texts, with a code and without their content
 */
export function secureContextOf(material: TlsMaterial, highest: HighestVersion): tls.SecureContext {
  const { ca, clientCertificate, clientKey } = material;
  // A digest: the private key is not kept a second time.
  const key = createHash('sha256')
    .update(JSON.stringify([highest, ca, clientCertificate, clientKey]))
    .digest('hex');
  const context = contexts.get(key) ?? createContext(material, highest);
  contexts.delete(key);
  contexts.set(key, context);
  const [oldest] = contexts.keys();
  if (contexts.size > MAX_KEPT && oldest !== undefined) contexts.delete(oldest);
  return context;
}

function createContext(material: TlsMaterial, highest: HighestVersion): tls.SecureContext {
  const { ca } = material;
  return tls.createSecureContext({
    minVersion: 'TLSv1',
    maxVersion: highest,
    // Without anonymous key exchange: it has no certificate to look at.
    ciphers: 'ALL:!aNULL:!PSK:!SRP:@SECLEVEL=0',
    // Windows without MS10-049 knows no secure renegotiation (RFC 5746).
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    // Whoever names an issuing CA trusts it, whatever is above it.
    ...(ca !== undefined && { ca: [...tls.rootCertificates, ca], allowPartialTrustChain: true }),
    ...clientIdentity(material),
  });
}

/** The key may stand in the same PEM text as the certificate. */
function clientIdentity({
  clientCertificate,
  clientKey = clientCertificate,
}: TlsMaterial): { cert: string; key: string } | null {
  if (clientKey === undefined) return null;
  if (clientCertificate === undefined) {
    throw new NetworkFailure('error', 'ERR_CLIENT_CERTIFICATE_MISSING');
  }
  const certificate = new X509Certificate(clientCertificate);
  // OpenSSL itself lets a key of another algorithm pass, and then presents nothing.
  if (!certificate.checkPrivateKey(createPrivateKey(clientKey))) {
    throw new NetworkFailure('error', 'ERR_OSSL_X509_KEY_VALUES_MISMATCH');
  }
  return { cert: clientCertificate, key: clientKey };
}
