import { causesSection } from './causes.ts';
import { makeControls } from './controls.ts';
import { clientDetails } from './details.ts';
import { filled, h } from './dom.ts';
import { makeDrawer } from './drawer.ts';
import { type Filter, NO_FILTER, filterOf, filtered, fragmentOf, isFiltered } from './filter.ts';
import { legend } from './legend.ts';
import { masthead } from './masthead.ts';
import { locationsSection } from './locations.ts';
import { makeMatrix } from './matrix.ts';
import { methodsSection } from './methods.ts';
import { type Client, type Model, readModel } from './model.ts';
import { printWhole } from './print.ts';
import { type Sorting, byName, sorted, sortedBy } from './sort.ts';
import {
  auditSection,
  footer,
  indirectSection,
  leftSections,
  warningsSection,
} from './surroundings.ts';
import type { View } from './view.ts';

function start(): void {
  const model = readModel(takeBlocks);
  if (model !== null) draw(model);
}

function draw(model: Model): void {
  const { head, clients } = model;
  const numbers = new Intl.NumberFormat(head.language);
  const named = byName(clients, head.language);
  let sorting: Sorting = { column: { kind: 'worst' }, direction: 'ascending' };
  let filter: Filter = NO_FILTER;
  let inOrder = sorted(named, sorting, head);
  let shown: readonly Client[] = inOrder;

  const refresh = (): void => {
    shown = filtered(inOrder, filter, head);
    matrix.show(shown, sorting);
    controls.tell(shown);
    keep(filter);
  };
  const view: View = {
    model,
    count: (value) => numbers.format(value),
    show(wanted) {
      filter = controls.set(wanted);
      refresh();
      section.scrollIntoView();
      document.querySelector<HTMLElement>('#matrix')?.focus({ preventScroll: true });
    },
    open(client) {
      if (clients.length > 1) drawer.open(client);
      else document.querySelector<HTMLElement>('#only-title')?.focus();
    },
  };
  const controls = makeControls(view, (wanted) => {
    filter = wanted;
    refresh();
  });
  const matrix = makeMatrix(view, (column) => {
    sorting = sortedBy(column, sorting);
    inOrder = sorted(named, sorting, head);
    refresh();
  });
  const drawer = makeDrawer(model, () => matrix);
  const sheets = h('div', { class: 'sheets' });
  const section = matrixSection();
  const [only] = clients;

  document.body.append(
    masthead(view),
    h(
      'main',
      {},
      methodsSection(view),
      auditSection(view),
      locationsSection(view),
      causesSection(view),
      warningsSection(view),
      only === undefined ? null : section,
      sheets,
      only === undefined || clients.length > 1 ? null : onlyClient(only),
      indirectSection(view),
      ...leftSections(view),
    ),
    footer(view),
    drawer.element,
  );
  /** Shows what the address asks for, so that a link shows what its sender saw. */
  const follow = (): void => {
    filter = controls.set(filterOf(location.hash));
    refresh();
    if (isFiltered(filter)) section.scrollIntoView({ behavior: 'instant' });
  };
  if (only !== undefined) {
    follow();
    addEventListener('hashchange', follow);
  }
  printWhole(view, () => shown, sheets);

  function matrixSection(): HTMLElement {
    const all = h('input', { type: 'checkbox', id: 'all-columns' });
    all.addEventListener('change', () => {
      section.classList.toggle('whole', all.checked);
    });
    return h(
      'section',
      { class: 'clients', 'aria-labelledby': 'matrix' },
      h('h2', { id: 'matrix', tabindex: '-1' }, head.texts.matrix),
      controls.element,
      h('p', { class: 'hint unseen', id: 'matrix-hint' }, head.texts.matrixHint),
      h(
        'div',
        { class: 'columns-switch' },
        all,
        h('label', { for: 'all-columns' }, head.texts.allColumns),
      ),
      matrix.element,
      legend(model),
    );
  }

  function onlyClient(client: Client): HTMLElement {
    return h(
      'section',
      { class: 'only', 'aria-labelledby': 'only-title' },
      h(
        'h2',
        { id: 'only-title', tabindex: '-1' },
        filled(head.texts.details, { client: client.name }),
      ),
      ...clientDetails(client, model, 'verdicts'),
    );
  }
}

/** Keeps what is asked for in the address. Each letter typed is no step to go back to. */
function keep(filter: Filter): void {
  const fragment = fragmentOf(filter);
  if (fragment === location.hash.slice(1)) return;
  history.replaceState(
    null,
    '',
    fragment === '' ? location.pathname + location.search : `#${fragment}`,
  );
}

/** The texts of the data blocks of one name. They are dropped: what is needed is in the model. */
function takeBlocks(name: string): readonly string[] {
  const blocks = [...document.querySelectorAll(`script[data-block="${name}"]`)];
  return blocks.map((block) => {
    const text = block.textContent ?? '';
    block.remove();
    return text;
  });
}

document.addEventListener('DOMContentLoaded', start);
