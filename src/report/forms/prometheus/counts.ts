import type { ClientEntry } from '../../model/report.ts';
import { FAMILIES } from './families.ts';
import { familyText, sampleLine } from './family.ts';
import type { RequirementId } from '../../../catalogue/flow.ts';
import type { RequirementOutcome } from '../../../judge/vocabulary.ts';

/** Sites have tens of servers; clients that each saw others of their own are cut off here. */
const MAX_SERVERS = 10_000;

interface Expiry {
  readonly host: string;
  readonly port: number | null;
  readonly seconds: number;
}

/** When the certificates of servers end; behind one name may be several, of which the first counts. */
export class Certificates {
  readonly #first = new Map<string, Expiry>();

  add({ requirements }: ClientEntry): void {
    for (const { endpoints } of requirements) {
      for (const { host, port, evidence } of endpoints) {
        if (!('kind' in evidence) || evidence.kind !== 'http') continue;
        const seconds = Date.parse(evidence.tls?.validTo ?? '') / 1000;
        if (!Number.isFinite(seconds)) continue;
        const server = `${host} ${port}`;
        const known = this.#first.get(server);
        if (known === undefined ? this.#first.size < MAX_SERVERS : seconds < known.seconds) {
          this.#first.set(server, { host, port, seconds });
        }
      }
    }
  }

  text(): string {
    const lines = [...this.#first.values()].map(({ host, port, seconds }) =>
      sampleLine(FAMILIES.certificate, { host, port: `${port ?? ''}` }, seconds),
    );
    return familyText(FAMILIES.certificate, lines.toSorted());
  }
}

/** Clients by requirement and outcome. */
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
