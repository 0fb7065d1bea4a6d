import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Plan } from '../plan/plan.ts';
import { openEchoSender } from '../probe/icmp/open.ts';
import type { EchoSender, IcmpWay } from '../probe/icmp/sender.ts';

/**
 * The sender of a run's echo requests; null where it sends none, or the ping program sends them.
 * @throws EchoUnavailable where this machine can't send echo requests by `way`
 */
export async function echoSenderFor(
  plan: Plan,
  from: Vantage,
  way: IcmpWay,
): Promise<EchoSender | null> {
  const isNeeded = plan.requirements.some(
    ({ flow }) => flow.from === from && flow.transport === 'icmp',
  );
  return isNeeded ? openEchoSender(way) : null;
}
