import { readFileSync } from 'node:fs';
import { Diagnosis } from '../../../src/diagnose/diagnosis.ts';
import { looksLikeLog } from '../../../src/diagnose/first-record.ts';
import { Random } from '../random.ts';
import type { FuzzTarget } from '../target.ts';

const LOGS = [
  'ccm.log',
  'cm2007/ccm.log',
  'client/ccmsetup.log',
  'utf16/ccmsetup.log',
  'utf16/ccmsetup-be.log',
  'cp932/ccmsetup.log',
];

/** What a log says when it comes in pieces, cut as its length and first bytes say. */
function diagnose(bytes: Buffer): unknown {
  const random = new Random(
    bytes.length + bytes.subarray(0, 16).reduce((sum, one) => sum + one, 0),
  );
  const diagnosis = new Diagnosis({ bias: 0, since: null });
  const series = diagnosis.series('log', null);
  const file = series.file('log');
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + random.below(400);
    file.read(bytes.subarray(start, end));
    start = end;
  }
  file.end();
  series.end();
  return [looksLikeLog(bytes), [...diagnosis.computers()], diagnosis.unknown, diagnosis.logs];
}

export const LOG_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'log',
    seeds: LOGS.map((name) => readFileSync(`fixtures/logs/${name}`).subarray(0, 8192)),
    decode: diagnose,
    isDocumented: () => false,
  },
];
