import { X509Certificate, constants, createHash, createPrivateKey } from 'node:crypto';
import net from 'node:net';
import os from 'node:os';
import tls from 'node:tls';
import { codeOf } from '../../base/error-code.ts';
import type { TlsMaterial } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import { deadlineFailure } from '../tcp.ts';
import type { HandshakeWatch } from './tls-records.ts';
import type { Wire } from './wire.ts';

/**
 * RFC 8446 6: alerts by which a server says that it has no version or cipher in common with the
 * client.
 */
const NOTHING_IN_COMMON_ALERTS: ReadonlySet<number> = new Set([40, 70, 71]);

/** OpenSSL's own errors with the same meaning. */
const NOTHING_IN_COMMON_CODES: ReadonlySet<string> = new Set([
  'ERR_SSL_DH_KEY_TOO_SMALL',
  'ERR_SSL_EE_KEY_TOO_SMALL',
  'ERR_SSL_NO_CIPHERS_AVAILABLE',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_UNKNOWN_CIPHER_RETURNED',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_CIPHER_RETURNED',
  'ERR_SSL_WRONG_SIGNATURE_TYPE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** What a finished handshake agreed on. */
export interface Session {
  readonly protocol: string | null;
  readonly cipher: string;
  readonly certificate: X509Certificate | undefined;
  /** OpenSSL's code for what is wrong with the chain. */
  readonly chainProblem: string | null;
}

/** A finished handshake, or why it failed. */
type HandshakeResult =
  | {
      readonly state: 'finished';
      readonly socket: tls.TLSSocket;
      readonly session: Session;
      /** What broke the connection since; `socket.errored` does not always keep it. */
      readonly lastError: () => unknown;
    }
  | { readonly state: 'failed'; readonly failure: Error; readonly code: string };

/**
 * A TLS handshake over `wire` that accepts any certificate, which is judged later.
 * @param host for the server name indication, which takes no address (RFC 6066 3)
 * @param watch reads along on the same wire; what it saw explains a failure
 */
export function shakeHands(
  wire: Wire,
  watch: HandshakeWatch,
  host: string,
  secureContext: tls.SecureContext,
  deadline: Deadline,
): Promise<HandshakeResult> {
  return new Promise((resolve) => {
    const socket = tls.connect({
      socket: wire,
      secureContext,
      rejectUnauthorized: false,
      // Names are compared later; rejecting one here would hide a problem of the chain.
      checkServerIdentity: () => undefined,
      minDHSize: 1,
      ...(net.isIP(host) === 0 && { servername: host.replace(/\.$/u, '') }),
    });
    const settle = (result: HandshakeResult): void => {
      deadline.offEnd(onDeadline);
      if (result.state === 'failed') {
        socket.destroy();
        wire.destroy();
      }
      resolve(result);
    };
    let lastError: unknown = null;
    const fail = (error: unknown): void => {
      lastError ??= error;
      const code = codeOf(error);
      settle({ state: 'failed', failure: handshakeFailure(code, watch, wire), code });
    };
    const onDeadline = (): void => {
      const late = deadlineFailure(deadline, 'silent');
      // OpenSSL looks at nothing until it has five bytes.
      const failure =
        deadline.reason === 'deadline' && watch.isForeign
          ? new AnswerFailure('wrong-service', 'not-tls')
          : late;
      settle({ state: 'failed', failure, code: late.code });
    };
    deadline.onEnd(onDeadline);
    socket.once('secureConnect', () => {
      try {
        const session = sessionOf(socket);
        if (hasTooShortKey(session.certificate)) fail({ code: 'ERR_SSL_EE_KEY_TOO_SMALL' });
        else settle({ state: 'finished', socket, session, lastError: () => lastError });
      } catch (error) {
        fail(error);
      }
    });
    socket.on('error', fail);
    socket.once('close', () => fail(null));
    if (deadline.reason !== null) onDeadline();
  });
}

/** Must be read at once: a socket that breaks right after its handshake forgets all of this. */
function sessionOf(socket: tls.TLSSocket): Session {
  return {
    protocol: socket.getProtocol(),
    cipher: socket.getCipher().name,
    certificate: socket.getPeerX509Certificate(),
    chainProblem: socket.authorized ? null : String(socket.authorizationError),
  };
}

/** Windows takes no RSA key below this (support.microsoft.com/help/2661254). */
const MIN_RSA_BITS = 1024;

function hasTooShortKey(certificate: X509Certificate | undefined): boolean {
  try {
    const key = certificate?.publicKey;
    const bits = key?.asymmetricKeyDetails?.modulusLength;
    return key?.asymmetricKeyType === 'rsa' && bits !== undefined && bits < MIN_RSA_BITS;
  } catch {
    // A key that can't be decoded is not known to be short.
    return false;
  }
}

function handshakeFailure(code: string, watch: HandshakeWatch, wire: Wire): Error {
  if (watch.isForeign) return new AnswerFailure('wrong-service', 'not-tls');
  if (watch.alert !== null) {
    return NOTHING_IN_COMMON_ALERTS.has(watch.alert)
      ? new AnswerFailure('inconclusive', 'no-common-tls', `alert ${watch.alert}`)
      : new AnswerFailure('wrong-service', 'tls-handshake-failed', `alert ${watch.alert}`);
  }
  if (NOTHING_IN_COMMON_CODES.has(code)) {
    return new AnswerFailure('inconclusive', 'no-common-tls', code);
  }
  return wire.ending ?? new AnswerFailure('wrong-service', 'tls-handshake-failed', code);
}

/** The highest version that an attempt offers, on a system that knows it. */
export type HighestVersion = 'TLSv1.3' | 'TLSv1.2';

/** The system of this machine, as `node:os` tells it. */
interface System {
  readonly platform: NodeJS.Platform;
  /** Such as `10.0.19045` on Windows. */
  readonly release: string;
}

/** Windows Server 2022; the first Windows 11 is 22000. */
const FIRST_BUILD_WITH_TLS13 = 20_348;

/**
 * Whether clients on this machine can speak TLS 1.3. Older Windows can't, while Node brings its own,
 * so a server that has nothing else would look good from there.
 */
function knowsTls13({ platform, release }: System): boolean {
  if (platform !== 'win32') return true;
  const [major = NaN, , build = NaN] = release.split('.').map(Number);
  return !(major <= 10 && build < FIRST_BUILD_WITH_TLS13);
}

/** A run has one set of PEM texts; a program that uses this package may have a few. */
const MAX_KEPT = 16;
const contexts = new Map<string, tls.SecureContext>();

/**
 * TLS 1.0 and later at the lowest security level, so that outdated servers can be diagnosed too.
 * Contexts are kept, because parsing the root certificates takes milliseconds.
 * @throws what OpenSSL has against the PEM texts, with a code and without their content
 */
export function secureContextOf(
  material: TlsMaterial,
  asked: HighestVersion,
  system: System = { platform: process.platform, release: os.release() },
): tls.SecureContext {
  const highest = knowsTls13(system) ? asked : 'TLSv1.2';
  const { ca, clientCertificate, clientKey } = material;
  // A digest, so that no second copy of the private key stays in memory.
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

/**
 * Every suite that any version of Windows has had (learn.microsoft.com: "TLS Cipher Suites in
 * Windows"). With any other, a server would look good that no client can talk to. None has an
 * anonymous key exchange, which would leave no certificate to judge.
 */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ALL',
  ...['aNULL', 'PSK', 'SRP'].map((kind) => `!${kind}`),
  ...['CHACHA20', 'CAMELLIA', 'ARIA', 'AESCCM', 'SEED', 'IDEA'].map((kind) => `!${kind}`),
  '@SECLEVEL=0',
].join(':');

/**
 * The signatures that Windows takes (learn.microsoft.com: "Schannel", "TLS signature algorithms").
 * Without this list, a server with an Ed25519 or RSASSA-PSS key would look good.
 */
const SIGNATURES = [
  ...['256', '384', '512'].map((bits) => `rsa_pss_rsae_sha${bits}`),
  ...['RSA', 'ECDSA'].flatMap((key) =>
    ['SHA256', 'SHA384', 'SHA512', 'SHA224', 'SHA1'].map((hash) => `${key}+${hash}`),
  ),
  'DSA+SHA256',
  'DSA+SHA1',
].join(':');

function createContext(material: TlsMaterial, highest: HighestVersion): tls.SecureContext {
  const { ca } = material;
  return tls.createSecureContext({
    minVersion: 'TLSv1',
    maxVersion: highest,
    ciphers: CIPHERS,
    sigalgs: SIGNATURES,
    // Windows without the update MS10-049 does not know secure renegotiation (RFC 5746).
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    // A CA that the user names is trusted even without the CAs above it.
    ...(ca !== undefined && { ca: [...tls.rootCertificates, ca], allowPartialTrustChain: true }),
    ...clientIdentity(material),
  });
}

/** The key may be in the same PEM text as the certificate. */
function clientIdentity({
  clientCertificate,
  clientKey = clientCertificate,
}: TlsMaterial): { cert: string; key: string } | null {
  if (clientKey === undefined) return null;
  if (clientCertificate === undefined) {
    throw new NetworkFailure('error', 'ERR_CLIENT_CERTIFICATE_MISSING');
  }
  const certificate = new X509Certificate(clientCertificate);
  // If the key is of another algorithm, OpenSSL accepts it silently and then presents no
  // certificate.
  if (!certificate.checkPrivateKey(createPrivateKey(clientKey))) {
    throw new NetworkFailure('error', 'ERR_OSSL_X509_KEY_VALUES_MISMATCH');
  }
  return { cert: clientCertificate, key: clientKey };
}
