import {
  DOCUMENTS,
  type HostSource,
  type RequirementId,
  flowNameOf,
  isOwnName,
} from '../../catalogue/flow.ts';
import { hostSourceOf } from '../../catalogue/ends.ts';
import { VANTAGES } from '../../catalogue/vocabulary.ts';
import { titleToName } from '../../text/how-to-name.ts';
import type { Texts } from '../../text/texts.ts';
import { flowText } from '../model/catalogue.ts';
import { terminalParts } from '../terminal/blocks.ts';
import { type Appearance, makeStyle } from '../terminal/style.ts';
import { wordLines } from '../terminal/wrap.ts';
import {
  type Block,
  type Section,
  inset,
  items,
  labelled,
  section,
  sectionOfAny,
  text,
} from '../told/blocks.ts';
import { type Groups, ruleKey, groupsOf, wordsOfEnd, wordsOfKey } from './groups.ts';
import {
  LEFT_OUT,
  type OwnRuleWords,
  type Remark,
  type Rule,
  type RuleEnd,
  type RuleSet,
} from './rules.ts';
import { withoutCiCommands } from '../../base/ci-commands.ts';

/** What stands before the names of a rule's end. */
const INDENT = 6;

interface Page {
  readonly groups: Groups;
  readonly own: OwnRuleWords;
  readonly texts: Texts;
}

/** The rules as a list for the firewall's owner. */
export function rulesText(rules: RuleSet, appearance: Appearance, texts: Texts): string {
  const style = makeStyle(appearance);
  const width = style.width - INDENT;
  const groups = groupsOf(rules.rules, (words) => wordLines(words, width).length);
  return withoutCiCommands(
    `${terminalParts(tellRules(rules, { texts, groups, own: rules.own }), style)}\n`,
  );
}

function tellRules(rules: RuleSet, page: Page): readonly Block[] {
  const { firewall } = page.texts;
  const nothing = rules.closed.length === 0 ? firewall.nothing : firewall.nothingElse;
  const basis = rules.rules.length === 0 ? nothing : firewall.note;
  return [
    section(firewall.title(rules.site), []),
    text(basis[rules.basis]),
    ...tellGroups(page),
    ...tellNumbered(rules, page),
    ...sectionOfAny(firewall.headings.elsewhere, tellRemarks(rules.elsewhere, page)),
    ...sectionOfAny(firewall.headings.untold, tellRemarks(rules.untold, page)),
    ...tellOthers(rules, page),
    ...tellDocuments(rules, page),
  ];
}

function tellNumbered({ rules }: RuleSet, page: Page): readonly Section[] {
  const numbered = rules.map((rule, index) => ({ rule, told: tellRule(rule, index + 1, page) }));
  return (['required', 'helpful'] as const).flatMap((necessity) => {
    const told = numbered
      .filter(({ rule }) => rule.necessity === necessity)
      .map(({ told: each }) => each);
    const heading = page.texts.firewall.sections[necessity](told.length);
    return told.length === 0 ? [] : [section(heading, []), ...told];
  });
}

function tellRule(rule: Rule, number: number, page: Page): Section {
  const { texts } = page;
  const { firewall } = texts;
  const { from, to, transport, ports, methods, requirements, seen, sources, alternatives } = rule;
  const { locations } = rule;
  const flows = [...new Set(requirements.map(flowNameOf))].map((name) =>
    flowText(name, page.own[name], texts),
  );
  const said = (label: keyof typeof firewall.labels, what: string): Block =>
    labelled(firewall.labels[label], what);
  const refused = seen.filter(([outcome]) => outcome === 'refused');
  const notes = [
    ...(ports.length > 1 ? [firewall.anyOne] : []),
    ...(alternatives.length > 0 ? [firewall.anyServer(alternatives)] : []),
    ...new Set(flows.flatMap(({ portsBesides }) => portsBesides ?? [])),
    // Windows Firewall drops: where all was refused it had no part in it.
    ...(refused.length > 0 && refused.length === seen.length
      ? []
      : new Set(flows.map(({ atTheEnd }) => atTheEnd).filter((what) => what !== ''))),
    ...(refused.length > 0 ? [firewall.refused] : []),
  ];
  return {
    ...section(
      `${firewall.protocol(transport, ports)}: ${firewall.end(from)} → ${firewall.end(to)}`,
      [
        ...(locations.length === 0 ? [] : [said('location', texts.list(locations))]),
        ...tellEnd('from', from, page),
        ...tellEnd('to', to, page),
        said('methods', texts.list(methods.map((method) => texts.method(method)))),
        ...[...new Set(flows.map(({ purpose }) => purpose))]
          .filter((what) => what !== '')
          .map((what) => said('purpose', what)),
        ...(seen.length === 0
          ? []
          : [said('seen', texts.list(seen.map((each) => seenText(each, texts))))]),
        ...sources.map((source) => said('source', shortened(source))),
        ...notes.map((note) => text(note)),
      ],
    ),
    lead: `${String(number).padStart(2)}. `,
  };
}

