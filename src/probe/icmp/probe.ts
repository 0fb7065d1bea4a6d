import type { IcmpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import type { IcmpEvidence, Observation } from '../observation.ts';
import { type Trace, observe } from '../observe.ts';
import { echoByProgram } from './program.ts';
import { type PingMachine, THIS_MACHINE } from './run.ts';
import type { EchoSender } from './sender.ts';

/**
 * Sends echo requests until the first reply: by the run's sender where it serves the address, else
 * by the machine's ping program.
 *
 * @param address an IPv4 or IPv6 literal
 * @returns `open` with the first reply's time; `error` where this machine cannot ping; never rejects
 */
export function probeIcmp(
  _check: IcmpCheck,
  address: string,
  context: ProbeContext,
  machine: PingMachine = THIS_MACHINE,
): Promise<Observation<IcmpEvidence>> {
  const evidence: IcmpEvidence = { kind: 'icmp', sender: 'program', program: null, line: null };
  return observe<IcmpEvidence>(context, evidence, async (trace, deadline) => {
    const { echo = null, timeoutMs } = context;
    if (echo?.serves(address) && (await echoNatively(echo, address, trace, deadline))) return;
    await echoByProgram(address, timeoutMs, machine, trace, deadline);
  });
}

/**
 * @returns `false` where the system refuses this way, so that nothing is known of the host
 * @throws NetworkFailure what came instead of a reply
 */
async function echoNatively(
  sender: EchoSender,
  address: string,
  trace: Trace<IcmpEvidence>,
  deadline: Deadline,
): Promise<boolean> {
  const end = await sender.echo(address, deadline);
  if (end.kind === 'unusable') return false;
  const line = end.kind === 'none' ? end.detail : null;
  trace.evidence = { kind: 'icmp', sender: end.way, program: null, line };
  if (end.kind === 'none') throw end.failure;
  trace.rttMs = end.rttMs;
  trace.reached = 'service';
  return true;
}
