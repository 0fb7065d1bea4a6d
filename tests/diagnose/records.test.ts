import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LogLineReader } from '../../src/diagnose/lines.ts';
import { firstRecord, looksLikeLog } from '../../src/diagnose/first-record.ts';
import { pieces, recordsOf } from './read.ts';
import { runs } from '../support/long.ts';

const MODERN =
  '<![LOG[Download started]LOG]!><time="10:23:45.678+120" date="09-25-2026" component="ccmsetup" context="" type="3" thread="1234" file="ccmsetup.cpp:1">';
const PLAIN =
  'Submitted request successfully~  $$<SMS_CLIENT_CONFIG_MANAGER><09-25-2026 15:13:57.327-60><thread=19068 (0x4A7C)>';
const OLD =
  'CCR count in queue "Retry" is 1.  $$<SMS_CLIENT_CONFIG_MANAGER><Thu Oct 18 11:12:56.578 2007 GMT Standard Time><thread=3424 (0xD60)>';

test('of lines that are empty there may be as many as a piece has bytes', () => {
  const reader = new LogLineReader();
  const lines = [...reader.read(Buffer.alloc(262_144, '\n')), ...reader.end()];
  expect(lines).toHaveLength(262_144);
  expect(lines.at(-1)).toEqual({ text: '', number: 262_144 });
});

describe('a record', () => {
  test('in brackets', () => {
    expect(recordsOf(`${MODERN}\r\n`)).toEqual([
      {
        text: 'Download started',
        begin: null,
        component: 'ccmsetup',
        time: { utc: Date.UTC(2026, 8, 25, 12, 23, 45, 678), bias: 120 },
        severity: 'error',
        thread: 1234,
        line: 1,
      },
    ]);
  });

  test('in the plain form', () => {
    expect(recordsOf(`${PLAIN}\n`)).toEqual([
      {
        text: 'Submitted request successfully',
        begin: 0,
        component: 'SMS_CLIENT_CONFIG_MANAGER',
        time: { utc: Date.UTC(2026, 8, 25, 14, 13, 57, 327), bias: -60 },
        severity: null,
        thread: 19_068,
        line: 1,
      },
    ]);
  });

  test('with a time as Configuration Manager 2007 wrote it', () => {
    expect(recordsOf(OLD)[0]?.time).toEqual({
      utc: Date.UTC(2007, 9, 18, 11, 12, 56, 578),
      bias: null,
    });
  });

  test.each([
    [
      'brackets',
      MODERN.replace('Download', 'one\r\ntwo\r\n\r\nthree'),
      'one\ntwo\n\nthree started',
    ],
    ['the plain form', `one\r\ntwo ${PLAIN}`, 'one\ntwo Submitted request successfully'],
  ])('that spans lines, in %s', (_form, log, text) => {
    expect(recordsOf(`${PLAIN}\r\n${log}\r\n${MODERN}\r\n`).map((record) => record.text)).toEqual([
      'Submitted request successfully',
      text,
      'Download started',
    ]);
  });

  test('beside another on one line, and with its own marks quoted', () => {
    const quoting = MODERN.replace('Download', 'a ]LOG]!> of <![LOG[ nothing');
    expect(recordsOf(`${MODERN}${MODERN}\n${quoting}\n`).map(({ text }) => text)).toEqual([
      'Download started',
      'Download started',
      'a ]LOG]!> of <![LOG[ nothing started',
    ]);
  });

  test('that was torn gives way to the next, of either form', () => {
    const torn = '<![LOG[half of a\n';
    expect(recordsOf(`${torn}${MODERN}\n${torn}${PLAIN}\n`).map(({ text }) => text)).toEqual([
      'Download started',
      'Submitted request successfully',
    ]);
  });

  test.each([
    ['time="10:23:45.678+120"', 'time="99:99:99"'],
    ['date="09-25-2026"', 'date="25.09.2026"'],
    ['date="09-25-2026"', 'date="13-45-2026"'],
  ])('whose time is none has none: %s %s', (good, bad) => {
    expect(recordsOf(MODERN.replace(good, bad))[0]).toMatchObject({
      text: 'Download started',
      time: null,
    });
  });

  test('of an unknown order of attributes, or with more', () => {
    const log =
      '<![LOG[text]LOG]!><date="09-25-2026" time="10:23:45.678+000" component="ccmsetup" type="2" more="1">';
    expect(recordsOf(log)[0]).toMatchObject({ severity: 'warning', thread: null });
  });
});

