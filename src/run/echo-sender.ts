import type { Vantage } from '../catalogue/vocabulary.ts';
import type { Plan } from '../plan/plan.ts';
import { openEchoSender } from '../probe/icmp/open.ts';
import type { EchoSender, IcmpWay } from '../probe/icmp/sender.ts';

/**
 * What sends a run's echo requests, where it will send any; null where the ping program does.
 * @throws EchoUnavailable where `way` is one that this machine does not have
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
