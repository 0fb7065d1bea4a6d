import { xmlWithoutCiCommands } from '../../../base/ci-commands.ts';

/** Children of an element: others, or text. */
type Children = readonly Element[] | string;

/** An element of a document, made by `element`. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: Children;
}

export function element(
  name: string,
  attributes: Element['attributes'],
  children: Children = [],
): Element {
  return { name, attributes, children };
}

/** @param indent spaces before the element; its children have two more */
export function xmlOf({ name, attributes, children }: Element, indent = 0): string {
  const space = ' '.repeat(indent);
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(`${value}`)}"`);
  const start = `${space}<${name}${said.join('')}`;
  if (children.length === 0) return `${start}/>\n`;
  if (typeof children === 'string') return `${start}>${escape(children, 'text')}</${name}>\n`;
  const inside = children.map((child) => xmlOf(child, indent + 2)).join('');
  return `${start}>\n${inside}${space}</${name}>\n`;
}

/** What no XML 1.0 document may hold, not even escaped (2.2): most control characters, half pairs. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** White space in attributes would be read as blanks (3.3.3), a CR in text as LF (2.11). */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escape(text: string, place: 'attribute' | 'text' = 'attribute'): string {
  const escaped = place === 'attribute' ? /[&<>"\t\n\r]/g : /[&<>\r]/g;
  return xmlWithoutCiCommands(
    text
      .replace(FORBIDDEN, '\u{fffd}')
      .replace(escaped, (character) => ESCAPES[character] ?? character),
  );
}
