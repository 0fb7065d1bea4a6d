import { flowNameOf } from '../catalogue/flow.ts';
import { flowText } from '../report/model/catalogue.ts';
import { vantagesOf } from '../report/model/vantages.ts';
import { type Section, items, section, sectionOfAny } from '../report/told/blocks.ts';
import type { Texts } from '../text/texts.ts';
import type { Kind, Named } from './kinds.ts';
import {
  CHANGES,
  type Change,
  type DiffHead,
  type DiffTail,
  type DiffedReport,
  type Difference,
  type RequirementChange,
  type SeenRequirement,
} from './model.ts';
import type { DiffSums } from './sums.ts';

/** How methods changed, and for how many clients if not for all of the kind. */
export function tellChangedVerdicts({ verdicts, named }: Kind, { diff }: Texts): readonly string[] {
  return verdicts.map(({ methods, old: before, new: after, over, clients }) => {
    const of = clients === named.clients ? null : clients;
    switch (over) {
      case 'all':
        return diff.verdict(methods, before, after, of);
      case 'here':
        return diff.here(methods, before, after, of);
      case 'same':
        return diff.still(methods, after, of);
    }
  });
}

/** What was seen to change. */
export function tellSeen(kind: Kind, texts: Texts): readonly string[] {
  if (kind.noAnswer) return [texts.diff.noAnswer];
  const { appeared, gone } = kind.warnings;
  const told = [
    ...kind.seen.map((change) => tellChange(change, texts)),
    ...appeared.map((code) => texts.diff.warned(code)),
    ...gone.map((code) => texts.diff.noLongerWarned(code)),
  ];
  // A single changed verdict explains itself; several of them, or none, do not show the reason.
  return told.length === 0 && kind.verdicts.length !== 1 ? [texts.diff.otherKinds] : told;
}

function tellChange({ id, old: before, new: after }: RequirementChange, texts: Texts): string {
  return texts.diff.seen(
    flowText(flowNameOf(id), undefined, texts).title,
    statesOf(before, texts),
    statesOf(after, texts),
  );
}

function statesOf({ outcome, cause, status, unmetHosts }: SeenRequirement, texts: Texts): string[] {
  return [
    texts.outcomes[outcome],
    ...(cause === null ? [] : [texts.causes[cause]]),
    // One of several servers, any of which will do.
    ...(status === 'met' && unmetHosts.length > 0 ? [texts.diff.notAt(unmetHosts)] : []),
  ];
}

/** Findings that appeared, that went, and that are no longer proven. */
export interface ToldFindings {
  readonly change: Change;
  readonly heading: string;
  readonly flows: readonly { readonly title: string; readonly named: Named }[];
}

export function tellFindings({ findings }: DiffSums, texts: Texts): readonly ToldFindings[] {
  return CHANGES.flatMap((change) => {
    const flows = [...findings[change]].map(([flow, named]) => ({
      title: flowText(flow, undefined, texts).title,
      named,
    }));
    const heading = texts.diff.findings[change];
    return flows.length === 0 ? [] : [{ change, heading, flows }];
  });
}

/** What can't be compared, or was not the same. */
export function tellDifferences({ differences }: DiffHead, texts: Texts): readonly Section[] {
  const told = differences.map((each) => tellDifference(each, texts));
  return sectionOfAny(texts.diff.differences, told.length === 0 ? [] : [items(told)]);
}

function tellDifference(difference: Difference, { diff }: Texts): string {
  const { difference: phrases } = diff;
  switch (difference.what) {
    case 'vantage':
      return phrases.vantage(difference.vantage, difference.only);
    case 'method':
      return phrases.method(difference.method, difference.only);
    case 'expect':
      return phrases.expect(difference.id, difference.only);
    case 'requirement':
      return phrases.requirement(difference.id, difference.only);
    case 'site-code':
      return phrases['site-code'](difference.old, difference.new);
    case 'communication':
      return phrases.communication(difference.old, difference.new);
    case 'ports':
      return phrases.ports(difference.id, difference.old, difference.new);
    case 'necessity':
      return phrases.necessity(difference.id, difference.old, difference.new);
  }
}

/** The two reports. One that lacks clients of the other may have stopped before them. */
export function tellDiffHead(head: DiffHead, { diff, table }: Texts): Section {
  const { product, siteCode } = head.new.site;
  const runs = (['old', 'new'] as const).flatMap((age) => [
    diff.run(age, runOf(head[age])),
    ...(head[age].interrupted === true ? [table.incomplete] : []),
  ]);
  return {
    ...section(diff.title(product, siteCode), [
      { kind: 'items', items: runs, onTerminal: 'paragraphs' },
    ]),
    look: 'plain',
  };
}

function runOf({ report, run }: DiffedReport): Parameters<Texts['diff']['run']>[1] {
  return { name: report, vantages: vantagesOf({ run }), startedAt: run.startedAt };
}

/** How many clients were compared and how many could not be, without the exit code. */
export function tellDiffEnding(
  { appeared, gone, incomparable }: DiffSums,
  { complete, summary }: DiffTail,
  { diff }: Texts,
): readonly string[] {
  return [
    diff.summary(summary.clients, summary.same),
    ...(appeared.clients === 0 ? [] : [diff.appeared(appeared)]),
    ...(gone.clients === 0 ? [] : [diff.gone(gone)]),
    ...(incomparable.clients === 0 ? [] : [diff.incomparable(incomparable)]),
    ...(complete ? [] : [diff.interrupted]),
  ];
}
