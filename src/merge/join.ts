import { VANTAGES } from '../catalogue/vocabulary.ts';
import type { ClientFacts, UnknownFacts, WarningFacts } from '../judge/facts.ts';
import { judgeSaved } from '../judge/saved.ts';
import type { CatalogueEntry, ReportHead } from '../report/model/report.ts';
import { isOfLocation, knowsLocation } from './location.ts';
import type { SidesHead } from './sides.ts';

/**
 * One client from both ends: each requirement as the end saw it that opens it, and the methods judged
 * from all of them.
 * @param server as the site server's report has the client
 * @param own as the client's own report has it
 * @param head of either run, or of both
 */
export function joinSides(server: ClientFacts, own: ClientFacts, head: SidesHead): ClientFacts {
  const seenThere = new Map(own.requirements.map((requirement) => [requirement.id, requirement]));
  const requirements = server.requirements.map((requirement) =>
    head.catalogue[requirement.id]?.from === 'client'
      ? (seenThere.get(requirement.id) ?? requirement)
      : requirement,
  );
  // Where a client is it knows best, and its servers were chosen by that.
  const where = knowsLocation(own) ? own : server;
  const warnings = eachOnce([
    ...server.warnings.filter(({ code }) => where === server || !isOfLocation(code)),
    ...own.warnings.filter(({ code }) => where === own || !isOfLocation(code)),
  ]);
  const unknown = unknownOf([...(server.unknown ?? []), ...(own.unknown ?? [])]);
  return {
    client: server.client,
    // A client that is on when it reports may have been off when the site server looked.
    answered: server.answered ?? own.answered,
    ...(server.interrupted === true || own.interrupted === true ? { interrupted: true } : {}),
    methods: judgeSaved({ requirements, warnings, unknown }, head, VANTAGES),
    requirements,
    ...(unknown.length === 0 ? {} : { unknown }),
    warnings,
    ...(where.location === undefined ? {} : { location: where.location }),
    ...(own.self === undefined ? {} : { self: own.self }),
  };
}

/** Which end opens them this version does not know: what either end found blocked is blocked. */
function unknownOf(seen: readonly UnknownFacts[]): readonly UnknownFacts[] {
  const ranked = (['unproven', 'met', 'unmet'] as const).flatMap((status) =>
    seen.filter((each) => each.status === status),
  );
  return [...new Map(ranked.map((each) => [each.id, each])).values()];
}

/** Both ends may have the same proxy. */
function eachOnce(warnings: readonly WarningFacts[]): readonly WarningFacts[] {
  return [
    ...new Map(
      warnings.map((warning) => [JSON.stringify(sorted(warning.facts)), warning]),
    ).values(),
  ];
}

function sorted(facts: WarningFacts['facts']): readonly (readonly [string, unknown])[] {
  return Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The head of reports from both ends: what neither could look at is all that is known beforehand. */
export function joinedHead(head: ReportHead): ReportHead {
  const catalogue = Object.entries(head.catalogue).flatMap(
    ([id, row]): [string, CatalogueEntry][] =>
      row === undefined
        ? []
        : [[id, { ...row, unprobed: row.unprobed === 'not-checked' ? null : row.unprobed }]],
  );
  return {
    ...head,
    run: { ...head.run, from: 'site-server', joined: VANTAGES },
    catalogue: Object.fromEntries(catalogue),
  };
}
