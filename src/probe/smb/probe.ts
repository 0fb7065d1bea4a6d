import { isNamedAmong } from '../../base/host-name.ts';
import { isIP } from 'node:net';
import type { SmbCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { type Deadline, answerTime, attemptTime } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { Observation, SmbEvidence } from '../observation.ts';
import { type Trace, connectNoting, observe } from '../observe.ts';
import { type Connected, connectTcp } from '../tcp.ts';
import { type Branch, branchOf, firstSuccess, secondAfter } from './attempts.ts';
import { SmbConnection } from './connection.ts';
import { type Negotiated, negotiateMultiProtocol, negotiateSmb2 } from './negotiate.ts';
import type { NtlmChallenge } from './ntlm.ts';
import {
  type SessionReply,
  challengeOf,
  setUpSmb1Session,
  setUpSmb2Session,
} from './session-setup.ts';
import { SMB1_DIALECT } from './smb1-negotiate.ts';
import { statusText } from './wire.ts';

type SmbTrace = Trace<SmbEvidence>;

/**
 * Negotiates SMB2, or if need be SMB1, then begins an anonymous session setup, which reveals the
 * computer's names and clock and is never finished. A valid negotiate answer is `open`; a computer
 * with other names than the check demands is `wrong-host`.
 */
export function probeSmb(
  check: SmbCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<SmbEvidence>> {
  return observe<SmbEvidence>(
    context,
    NOTHING_SEEN,
    async (trace, deadline) => {
      const first = await connectFirst(address, check.port, trace, deadline);
      const connection = first === null ? null : new SmbConnection(first, deadline);
      // Both attempts share the time for one answer.
      const answer = answerTime(context.timeoutMs, first?.rttMs ?? 0);
      const negotiating = deadline.phase(answer.ms);
      const branch = branchOf(negotiating);
      try {
        const negotiated = await firstSuccess(
          connection === null
            ? Promise.reject(new AnswerFailure('wrong-service', 'reset-before-answer'))
            : dropOnFailure(connection, negotiateSmb2(connection, trace)),
          () => attemptMultiProtocol(address, check.port, branch, trace),
          secondAfter(context.timeoutMs, first?.rttMs ?? 0),
        );
        if (negotiated.connection !== connection) connection?.close();
        await identify(negotiated, trace, context.now);
        negotiated.connection.close();
      } finally {
        negotiating.dispose();
        branch.cancel();
        connection?.close();
      }
      if (
        check.identity === 'must-match' &&
        compareIdentity(check.host, trace.evidence) === 'different'
      ) {
        throw new AnswerFailure('wrong-host', 'other-computer-name');
      }
    },
    attemptTime(context.timeoutMs),
  );
}

/** Null if the connection was accepted and reset at once: the second attempt is still worth it. */
async function connectFirst(
  address: string,
  port: number,
  trace: SmbTrace,
  deadline: Deadline,
): Promise<Connected | null> {
  try {
    return await connectNoting(trace, address, port, deadline);
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure)) throw thrown;
    trace.reached = 'connected';
    return null;
  }
}

/** The second attempt, on a connection of its own that closes when the branch is cancelled. */
async function attemptMultiProtocol(
  address: string,
  port: number,
  { deadline }: Branch,
  trace: SmbTrace,
): Promise<Negotiated> {
  const connection = new SmbConnection(await connectTcp(address, port, deadline), deadline);
  const drop = (): void => connection.close();
  deadline.onEnd(drop);
  if (deadline.reason !== null) drop();
  return dropOnFailure(connection, negotiateMultiProtocol(connection, trace));
}

async function dropOnFailure<T>(connection: SmbConnection, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (failure) {
    connection.close();
    throw failure;
  }
}

/**
 * Notes the service, then everything that the computer says about itself. A refusal to say it is no
 * failure; a session that is cut or swallowed is one, because the push would meet it too.
 */
