import type { PageLocations } from '../data.ts';
import { verdictSign } from './badges.ts';
import { filled, h, list, told } from './dom.ts';
import type { View } from './view.ts';

/** More are unfolded. */
const MAX_SHOWN = 12;

/** How it stands at each location, for who looks after one. */
export function locationsSection({ model, count }: View): HTMLElement | null {
  const { tail, head } = model;
  if (tail === null || tail.locations === null) return null;
  const { title, rows } = tail.locations;
  const rest = rows.slice(MAX_SHOWN);
  return h(
    'section',
    { class: 'causes', 'aria-labelledby': 'locations' },
    h('h2', { id: 'locations' }, title),
    list('obstacles', rows.slice(0, MAX_SHOWN).map(locationItem)),
    rest.length === 0
      ? null
      : h(
          'details',
          {},
          h('summary', {}, filled(head.texts.moreLocations, { n: count(rest.length) })),
          list('obstacles', rest.map(locationItem)),
        ),
  );
}

function locationItem({
  standing,
  title,
  methods,
  inTheWay,
}: PageLocations['rows'][number]): readonly HTMLElement[] {
  return [
    verdictSign(standing),
    h(
      'div',
      {},
      h('h3', {}, told(title)),
      ...methods.map((text) => h('p', { class: 'effects' }, text)),
      list(
        'places',
        inTheWay.map((text) => [told(text)]),
      ),
    ),
  ];
}
