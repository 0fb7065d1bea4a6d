import { DOCUMENTS, type RequirementId, flowNameOf } from '../../catalogue/flow.ts';
import { hostSourceOf } from '../../catalogue/ends.ts';
import { VANTAGES } from '../../catalogue/vocabulary.ts';
import { titleToName } from '../../text/how-to-name.ts';
import type { Texts } from '../../text/texts.ts';
import { type Appearance, type Style, makeStyle } from '../terminal/style.ts';
import { paragraph } from '../terminal/layout.ts';
import { type Groups, groupKey, groupsOf, wordsOf, wordsOfGroup } from './groups.ts';
import { LEFT_OUT, type Remark, type Rule, type RuleEnd, type RuleSet } from './rules.ts';
import { withoutCiCommands } from '../../base/ci-commands.ts';

const INDENT = 6;

interface Page {
  readonly groups: Groups;
  readonly style: Style;
  readonly texts: Texts;
}

/** The rules as a list for the firewall's owner. */
export function rulesText(rules: RuleSet, appearance: Appearance, texts: Texts): string {
  const style = makeStyle(appearance);
  const width = style.width - INDENT;
  const groups = groupsOf(rules.rules, (words) => filled(words, width).length);
  const page = { style, texts, groups };
  const sections = [
    style.heading(paragraph('', texts.firewall.title(rules.site), style, 0)),
    rules.rules.length === 0
      ? paragraph('', texts.firewall.nothing[rules.basis], style, 0)
      : paragraph('', texts.firewall.note[rules.basis], style, 0),
    groupSection(page),
    ...ruleSections(rules, page),
    remarkSection(texts.firewall.headings.elsewhere, rules.elsewhere, page),
    remarkSection(texts.firewall.headings.untold, rules.untold, page),
    otherSection(rules, page),
    documents(rules, page),
  ];
  return withoutCiCommands(`${sections.filter((section) => section !== '').join('\n\n')}\n`);
}

function ruleSections({ rules }: RuleSet, page: Page): readonly string[] {
  const numbered = rules.map((rule, index) => ({ rule, text: ruleText(rule, index + 1, page) }));
  return (['required', 'helpful'] as const).flatMap((necessity) => {
    const texts = numbered
      .filter(({ rule }) => rule.necessity === necessity)
      .map(({ text }) => text);
    if (texts.length === 0) return [];
    const heading = page.texts.firewall.sections[necessity](texts.length);
    return [paragraph('', page.style.heading(heading), page.style, 0), ...texts];
  });
}

function ruleText(rule: Rule, number: number, page: Page): string {
  const { style, texts } = page;
  const { firewall } = texts;
  const { from, to, transport, ports, methods, requirements, seen, sources, alternatives } = rule;
  const flows = [...new Set(requirements.map(flowNameOf))].map((name) => texts.flows[name]);
  const heading = `${firewall.protocol(transport, ports)}: ${firewall.end(from)} → ${firewall.end(to)}`;
  const said = (label: keyof typeof firewall.labels, text: string): string =>
    paragraph(`${firewall.labels[label]}: `, text, style, 4);
  const notes = [
    ...(ports.length > 1 ? [firewall.anyOne] : []),
    ...(alternatives.length > 0 ? [firewall.anyServer(alternatives)] : []),
    ...new Set(flows.flatMap(({ portsBesides }) => portsBesides ?? [])),
    ...new Set(flows.map(({ atTheEnd }) => atTheEnd)),
    ...(seen.some(([outcome]) => outcome === 'refused') ? [firewall.refused] : []),
  ];
  return [
    paragraph(`${String(number).padStart(2)}. `, style.heading(heading), style, 0),
    ...endLines('from', from, page),
    ...endLines('to', to, page),
    said('methods', texts.list(methods.map((method) => texts.methods[method]))),
    ...[...new Set(flows.map(({ purpose }) => purpose))].map((text) => said('purpose', text)),
    ...(seen.length === 0
      ? []
      : [said('seen', texts.list(seen.map((each) => seenText(each, texts))))]),
    ...sources.map((source) => said('source', shortened(source))),
    ...notes.map((text) => paragraph('', text, style, 4)),
  ].join('\n');
}

function seenText([outcome, clients]: Rule['seen'][number], { firewall }: Texts): string {
  return outcome === 'inconclusive' ? firewall.unseen(clients) : firewall.seen(outcome, clients);
}

