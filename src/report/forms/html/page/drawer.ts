import { button, filled, h, told } from './dom.ts';
import { clientDetails } from './details.ts';
import type { Matrix } from './matrix.ts';
import type { Client, Model } from './model.ts';

export interface Drawer {
  readonly element: HTMLDialogElement;
  open(client: Client): void;
}

/** Below this the drawer takes the whole window, and the page behind it is out of reach. */
const NARROW = '(max-width: 60rem)';

/** The details of one client beside the matrix, or over it where there is no room. */
export function makeDrawer(model: Model, matrix: () => Matrix): Drawer {
  const { texts } = model.head;
  const title = h('h2', { id: 'details-title', tabindex: '-1' });
  const facts = h('p', { class: 'aside' });
  const content = h('div', { class: 'content' });
  let current: Client | null = null;
  const step = (by: 1 | -1): void => {
    const next = current === null ? null : matrix().beside(current, by);
    if (next === null) return;
    matrix().focus(next);
    show(next);
  };
  const previous = button({ class: 'quiet', 'aria-label': texts.previous }, () => step(-1), '↑');
  const next = button({ class: 'quiet', 'aria-label': texts.next }, () => step(1), '↓');
  const close = button(
    { class: 'quiet', 'aria-label': texts.close },
    () => {
      element.close();
    },
    '✕',
  );
  const element = h(
    'dialog',
    { class: 'drawer', 'aria-labelledby': 'details-title' },
    h('div', { class: 'bar-of-drawer' }, h('div', {}, title, facts), previous, next, close),
    content,
  );
  const show = (client: Client): void => {
    current = client;
    title.replaceChildren(told(client.name));
    title.setAttribute('aria-label', filled(texts.details, { client: client.name }));
    facts.replaceChildren(...factsOf(client, model));
    content.replaceChildren(...clientDetails(client, model));
    content.scrollTop = 0;
    previous.disabled = matrix().beside(client, -1) === null;
    next.disabled = matrix().beside(client, 1) === null;
    matrix().select(client);
  };
  element.addEventListener('close', () => {
    document.body.classList.remove('with-drawer');
    matrix().select(null);
    if (current !== null) matrix().focus(current);
    current = null;
  });
  // A dialog that leaves the page in reach does not close by itself.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && element.open) element.close();
  });
  return {
    element,
    open(client) {
      show(client);
      if (!element.open) {
        if (matchMedia(NARROW).matches) element.showModal();
        else element.show();
        document.body.classList.add('with-drawer');
      }
      title.focus();
    },
  };
}

function factsOf(client: Client, { head }: Model): readonly HTMLElement[] {
  const { texts } = head;
  const absent =
    client.answer === '0' ? texts.noAnswer : client.answer === 'a' ? texts.noAddress : '';
  return [
    ...(client.address === '' ? [] : [told(client.address, 'mono')]),
    ...(client.subnet === '' ? [] : [told(client.subnet, 'mono')]),
    ...(absent === '' ? [] : [h('span', { class: 'word bad' }, absent)]),
  ];
}
