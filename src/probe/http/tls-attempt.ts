import type net from 'node:net';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, codeOf } from '../failure.ts';
import type { Reached, TlsEvidence } from '../observation.ts';
import {
  type CertificateFacts,
  judgeCertificate,
  judgeIssuer,
  parseCertificate,
  readCertificate,
} from './certificate.ts';
import { exchange } from './exchange.ts';
import type { Head, Response } from './exchange.ts';
import { HandshakeWatch } from './handshake-watch.ts';
import { type Session, shakeHands } from './handshake.ts';
import { OwnFlight } from './own-flight.ts';
import { type HighestVersion, secureContextOf } from './secure-context.ts';
import type { Target } from './target.ts';
import { Wire } from './wire.ts';

/** Alerts that come after our empty certificate where the server insists on one. */
const DEMAND_CODES: ReadonlySet<string> = new Set([
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
]);

/** What one connection over TLS saw. */
export interface TlsAttempt {
  readonly reached: Reached;
  readonly head: Head | null;
  readonly tls: TlsEvidence | null;
  /** Why a client turns the certificate down. */
  readonly certificateProblem: AnswerFailure | null;
  readonly ending:
    | { readonly kind: 'answer'; readonly response: Response }
    /** Broken off by the server because it got no client certificate. */
    | { readonly kind: 'certificate-demanded' }
    | { readonly kind: 'failed'; readonly failure: Error };
}

/** A handshake with at most `highest`, then the request. Drops the connection. */
export async function attemptTls(
  connection: net.Socket,
  target: Target,
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
    const isDemand = hasNoCertificate && watch.certificateRequested && deadline.reason === null;
    const leaf = parseCertificate(watch.leaf);
    const certificate = leaf === null ? null : readCertificate(leaf, host);
    const evidence: TlsEvidence | null =
      certificate === null && !watch.certificateRequested
        ? null
        : {
            ...certificateEvidence(certificate),
            protocol: null,
            cipher: null,
            chainProblem: null,
            issuerTrust: 'not-checked',
            clientCertificate: watch.certificateRequested ? 'asked' : 'unknown',
            downgraded,
          };
    return {
      reached: 'connected',
      head: null,
      tls: evidence,
      certificateProblem: certificateProblem(evidence, context),
      ending: isDemand
        ? { kind: 'certificate-demanded' }
        : { kind: 'failed', failure: handshake.failure },
    };
  }

  const { socket, session, lastError } = handshake;
  const evidence = finishedEvidence(session, target, downgraded);
  const seen: { head: Head | null } = { head: null };
  const ending = await exchange({ stream: socket, wire, lastError }, target, deadline, (head) => {
    seen.head = head;
  }).then(
    (response): TlsAttempt['ending'] => ({ kind: 'answer', response }),
    (failure: Error): TlsAttempt['ending'] => ({ kind: 'failed', failure }),
  );
  const asked =
    watch.certificateRequested ||
    (evidence.protocol === 'TLSv1.3' && own.hasCertificate) ||
    DEMAND_CODES.has(codeOf(lastError()));
  const isDemand =
    ending.kind === 'failed' &&
    hasNoCertificate &&
    asked &&
    seen.head === null &&
    deadline.reason === null;
  return {
    reached: seen.head === null ? 'tls' : 'protocol',
    head: seen.head,
    tls: { ...evidence, clientCertificate: asked ? 'asked' : 'not-asked' },
    certificateProblem: certificateProblem(evidence, context),
    ending: isDemand ? { kind: 'certificate-demanded' } : ending,
  };
}

function finishedEvidence(
  { protocol, cipher, certificate, chainProblem }: Session,
  target: Target,
  downgraded: TlsEvidence['downgraded'],
): Omit<TlsEvidence, 'clientCertificate'> {
  const facts = certificate === undefined ? null : readCertificate(certificate, target.check.host);
  return {
    ...certificateEvidence(facts),
    protocol,
    cipher,
    chainProblem,
    issuerTrust: judgeIssuer(chainProblem, facts?.issuerCommonName ?? null, target.check),
    downgraded,
  };
}

function certificateEvidence(facts: CertificateFacts | null) {
  return {
    subject: facts?.subject ?? null,
    names: facts?.names ?? [],
    issuer: facts?.issuer ?? null,
    validFrom: facts?.validFrom ?? null,
    validTo: facts?.validTo ?? null,
    nameMatches: facts?.nameMatches ?? 'unknown',
  } as const;
}

function certificateProblem(
  evidence: Omit<TlsEvidence, 'clientCertificate'> | null,
  context: ProbeContext,
): AnswerFailure | null {
  if (evidence === null) return null;
  const authorities = context.tls.ca === undefined ? 'default' : 'given';
  const cause = judgeCertificate(evidence, context.now(), authorities);
  return cause === null ? null : new AnswerFailure('unhealthy', cause);
}
