import { cellsOf } from './cells.ts';
import { button, h, told } from './dom.ts';
import { makeHeading } from './heading.ts';
import type { Client } from './model.ts';
import type { Column, Sorting } from './sort.ts';
import type { View } from './view.ts';

export interface Matrix {
  readonly element: HTMLElement;
  /** Shows these clients from the top. */
  show(clients: readonly Client[], sorting: Sorting): void;
  /** Marks the client whose details are open. */
  select(client: Client | null): void;
  /** The clients beside one, null at an end. */
  beside(client: Client, step: 1 | -1): Client | null;
  focus(client: Client): void;
}

/** Rows beyond what is seen, so that scrolling finds something. */
const OVERSCAN = 12;
/** Until a row has been measured. */
const USUAL_ROW = 32;
const HEADER_ROWS = 1;

/** Clients × requirements. Only the rows that are looked at are elements. */
export function makeMatrix(view: View, sort: (column: Column) => void): Matrix {
  const { model } = view;
  const { head } = model;
  const heading = makeHeading(model, sort);
  const body = h('tbody');
  const columns = 1 + head.methods.length + head.requirements.length;
  const above = spacer(columns);
  const below = spacer(columns);
  const table = h(
    'table',
    { class: 'matrix', 'aria-describedby': 'matrix-hint' },
    h('caption', { class: 'unseen' }, head.texts.matrix),
    heading.element,
    body,
  );
  const empty = h('p', { class: 'empty', hidden: true }, head.texts.nothingShown);
  const scroller = h('div', { class: 'scroller', tabindex: '-1' }, table, empty);

  let shown: readonly Client[] = [];
  let places = new Map<Client, number>();
  const rows = new Map<number, HTMLTableRowElement>();
  let rowHeight = USUAL_ROW;
  /** The row that Tab leads to. */
  let active = 0;
  let selected: Client | null = null;

  const row = (place: number): HTMLTableRowElement => {
    const client = shown[place];
    if (client === undefined) throw new RangeError(`no row ${place}`);
    const name = button(
      { class: 'open', tabindex: '-1', 'aria-haspopup': 'dialog' },
      () => {
        activate(place);
        view.open(client);
      },
      wholeName(client.name),
    );
    const element = h(
      'tr',
      { 'aria-rowindex': place + HEADER_ROWS + 1, class: client === selected ? 'selected' : null },
      nameCell(client, name),
      ...cellsOf(client, model),
    );
    element.addEventListener('click', (event) => {
      if (event.target instanceof Element && event.target.closest('button') === null) name.click();
    });
    return element;
  };

  const range = (): readonly [number, number] => {
    const headHeight = heading.element.offsetHeight;
    const first = Math.floor(scroller.scrollTop / rowHeight) - OVERSCAN;
    const seen = Math.ceil(Math.max(scroller.clientHeight - headHeight, 0) / rowHeight);
    const start = Math.min(Math.max(first, 0), Math.max(shown.length - 1, 0));
    return [start, Math.min(first + seen + 2 * OVERSCAN + 1, shown.length)];
  };

  const render = (): void => {
    const [first, end] = range();
    for (const [place, element] of rows) {
      if (place >= first && place < end) continue;
      // A row that goes takes the focus with it; the keys go on working from here.
      if (element.contains(document.activeElement)) scroller.focus({ preventScroll: true });
      element.remove();
      rows.delete(place);
    }
    // What is left stands together: new rows come before it, or after it.
    const next = rows.get(Math.min(...rows.keys())) ?? below;
    const firstKept = Math.min(end, ...rows.keys());
    for (let place = first; place < end; place += 1) {
      if (rows.has(place)) continue;
      const element = row(place);
      (place < firstKept ? next : below).before(element);
      rows.set(place, element);
    }
    above.style.height = `${first * rowHeight}px`;
    below.style.height = `${Math.max(shown.length - end, 0) * rowHeight}px`;
    markStop(first);
  };

  /** One row is a stop for Tab: the active one, or the first that is there. */
  const markStop = (first: number): void => {
    const stop = rows.has(active) ? active : first + Math.min(OVERSCAN, active);
    for (const [place, element] of rows) {
      nameButton(element)?.setAttribute('tabindex', place === stop ? '0' : '-1');
    }
  };

  /** Rows are equally high, whichever name is the longest: whole names show, and places are known. */
  const fit = (): void => {
    table.style.removeProperty('--row');
    const samples = longest(view.model.clients).map((client) => {
      const name = h('button', { type: 'button', class: 'open' }, wholeName(client.name));
      return h('tr', {}, nameCell(client, name));
    });
    body.append(...samples);
    const heights = samples.map((sample) => sample.getBoundingClientRect().height);
    for (const sample of samples) sample.remove();
    table.style.setProperty('--row', `${Math.ceil(Math.max(...heights))}px`);
  };

  const measure = (): void => {
    const [some] = rows.values();
    const height = some?.offsetHeight ?? 0;
    if (height === 0 || height === rowHeight) return;
    rowHeight = height;
    render();
  };

  const activate = (place: number): void => {
    active = place;
    markStop(range()[0]);
  };

  const goTo = (place: number): void => {
    active = Math.min(Math.max(place, 0), shown.length - 1);
    const top = active * rowHeight;
    const room = scroller.clientHeight - heading.element.offsetHeight - rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    render();
    const target = rows.get(active);
    if (target !== undefined) nameButton(target)?.focus({ preventScroll: true });
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest('thead') !== null) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - HEADER_ROWS);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: shown.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || shown.length === 0) return;
    event.preventDefault();
    goTo(to);
  };

  let drawn = false;
  scroller.addEventListener('scroll', () => {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(() => {
      drawn = false;
      render();
    });
  });
  scroller.addEventListener('keydown', onKey);
  let width = 0;
  new ResizeObserver(() => {
    if (scroller.clientWidth !== width) fit();
    width = scroller.clientWidth;
    render();
    measure();
  }).observe(scroller);

  return {
    element: scroller,
    show(clients, sorting) {
      shown = clients;
      places = new Map(clients.map((client, place) => [client, place]));
      active = 0;
      rows.clear();
      body.replaceChildren(above, below);
      table.setAttribute('aria-rowcount', String(clients.length + HEADER_ROWS));
      heading.mark(sorting);
      empty.hidden = clients.length > 0;
      scroller.scrollTop = 0;
      render();
      measure();
    },
    select(client) {
      selected = client;
      for (const [place, element] of rows) {
        element.classList.toggle('selected', client !== null && shown[place] === client);
      }
    },
    beside: (client, step) => shown[(places.get(client) ?? -2) + step] ?? null,
    focus(client) {
      const place = places.get(client);
      if (place !== undefined) goTo(place);
    },
  };
}

function nameCell({ address }: Client, name: HTMLElement): HTMLElement {
  return h(
    'th',
    { scope: 'row', class: 'name' },
    h('span', { class: 'who' }, name, address === '' ? null : told(address, 'address')),
  );
}

/** A name breaks behind a dot if it has to. */
function wholeName(name: string): HTMLElement {
  const parts = name.split(/(?<=\.)/);
  return h('bdi', {}, ...parts.flatMap((part, place) => (place === 0 ? [part] : [h('wbr'), part])));
}

/** By letters; one of them is the widest. */
const LONGEST = 12;

function longest(clients: readonly Client[]): readonly Client[] {
  const length = ({ name, address }: Client): number => name.length + address.length;
  return clients.toSorted((a, b) => length(b) - length(a)).slice(0, LONGEST);
}

function spacer(columns: number): HTMLTableRowElement {
  return h('tr', { class: 'spacer', 'aria-hidden': 'true' }, h('td', { colspan: columns }));
}

function nameButton(row: HTMLTableRowElement): HTMLElement | null {
  return row.querySelector<HTMLElement>('button.open');
}
