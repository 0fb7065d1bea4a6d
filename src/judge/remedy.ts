import type { Cause } from '../probe/observation.ts';
import type { RequirementOutcome } from './vocabulary.ts';

/** Unmet outcomes that opening a port does not mend. */
export type Remedy =
  'unresolved' | 'silent' | 'wrong-service' | 'wrong-host' | 'unhealthy' | 'certificate';

/** What mends a flow that is not blocked; null where opening a port is what it takes. */
export function remedyOf(
  outcome: RequirementOutcome,
  causes: readonly (Cause | null | undefined)[],
): Remedy | null {
  switch (outcome) {
    case 'unhealthy':
      return causes.some((cause) => cause?.startsWith('certificate-') === true)
        ? 'certificate'
        : 'unhealthy';
    case 'unresolved':
    case 'silent':
    case 'wrong-service':
    case 'wrong-host':
      return outcome;
    default:
      return null;
  }
}
