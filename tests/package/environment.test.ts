import { expect, test } from '@jest/globals';
import { withoutVariables } from '../../scripts/package/environment.ts';

const NAME = 'NODE_COMPILE_CACHE';
const LITERAL = Buffer.from(`\0${NAME}\0`);
const LENGTH = Buffer.from([NAME.length, 0, 0, 0]);
/** As in a snapshot of V8's, which holds a hash of it. */
const STRING = Buffer.concat([LENGTH, Buffer.from(`${NAME}\0`)]);

test('the name that Node asks for becomes empty, and nothing else changes', () => {
  const node = Buffer.concat([
    Buffer.from('before'),
    LITERAL,
    STRING,
    Buffer.from(`${NAME}_PORTABLE\0`),
  ]);
  const changed = withoutVariables(node);
  expect([...changed.entries()].filter(([at, byte]) => byte !== node[at])).toEqual([[7, 0]]);
});

test.each([
  ['nowhere', STRING],
  ['twice', Buffer.concat([LITERAL, LITERAL])],
])('a Node that has the name %s is refused', (_where, node) => {
  expect(() => withoutVariables(node)).toThrow(NAME);
});
