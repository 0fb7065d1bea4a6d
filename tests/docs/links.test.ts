import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DOCUMENTS, ROOT, proseOf } from './documents.ts';

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

interface Link {
  readonly from: string;
  readonly to: string;
}

const LINKS: readonly Link[] = DOCUMENTS.flatMap((document) =>
  [
    ...proseOf(document)
      .replaceAll(/`[^`\n]*`/g, '``')
      .matchAll(LINK),
  ].map(([, to = '']) => ({
    from: document.name,
    to,
  })),
);

/** The anchors that a document's headings have on GitHub and its like. */
function anchorsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(file, 'utf8').replaceAll(/^ *```.*?^ *```$/gms, '');
  const titles = [...text.matchAll(/^#{1,6} +(.*)$/gm)].map(([, title = '']) =>
    title
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(titles);
}

/** What is wrong with a link, null where it leads somewhere. */
function problemOf({ from, to }: Link): string | null {
  const [place = '', anchor] = to.split('#');
  const file = place === '' ? path.join(ROOT, from) : path.join(ROOT, path.dirname(from), place);
  if (!existsSync(file)) return `${from}: ${to} is not there`;
  if (anchor === undefined || anchorsOf(file).has(anchor)) return null;
  return `${from}: ${to} has no such heading`;
}

describe('links in the documentation', () => {
  const inside = LINKS.filter(({ to }) => !/^https?:/.test(to));

  test('lead to files and headings that are there', () => {
    expect(inside.length).toBeGreaterThan(20);
    expect(inside.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });

  test('every document is linked from another', () => {
    const targets = new Set(
      inside
        .filter(({ from, to }) => path.posix.join(path.posix.dirname(from), to) !== from)
        .map(({ from, to }) => path.posix.join(path.posix.dirname(from), to.split('#')[0] ?? '')),
    );
    const alone = DOCUMENTS.map(({ name }) => name).filter((name) => !targets.has(name));
    expect(alone).toEqual(['README.md'].filter((name) => alone.includes(name)));
  });

  test('a link to nowhere is found', () => {
    const from = 'README.md';
    expect(problemOf({ from, to: 'docs/none.md' })).toContain('is not there');
    expect(problemOf({ from, to: 'docs/flows.md#none' })).toContain('no such heading');
    expect(problemOf({ from, to: 'docs/flows.md#client-push' })).toBeNull();
  });
});
