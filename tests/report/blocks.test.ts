import { describe, expect, test } from '@jest/globals';
import { markdownBlocks } from '../../src/report/syntax/markdown-blocks.ts';
import { terminalParts } from '../../src/report/terminal/blocks.ts';
import { makeStyle } from '../../src/report/terminal/style.ts';
import { type Block, items, section, text } from '../../src/report/told/blocks.ts';

const STYLE = makeStyle({ colors: false, characters: 'ascii', width: 40 });

const onTerminal = (...blocks: readonly Block[]): string => terminalParts(blocks, STYLE);
const inMarkdown = (...blocks: readonly Block[]): readonly string[] => markdownBlocks(blocks, 2);

const ROWS: Block = {
  kind: 'rows',
  head: ['flow', 'seen'],
  rows: [
    { mark: 'bad', cells: ['SMB', 'refused'] },
    {
      mark: 'good',
      cells: ['RPC', { lines: [{ text: 'open' }, { text: '2 ms' }], inOne: 'open, 2 ms' }],
    },
  ],
  widths: [6],
};

describe('a section', () => {
  const TREE: Block = {
    ...section('Why', [
      text('Because.'),
      items(['one', 'two']),
      { kind: 'text', text: 'More', only: 'terminal' },
    ]),
    mark: 'bad',
  };

  test('on a terminal stands below its title, indented', () => {
    expect(onTerminal(TREE)).toBe('x Why\n  Because.\n  - one\n  - two\n  More');
  });

  test('in Markdown has a heading of the level that it is at', () => {
    expect(inMarkdown(section('Outer', [TREE]))).toEqual([
      '## Outer',
      '### ✖ Why',
      'Because.',
      '- one\n- two',
    ]);
  });

  test('without a title leaves its blocks where they are', () => {
    expect(onTerminal(section(null, [text('a'), text('b')]))).toBe('a\nb');
    expect(inMarkdown(section(null, [section('a', [])]))).toEqual(['## a']);
  });

  test('without anything in it is nothing', () => {
    expect(onTerminal(section(null, []), text('a'))).toBe('a');
    expect(inMarkdown(section(null, []))).toEqual([]);
  });

  test('is inset or flush where it says so', () => {
    expect(onTerminal({ ...section('T', [text('a')]), isInset: true })).toBe('  T\n    a');
    expect(onTerminal({ ...section('T', [text('a')]), isFlush: true })).toBe('T\na');
  });
});

test('the blocks of a chapter stand apart', () => {
  const chapter: Block = {
    kind: 'chapter',
    title: 'pc001',
    beside: [{ text: '(10.0.0.7)', tone: 'off' }],
    body: [text('a'), text('b')],
  };
  expect(onTerminal(chapter)).toBe('pc001 (10.0.0.7)\n\n  a\n\n  b');
  expect(inMarkdown(chapter)).toEqual(['## pc001', 'a', 'b']);
});

test('rows are columns on a terminal, and a table in Markdown', () => {
  expect(onTerminal(ROWS)).toBe('x  SMB    refused\n+  RPC    open\n          2 ms');
  expect(inMarkdown(ROWS)).toEqual([
    '|  | flow | seen |\n| --- | --- | --- |\n| ✖ | SMB | refused |\n| ✔ | RPC | open, 2 ms |',
  ]);
});

test('rows with a line each are lines on a terminal', () => {
  const rows: Block = {
    kind: 'rows',
    head: ['method'],
    rows: [{ mark: 'open', cells: ['push'], line: 'client push: unproven, and some more words' }],
    widths: [],
  };
  expect(onTerminal(rows)).toBe('? client push: unproven, and some more\n  words');
  expect(inMarkdown(rows)).toEqual(['|  | method |\n| --- | --- |\n| ? | push |']);
});

test('what weighs is bold in Markdown, and nothing is read as markup', () => {
  expect(inMarkdown(text('Stopped <b>*', 'bad'))).toEqual([String.raw`**Stopped \<b\>\***`]);
  expect(inMarkdown(items(['# a | b']))).toEqual([String.raw`- \# a \| b`]);
});

test('a command is not wrapped', () => {
  const line = `ccm-preflight check ${'x'.repeat(60)}`;
  const command: Block = section('Run', [{ kind: 'command', text: line }]);
  expect(onTerminal(command)).toBe(`Run\n    ${line}`);
  expect(inMarkdown(command)).toEqual(['## Run', `    ${line}`]);
});
