import type { RequirementId } from '../../../catalogue/flow.ts';
import type { Method } from '../../../catalogue/vocabulary.ts';
import { decidingEndpoint } from '../../../judge/facts.ts';
import type { Readiness } from '../../../judge/readiness.ts';
import type { RequirementOutcome, Verdict } from '../../../judge/vocabulary.ts';
import type { ClientEntry, ReportHead } from '../../model/report.ts';
import { METRICS } from './families.ts';
import { type MetricFamily, familyHead, sampleLine } from './family.ts';

/**
 * More clients would be hundreds of thousands of series, which no Prometheus should be fed from one
 * file: they are told of in sums alone.
 */
const MAX_CLIENTS = 10_000;
/** How many clients are told of in one piece of text. */
const PIECE = 256;

/** What many clients have in common. */
interface Pattern {
  readonly verdicts: readonly (readonly [Method, Verdict])[];
  readonly readiness: readonly (readonly [Method, Readiness])[];
  readonly outcomes: readonly (readonly [RequirementId, RequirementOutcome])[];
}

interface Kept {
  readonly client: string;
  readonly pattern: Pattern;
  /** Milliseconds for each of the pattern's requirements, NaN where there was no round trip. */
  readonly roundTrips: Float64Array;
}

/** Metrics of each client, kept until the end in little room; of too many clients none. */
export class EachClient {
  readonly #maxClients: number;
  readonly #patterns = new Map<string, Pattern>();
  #kept: Kept[] = [];
  #clients = 0;

  constructor(maxClients = MAX_CLIENTS) {
    this.#maxClients = maxClients;
  }

  /** Whether every client is in it. */
  get isWhole(): boolean {
    return this.#clients <= this.#maxClients;
  }

  /** What a run sends nothing for is the same for every client, and has no series of its own. */
  add(entry: ClientEntry, { catalogue }: Pick<ReportHead, 'catalogue'>): void {
    this.#clients += 1;
    if (!this.isWhole) {
      this.#kept = [];
      return;
    }
    const seen = entry.requirements.filter(({ id }) => (catalogue[id]?.unprobed ?? null) === null);
    this.#kept.push({
      // A part of a longer string would keep the whole of it in memory.
      client: Buffer.from(entry.client).toString(),
      pattern: this.#patternOf({
        verdicts: entry.methods.map(({ method, verdict }) => [method, verdict]),
        readiness: entry.methods.map(({ method, readiness }) => [method, readiness]),
        outcomes: seen.map(({ id, outcome }) => [id, outcome]),
      }),
      roundTrips: Float64Array.from(
        seen.map((requirement) => decidingEndpoint(requirement)?.rttMs ?? Number.NaN),
      ),
    });
  }

  /** The families one after the other, in pieces. */
  *texts(): Generator<string> {
    yield* this.#family(METRICS.verdict, ({ client, pattern }) =>
      pattern.verdicts.map(([method, verdict]) =>
        sampleLine(METRICS.verdict, { client, method, verdict }, 1),
      ),
    );
    yield* this.#family(METRICS.readiness, ({ client, pattern }) =>
      pattern.readiness.map(([method, readiness]) =>
        sampleLine(METRICS.readiness, { client, method, readiness, view: 'here' }, 1),
      ),
    );
    yield* this.#family(METRICS.outcome, ({ client, pattern }) =>
      pattern.outcomes.map(([requirement, outcome]) =>
        sampleLine(METRICS.outcome, { client, requirement, outcome }, 1),
      ),
    );
    yield* this.#family(METRICS.roundTrip, ({ client, pattern, roundTrips }) =>
      pattern.outcomes.flatMap(([requirement], at) => {
        const rttMs = roundTrips[at] ?? Number.NaN;
        return Number.isNaN(rttMs)
          ? []
          : [sampleLine(METRICS.roundTrip, { client, requirement }, secondsOf(rttMs))];
      }),
    );
  }

  *#family(family: MetricFamily, linesOf: (kept: Kept) => readonly string[]): Generator<string> {
    let head = familyHead(family);
    for (let at = 0; at < this.#kept.length; at += PIECE) {
      const lines = this.#kept.slice(at, at + PIECE).flatMap(linesOf);
      // A family without samples is left out.
      if (lines.length === 0) continue;
      yield `${head}${lines.join('')}`;
      head = '';
    }
  }

  #patternOf(pattern: Pattern): Pattern {
    const key = JSON.stringify(pattern);
    const known = this.#patterns.get(key) ?? pattern;
    this.#patterns.set(key, known);
    return known;
  }
}

/** To the microsecond: a division by a thousand leaves digits that nobody measured. */
function secondsOf(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1_000_000;
}
