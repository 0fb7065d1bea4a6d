import type { HttpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import type { HttpEvidence, Observation } from '../observation.ts';
import { type Trace, observe } from '../observe.ts';
import { connectTcp } from '../tcp.ts';
import { exchange } from './exchange.ts';
import type { Head } from './response.ts';
import { judgeAnswer } from './judge.ts';
import { emptyEvidence, targetOf } from './target.ts';
import type { Target } from './target.ts';
import { probeOverTls } from './tls-probe.ts';
import { Wire } from './wire.ts';

/**
 * Asks a web role for its own URL, over TLS where the check says so, without following redirects.
 *
 * @param address the literal to connect to; the check's host stays the name for Host header, server
 *   name indication and certificate
 * @returns `open` where the role itself answers or asks for a certificate or for credentials;
 *   never rejects
 */
export function probeHttp(
  check: HttpCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<HttpEvidence>> {
  const target = targetOf(check, address);
  return observe<HttpEvidence>(context, emptyEvidence(target), (trace, deadline) =>
    check.tls
      ? probeOverTls(target, context, trace, deadline)
      : probePlain(target, trace, deadline),
  );
}

async function probePlain(
  target: Target,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  const { socket, rttMs } = await connectTcp(target.address, target.check.port, deadline);
  trace.reached = 'connected';
  trace.rttMs = rttMs;
  const wire = new Wire(socket);
  const noteHead = (head: Head): void => {
    trace.reached = 'protocol';
    trace.evidence = { ...trace.evidence, ...head };
  };
  const response = await exchange(
    { stream: wire, wire, lastError: () => wire.errored },
    target,
    deadline,
    { noteHead, wantsCertificate: () => false },
  );
  trace.evidence = { ...trace.evidence, content: response.content };
  const judgement = judgeAnswer(response, target, 'none');
  if (judgement.outcome !== 'open') throw new AnswerFailure(judgement.outcome, judgement.cause);
  trace.reached = 'service';
}