describe('bytes', () => {
  const LOG = `${MODERN}\r\n${PLAIN.replace('request', 'é 要求')}\r\n${OLD}\r\n`;
  const ENCODED = {
    'UTF-8': Buffer.from(LOG),
    'UTF-8 with a mark': Buffer.from(`\ufeff${LOG}`),
    'UTF-16': Buffer.from(`\ufeff${LOG}`, 'utf16le'),
    'UTF-16 without a mark': Buffer.from(LOG, 'utf16le'),
    'UTF-16, big end first': Buffer.from(`\ufeff${LOG}`, 'utf16le').swap16(),
  };

  test.each(Object.entries(ENCODED))('%s', (_name, bytes) => {
    expect(recordsOf(bytes)).toEqual(recordsOf(LOG));
  });

  test('of a Japanese code page', () => {
    const log = readFileSync('fixtures/logs/cp932/ccmsetup.log');
    expect(recordsOf(log).map(({ text }) => text)).toContain(
      '予期しないエラーです。ソースを表示できません。',
    );
  });

  test('of a Western European code page', () => {
    const log = Buffer.from(PLAIN.replace('Submitted', 'für Zugriff übertragen'), 'latin1');
    expect(recordsOf(log)[0]?.text).toBe('für Zugriff übertragen request successfully');
  });

  test.each(Object.entries(ENCODED))('%s, however they are cut', (_name, bytes) => {
    const whole = recordsOf(bytes);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 40 }), (lengths) => {
        expect(recordsOf(bytes, lengths)).toEqual(whole);
      }),
      { numRuns: runs(100) },
    );
  });

  test('of no meaning, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 30 }),
            fc.constantFrom(
              '\n',
              '\r\n',
              '<![LOG[',
              ']LOG]!><time="',
              '" date="01-05-2026">',
              '  $$<',
              '><01-05-2026 10:00:00.000+0><thread=1 (0x1)>',
            ),
          ),
          { maxLength: 20 },
        ),
        fc.array(fc.nat({ max: 20 }), { maxLength: 20 }),
        (parts, lengths) => {
          const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
          expect(recordsOf(bytes, lengths)).toEqual(recordsOf(bytes));
        },
      ),
      { numRuns: runs(100) },
    );
  });
});

describe('a line that is too long', () => {
  const long = MODERN.replace('Download', `${'a'.repeat(200_000)}é`);

  test('keeps its begin and its end, where the time stands', () => {
    const [record] = recordsOf(`${long}\n`);
    expect(record).toMatchObject({ component: 'ccmsetup', severity: 'error', thread: 1234 });
    expect(record?.text.length).toBeLessThanOrEqual(16_384);
  });

  test('is the same however it is cut', () => {
    const bytes = Buffer.from(`${long}\n${PLAIN}\n`);
    const linesOf = (lengths: readonly number[]): readonly string[] => {
      const reader = new LogLineReader();
      const lines = pieces(bytes, lengths).flatMap((piece) => reader.read(piece));
      return [...lines, ...reader.end()].map(({ text }) => text);
    };
    const whole = linesOf([]);
    expect(whole[0]?.length).toBeLessThan(70_000);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 70_000 }), { maxLength: 8 }), (lengths) => {
        expect(linesOf(lengths)).toEqual(whole);
      }),
      { numRuns: runs(30) },
    );
  });
});

describe('the beginning of a log', () => {
  test.each([
    MODERN,
    PLAIN,
    OLD,
    '<![LOG[a text that spans',
    `\ufeff${MODERN}`,
    `\r\n\r\n${PLAIN}`,
    `# from the site server\r\n${PLAIN}`,
    `the end of a record that was cut off\r\n${MODERN}`,
  ])('%s', (line) => {
    expect(looksLikeLog(Buffer.from(`${line}\r\n`))).toBe(true);
  });

  test('in UTF-16', () => {
    expect(looksLikeLog(Buffer.from(`\ufeff${MODERN}\r\n`, 'utf16le'))).toBe(true);
  });

  test.each([
    '',
    'pc001\n',
    'Name,Client\npc001,Yes\n',
    '# $$<a><b>\n',
    `# ${PLAIN}\npc001\n`,
    '\0\0\0',
  ])('is not: %j', (text) => {
    expect(looksLikeLog(Buffer.from(text))).toBe(false);
  });

  test('gives its first record', () => {
    expect(firstRecord(Buffer.from(`${PLAIN}\n${MODERN}`), 0)?.thread).toBe(19_068);
    expect(firstRecord(Buffer.from('pc001\n'), 0)).toBeNull();
  });
});
