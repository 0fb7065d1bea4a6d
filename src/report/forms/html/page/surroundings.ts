import { outcomeBadge, textOfLetter } from './badges.ts';
import { button, filled, h, list, told } from './dom.ts';
import type { PageLeft } from '../data.ts';
import type { View } from './view.ts';

/** What is worth knowing of a run besides verdicts. */
export function warningsSection({ model }: View): HTMLElement | null {
  const { head, tail, clients } = model;
  if (tail === null || tail.warnings.length === 0 || clients.length === 1) return null;
  return h(
    'section',
    { class: 'warnings', 'aria-labelledby': 'warnings' },
    h('h2', { id: 'warnings' }, head.texts.warnings),
    list(
      'notes',
      tail.warnings.map((text) => [told(text)]),
    ),
  );
}

/** What was found, over all clients, of flows that are expected to be closed. */
export function auditSection({ model }: View): HTMLElement | null {
  const { head, tail, clients } = model;
  // With one client, the client's details have it.
  if (tail === null || tail.audit.length === 0 || clients.length === 1) return null;
  return h(
    'section',
    { class: 'warnings', 'aria-labelledby': 'audit' },
    h('h2', { id: 'audit' }, head.texts.audit),
    list(
      'notes',
      tail.audit.map((text) => [told(text)]),
    ),
  );
}

/** Role servers as the site server sees them. */
export function indirectSection({ model }: View): HTMLElement | null {
  const { head, tail } = model;
  if (tail === null || tail.indirect === null) return null;
  const { title, rows } = tail.indirect;
  return h(
    'section',
    { class: 'indirect', 'aria-labelledby': 'indirect' },
    h('h2', { id: 'indirect' }, title),
    list(
      'seen',
      rows.map(({ letter, titles, where, address }) => [
        outcomeBadge(letter, { necessity: 'helpful' }, head),
        h(
          'div',
          {},
          h('p', {}, h('strong', {}, titles)),
          h(
            'p',
            { class: 'endpoint' },
            told(where, 'mono'),
            address === '' ? null : told(` ${address}`, 'mono aside'),
            ` ${textOfLetter(letter, head)}`,
          ),
        ),
      ]),
    ),
  );
}

/** What other ends have to prove. */
export function leftSections({ model }: View): readonly HTMLElement[] {
  const { head, tail } = model;
  return (tail?.left ?? []).map((left, index) => leftSection(left, `left-${index}`, head));
}

function leftSection(
  { title, flows, hint, command, merge }: PageLeft,
  id: string,
  head: View['model']['head'],
): HTMLElement {
  const text = h('code', { tabindex: '0' }, command);
  return h(
    'section',
    { class: 'left', 'aria-labelledby': id },
    h('h2', { id }, title),
    h('p', {}, flows),
    h('p', { class: 'aside' }, hint),
    h(
      'div',
      { class: 'command' },
      text,
      button(
        { class: 'quiet' },
        () => {
          getSelection()?.selectAllChildren(text);
          void navigator.clipboard?.writeText(command).catch(() => {});
        },
        head.texts.copy,
      ),
    ),
    h('p', { class: 'aside' }, merge),
  );
}

export function footer({ model }: View): HTMLElement {
  const { head, tail } = model;
  return h(
    'footer',
    {},
    ...(tail?.ending.slice(-1) ?? []).map((text) => h('p', {}, text)),
    h('p', {}, filled(head.texts.footer, { tool: head.tool })),
  );
}
