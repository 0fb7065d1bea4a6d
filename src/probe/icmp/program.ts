import { clean } from '../../base/clean.ts';
import type { Deadline } from '../deadline.ts';
import { NetworkFailure } from '../failure.ts';
import type { IcmpEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { deadlineFailure } from '../tcp.ts';
import { type PingCommand, commandsFor, familyOf } from './command.ts';
import { type PingEnd, type PingMachine, runPing } from './run.ts';
import { Transcript } from './transcript.ts';

/**
 * Sends echo requests with the machine's ping program until the first reply. What the network says
 * instead of a reply does not end the wait: a reply after it still wins.
 *
 * @throws NetworkFailure `error` where this machine cannot ping
 */
export async function echoByProgram(
  address: string,
  timeoutMs: number,
  machine: PingMachine,
  trace: Trace<IcmpEvidence>,
  deadline: Deadline,
): Promise<void> {
  const commands = commandsFor(address, machine.platform, timeoutMs);
  for (const [index, command] of commands.entries()) {
    const isLast = index === commands.length - 1;
    if (await ping(command, isLast, address, machine, trace, deadline)) return;
  }
}

/**
 * @returns whether the host replied; `false` where the program did not understand this command and
 *   there is another
 */
async function ping(
  command: PingCommand,
  isLast: boolean,
  address: string,
  machine: PingMachine,
  trace: Trace<IcmpEvidence>,
  deadline: Deadline,
): Promise<boolean> {
  const transcript = new Transcript(command.createParser(), familyOf(machine.platform), address);
  const noteLine = (line: string | null): void => {
    trace.evidence = { kind: 'icmp', sender: 'program', program: clean(command.program), line };
  };
  noteLine(null);
  const end = await runPing(machine, command, transcript, deadline).finally(() =>
    noteLine(transcript.lastLine),
  );
  const { reply, worst } = transcript;
  if (reply !== null) {
    noteLine(reply.line);
    trace.rttMs = reply.rttMs;
    trace.reached = 'service';
    return true;
  }
  if (end === 'exited' && !transcript.hasBegun && worst === null && !isLast) return false;
  noteLine(worst?.line ?? transcript.lastLine);
  throw noReply(end, transcript, deadline);
}

/** No reply is the network's fault only where the program was at work all the time. */
function noReply(end: PingEnd, transcript: Transcript, deadline: Deadline): NetworkFailure {
  if (deadline.reason === 'interrupted') return deadlineFailure(deadline, 'filtered');
  const { worst } = transcript;
  if (worst !== null) return new NetworkFailure(worst.outcome, worst.code);
  const wasAtWork = end === 'deadline' ? transcript.hasBegun : transcript.isSummarised;
  return wasAtWork
    ? new NetworkFailure('filtered', 'ETIMEDOUT')
    : new NetworkFailure('error', 'PING_FAILED');
}
