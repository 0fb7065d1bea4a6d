import { cellsOf } from './cells.ts';
import { type Alike, brokenAlike } from './details.ts';
import { filled, h, list, told } from './dom.ts';
import { makeHeading } from './heading.ts';
import { verdictAt } from './judge.ts';
import type { Client } from './model.ts';
import type { View } from './view.ts';

/** More is no longer read on paper: filter first. */
const MAX_ROWS = 1000;
const MAX_DETAILS = 50;
const MAX_LIKEWISE = 20;

/** While the page is printed: all rows that are shown, and the details of what breaks. */
export function printWhole(view: View, shown: () => readonly Client[], place: HTMLElement): void {
  const opened: HTMLDetailsElement[] = [];
  const begin = (): void => {
    if (place.childElementCount > 0) return;
    place.append(...sheets(view, shown()));
    for (const details of document.querySelectorAll<HTMLDetailsElement>('.causes details')) {
      if (details.open) continue;
      details.open = true;
      opened.push(details);
    }
  };
  const end = (): void => {
    place.replaceChildren();
    for (const details of opened.splice(0)) details.open = false;
  };
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  matchMedia('print').addEventListener('change', ({ matches }) => {
    if (matches) begin();
    else end();
  });
}

function sheets(view: View, clients: readonly Client[]): readonly HTMLElement[] {
  const { model, count } = view;
  const { texts } = model.head;
  const rows = clients.slice(0, MAX_ROWS);
  const broken = brokenAlike(clients.filter(isBroken), model).slice(0, MAX_DETAILS);
  return [
    ...(rows.length === clients.length
      ? []
      : [
          h(
            'p',
            { class: 'notice' },
            filled(texts.printed, { shown: count(rows.length), all: count(clients.length) }),
          ),
        ]),
    h(
      'table',
      { class: 'matrix' },
      makeHeading(model, null).element,
      h(
        'tbody',
        {},
        ...rows.map((client) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row', class: 'name' }, told(client.name)),
            ...cellsOf(client, model),
          ),
        ),
      ),
    ),
    // The one client of a page has its details there already.
    ...(broken.length === 0 || model.clients.length === 1
      ? []
      : [
          h(
            'section',
            { class: 'sheet' },
            h('h2', {}, texts.printedDetails),
            list(
              'briefs',
              broken.map((alike) => brief(alike, view)),
            ),
          ),
        ]),
  ];
}

function brief({ clients, sentences }: Alike, { model, count }: View): readonly HTMLElement[] {
  const { texts } = model.head;
  const [first, ...others] = clients.map(({ name }) => name);
  const named = others.slice(0, MAX_LIKEWISE);
  const more = others.length - named.length;
  const likewise = [...named, ...(more === 0 ? [] : [`+${count(more)}`])].join(texts.comma);
  return [
    h('strong', {}, told(first ?? '')),
    ...sentences.map((text) => h('p', {}, told(text))),
    ...(others.length === 0
      ? []
      : [h('p', {}, told(filled(texts.likewise, { clients: likewise })))]),
  ];
}

function isBroken({ answer, verdicts }: Client): boolean {
  return answer === '1' && verdicts.some((place) => verdictAt(place) === 'breaks');
}
