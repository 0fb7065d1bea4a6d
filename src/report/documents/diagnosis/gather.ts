import { type ComputerDiagnosis, isFailing } from '../../../diagnose/model.ts';

/** Computers that fail alike. */
export interface FailureGroup {
  /** The first of them, which speaks for all. */
  readonly example: ComputerDiagnosis;
  count: number;
  readonly computers: ComputerDiagnosis[];
}

export interface Gathered {
  readonly failed: number;
  /** Most computers first. */
  readonly groups: readonly FailureGroup[];
  readonly resolved: readonly ComputerDiagnosis[];
}

/** How many computers are named of each group, and of those whose trouble is over. */
export const MAX_NAMED_COMPUTERS = 20;

/** The failed computers by what fails, in memory that does not grow with their number. */
export function gather(computers: Iterable<ComputerDiagnosis>): Gathered {
  const groups = new Map<string, FailureGroup>();
  const resolved: ComputerDiagnosis[] = [];
  let failed = 0;
  for (const computer of computers) {
    if (computer.lastWord === 'resolved' && resolved.length < MAX_NAMED_COMPUTERS)
      resolved.push(computer);
    if (!isFailing(computer.lastWord)) continue;
    failed += 1;
    const key = keyOf(computer);
    const group = groups.get(key) ?? { example: computer, count: 0, computers: [] };
    groups.set(key, group);
    group.count += 1;
    if (group.computers.length < MAX_NAMED_COMPUTERS) group.computers.push(computer);
  }
  const byCount = [...groups.values()].toSorted((one, other) => other.count - one.count);
  return { failed, groups: byCount, resolved };
}

function keyOf({ log, lastWord, decisive }: ComputerDiagnosis): string {
  if (decisive === null) return [log, lastWord].join('|');
  const { step, error, requirements } = decisive;
  return [log, lastWord, step, error?.hex ?? '', requirements.join()].join('|');
}
