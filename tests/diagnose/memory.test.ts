import { setImmediate as nextTurn } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Diagnosis } from '../../src/diagnose/diagnosis.ts';
import { diagnosisOf, pushLog } from './read.ts';
import { describeLong } from '../support/long.ts';
import { anyCharacter } from '../support/any-character.ts';

const FAILING = [
  '======>Begin Processing request: "2097152101", machine name: "PC001"',
  '---> Failed to connect to \\\\PC001\\admin$ using machine account (53)~',
  'Execute query exec [sp_CP_SetLastErrorCode] 2097152101, -2147024843~',
  '<======End request: "2097152101", machine name: "PC001".',
];

const MEGABYTE = 1_048_576;

v8.setFlagsFromString('--expose-gc');

/** Buffers are given back by another thread, a while after they were collected. */
const COLLECTIONS = 5;

/** Bytes of objects that live after all that is over was collected. */
async function living(): Promise<number> {
  for (let done = 0; done < COLLECTIONS; done += 1) {
    vm.runInNewContext('gc')();
    await nextTurn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function readMuch(piece: Buffer, bytes: number): Diagnosis {
  const diagnosis = new Diagnosis({ bias: 0, since: null });
  const series = diagnosis.series('log', null);
  const file = series.file('log');
  for (let done = 0; done < bytes; done += piece.length) file.read(piece);
  file.end();
  series.end();
  return diagnosis;
}

describeLong('the memory that logs take')('8 MB', () => {
  test.each([
    ['a log', Buffer.from(pushLog(FAILING).repeat(100))],
    ['a line that never ends', Buffer.alloc(65_536, 'x')],
    ['a record that never ends', Buffer.from(`<![LOG[${'text\n'.repeat(10_000)}`)],
    ['text that never ends', Buffer.from('text\n'.repeat(10_000))],
    ['zeros', Buffer.alloc(65_536)],
    ['bytes of no meaning', Buffer.alloc(65_536, Buffer.from([0xff, 0x81, 0x0a, 0x7f]))],
  ])('of %s leave little behind', async (_what, piece) => {
    // What is loaded and compiled at the first use is no reader's.
    readMuch(piece, MEGABYTE);
    const before = await living();
    const diagnosis = readMuch(piece, 8 * MEGABYTE);
    expect([...diagnosis.computers()].length).toBeLessThanOrEqual(1);
    expect((await living()) - before).toBeLessThan(3 * MEGABYTE);
  });
});

test('a computer takes the same memory whatever befalls it', () => {
  const lines = Array.from(
    { length: 2000 },
    (_none, index) => `---> ERROR: Unexpected failure, error ${1000 + index}.~`,
  );
  const [computer] = diagnosisOf(pushLog([FAILING[0] ?? '', ...lines])).computers();
  expect(computer?.findings.length).toBeLessThanOrEqual(16);
  expect(computer?.more).toBeGreaterThan(1900);
});

test('nothing that a log may hold throws', () => {
  const words = fc.constantFrom(
    ...FAILING,
    '<![LOG[',
    ']LOG]!><time="10:00:00.000+0" date="01-05-2026" component="ccmsetup" type="3" thread="1">\n',
    '  $$<SMS_CLIENT_CONFIG_MANAGER><01-05-2026 10:00:00.000+0><thread=1 (0x1)>\n',
    '[CCMHTTP] ERROR: URL=http://[::1:x/%%%, Port=80, Options=1, Code=99999999999, Text=X',
    'Stored request "", machine name "", in queue "Retry".',
    'CcmSetup is exiting with return code 99999999999999999999',
    'error code -99999999999',
    '\\\\\\\\\\admin$\\',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(words, fc.string({ unit: anyCharacter, maxLength: 40 })), {
        maxLength: 40,
      }),
      (parts) => {
        for (const computer of diagnosisOf(parts.join('')).computers()) {
          expect(computer.findings.length).toBeLessThanOrEqual(16);
        }
      },
    ),
    { numRuns: 300 },
  );
});
