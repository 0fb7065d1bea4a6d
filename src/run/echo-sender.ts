import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Plan } from '../plan/plan.ts';
import { openEchoSender } from '../probe/icmp/open.ts';
import type { EchoSender, IcmpWay } from '../probe/icmp/sender.ts';

/** Whether a run at `from` sends echo requests. */
export function sendsEcho({ requirements }: Plan, from: Vantage): boolean {
  return requirements.some(({ flow }) => flow.from === from && flow.transport === 'icmp');
}

/**
 * The sender of a run's echo requests; null where it sends none, or the ping program sends them.
 * @throws EchoUnavailable where this machine can't send echo requests by `way`
 */
export async function echoSenderFor(
  plan: Plan,
  from: Vantage,
  way: IcmpWay,
): Promise<EchoSender | null> {
  return sendsEcho(plan, from) ? openEchoSender(way) : null;
}
