import { z } from 'zod';
import type { RequirementId } from '../../catalogue/flow.ts';
import type { ClientFacts, EndpointFacts, RequirementFacts } from '../../judge/facts.ts';
import { STATUSES, STATUS_OF, type UnprobedOutcome } from '../../judge/vocabulary.ts';
import { CAUSES, REACHED } from '../../probe/observation.ts';
import type { ReportHead } from '../model/report.ts';
import { usualUnmetHosts } from '../model/usual.ts';
import { evidence } from './evidence.ts';
import { selfFacts } from './self.ts';
import {
  REQUIREMENT_IDS,
  count,
  method,
  outcome,
  portNumber,
  requirementId,
  requirementOutcome,
  verdict,
} from './vocabulary.ts';
import { warningFacts } from './warning.ts';
import type { SavedTexts } from '../../text/saved.ts';
import type { SavedProblem } from './problem.ts';

const ids = z.array(requirementId);

const methodFacts = z.object({
  method,
  verdict,
  here: verdict,
  brokenBy: ids,
  degradedBy: ids,
  unproven: ids,
  alternatives: z.array(method),
});

const endpointFacts = z.object({
  host: z.string(),
  address: z.string().nullable(),
  port: portNumber.nullable(),
  outcome,
  code: z.string().exactOptional(),
  cause: z.enum(CAUSES).exactOptional(),
  reached: z.enum(REACHED),
  rttMs: z.number().nullable().default(null),
  attempts: count.default(1),
  evidence,
}) satisfies z.ZodType<EndpointFacts>;

const requirementSaid = z.object({
  id: requirementId,
  status: z.enum(STATUSES),
  outcome: requirementOutcome,
  unmetHosts: z.array(z.string()).exactOptional(),
  endpoints: z.array(endpointFacts),
});

/** A client as a line or a document has it; requirements that the run's head speaks for may lack. */
export const clientSaid = z.object({
  client: z.string().min(1).max(255).regex(/^\S+$/, 'a name holds no blanks'),
  answered: z.boolean().nullable(),
  interrupted: z.literal(true).exactOptional(),
  methods: z.array(methodFacts),
  requirements: z.array(requirementSaid),
  warnings: z.array(warningFacts),
  self: selfFacts.exactOptional(),
});
type ClientSaid = z.infer<typeof clientSaid>;

/** What a head says of one of its run's requirements. */
export interface CatalogueRow {
  readonly id: RequirementId;
  readonly unprobed: UnprobedOutcome | null;
}

/** In the order of the run. */
export function rowsOf({ catalogue }: Pick<ReportHead, 'catalogue'>): readonly CatalogueRow[] {
  return Object.keys(catalogue).flatMap((key) => {
    const id = REQUIREMENT_IDS.find((known) => known === key);
    return id === undefined ? [] : [{ id, unprobed: catalogue[id]?.unprobed ?? null }];
  });
}

/**
 * The client with every requirement of its run, in the run's order.
 * @returns a problem where client and run do not belong together
 */
export function restoreClient(
  said: ClientSaid,
  rows: readonly CatalogueRow[],
): ClientFacts | { readonly problem: SavedProblem } {
  const left = new Map(said.requirements.map((requirement) => [requirement.id, requirement]));
  const requirements: RequirementFacts[] = [];
  for (const row of rows) {
    const requirement = restoreRequirement(row, left.get(row.id));
    if ('problem' in requirement) {
      const { problem } = requirement;
      return { problem: ({ saved }) => `${said.client}: ${problem(saved)}` };
    }
    left.delete(row.id);
    requirements.push(requirement);
  }
  const [foreign] = left.keys();
  if (foreign !== undefined) {
    return {
      problem: ({ saved }) => `${said.client}: ${saved.foreignRequirement(foreign)}`,
    };
  }
  return { ...said, requirements };
}

/** @returns a problem where there is one */
function restoreRequirement(
  { id, unprobed }: CatalogueRow,
  said: ClientSaid['requirements'][number] | undefined,
): RequirementFacts | { readonly problem: (texts: SavedTexts) => string } {
  if (said === undefined) {
    return unprobed === null
      ? { problem: (saved) => saved.missingRequirement(id) }
      : { id, status: STATUS_OF[unprobed], outcome: unprobed, unmetHosts: [], endpoints: [] };
  }
  const { status, outcome: seen, endpoints, unmetHosts } = said;
  if (STATUS_OF[seen] !== status) {
    return { problem: (saved) => saved.statusOfOther(id, seen, status) };
  }
  return {
    id,
    status,
    outcome: seen,
    unmetHosts: unmetHosts ?? usualUnmetHosts(status, endpoints),
    endpoints,
  };
}
