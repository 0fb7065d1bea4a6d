import { expect, test } from '@jest/globals';
import { ReportFileError, unreadable } from '../../src/saved/file-error.ts';

const thrownBy = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'open' });

test('a report that the system refuses is told of as that', () => {
  expect(unreadable('a.json', thrownBy('EACCES'))).toBeInstanceOf(ReportFileError);
});

test.each(['EMFILE', 'ENFILE'])('too few open files (%s) are no fault of a report', (code) => {
  const thrown = thrownBy(code);
  expect(unreadable('a.json', thrown)).toBe(thrown);
});
