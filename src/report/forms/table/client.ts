import type { RequirementId } from '../../../catalogue/flow.ts';
import type { Vantage } from '../../../catalogue/vocabulary.ts';
import type { Verdict } from '../../../judge/vocabulary.ts';
import { tellSelf } from '../../../text/self.ts';
import type { ClientEntry, MethodEntry } from '../../model/report.ts';
import { impaired, impairedTogether } from '../../told/impaired.ts';
import { seenInTime } from '../../told/under-way.ts';
import { endsOf } from '../../told/vantages.ts';
import { flowsSeen } from '../../told/flows.ts';
import { paragraph } from '../../terminal/layout.ts';
import { type Page, titleOf } from '../../told/page.ts';

/** One client's block: headlines, flows, then each broken method with its way out. */
export function clientBlock(client: ClientEntry, page: Page): string {
  const entry = seenInTime(client);
  const sections = [
    title(entry, page),
    entry.interrupted === true ? paragraph('', page.texts.table.wasUnderWay, page.style, 2) : '',
    entry.methods.map((method) => headline(method, entry, page)).join('\n'),
    flowsSeen(entry, page),
    ...impairedTogether(entry).map((methods) => impaired(methods, entry, page)),
    warnings(entry, page),
    self(entry, page),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n\n`;
}

function title(entry: ClientEntry, page: Page): string {
  const reached = entry.requirements
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ host, address }) =>
      host === entry.client && address !== null && address !== host ? [address] : [],
    );
  const addresses = page.texts.list([...new Set(reached)]);
  const said = [
    page.style.heading(entry.client),
    ...(addresses === '' ? [] : [page.style.faint(`(${addresses})`)]),
    ...(entry.answered === false ? [page.style.tint('bad', absence(entry, page))] : []),
  ];
  return paragraph('', said.join(' '), page.style, 0);
}

/** Why nothing answered, as far as is known. */
function absence(entry: ClientEntry, page: Page): string {
  return hasNoAddress(entry) ? page.texts.outcomes.unresolved : page.texts.table.noAnswer;
}

/** Whether a client that did not answer could not even be asked. */
export function hasNoAddress({ requirements }: ClientEntry): boolean {
  return requirements.every(({ endpoints }) =>
    endpoints.every(({ outcome }) => outcome === 'unresolved'),
  );
}

function headline(method: MethodEntry, entry: ClientEntry, page: Page): string {
  // What this machine can say decides the symbol; a broken method is broken from anywhere.
  const symbol = page.style.verdict(
    method.here === 'not-applicable' ? method.verdict : method.here,
  );
  const text = paragraph('', headlineText(method, entry, page), page.style, 4);
  return `  ${symbol} ${text.trimStart()}`;
}

/** A method's verdict, and the flows that it comes from. */
export function headlineText(method: MethodEntry, entry: ClientEntry, page: Page): string {
  const named = (ids: readonly RequirementId[]): string[] => ids.map((id) => titleOf(id, page));
  const outcomeOf = (id: RequirementId): string =>
    entry.requirements.find((requirement) => requirement.id === id)?.outcome ?? 'error';
  const unknown = (method.unknown ?? []).map((id) => page.texts.saved.unknownId(id));
  const unknownIn = (verdict: Verdict): readonly string[] =>
    method.verdict === verdict ? unknown : [];
  const left = method.unproven.filter((id) => outcomeOf(id) === 'not-checked');
  return page.texts.table.headline({
    method: method.method,
    verdict: method.verdict,
    here: method.here,
    ends: endsOf(page.head),
    from: lookedFrom(left, page),
    broken: [...named(method.brokenBy), ...unknownIn('breaks')],
    degraded: [...named(method.degradedBy), ...unknownIn('degraded')],
    warned: method.here === 'degraded' && method.degradedBy.length === 0 ? 'yes' : 'no',
    elsewhere: named(left),
    unnamed: method.unproven
      .filter((id) => outcomeOf(id) === 'not-named')
      .map((id) => ({
        title: titleOf(id, page),
        hosts: page.head.catalogue[id]?.notNamed ?? null,
      })),
    unclear: [
      ...named(
        method.unproven.filter((id) => !['not-checked', 'not-named'].includes(outcomeOf(id))),
      ),
      ...unknownIn('unproven'),
    ],
    explanation: method.explanation,
  });
}

/** The end that has looked at a client; of joined reports one may be missing. */
function lookedFrom([left]: readonly RequirementId[], { head }: Page): Vantage {
  const opener = left === undefined ? undefined : head.catalogue[left]?.from;
  if (opener === undefined) return head.run.from;
  return opener === 'client' ? 'site-server' : 'client';
}

function warnings(entry: ClientEntry, page: Page): string {
  if (entry.warnings.length === 0) return '';
  return [
    `  ${page.style.heading(page.texts.table.warnings)}`,
    ...entry.warnings.map(({ message }) => paragraph('- ', message, page.style, 4)),
  ].join('\n');
}

function self(entry: ClientEntry, { style, texts }: Page): string {
  const told = tellSelf(entry.self, texts);
  if (told.length === 0) return '';
  return [
    paragraph('', style.heading(texts.self.heading), style, 2),
    ...told.map((text) => paragraph('- ', text, style, 4)),
  ].join('\n');
}

/** Flows of this client that only the other end can prove, and that matter. */
export function leftFor(entry: ClientEntry, page: Page): readonly RequirementId[] {
  return entry.requirements
    .filter(({ outcome }) => outcome === 'not-checked')
    .filter(({ id }) => page.head.catalogue[id]?.necessity !== 'documented')
    .map(({ id }) => id);
}
