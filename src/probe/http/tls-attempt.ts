import type { X509Certificate } from 'node:crypto';
import type net from 'node:net';
import { codeOf } from '../../base/error-code.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import type { Reached, TlsEvidence } from '../observation.ts';
import {
  issuerCommonName,
  judgeCertificate,
  judgeIssuer,
  parseCertificate,
  readCertificate,
} from './certificate.ts';
import {
  type BreakMeaning,
  type CertificateRequest,
  impliesRequest,
  judgeBreak,
} from './client-certificate.ts';
import { type Response, exchange } from './exchange.ts';
import { type HighestVersion, type Session, secureContextOf, shakeHands } from './handshake.ts';
import type { Head } from './head.ts';
import type { HttpTarget } from './target.ts';
import { HandshakeWatch, OwnFlight } from './tls-records.ts';
import { Wire } from './wire.ts';

/** What one connection over TLS saw. */
export interface TlsAttempt {
  readonly reached: Reached;
  readonly head: Head | null;
  readonly tls: TlsEvidence | null;
  /**
   * The server's certificate and the issuers that it sent, in order; empty if the handshake failed.
   */
  readonly chain: readonly X509Certificate[];
  /** Why a client rejects the certificate. */
  readonly certificateProblem: AnswerFailure | null;
  readonly ending: { readonly kind: 'answer'; readonly response: Response } | BreakMeaning;
}

/** One connection: a handshake with at most `highest`, then the request. Closed at the end. */
export async function attemptTls(
  connection: net.Socket,
  target: HttpTarget,
  highest: HighestVersion,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt> {
  const watch = new HandshakeWatch();
  const own = new OwnFlight();
  const wire = new Wire(connection, watch.feed, own.feed);
  const secureContext = secureContextOf(context.tls, highest);
  const { host } = target.check;
  const downgraded = highest === 'TLSv1.2' ? 'yes' : 'no';
  const hasNoCertificate = context.tls.clientCertificate === undefined;
  const handshake = await shakeHands(wire, watch, host, secureContext, deadline);

  if (handshake.state === 'failed') {
    const { failure, code } = handshake;
    const request = watch.certificateRequest;
    const leaf = parseCertificate(watch.leaf);
    const evidence: TlsEvidence | null =
      leaf === null && request === 'none'
        ? null
        : {
            ...readCertificate(leaf, host),
            protocol: null,
            cipher: null,
            chainProblem: null,
            issuerTrust: 'not-checked',
            missingIssuer: null,
            clientCertificate: request === 'none' ? 'unknown' : 'asked',
            downgraded,
          };
    return {
      reached: 'connected',
      head: null,
      tls: evidence,
      chain: [],
      certificateProblem: certificateProblem(host, evidence, context),
      ending: hasNoCertificate
        ? judgeBreak({ failure, request, plainAlert: watch.alert, code })
        : { kind: 'failed', failure },
    };
  }

  const { socket, session, lastError } = handshake;
  const evidence = finishedEvidence(session, target, downgraded);
  const seen: { head: Head | null } = { head: null };
  const requestSeen = (): CertificateRequest =>
    (evidence.protocol === 'TLSv1.3' && own.hasCertificate) || impliesRequest(codeOf(lastError()))
      ? 'handshake'
      : watch.certificateRequest;
  const ending = await exchange({ stream: socket, wire, lastError }, target, deadline, {
    noteHead: (head) => {
      seen.head = head;
    },
  }).then(
    (response): TlsAttempt['ending'] => ({ kind: 'answer', response }),
    (failure: Error): TlsAttempt['ending'] =>
      hasNoCertificate && seen.head === null
        ? judgeBreak({
            failure,
            request: requestSeen(),
            plainAlert: null,
            code: codeOf(lastError()),
          })
        : { kind: 'failed', failure },
  );
  return {
    reached: seen.head === null ? 'tls' : 'protocol',
    head: seen.head,
    tls: { ...evidence, clientCertificate: requestSeen() === 'none' ? 'not-asked' : 'asked' },
    chain: chainOf(session.certificate),
    certificateProblem: certificateProblem(host, evidence, context),
    ending,
  };
}

function finishedEvidence(
  { protocol, cipher, certificate, chainProblem }: Session,
  target: HttpTarget,
  downgraded: TlsEvidence['downgraded'],
): Omit<TlsEvidence, 'clientCertificate'> {
  const facts = readCertificate(certificate, target.check.host);
  const issuer = issuerCommonName(certificate);
  return {
    ...facts,
    protocol,
    cipher,
    chainProblem,
    issuerTrust: judgeIssuer(chainProblem, issuer, facts.usage, target.check),
    missingIssuer: null,
    downgraded,
  };
}

const MAX_CHAIN = 8;

function chainOf(leaf: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  // A root is its own issuer.
  for (
    let next = leaf;
    next !== undefined && chain.length < MAX_CHAIN;
    next = next.issuerCertificate
  ) {
    if (chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) break;
    chain.push(next);
  }
  return chain;
}

/** Why a client rejects the certificate, and how sure that is; null if none does. */
export function certificateProblem(
  host: string,
  evidence: Omit<TlsEvidence, 'clientCertificate'> | null,
  context: ProbeContext,
): AnswerFailure | null {
  if (evidence === null) return null;
  const authorities = context.tls.ca === undefined ? 'default' : 'given';
  const cause = judgeCertificate(host, evidence, context.now(), authorities);
  if (cause === null) return null;
  return new AnswerFailure(cause === 'short-name' ? 'inconclusive' : 'unhealthy', cause);
}
