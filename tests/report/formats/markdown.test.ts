import { describe, expect, test } from '@jest/globals';
import { parsers } from 'prettier/plugins/markdown';
import { markdown } from '../../../src/report/syntax/markdown.ts';
import { describeLong } from '../../support/long.ts';
import { REPORTS, type Told, render, write } from '../scenes.ts';
import { forHostileText, poisoned, scene } from './hostile.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** What Prettier's reader of Markdown (remark) finds. */
function read(text: string): Node {
  // It reads none of its options.
  const document: unknown = Reflect.apply(parsers.markdown.parse, parsers.markdown, [text]);
  return JSON.parse(JSON.stringify(document));
}

/** Code is how a mention is kept from being one. */
const INLINE = new Set(['text', 'sentence', 'inlineCode']);

/** The document without its words. */
function skeleton({ type, children = [] }: Node): unknown {
  const inside = children.filter(({ type: kind }) => !INLINE.has(kind));
  return [type, ...inside.map(skeleton)];
}

function typesIn({ type, children = [] }: Node): readonly string[] {
  return [type, ...children.flatMap(typesIn)];
}

function codeIn({ type, value = '', children = [] }: Node): readonly string[] {
  return [...(type === 'inlineCode' ? [value] : []), ...children.flatMap(codeIn)];
}

function wordsOf({ value = '', children = [] }: Node): string {
  return value + children.map(wordsOf).join('');
}

describe('escaped text', () => {
  test.each([
    ['a | b', String.raw`a \| b`],
    ['`x` **b** _i_ ~~s~~', String.raw`\`x\` \*\*b\*\* \_i\_ \~\~s\~\~`],
    ['<b>&amp;', String.raw`\<b\>\&amp;`],
    ['[x](y)', String.raw`\[x\](y)`],
    ['http://a www.b a://', String.raw`http\://a www\.b a\://`],
    ['1. x', String.raw`1\. x`],
    ['10.0.0.6', '10.0.0.6'],
    ['- x', String.raw`\- x`],
    ['+ x', String.raw`\+ x`],
    ['a\r\n# b', String.raw`a \# b`],
    ['@octocat', '`@`octocat'],
    ['pc001.contoso.com:445 (10.0.0.7)', 'pc001.contoso.com:445 (10.0.0.7)'],
  ])('%j is %j', (text, escaped) => {
    expect(markdown(text)).toBe(escaped);
  });
});

describe('the document', () => {
  test.each(Object.entries(REPORTS))(
    '%s: a reader finds a block for each client',
    (name, report) => {
      const headings = render(report, 'markdown')
        .text.split('\n')
        .filter((line) => line.startsWith('## '));
      for (const { client } of scene(name).clients) expect(headings).toContain(`## ${client}`);
    },
  );

  test('many clients are told of in sum', () => {
    const told = scene('collection');
    const clients = Array.from({ length: 30 }, (_none, round) =>
      told.clients.map((entry) => ({ ...entry, client: `r${round}-${entry.client}` })),
    ).flat();
    const text = write({ ...told, clients }, 'markdown');
    expect(text).toContain('## Summary, 180 clients');
    expect(text).toContain('30 clients did not answer at all');
    expect(text.length).toBeLessThan(10_000);
  });

  test('whatever a server says, it stays a text in its place', () => {
    expect.hasAssertions();
    expectTexts('client-breaks');
  });

  describeLong('hostile texts in a document of many clients')('of many clients', () => {
    test('whatever a server says, it stays a text in its place', () => {
      expect.hasAssertions();
      expectTexts('collection');
    });
  });

  test('whatever a server says can be read again', () => {
    forHostileText((text) => {
      const words = wordsOf(read(`a ${markdown(`x${text}x`)} b`));
      const wanted = `a x${text}x b`.replaceAll(/\s+/g, ' ');
      // CommonMark 2.3.
      const shown = wanted.replaceAll('\0', '\u{fffd}');
      expect(words.replaceAll(/\s+/g, '')).toBe(shown.replaceAll(/\s+/g, ''));
    });
  });
});

/** Whatever a server says stays a text in its place, in a scene's document. */
function expectTexts(name: string): void {
  const told = scene(name);
  const before = skeleton(read(poisonedText(told, 'x')));
  forHostileText((text) => {
    const document = read(poisonedText(told, `x${text}x`));
    expect(skeleton(document)).toEqual(before);
    expect(codeIn(document)).not.toContainEqual(expect.stringMatching(/[^@]/));
    const active = new Set(typesIn(document));
    for (const type of [
      'html',
      'link',
      'image',
      'linkReference',
      'imageReference',
      'emphasis',
      'inlineMath',
      'delete',
      'footnoteReference',
    ]) {
      expect([type, active.has(type)]).toEqual([type, false]);
    }
  }, 15);
}

function poisonedText(told: Told, text: string): string {
  return write(poisoned(told, text), 'markdown');
}
