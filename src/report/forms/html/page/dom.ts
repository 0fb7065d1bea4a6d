type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An element. Texts become text nodes and attributes are set by name, so that nothing that a server
 * said is ever read as markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button with what it does. */
export function button(
  attributes: Attributes,
  act: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', act);
  return element;
}

/** For screen readers alone. */
export function unseen(text: string): HTMLElement {
  return h('span', { class: 'unseen' }, text);
}

/** What a machine told: never mixed with the text around it, whichever way it is written. */
export function told(text: string, className = ''): HTMLElement {
  return h('bdi', { class: className === '' ? null : className }, text);
}

/** `{shown} of {all}` with its values. */
export function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function list(className: string, items: readonly (readonly Child[])[]): HTMLElement {
  return h('ul', { class: className }, ...items.map((children) => h('li', {}, ...children)));
}

/** Terms and what is said of each; those without are left out. */
export function terms(
  className: string,
  pairs: readonly (readonly [string, Child])[],
): HTMLElement {
  const kept = pairs.filter(([, value]) => value !== null && value !== '');
  return h(
    'dl',
    { class: className },
    ...kept.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}
