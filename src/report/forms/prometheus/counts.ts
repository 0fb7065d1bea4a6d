import type { ClientEntry } from '../../model/report.ts';
import { LocationSums } from '../../told/many/location-sums.ts';
import { METRICS } from './families.ts';
import { familyText, sampleLine } from './family.ts';
import type { FlowName, RequirementId } from '../../../catalogue/flow.ts';
import { AUDIT_RESULTS, type AuditResult } from '../../../judge/audit.ts';
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
      sampleLine(METRICS.certificate, { host, port: `${port ?? ''}` }, seconds),
    );
    return familyText(METRICS.certificate, lines.toSorted());
  }
}

/** Clients by flow that is expected to be closed, and by what was found of it. */
export class AuditedFlowCounts {
  readonly #counts = new Map<FlowName, Record<AuditResult, number>>();

  add({ audit = [] }: ClientEntry): void {
    for (const { flow, found } of audit) {
      const counts = this.#counts.get(flow) ?? {
        open: 0,
        unproven: 0,
        'not-checked': 0,
        closed: 0,
      };
      counts[found] += 1;
      this.#counts.set(flow, counts);
    }
  }

  /** Every result of every flow, so that an alert on one sees it go away. */
  text(): string {
    const lines = [...this.#counts].flatMap(([flow, counts]) =>
      AUDIT_RESULTS.map((found) =>
        sampleLine(METRICS.auditClients, { flow, found }, counts[found]),
      ),
    );
    return familyText(METRICS.auditClients, lines.toSorted());
  }
}

/** Clients by requirement and outcome. */
/** How it stands at each location, in a site with boundary groups. */
export class LocationCounts {
  readonly #sums = new LocationSums();

  add(entry: ClientEntry): void {
    if (entry.interrupted !== true) this.#sums.add(entry, []);
  }

  text(): string {
    const lines = this.#sums.all.flatMap(({ name, here }) => {
      const location = name.kind === 'groups' ? name.groups.join(', ') : '';
      return [...here].flatMap(([method, counts]) =>
        [...counts].map(([state, { clients }]) =>
          sampleLine(
            METRICS.locationClients,
            { location, kind: name.kind, method, state },
            clients,
          ),
        ),
      );
    });
    return lines.length === 0 ? '' : familyText(METRICS.locationClients, lines.toSorted());
  }
}

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
        sampleLine(METRICS.requirementClients, { requirement, outcome }, clients),
      ),
    );
    return familyText(METRICS.requirementClients, lines.toSorted());
  }
}
