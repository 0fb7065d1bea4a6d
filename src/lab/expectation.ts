import type { RequirementId } from '../catalogue/flow.ts';
import type { Plan, Requirement } from '../plan/plan.ts';
import type { Outcome } from '../probe/observation.ts';
import { type LabFaults, isLabFlow } from './faults.ts';
import type { Fault } from './simulator/simulator.ts';

/**
 * The outcome that a check of the lab must have for each requirement, from the end that can prove
 * it.
 */
export function expectedOutcomes(
  { requirements }: Plan,
  faults: LabFaults,
): ReadonlyMap<RequirementId, Outcome> {
  return new Map(
    requirements.map((requirement) => [requirement.id, expectedOutcome(requirement, faults)]),
  );
}

function expectedOutcome({ flow }: Requirement, faults: LabFaults): Outcome {
  const fault = isLabFlow(flow.name) ? faults.get(flow.name) : undefined;
  // Without the endpoint mapper, dynamic ports are not known.
  if (flow.service === 'rpc-dynamic' && faults.has('rpc-endpoint-mapper')) return 'inconclusive';
  if (fault === undefined) return 'open';
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
};