function seenText([outcome, clients]: Rule['seen'][number], { firewall }: Texts): string {
  return outcome === 'inconclusive' ? firewall.unseen(clients) : firewall.seen(outcome, clients);
}

/** Nothing for an end that the heading names completely. */
function tellEnd(label: 'from' | 'to', end: RuleEnd, { texts, groups }: Page): readonly Block[] {
  const words = wordsOfEnd(end);
  if (words.length === 0) return [];
  const { labels, group } = texts.firewall;
  const letter = groups.get(ruleKey(words));
  return letter === undefined
    ? [{ kind: 'words', lead: `${labels[label]}: `, words }]
    : [labelled(labels[label], group(letter))];
}

/** What several rules share, once. */
function tellGroups({ groups, texts: { firewall } }: Page): readonly Section[] {
  return sectionOfAny(
    firewall.headings.groups,
    [...groups].map(([key, letter]) => ({
      kind: 'words',
      lead: `${firewall.group(letter)}: `,
      words: wordsOfKey(key),
    })),
  );
}

function tellRemarks(remarks: readonly Remark[], page: Page): readonly Block[] {
  return remarks.flatMap(({ id, remedy, ...remark }) => {
    const { texts } = page;
    const title = titleOf(id, page);
    const said = items([texts.firewall.remark({ title, ...remark })]);
    return remedy === null ? [said] : [said, inset([text(texts.table.mend(title, remedy))])];
  });
}

function tellOthers(
  { left, notLookedAt, notNamed, closed, byHand }: RuleSet,
  page: Page,
): readonly Section[] {
  const { firewall, audit } = page.texts;
  const others = [
    ...LEFT_OUT.flatMap((why) => {
      const { clients, names } = left[why];
      return clients === 0 ? [] : [firewall.left[why](clients, names)];
    }),
    ...VANTAGES.flatMap((from) => {
      const ids = notLookedAt[from];
      return ids.length === 0 ? [] : [firewall.notLookedAt(from, titlesOf(ids, page))];
    }),
    ...(closed.length === 0 ? [] : [audit.leftOut(titlesOf(closed, page))]),
    ...(byHand.length === 0 ? [] : [firewall.byHand(titlesOf(byHand, page))]),
    ...(notNamed.length === 0 ? [] : [firewall.notNamed(notNamedOf(notNamed, page))]),
  ];
  return sectionOfAny(firewall.headings.other, others.length === 0 ? [] : [items(others)]);
}

/** A row's document by its short name. */
function shortened(source: string): string {
  return DOCUMENT_NAMES.reduce((text, [key, title]) => text.replaceAll(title, key), source);
}

const DOCUMENT_NAMES = Object.entries(DOCUMENTS);

/** The documents that rules come from, once. */
function tellDocuments({ rules }: RuleSet, { texts }: Page): readonly Section[] {
  const sources = rules.flatMap((rule) => rule.sources);
  return sectionOfAny(
    texts.firewall.headings.documents,
    DOCUMENT_NAMES.filter(([, title]) => sources.some((said) => said.includes(title))).map(
      ([key, title]) => labelled(key, title),
    ),
  );
}

function titlesOf(ids: readonly RequirementId[], page: Page): readonly string[] {
  return [...new Set(ids.map((id) => titleOf(id, page)))];
}

function notNamedOf(ids: readonly RequirementId[], page: Page): readonly string[] {
  const titles = ids.map((id) => titleToName(titleOf(id, page), hostsToName(id)));
  return [...new Set(titles)];
}

/** How the hosts of a user's row are named, the plan's reason tells. */
function hostsToName(id: RequirementId): HostSource | null {
  const name = flowNameOf(id);
  return isOwnName(name) ? null : hostSourceOf(name);
}

function titleOf(id: RequirementId, { own, texts }: Page): string {
  const name = flowNameOf(id);
  return flowText(name, own[name], texts).title;
}
