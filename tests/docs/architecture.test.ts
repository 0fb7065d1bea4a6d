import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from './documents.ts';

const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

const words = (list: string): readonly string[] =>
  [...list.matchAll(/'([a-z-]+)'/g)].map(([, word = '']) => word);

test('the rooms in docs/architecture.md are those that the structure is held to', () => {
  const structure = read('tests/architecture.test.ts');
  const rooms = words(/const ROOMS = \[(.*?)\] as const/s.exec(structure)?.[1] ?? '');
  const pure = words(/test\.each\(\[([^\]]*)\]\)\(\s*'%s is pure/s.exec(structure)?.[1] ?? '');
  const rows = [...read('docs/architecture.md').matchAll(/^\| `([a-z]+)` +\|.*\| (yes)? *\|$/gm)];
  expect(rooms.length).toBeGreaterThan(10);
  expect(rows.map(([, room]) => room)).toEqual(rooms);
  expect(rows.filter(([, , yes]) => yes === 'yes').map(([, room]) => room)).toEqual(pure);
});
