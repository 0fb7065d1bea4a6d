import { expect, test } from '@jest/globals';
import { printedBy } from './printed.ts';

test.each([{ code: 0 }, { code: 1 }, { exitCode: 3 }, { exitCode: 130 }])(
  '%j: a report',
  (ended) => {
    expect(printedBy({ ...ended, stdout: '{}', stderr: '' })).toBe('{}');
  },
);

test.each([
  [{ code: 2, stdout: '', stderr: 'no such flag' }, 'exit code 2 and no report: no such flag'],
  [{ exitCode: 1, stdout: '', stderr: 'gone' }, 'exit code 1 and no report: gone'],
  [{ exitCode: null, stdout: 'half', stderr: '' }, 'exit code null and no report: half'],
])('%j: what it said instead', (ended, said) => {
  expect(() => printedBy(ended)).toThrow(said);
});
