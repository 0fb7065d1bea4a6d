import { hostSourceOf } from '../catalogue/ends.ts';
import { type FlowName, isOwnName } from '../catalogue/flow.ts';
import type { Cause } from '../probe/observation.ts';
import type { RequirementOutcome } from './vocabulary.ts';

/** Remedies for unmet outcomes that opening a port does not mend. */
export type Remedy =
  | 'unresolved'
  | 'service-record'
  | 'silent'
  | 'wrong-service'
  | 'wrong-host'
  | 'unhealthy'
  | 'certificate';

/** What mends a flow that is not blocked; null if a port has to be opened. */
export function remedyOf(
  outcome: RequirementOutcome,
  causes: readonly (Cause | null | undefined)[],
  flow: FlowName,
): Remedy | null {
  switch (outcome) {
    case 'unhealthy':
      if (causes.includes('record-missing')) return 'service-record';
      return causes.some((cause) => cause?.startsWith('certificate-') === true)
        ? 'certificate'
        : 'unhealthy';
    case 'unresolved':
      return !isOwnName(flow) && hostSourceOf(flow) === 'domain' ? 'service-record' : outcome;
    case 'silent':
    case 'wrong-service':
    case 'wrong-host':
      return outcome;
    default:
      return null;
  }
}