async function identify(
  negotiated: Negotiated,
  trace: SmbTrace,
  now: ProbeContext['now'],
): Promise<void> {
  trace.reached = 'service';
  trace.evidence = negotiateEvidence(negotiated, now());
  try {
    const reply = await setUpSession(negotiated, trace, now);
    if (reply === null) return;
    trace.evidence = { ...trace.evidence, sessionStatus: statusText(reply.status) };
    const challenge = challengeOf(reply);
    if (challenge !== null) trace.evidence = withChallenge(trace.evidence, challenge, now());
  } catch (failure) {
    if (failure instanceof AnswerFailure && failure.outcome === 'unhealthy') {
      trace.reached = 'protocol';
      throw failure;
    }
    if (isCut(failure)) throw new AnswerFailure('inconclusive', 'session-cut');
    if (!(failure instanceof AnswerFailure) || failure.outcome === 'inconclusive') throw failure;
  }
}

/** Whether the connection ended, or nothing came, before an answer. */
function isCut(failure: unknown): boolean {
  if (failure instanceof NetworkFailure) return failure.outcome === 'silent';
  return (
    failure instanceof AnswerFailure &&
    (failure.why === 'closed-before-answer' || failure.why === 'reset-before-answer')
  );
}

/** Null if there is no session setup that would show more. */
async function setUpSession(
  negotiated: Negotiated,
  trace: SmbTrace,
  now: ProbeContext['now'],
): Promise<SessionReply | null> {
  switch (negotiated.kind) {
    case 'smb1':
      return negotiated.answer.security.kind === 'extended'
        ? setUpSmb1Session(negotiated, trace)
        : null;
    case 'smb2':
      return setUpSmb2Session(negotiated, trace);
    case 'smb2-wildcard': {
      const settled = await negotiateSmb2(negotiated.connection, trace, negotiated.nextMessageId);
      trace.evidence = negotiateEvidence(settled, now());
      return setUpSmb2Session(settled, trace);
    }
  }
}

const NOTHING_SEEN: SmbEvidence = {
  kind: 'smb',
  protocol: null,
  dialect: null,
  signing: null,
  serverGuid: null,
  serverTime: null,
  localTime: null,
  netbiosComputerName: null,
  netbiosDomainName: null,
  dnsComputerName: null,
  dnsDomainName: null,
  ntlmTime: null,
  sessionStatus: null,
};

/** The evidence in a negotiate answer; `now` is this machine's clock when it arrived. */
function negotiateEvidence(negotiated: Negotiated, now: number): SmbEvidence {
  const { signing, serverTime } = negotiated.answer;
  const seen = { ...NOTHING_SEEN, signing, serverTime, localTime: besides(serverTime, now) };
  if (negotiated.kind !== 'smb1') {
    const dialect = negotiated.kind === 'smb2' ? negotiated.dialect : null;
    return { ...seen, protocol: 'smb2', dialect, serverGuid: negotiated.answer.serverGuid };
  }
  const { security } = negotiated.answer;
  const smb1 = { ...seen, protocol: 'smb1', dialect: SMB1_DIALECT } as const;
  return security.kind === 'extended'
    ? { ...smb1, serverGuid: security.serverGuid }
    : {
        ...smb1,
        netbiosDomainName: security.domainName,
        netbiosComputerName: security.serverName,
      };
}

/**
 * Adds an NTLM challenge to `evidence`. `localTime` belongs to the first time that the server told.
 */
function withChallenge(
  evidence: SmbEvidence,
  { time, ...names }: NtlmChallenge,
  now: number,
): SmbEvidence {
  return {
    ...evidence,
    ...names,
    ntlmTime: time,
    localTime: evidence.localTime ?? besides(time, now),
  };
}

function besides(theirTime: string | null, now: number): string | null {
  return theirTime === null ? null : new Date(now).toISOString();
}

/** The two names by which a computer may be asked for. */
interface ComputerNames {
  readonly netbiosComputerName: string | null;
  readonly dnsComputerName: string | null;
}

/**
 * Whether the computer that answered is the one asked for. `unknown` if the check names an address,
 * or the computer gave no name.
 */
export function compareIdentity(
  host: string,
  names: ComputerNames,
): 'same' | 'different' | 'unknown' {
  if (isIP(host) !== 0) return 'unknown';
  const told = [names.dnsComputerName, names.netbiosComputerName].filter((name) => name !== null);
  if (told.length === 0) return 'unknown';
  return isNamedAmong(host, told) ? 'same' : 'different';
}
