import {
  type RequirementId,
  type TableFlow,
  type TableFlowName,
  isOwnFlow,
} from '../catalogue/flow.ts';
import type { Plan } from '../plan/plan.ts';
import type { Outcome } from '../probe/observation.ts';
import { type LabFaults, isLabFlow } from './faults.ts';
import { type Fault, STREAM_FAULTS } from './simulator/simulator.ts';

/**
 * The outcome that a check of the lab must have for each requirement, from the end that can prove
 * it.
 */
export function expectedOutcomes(
  { requirements }: Plan,
  faults: LabFaults,
): ReadonlyMap<RequirementId, Outcome> {
  // The lab's site has no rows of a user.
  const flows = requirements.flatMap(({ flow }) => (isOwnFlow(flow) ? [] : [flow]));
  const certified = flows.map(({ name }) => name).filter((name) => CERTIFIED.has(name));
  const isSeen = certified.some((name) => !UNSEEN.has(faults.get(name)));
  return new Map(
    flows.map((flow) => [
      flow.id,
      flow.service === 'revocation-list' && !isSeen
        ? 'inconclusive'
        : expectedOutcome(flow, faults),
    ]),
  );
}

/** Flows whose servers' certificates lead to the revocation list. */
const CERTIFIED: ReadonlySet<TableFlowName> = new Set(['mp-https', 'dp-https', 'cmg-https']);
/** Faults with which no certificate is seen. */
const UNSEEN: ReadonlySet<Fault | undefined> = new Set(STREAM_FAULTS);

function expectedOutcome(flow: TableFlow, faults: LabFaults): Outcome {
  const fault = isLabFlow(flow.name) ? faults.get(flow.name) : undefined;
  // Without the endpoint mapper, dynamic ports are not known.
  if (flow.service === 'rpc-dynamic' && faults.has('rpc-endpoint-mapper')) return 'inconclusive';
  // Nor is who has them, without a name server.
  if (flow.to === 'domain-controller' && flow.service !== 'dns' && faults.has('dns'))
    return 'error';
  if (fault === undefined) return 'open';
  // Every query has an answer.
  if (fault === 'silent' && flow.service === 'dns') return 'filtered';
  if (fault === 'silent' && flow.transport === 'udp') return 'inconclusive';
  if (fault === 'wrong-name' && flow.service === 'smb') return 'wrong-host';
  return OUTCOME_OF[fault];
}

const OUTCOME_OF: Readonly<Record<Fault, Outcome>> = {
  refuse: 'refused',
  silent: 'silent',
  'wrong-service': 'wrong-service',
  close: 'wrong-service',
  'http-500': 'unhealthy',
  'expired-certificate': 'unhealthy',
  'wrong-name': 'unhealthy',
  'gateway-refusal': 'unhealthy',
};
