import { hostSourceOf } from '../catalogue/ends.ts';
import {
  type FlowName,
  type HostSource,
  type RequirementId,
  flowNameOf,
  isOwnId,
  isOwnName,
} from '../catalogue/flow.ts';
import { CATALOGUES } from '../catalogue/index.ts';
import { type Vantage, inMethodOrder } from '../catalogue/vocabulary.ts';
import type { ClientFacts, RequirementFacts } from '../judge/facts.ts';
import { judgeSaved } from '../judge/saved.ts';
import { STATUS_OF, type UnprobedOutcome } from '../judge/vocabulary.ts';
import type { HeadFacts, KeptOptions } from '../report/model/report.ts';
import type { SidesHead } from './sides.ts';

/**
 * What runs of one site, with other methods perhaps, say together: every method and requirement that
 * one of them knows.
 * @param first whose word counts where several know one
 */
export function unionOf(first: HeadFacts, ...others: readonly HeadFacts[]): HeadFacts {
  const heads = [first, ...others];
  const knows = (head: HeadFacts): boolean => requirementsOf(head) === requirementsOf(first);
  const run = runOf(first, others);
  if (heads.every(knows)) {
    return { ...first, run, catalogue: asExpected(first.catalogue, others) };
  }
  const all = heads.flatMap((head) => head.methods);
  const methods = inMethodOrder(all.map(({ method }) => method)).flatMap(
    (method) => all.find((each) => each.method === method) ?? [],
  );
  const catalogue = idsInOrder(heads).flatMap((id) => {
    const row = heads.map((head) => head.catalogue[id]).find((each) => each !== undefined);
    return row === undefined ? [] : [[id, row] as const];
  });
  return { ...first, run, methods, catalogue: asExpected(Object.fromEntries(catalogue), heads) };
}

/**
 * Including what only one of the runs was told to expect: the site says that, not what the run saw.
 */
function asExpected(
  catalogue: HeadFacts['catalogue'],
  heads: readonly HeadFacts[],
): HeadFacts['catalogue'] {
  const expected = new Map(
    heads
      .flatMap((head) => Object.entries(head.catalogue))
      .flatMap(([id, row]) => (row?.expect === undefined ? [] : [[id, row.expect] as const])),
  );
  const rows = Object.entries(catalogue).flatMap(([id, row]) => {
    if (row === undefined) return [];
    const expect = row.expect ?? expected.get(id);
    return [[id, expect === undefined ? row : { ...row, expect }] as const];
  });
  return Object.fromEntries(rows);
}

/** With every option that one of the runs had: a command that is printed must see as much. */
function runOf({ run }: HeadFacts, others: readonly HeadFacts[]): HeadFacts['run'] {
  const options = Object.assign(
    {},
    ...others.map((head) => head.run.options),
    run.options,
  ) satisfies KeptOptions;
  return Object.keys(options).length === 0 ? run : { ...run, options };
}

/** The methods and requirements of a run as a key, by which equal ones are found. */
export function requirementsOf({ methods, catalogue }: HeadFacts): string {
  const ids = Object.keys(catalogue).toSorted();
  return [...methods.map(({ method }) => method), ...ids].join(' ');
}

/** Requirements of the port tables in their order, then those of users' rows as they come. */
function idsInOrder(
  heads: readonly Pick<SidesHead, 'site' | 'catalogue'>[],
): readonly RequirementId[] {
  const product = heads[0]?.site.product;
  const tabled = product === undefined ? [] : CATALOGUES[product].flows.map(({ id }) => id);
  const own = heads.flatMap(({ catalogue }) => Object.keys(catalogue)).filter(isOwnId);
  return [...tabled, ...new Set(own)];
}

/** Each method may have a source of its own. */
const BY_METHOD: ReadonlySet<HostSource> = new Set([
  'source-share',
  'package-share',
  'run-from-share',
]);

/**
 * A client of a run of some methods with the requirements of all: a flow that another method shares is
 * as it was seen for that, and what was not looked at is told as that.
 * @param head of all reports together
 * @param sides the ends that the client was looked at from
 */
export function withEveryFlow(
  facts: ClientFacts,
  head: SidesHead,
  sides: readonly Vantage[],
): ClientFacts {
  const known = new Map(facts.requirements.map((each) => [each.id, each]));
  const shared = new Map<FlowName, RequirementFacts>();
  for (const requirement of facts.requirements) {
    const flow = flowNameOf(requirement.id);
    if (isOwnName(flow) || !BY_METHOD.has(hostSourceOf(flow))) shared.set(flow, requirement);
  }
  const requirements = rowsOf(head).map(({ id, outcome }): RequirementFacts => {
    const same = known.get(id) ?? shared.get(flowNameOf(id));
    return same === undefined
      ? { id, status: STATUS_OF[outcome], outcome, unmetHosts: [], endpoints: [] }
      : { ...same, id };
  });
  const { warnings, unknown = [] } = facts;
  return {
    ...facts,
    methods: judgeSaved({ requirements, warnings, unknown }, head, sides),
    requirements,
  };
}

/** Each requirement, and the outcome that it has if nobody probed it. */
function rowsOf(head: SidesHead): readonly {
  readonly id: RequirementId;
  readonly outcome: UnprobedOutcome;
}[] {
  return idsInOrder([head]).flatMap((id) => {
    const row = head.catalogue[id];
    if (row === undefined) return [];
    return [{ id, outcome: row.unprobed ?? (row.notNamed === null ? 'not-checked' : 'not-named') }];
  });
}
