import { Kinds, Named } from './kinds.ts';
import type { ClientDiff } from './model.ts';

/** What people are told of a comparison, however many clients it has. */
export class DiffSums {
  readonly kinds = new Kinds();
  readonly appeared = new Named();
  readonly gone = new Named();
  readonly incomparable = new Named();

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
        return this.kinds.add(diff);
    }
  }
}
