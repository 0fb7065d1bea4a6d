import type { FlowName } from '../catalogue/flow.ts';
import { valueIn } from '../report/told/many/client-group.ts';
import { Kinds, Named } from './kinds.ts';
import type { Change, ClientDiff } from './model.ts';

/** The comparison as people see it, however many clients there are. */
export class DiffSums {
  readonly kinds = new Kinds();
  readonly appeared = new Named();
  readonly gone = new Named();
  readonly incomparable = new Named();
  /** Findings, by how they changed and by their flows. */
  readonly findings: Readonly<Record<Change, Map<FlowName, Named>>> = {
    worse: new Map(),
    better: new Map(),
    other: new Map(),
  };

  add(diff: ClientDiff): void {
    switch (diff.change) {
      case 'new':
        return this.appeared.add(diff.client);
      case 'gone':
        return this.gone.add(diff.client);
      case 'not-compared':
        return this.incomparable.add(diff.client);
      case 'worse':
      case 'better':
      case 'other':
        for (const { flow, change } of diff.audit ?? []) {
          valueIn(this.findings[change], flow, () => new Named()).add(diff.client);
        }
        return this.kinds.add(diff);
    }
  }
}
