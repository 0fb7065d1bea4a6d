import { VERDICTS } from '../../../../judge/vocabulary.ts';
import { button, filled, h } from './dom.ts';
import { ANSWER, type Filter, HERE, NO_FILTER, NO_SUBNET, isFiltered } from './filter.ts';
import { STANDINGS, isAbsent, standingOr, wordOf } from './judge.ts';
import type { Client, Model } from './model.ts';
import { makeNames } from './names.ts';
import type { View } from './view.ts';

export interface Controls {
  readonly element: HTMLElement;
  /** Shows a filter that came from elsewhere, as far as this page knows it. @returns what it shows */
  set(filter: Filter): Filter;
  /** Says how many clients a filter lets through, and has their names at hand. */
  tell(shown: readonly Client[]): void;
}

type Option = readonly [value: string, text: string];

/** The filters over the matrix, and how much they let through. */
export function makeControls(view: View, changed: (filter: Filter) => void): Controls {
  const { head, clients } = view.model;
  const { texts } = head;
  const search = h('input', {
    type: 'search',
    id: 'filter-text',
    placeholder: texts.searchHint,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const selects = {
    verdict: select('verdict', [
      ['', texts.anyVerdict],
      ...standingOptions(view.model),
      ...VERDICTS.map((verdict): Option => [verdict, head.verdicts[verdict]]),
    ]),
    method: select('method', [
      ['', texts.anyMethod],
      ...head.methods.map(({ method, title }): Option => [method, title]),
    ]),
    cause: select('cause', [['', texts.anyOutcome], ...causeOptions(view)]),
    flow: select('flow', [['', texts.anyRequirement], ...flowOptions(view.model)]),
    subnet: select('subnet', [['', texts.anySubnet], ...subnetOptions(view)]),
  };
  const status = h('p', { class: 'shown', role: 'status' });
  const reset = button(
    { class: 'quiet', hidden: true },
    () => {
      set(NO_FILTER);
      search.focus();
      changed(NO_FILTER);
    },
    texts.reset,
  );
  const names = makeNames(view.model);
  const read = (): Filter => ({
    text: search.value,
    method: selects.method.value,
    verdict: selects.verdict.value,
    flow: selects.flow.value,
    cause: selects.cause.value,
    subnet: selects.subnet.value,
  });
  const mark = (): void => {
    reset.hidden = !isFiltered(read());
    for (const control of [search, ...Object.values(selects)]) {
      control.classList.toggle('used', control.value !== '');
    }
  };
  const set = (filter: Filter): Filter => {
    search.value = filter.text;
    selects.method.value = filter.method;
    selects.verdict.value = filter.verdict;
    selects.flow.value = filter.flow;
    selects.cause.value = filter.cause;
    selects.subnet.value = filter.subnet;
    mark();
    return read();
  };
  const onChange = (): void => {
    mark();
    changed(read());
  };
  search.addEventListener('input', onChange);
  for (const each of Object.values(selects)) each.addEventListener('change', onChange);
  const element = h(
    'form',
    { class: 'filters', role: 'search', 'aria-label': texts.filters, hidden: clients.length < 2 },
    field(search, texts.search),
    field(selects.verdict, texts.verdict),
    field(selects.method, texts.method),
    field(selects.cause, texts.outcome),
    field(selects.flow, texts.requirement),
    field(selects.subnet, texts.subnet),
    h('div', { class: 'standing' }, status, reset, names.element),
  );
  element.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  return {
    element,
    set,
    tell(shown) {
      status.textContent = filled(texts.shown, {
        shown: view.count(shown.length),
        all: view.count(clients.length),
      });
      names.set(shown);
    },
  };
}

/** What this end alone can say, where a client has it. */
function standingOptions({ head, clients }: Model): readonly Option[] {
  const known = clients.filter(({ answer }) => answer !== 'i');
  const seen = new Set(
    known.flatMap((client) => head.methods.map((_method, index) => standingOr(client, index))),
  );
  return STANDINGS.filter((standing) => seen.has(standing)).map((standing): Option => [
    `${HERE}${standing}`,
    filled(head.texts.here, { verdict: wordOf(standing, head) }),
  ]);
}

function field(control: HTMLElement, label: string): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), control);
}

function select(name: string, options: readonly Option[]): HTMLSelectElement {
  return h(
    'select',
    { id: `filter-${name}` },
    ...options.map(([value, text]) => h('option', { value }, text)),
  );
}

/** What was seen anywhere, with the number of clients that it was seen at. */
function causeOptions({ model, count }: View): readonly Option[] {
  const { head, clients } = model;
  const seen = new Map<string, number>();
  for (const { answer, letters } of clients) {
    const causes = isAbsent(answer) ? [`${ANSWER}${answer}`] : new Set(letters);
    for (const cause of causes) seen.set(cause, (seen.get(cause) ?? 0) + 1);
  }
  const absent: readonly Option[] = [
    [`${ANSWER}0`, head.texts.noAnswer],
    [`${ANSWER}a`, head.texts.noAddress],
  ];
  const outcomes = head.outcomes.map(({ letter, text }): Option => [letter, `${letter}  ${text}`]);
  return [...absent, ...outcomes].flatMap(([value, text]): readonly Option[] => {
    const clientsWith = seen.get(value);
    return clientsWith === undefined ? [] : [[value, `${text} (${count(clientsWith)})`]];
  });
}

function flowOptions({ head }: Model): readonly Option[] {
  const titles = new Map(head.requirements.map(({ flow, title }) => [flow, title]));
  return [...titles];
}

/** The largest first. */
function subnetOptions({ model, count }: View): readonly Option[] {
  const { texts } = model.head;
  return [...countBy(model.clients)]
    .sort(([, a], [, b]) => b - a)
    .map(([subnet, clients]): Option => [
      subnet,
      `${subnet === NO_SUBNET ? texts.unknownSubnet : subnet} (${count(clients)})`,
    ]);
}

function countBy(clients: readonly Client[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { subnet } of clients) {
    const key = subnet || NO_SUBNET;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
