import type { PageAbsent, PageCause } from '../data.ts';
import { verdictSign } from './badges.ts';
import { button, h, list, told } from './dom.ts';
import { ANSWER, NO_FILTER } from './filter.ts';
import type { View } from './view.ts';

/** What stands in the way, most frequent first, and what to ask for, once. */
export function causesSection(view: View): HTMLElement | null {
  const { tail, head, clients } = view.model;
  // What is to be done for one client stands among its details.
  if (tail === null || clients.length < 2) return null;
  const { causes, absent, instead } = tail;
  return h(
    'section',
    { class: 'causes', 'aria-labelledby': 'causes' },
    h('h2', { id: 'causes' }, head.texts.causes),
    causes.length + absent.length === 0
      ? h('p', { class: 'aside' }, head.texts.noCauses)
      : list('obstacles', [
          ...causes.map((cause) => causeItem(cause, view)),
          ...absent.map((group) => absentItem(group, view)),
        ]),
    ...instead.map(({ title, others }) =>
      h(
        'div',
        { class: 'others' },
        h('h3', {}, title),
        list(
          'plain',
          others.map((other) => [other]),
        ),
      ),
    ),
  );
}

function causeItem(cause: PageCause, view: View): readonly HTMLElement[] {
  const { flow, letter, effect, title, effects, places, wayOut } = cause;
  const show = (): void => view.show({ ...NO_FILTER, flow, cause: letter });
  return [
    verdictSign(effect),
    h(
      'div',
      {},
      h('h3', {}, told(title)),
      h('p', { class: 'effects' }, effects),
      more(places, wayOut, view),
    ),
    showButton(title, show, view),
  ];
}

function absentItem(group: PageAbsent, view: View): readonly HTMLElement[] {
  const { answer, title, places, wayOut } = group;
  const show = (): void => view.show({ ...NO_FILTER, cause: `${ANSWER}${answer}` });
  return [
    verdictSign('breaks'),
    h('div', {}, h('h3', {}, told(title)), more(places, wayOut, view)),
    showButton(title, show, view),
  ];
}

/** Where it is, and what to ask for. */
function more(places: readonly string[], wayOut: string | null, { model }: View): HTMLElement {
  return h(
    'details',
    {},
    h('summary', {}, model.head.texts.whereAndWhat),
    list(
      'places',
      places.map((place) => [told(place)]),
    ),
    wayOut === null ? null : h('p', { class: 'way-out' }, told(wayOut)),
  );
}

function showButton(title: string, act: () => void, { model }: View): HTMLElement {
  const { showClients } = model.head.texts;
  return button({ class: 'link', 'aria-label': `${showClients}: ${title}` }, act, showClients);
}
