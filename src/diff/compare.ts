import { openerIn } from '../catalogue/ends.ts';
import type { Method, Vantage } from '../catalogue/vocabulary.ts';
import { auditOf } from '../judge/audit.ts';
import {
  type ClientFacts,
  type MethodFacts,
  type RequirementFacts,
  decidingEndpoint,
} from '../judge/facts.ts';
import { type WarningCode, weighsOn } from '../judge/warning.ts';
import { type SidesHead, sideOf, sidesOf } from '../merge/sides.ts';
import { vantagesOf } from '../report/model/vantages.ts';
import { changeOfFinding, changeOfMethod, changeOfRequirement, changeOfAll } from './classify.ts';
import type {
  AuditChange,
  ClientDiff,
  MethodChange,
  Pair,
  RequirementChange,
  SeenRequirement,
} from './model.ts';

/** What two reports say of their runs. */
export type DiffedHeads = Pair<SidesHead>;

/**
 * What became of a client that is in both reports: over the methods that both know, and the flows that
 * the same end has looked at in both.
 * @returns null where nothing did
 */
export function compareClient(
  before: ClientFacts,
  after: ClientFacts,
  heads: DiffedHeads,
): ClientDiff | null {
  const { client } = after;
  if (before.interrupted === true || after.interrupted === true) {
    return { client, change: 'not-compared' };
  }
  const reduced = overCommonEnds(before, after, heads);
  if (reduced === null) return { client, change: 'not-compared' };
  const requirements = requirementChanges(reduced, heads);
  const methods = methodChanges(reduced, requirements, heads);
  const audit = findingChanges(reduced, heads);
  if ([methods, requirements, audit].every((changes) => changes.length === 0)) return null;
  return {
    client,
    change: changeOfAll([...methods, ...audit].map(({ change }) => change)),
    answered: { old: reduced.old.answered, new: reduced.new.answered },
    methods,
    requirements,
    ...(audit.length === 0 ? {} : { audit }),
  };
}

/** Both are judged by the expectations of the new report. */
function findingChanges(
  { old: before, new: after }: Pair<ClientFacts>,
  heads: DiffedHeads,
): readonly AuditChange[] {
  const known = new Map(auditOf(before, heads.new).map(({ flow, found }) => [flow, found]));
  return auditOf(after, heads.new).flatMap(({ flow, found }): readonly AuditChange[] => {
    const earlier = known.get(flow);
    const change = earlier === undefined ? null : changeOfFinding(earlier, found);
    return earlier === undefined || change === null
      ? []
      : [{ flow, change, old: earlier, new: found }];
  });
}

/** @returns null where they have no end in common */
function overCommonEnds(
  before: ClientFacts,
  after: ClientFacts,
  heads: DiffedHeads,
): Pair<ClientFacts> | null {
  // What another computer saw in the client's place became neither better nor worse for the client.
  if (heads.old.run.standsFor !== heads.new.run.standsFor) return null;
  const [sides, others] = [sidesOf(before, heads.old), sidesOf(after, heads.new)];
  const common = sides.filter((side) => others.includes(side));
  const [side] = common;
  if (side === undefined) return null;
  if (common.length > 1) return { old: before, new: after };
  return { old: partOf(before, side, heads.old), new: partOf(after, side, heads.new) };
}

/** A joined report may also have judged flows of the other end that nobody could probe. */
function partOf(facts: ClientFacts, side: Vantage, head: SidesHead): ClientFacts {
  return vantagesOf(head).length === 1 ? facts : sideOf(facts, side, head);
}

function requirementChanges(
  { old: before, new: after }: Pair<ClientFacts>,
  heads: DiffedHeads,
): readonly RequirementChange[] {
  const known = new Map(before.requirements.map((requirement) => [requirement.id, requirement]));
  return after.requirements.flatMap((requirement): RequirementChange[] => {
    const earlier = known.get(requirement.id);
    if (earlier === undefined) return [];
    const seen = { old: seenOf(earlier), new: seenOf(requirement) };
    const necessity = heads.new.catalogue[requirement.id]?.necessity ?? 'required';
    const change = changeOfRequirement(seen, necessity);
    // In how many ways a computer that is off says nothing is no change of it.
    if (
      change === 'other' &&
      isSilent(before, earlier, heads.old) &&
      isSilent(after, requirement, heads.new)
    )
      return [];
    return change === null ? [] : [{ id: requirement.id, change, ...seen }];
  });
}

/** Whether a requirement of a silent client failed by its silence, not by its name or by this machine. */
function isSilent(
  { answered }: ClientFacts,
  { id, outcome }: RequirementFacts,
  { catalogue }: SidesHead,
): boolean {
  return (
    answered === false &&
    openerIn(catalogue, id) === 'site-server' &&
    outcome !== 'unresolved' &&
    outcome !== 'error'
  );
}

function seenOf(requirement: RequirementFacts): SeenRequirement {
  const { status, outcome, unmetHosts } = requirement;
  return { status, outcome, cause: decidingEndpoint(requirement)?.cause ?? null, unmetHosts };
}

function methodChanges(
  { old: before, new: after }: Pair<ClientFacts>,
  requirements: readonly RequirementChange[],
  heads: DiffedHeads,
): readonly MethodChange[] {
  return after.methods.flatMap((method): MethodChange[] => {
    const earlier = before.methods.find((candidate) => candidate.method === method.method);
    if (earlier === undefined) return [];
    const pair = {
      verdict: { old: earlier.verdict, new: method.verdict },
      here: { old: earlier.here, new: method.here },
    };
    const because = requirements.filter(({ id }) => weighs(id, method.method, heads));
    const change = changeOfMethod(pair, nowOf(earlier, after), because);
    if (change === null) return [];
    const warnings = {
      appeared: newWarnings(method.method, before, after, heads),
      gone: newWarnings(method.method, after, before, heads),
    };
    const ids = because.map(({ id }) => id);
    return [{ method: method.method, change, ...pair, because: ids, warnings }];
  });
}

function nowOf(
  { brokenBy }: MethodFacts,
  { requirements }: ClientFacts,
): readonly RequirementFacts[] {
  return requirements.filter(({ id }) => brokenBy.includes(id));
}

function weighs(
  id: RequirementChange['id'],
  method: Method,
  { new: { catalogue } }: DiffedHeads,
): boolean {
  const row = catalogue[id];
  return row?.method === method && row.necessity !== 'documented';
}

/** Warnings that weigh on a method and were not there before. */
function newWarnings(
  method: Method,
  before: ClientFacts,
  after: ClientFacts,
  { new: { site } }: DiffedHeads,
): readonly WarningCode[] {
  const weighing = (client: ClientFacts): readonly WarningCode[] =>
    client.warnings
      .filter(({ facts }) => weighsOn(facts, method, client.requirements, site.product))
      .map(({ code }) => code);
  const known = weighing(before);
  return [...new Set(weighing(after))].filter((code) => !known.includes(code));
}