/** Empty for an end that the heading names completely. */
function endLines(label: 'from' | 'to', end: RuleEnd, page: Page): readonly string[] {
  const { style, texts, groups } = page;
  const words = wordsOf(end);
  if (words.length === 0) return [];
  const lead = `${texts.firewall.labels[label]}: `;
  const group = groups.get(groupKey(words));
  if (group !== undefined) return [paragraph(lead, texts.firewall.group(group), style, 4)];
  const [first = '', ...rest] = filled(words, style.width - INDENT);
  return [paragraph(lead, first, style, 4), ...rest.map((line) => `      ${style.plain(line)}`)];
}

/** What several rules share, once. */
function groupSection({ groups, style, texts }: Page): string {
  if (groups.size === 0) return '';
  const lines = [...groups].flatMap(([key, letter]) => {
    const [first = '', ...rest] = filled(wordsOfGroup(key), style.width - INDENT);
    const lead = `${texts.firewall.group(letter)}: `;
    return [paragraph(lead, first, style, 2), ...rest.map((line) => `      ${style.plain(line)}`)];
  });
  return [paragraph('', style.heading(texts.firewall.headings.groups), style, 0), ...lines].join(
    '\n',
  );
}

/** Wraps long lists of names and addresses, for which the wrapping of sentences is too slow. */
function filled(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  words.forEach((word, index) => {
    const said = index === words.length - 1 ? word : `${word},`;
    // A label takes part of the first line.
    const room = lines.length === 0 ? width - INDENT : width;
    if (line !== '' && line.length + 1 + said.length > room) {
      lines.push(line);
      line = said;
    } else line = line === '' ? said : `${line} ${said}`;
  });
  return [...lines, line];
}

function remarkSection(heading: string, remarks: readonly Remark[], page: Page): string {
  const { style, texts } = page;
  if (remarks.length === 0) return '';
  const lines = remarks.flatMap(({ id, remedy, ...remark }) => {
    const title = titleOf(id, texts);
    const said = paragraph('- ', texts.firewall.remark({ title, ...remark }), style, 2);
    return remedy === null
      ? [said]
      : [said, paragraph('', texts.table.mend(title, remedy), style, 4)];
  });
  return [paragraph('', style.heading(heading), style, 0), ...lines].join('\n');
}

function otherSection({ left, notLookedAt, notNamed }: RuleSet, { style, texts }: Page): string {
  const { firewall } = texts;
  const lines = [
    ...LEFT_OUT.flatMap((why) => {
      const { clients, names } = left[why];
      return clients === 0 ? [] : [firewall.left[why](clients, names)];
    }),
    ...VANTAGES.flatMap((from) => {
      const ids = notLookedAt[from];
      return ids.length === 0 ? [] : [firewall.notLookedAt(from, titlesOf(ids, texts))];
    }),
    ...(notNamed.length === 0 ? [] : [firewall.notNamed(notNamedOf(notNamed, texts))]),
  ].map((line) => paragraph('- ', line, style, 2));
  if (lines.length === 0) return '';
  return [paragraph('', style.heading(firewall.headings.other), style, 0), ...lines].join('\n');
}

/** A row's document by its short name. */
function shortened(source: string): string {
  return DOCUMENT_NAMES.reduce((text, [key, title]) => text.replaceAll(title, key), source);
}

const DOCUMENT_NAMES = Object.entries(DOCUMENTS);

/** The documents that rules come from, once. */
function documents({ rules }: RuleSet, { style, texts }: Page): string {
  const sources = rules.flatMap((rule) => rule.sources);
  const named = DOCUMENT_NAMES.filter(([, title]) => sources.some((text) => text.includes(title)));
  if (named.length === 0) return '';
  const lines = named.map(([key, title]) => paragraph(`${key}: `, title, style, 2));
  return [paragraph('', style.heading(texts.firewall.headings.documents), style, 0), ...lines].join(
    '\n',
  );
}

function titlesOf(ids: readonly RequirementId[], texts: Texts): readonly string[] {
  return [...new Set(ids.map((id) => titleOf(id, texts)))];
}

function notNamedOf(ids: readonly RequirementId[], texts: Texts): readonly string[] {
  const titles = ids.map((id) => titleToName(titleOf(id, texts), hostSourceOf(flowNameOf(id))));
  return [...new Set(titles)];
}

function titleOf(id: RequirementId, texts: Texts): string {
  return texts.flows[flowNameOf(id)].title;
}
