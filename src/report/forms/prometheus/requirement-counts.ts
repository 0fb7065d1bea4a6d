import type { RequirementId } from '../../../catalogue/flow.ts';
import type { RequirementOutcome } from '../../../judge/vocabulary.ts';
import type { ClientEntry } from '../../model/report.ts';
import { FAMILIES } from './families.ts';
import { familyText, sampleLine } from './family.ts';

/** How many clients a requirement has which outcome for. */
export class RequirementCounts {
  readonly #counts = new Map<RequirementId, Map<RequirementOutcome, number>>();

  add({ requirements }: ClientEntry): void {
    for (const { id, outcome } of requirements) {
      const counts = this.#counts.get(id) ?? new Map<RequirementOutcome, number>();
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      this.#counts.set(id, counts);
    }
  }

  /** In an order that does not hang on which client was judged first. */
  text(): string {
    const lines = [...this.#counts].flatMap(([requirement, counts]) =>
      [...counts].map(([outcome, clients]) =>
        sampleLine(FAMILIES.requirementClients, { requirement, outcome }, clients),
      ),
    );
    return familyText(FAMILIES.requirementClients, lines.toSorted());
  }
}
