import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const TESTS = path.resolve(import.meta.dirname, '..');

test('nothing is skipped but by describeUnless and testUnless, which tell the reason', () => {
  const files = fs
    .readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !path.basename(name).startsWith('skip.'));
  expect(files.length).toBeGreaterThan(200);
  const silent = files.filter((name) =>
    /(?<!typeof )\b(?:describe|test|it)\.(?:skip|todo)\b|\bx(?:describe|test|it)\(|[`'"]skipped: /.test(
      fs.readFileSync(path.join(TESTS, name), 'utf8'),
    ),
  );
  expect(silent).toEqual([]);
});
