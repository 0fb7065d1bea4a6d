import { X509Certificate } from 'node:crypto';
import http from 'node:http';
import tls from 'node:tls';
import { cleanOrNull } from '../../base/clean.ts';
import type { Deadline } from '../deadline.ts';
import { parseCertificate } from './certificate.ts';

const MAX_BYTES = 65_536;
const MAX_FETCHES = 3;

/** A chain after completion in the way of Windows. */
export interface CompletedChain {
  readonly trust: 'trusted' | 'unknown';
  /** The subject of the first intermediate that had to be fetched. */
  readonly missing: string;
}

/**
 * Completes a server's chain, as Windows does, by fetching issuers from the addresses in its
 * certificates (RFC 5280 4.2.2.1): over plain HTTP only, a few certificates of bounded size.
 * @param chain the server's certificate and the issuers that it sent
 * @param ca PEM text of CAs that are trusted beside the known ones
 * @param now milliseconds since 1970
 * @returns null where nothing was missing, or could be fetched
 */
export async function completeChain(
  chain: readonly X509Certificate[],
  ca: string | undefined,
  now: number,
  deadline: Deadline,
): Promise<CompletedChain | null> {
  let missing: string | null = null;
  let last = chain.at(-1);
  const end = (trust: CompletedChain['trust']): CompletedChain | null =>
    missing === null ? null : { trust, missing };
  for (let fetches = 0; last !== undefined && fetches <= MAX_FETCHES; fetches += 1) {
    if (isIssuedByAny(last, ca)) return end('trusted');
    const address = issuerAddress(last);
    if (address === null || fetches === MAX_FETCHES) break;
    const issuer = certificateIn(await fetchBytes(address, deadline));
    if (issuer === null || !isIssuedBy(last, issuer) || !isValidAt(issuer, now)) break;
    // No server sends the root, so it is not missing.
    if (issuer.subject === issuer.issuer) break;
    missing ??= cleanOrNull(issuer.subject.slice(0, 4096).split('\n').join(', ')) ?? '';
    last = issuer;
  }
  return end('unknown');
}

/** Loaded only when needed: parsing the known roots takes milliseconds. */
let known: readonly X509Certificate[] | null = null;

function isIssuedByAny(certificate: X509Certificate, ca: string | undefined): boolean {
  known ??= tls.rootCertificates.map((pem) => new X509Certificate(pem));
  return [...known, ...certificatesIn(ca ?? '')].some((anchor) => isIssuedBy(certificate, anchor));
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----/gu;

function certificatesIn(pem: string): readonly X509Certificate[] {
  return Array.from(pem.matchAll(PEM), ([text]) => parseCertificate(Buffer.from(text))).filter(
    (certificate) => certificate !== null,
  );
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key that can't be decoded signs nothing.
    return false;
  }
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return now >= Date.parse(validFrom) && now <= Date.parse(validTo);
}

/** The issuer's first address over plain HTTP; others need a directory or another certificate. */
function issuerAddress({ infoAccess }: X509Certificate): string | null {
  const [, address] =
    /^CA Issuers - URI:(http:\/\/[\x21\x23-\x7e]{1,1024})$/imu.exec(
      (infoAccess ?? '').slice(0, 8192),
    ) ?? [];
  return address ?? null;
}

/** DER, as authorities publish it, or PEM. */
function certificateIn(bytes: Buffer | null): X509Certificate | null {
  return bytes === null ? null : parseCertificate(bytes);
}

function fetchBytes(address: string, deadline: Deadline): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let received = 0;
    const settle = (bytes: Buffer | null): void => {
      deadline.offEnd(onEnd);
      request.destroy();
      resolve(bytes);
    };
    const onEnd = (): void => settle(null);
    const request = http.get(address, {
      agent: false,
      headers: { 'User-Agent': 'ccm-preflight', Connection: 'close' },
    });
    // Stays after settling: an error without a listener would end the process.
    request.on('error', () => settle(null));
    request.once('response', (response) => {
      if (response.statusCode !== 200) {
        settle(null);
        return;
      }
      response.on('error', () => settle(null));
      response.on('data', (piece: Buffer) => {
        received += piece.length;
        if (received > MAX_BYTES) settle(null);
        else pieces.push(piece);
      });
      response.once('end', () => settle(Buffer.concat(pieces)));
    });
    deadline.onEnd(onEnd);
    if (deadline.reason !== null) onEnd();
  });
}
