import { clean } from '../../base/clean.ts';
import type { IcmpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { NetworkFailure } from '../failure.ts';
import type { IcmpEvidence, Observation } from '../observation.ts';
import { type Trace, observe } from '../observe.ts';
import { sourceFor } from '../source.ts';
import { deadlineFailure } from '../tcp.ts';
import { type PingCommand, commandsFor, platformFamilyOf } from './ping-command.ts';
import { PingOutput } from './ping-output.ts';
import { type PingEnd, type PingMachine, THIS_PING_MACHINE, runPing } from './ping-process.ts';
import type { EchoSender } from './sender.ts';

/**
 * Sends echo requests until the first reply: by the run's sender where it serves the address, else
 * by the machine's ping program.
 *
 * @param address an IPv4 or IPv6 literal
 * @returns `open` with the first reply's time; `error` where this machine cannot ping; never
 *   rejects
 */
export function probeIcmp(
  _check: IcmpCheck,
  address: string,
  context: ProbeContext,
  machine: PingMachine = THIS_PING_MACHINE,
): Promise<Observation<IcmpEvidence>> {
  const evidence: IcmpEvidence = { kind: 'icmp', sender: 'program', program: null, line: null };
  return observe<IcmpEvidence>(context, evidence, async (trace, deadline) => {
    const { echo = null, timeoutMs, sources = [] } = context;
    if (echo?.serves(address) && (await echoNatively(echo, address, trace, deadline))) return;
    const commands = commandsFor(address, machine.platform, timeoutMs, sourceFor(address, sources));
    await echoByProgram(commands, address, machine, trace, deadline);
  });
}

/**
 * Sends by the run's sender.
 * @returns `false` where the system refuses this way, so that nothing is known of the host
 * @throws NetworkFailure what came instead of a reply
 */
async function echoNatively(
  sender: EchoSender,
  address: string,
  trace: Trace<IcmpEvidence>,
  deadline: Deadline,
): Promise<boolean> {
  const end = await (deadline.watch.begun?.echo() ?? sender.echo(address, deadline));
  if (end.kind === 'unusable') return false;
  const line = end.kind === 'none' ? end.detail : null;
  trace.evidence = { kind: 'icmp', sender: end.way, program: null, line };
  if (end.kind === 'none') throw end.failure;
  trace.rttMs = end.rttMs;
  trace.reached = 'service';
  return true;
}

/**
 * Sends echo requests with the machine's ping program until the first reply. An error from the
 * network does not end the wait: a reply after it still wins.
 * @throws NetworkFailure `error` where this machine cannot ping
 */
async function echoByProgram(
  commands: readonly PingCommand[],
  address: string,
  machine: PingMachine,
  trace: Trace<IcmpEvidence>,
  deadline: Deadline,
): Promise<void> {
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
  const output = new PingOutput(
    command.createParser(),
    platformFamilyOf(machine.platform),
    address,
  );
  const noteLine = (line: string | null): void => {
    trace.evidence = { kind: 'icmp', sender: 'program', program: clean(command.program), line };
  };
  noteLine(null);
  const end = await runPing(machine, command, output, deadline).finally(() =>
    noteLine(output.lastLine),
  );
  const { reply, worst } = output;
  if (reply !== null) {
    noteLine(reply.line);
    trace.rttMs = reply.rttMs;
    trace.reached = 'service';
    return true;
  }
  if (end === 'exited' && !output.hasBegun && worst === null && !isLast) return false;
  noteLine(worst?.line ?? output.lastLine);
  throw noReply(end, output, deadline);
}

/** A missing reply counts against the network only if the program worked all the time. */
function noReply(end: PingEnd, output: PingOutput, deadline: Deadline): NetworkFailure {
  if (deadline.reason === 'interrupted') return deadlineFailure(deadline, 'filtered');
  const { worst } = output;
  if (worst !== null) return new NetworkFailure(worst.outcome, worst.code);
  const wasAtWork = end === 'deadline' ? output.hasBegun : output.isSummarised;
  return wasAtWork
    ? new NetworkFailure('filtered', 'ETIMEDOUT')
    : new NetworkFailure('error', 'PING_FAILED');
}
