import type { Texts } from '../../text/texts.ts';
import { z } from 'zod';
import type { RequirementId } from '../../catalogue/flow.ts';
import type { Method } from '../../catalogue/vocabulary.ts';
import type { ClientFacts, MethodFacts, RequirementFacts } from '../../judge/facts.ts';
import { client, endpoint, methodVerdict, requirement } from '../../judge/saved-facts.ts';
import { isRequirementId } from '../../judge/saved-words.ts';
import { STATUS_OF, type UnprobedOutcome } from '../../judge/vocabulary.ts';
import { usualUnmetHosts } from '../../report/model/usual.ts';
import type { HeadFacts } from '../../report/model/report.ts';
import { evidence } from './evidence.ts';
import type { SavedProblem } from './problem.ts';
import { warningFacts } from './warning.ts';

/** Text at first: each is then looked up among the ids of the run. */
const ids = z.array(z.string());
const methodSaid = methodVerdict.extend({ brokenBy: ids, degradedBy: ids, unproven: ids });
const requirementSaid = requirement.extend({
  id: z.string(),
  unmetHosts: requirement.shape.unmetHosts.exactOptional(),
  endpoints: z.array(endpoint.extend({ evidence })),
});
type RequirementSaid = z.infer<typeof requirementSaid>;

/** A client as a line or a document has it; requirements that the run's head speaks for may lack. */
export const clientSaid = client.extend({
  methods: z.array(methodSaid),
  requirements: z.array(requirementSaid),
  warnings: z.array(warningFacts),
});
type ClientSaid = z.infer<typeof clientSaid>;

/** What a head says of its run that its clients are read by. */
export interface RunRows {
  /** In the order of the run. */
  readonly methods: readonly Method[];
  /** In the order of the run. */
  readonly rows: readonly CatalogueRow[];
  readonly known: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
}

interface CatalogueRow {
  readonly id: RequirementId;
  readonly unprobed: UnprobedOutcome | null;
}

export function runRowsOf({
  methods,
  catalogue,
  unknownRequirements = [],
}: Pick<HeadFacts, 'methods' | 'catalogue' | 'unknownRequirements'>): RunRows {
  const rows = Object.keys(catalogue).flatMap((key) => {
    return isRequirementId(key) ? [{ id: key, unprobed: catalogue[key]?.unprobed ?? null }] : [];
  });
  return {
    methods: methods.map((each) => each.method),
    rows,
    known: new Set(rows.map(({ id }) => id)),
    unknown: new Set(unknownRequirements),
  };
}

type Problem = { readonly problem: (texts: Texts['saved']) => string };

/**
 * The client with every requirement of its run, in the run's order.
 * @returns a problem where client and run do not belong together
 */
export function restoreClient(
  said: ClientSaid,
  run: RunRows,
): ClientFacts | { readonly problem: SavedProblem } {
  const restored = restore(said, run);
  if (!('problem' in restored)) return restored;
  const { problem } = restored;
  return { problem: ({ saved }) => `${said.client}: ${problem(saved)}` };
}

function restore(said: ClientSaid, run: RunRows): ClientFacts | Problem {
  const left = new Map(said.requirements.map((requirement) => [requirement.id, requirement]));
  const requirements: RequirementFacts[] = [];
  for (const row of run.rows) {
    const requirement = restoreRequirement(row, left.get(row.id));
    if ('problem' in requirement) return requirement;
    left.delete(row.id);
    requirements.push(requirement);
  }
  const unknown = [
    ...(said.unknown ?? []),
    ...[...left.values()].map(({ id, status }) => ({ id, status })),
  ];
  const foreign = unknown.find(({ id }) => !run.unknown.has(id));
  if (foreign !== undefined) return { problem: (saved) => saved.foreignRequirement(foreign.id) };
  if (said.methods.map((each) => each.method).join() !== run.methods.join()) {
    return { problem: (saved) => saved.otherMethods };
  }
  const methods: MethodFacts[] = [];
  for (const each of said.methods) {
    const restored = restoreMethod(each, run);
    if ('problem' in restored) return restored;
    methods.push(restored);
  }
  const { methods: _methods, requirements: _requirements, unknown: _unknown, ...rest } = said;
  return { ...rest, methods, requirements, ...(unknown.length === 0 ? {} : { unknown }) };
}

function restoreMethod(said: ClientSaid['methods'][number], run: RunRows): MethodFacts | Problem {
  const { brokenBy, degradedBy, unproven, unknown = [] } = said;
  const strange = [brokenBy, degradedBy, unproven, unknown].flatMap((all) =>
    all.filter((id) => !run.known.has(id)),
  );
  const foreign = strange.find((id) => !run.unknown.has(id));
  if (foreign !== undefined) return { problem: (saved) => saved.foreignRequirement(foreign) };
  const { unknown: _, ...rest } = said;
  return {
    ...rest,
    brokenBy: brokenBy.filter(isRequirementId),
    degradedBy: degradedBy.filter(isRequirementId),
    unproven: unproven.filter(isRequirementId),
    ...(strange.length === 0 ? {} : { unknown: [...new Set(strange)] }),
  };
}

/** @returns a problem where there is one */
function restoreRequirement(
  { id, unprobed }: CatalogueRow,
  said: RequirementSaid | undefined,
): RequirementFacts | Problem {
  if (said === undefined) {
    return unprobed === null
      ? { problem: (saved) => saved.missingRequirement(id) }
      : { id, status: STATUS_OF[unprobed], outcome: unprobed, unmetHosts: [], endpoints: [] };
  }
  const { necessity, status, outcome: seen, endpoints, unmetHosts, fallbackHosts } = said;
  if (STATUS_OF[seen] !== status) {
    return { problem: (saved) => saved.statusOfOther(id, seen, status) };
  }
  // A flow can only be proven from the end that opens it: a client's own report admits nobody to
  // it.
  if (unprobed !== null && (seen !== unprobed || endpoints.length > 0)) {
    return { problem: (saved) => saved.notSeenFromThere(id, seen) };
  }
  return {
    id,
    ...(necessity === undefined ? {} : { necessity }),
    status,
    outcome: seen,
    unmetHosts: unmetHosts ?? usualUnmetHosts(status, endpoints),
    ...(fallbackHosts === undefined ? {} : { fallbackHosts }),
    endpoints,
  };
}
