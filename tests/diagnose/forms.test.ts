import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LogLineReader } from '../../src/diagnose/lines.ts';
import { RecordReader } from '../../src/diagnose/record.ts';
import { computersOf, recordsOf } from './read.ts';

const TEXT =
  "Failed to get DP locations as the expected version from MP 'https://mp7'. Error 0x80072ee2";
const RECORD = `<![LOG[${TEXT}]LOG]!><time="09:00:01.000-60" date="01-12-2026" component="ccmsetup" context="" type="3" thread="4120" file="ccmsetup.cpp:1">`;
const PLAIN =
  '---> Unable to connect to WMI on remote machine "SEA-07", error = 0x800706ba.  $$<SMS_CLIENT_CONFIG_MANAGER><01-12-2026 09:00:01.250-60><thread=4120 (0x1018)>';

function looseIn(log: string): number {
  const lines = new LogLineReader();
  const records = new RecordReader(0);
  for (const line of [...lines.read(Buffer.from(log)), ...lines.end()]) records.read(line);
  records.end();
  return records.loose;
}

const copied = (date: string, text = 'Installation failed with error code 1603'): string =>
  `${text}\tccmsetup\t${date}\t3264 (0x0CC0)`;
const dateOf = (log: string): (string | undefined)[] =>
  recordsOf(log).map(({ time }) =>
    time === null ? undefined : new Date(time.utc).toISOString().slice(0, 19),
  );

describe('a record that the log viewer copied', () => {
  test.each([
    ['12-30-2025 16:26:12', '2025-12-30T16:26:12'],
    ['30-12-2025 16:26:12', '2025-12-30T16:26:12'],
    ['12/30/2025 4:26:12 PM', '2025-12-30T16:26:12'],
    ['30.12.2025 16:26:12', '2025-12-30T16:26:12'],
    ['30/12/2025 04:26:12 p.m.', '2025-12-30T16:26:12'],
    ['12/30/2025 12:26:12 AM', '2025-12-30T00:26:12'],
    ['12/30/2025 12:26:12 PM', '2025-12-30T12:26:12'],
    ['2025-12-30 16:26:12', '2025-12-30T16:26:12'],
    ['2025/12/30 16:26:12', '2025-12-30T16:26:12'],
    ['12/30/25 16:26:12', '2025-12-30T16:26:12'],
    ['12-11-2025 16:26:12', '2025-12-11T16:26:12'],
    ['2025/12/30 午後 4:26:12', '2025-12-30T16:26:12'],
    ['2025/12/30 午前 12:26:12', '2025-12-30T00:26:12'],
    ['2025-12-30 오후 4:26:12', '2025-12-30T16:26:12'],
    ['2025-12-30 오전 9:26:12', '2025-12-30T09:26:12'],
    ['2025/12/30 下午 04:26:12', '2025-12-30T16:26:12'],
    ['2025/12/30 上午 9:26:12', '2025-12-30T09:26:12'],
    ['30/12/2025 4:26:12 μμ', '2025-12-30T16:26:12'],
    ['30/12/2025 4:26:12 μ.μ.', '2025-12-30T16:26:12'],
    ['30/12/2025 4:26:12 p. m.', '2025-12-30T16:26:12'],
    ['30/12/2025 4:26:12 p.\u00a0m.', '2025-12-30T16:26:12'],
    ['30/12/2025 9:26:12 a. m.', '2025-12-30T09:26:12'],
    ['12/30/2025 4:26:12\u202fPM', '2025-12-30T16:26:12'],
    ['\u200e12/\u200e30/\u200e2025 4:26:12 PM', '2025-12-30T16:26:12'],
    ['30. 12. 2025 16:26:12', '2025-12-30T16:26:12'],
    ['2025. 12. 30. 16:26:12', '2025-12-30T16:26:12'],
    ['30.12.2025. 16:26:12', '2025-12-30T16:26:12'],
    ['30/12/2025 4:26:12 CH', '2025-12-30T16:26:12'],
  ])('with the date %s', (date, expected) => {
    expect(recordsOf(copied(date))).toMatchObject([
      {
        text: 'Installation failed with error code 1603',
        component: 'ccmsetup',
        thread: 3264,
        severity: null,
      },
    ]);
    expect(dateOf(copied(date))).toEqual([expected]);
  });

  test('with blanks where there were tabs', () => {
    expect(recordsOf(copied('12-30-2025 16:26:12').replaceAll('\t', ' '))).toEqual(
      recordsOf(copied('12-30-2025 16:26:12')),
    );
  });

  test('reads a date that may be two by those that may not, before it and after it', () => {
    const days = [
      '09/02/2025 10:00:00',
      '10/02/2025 10:00:00',
      '13/02/2025 10:00:00',
      '01/03/2025 10:00:00',
    ];
    expect(dateOf(days.map((day) => copied(day)).join('\n'))).toEqual([
      '2025-02-09T10:00:00',
      '2025-02-10T10:00:00',
      '2025-02-13T10:00:00',
      '2025-03-01T10:00:00',
    ]);
  });

  test('waits for such a date within bounds', () => {
    const lines = Array.from({ length: 1500 }, () => copied('09/02/2025 10:00:00'));
    expect(recordsOf([...lines, copied('13/02/2025 10:00:00')].join('\n'))).toHaveLength(1501);
    const long = `${copied('09/02/2025 10:00:00')}\n${`${'x'.repeat(60_000)}\n`.repeat(40)}`;
    const reader = new RecordReader(0);
    const lineReader = new LogLineReader();
    const early = lineReader.read(Buffer.from(long)).flatMap((line) => reader.read(line));
    expect(early).toHaveLength(1);
  });

  test.each([
    'ccmsetup 99-99-2025 16:26:12 3264 (0x0CC0)',
    'x ccmsetup 1-2-3 16:26:12 3264 (0x0CC0)',
    '(0x0CC0)',
    'a b c d e f g (0x1)',
  ])('is not made of: %s', (line) => {
    expect(recordsOf(line).filter(({ time }) => time !== null)).toEqual([]);
  });

  test('tells of a failure as one with a severity does', () => {
    const log = [
      copied(
        '12-30-2025 16:26:12',
        '[CCMHTTP] ERROR: URL=http://mp7/ccm_system/request, Port=80, Options=480, Code=12002, Text=X',
      ),
      copied('12-30-2025 16:26:13', 'CcmSetup failed with error code 0x80072ee2'),
    ].join('\r\n');
    expect(computersOf(log)).toMatchObject([
      { lastWord: 'failed', decisive: { host: 'mp7', requirements: ['manual/mp-http'] } },
    ]);
  });
});

/** As a mail program does at 72 columns, between words. */
function wrapped(line: string, width: number): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const at = rest.lastIndexOf(' ', width);
    if (at <= 0) break;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...lines, rest].join('\r\n');
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

describe('a record that went through a page or a mail', () => {
  const meaning = (log: string): unknown =>
    recordsOf(log).map(({ text, component, time, thread }) => ({
      text: text.replaceAll('\n', ' '),
      component,
      time,
      thread,
    }));

  test.each([
    ['escaped for HTML', escaped],
    ['quoted', (text: string) => `> ${text}`],
    ['quoted twice', (text: string) => `>> ${text}`],
    ['wrapped at 72', (text: string) => wrapped(text, 72)],
    ['wrapped at 40', (text: string) => wrapped(text, 40)],
    [
      'wrapped and quoted',
      (text: string) =>
        wrapped(text, 72)
          .split('\r\n')
          .map((line) => `> ${line}`)
          .join('\r\n'),
    ],
  ])('%s', (_what, change) => {
    for (const record of [RECORD, PLAIN]) {
      expect(meaning(change(record))).toEqual(meaning(record));
      expect(meaning(`${change(record)}\n${change(record)}`)).toEqual([
        ...recordsOf(record).map((one) => expect.objectContaining({ text: one.text })),
        ...recordsOf(record).map((one) => expect.objectContaining({ text: one.text })),
      ]);
    }
  });

  test('wrapped, as the log viewer copied it', () => {
    const line = copied('12-30-2025 16:26:12').replaceAll('\t', ' ');
    for (const width of [72, 60, 50]) {
      expect(meaning(wrapped(line, width))).toEqual(meaning(line));
    }
  });

  test('copied, with the whole end on a line of its own', () => {
    const [text = '', ...end] = copied('12-30-2025 16:26:12').split('\t');
    const paste = `It fails, look:\n\n${text}\n${end.join(' ')}\n`;
    expect(meaning(paste)).toEqual(meaning(`${text}\t${end.join('\t')}`));
  });

  test.each([
    ['in brackets', RECORD, 'management-point'],
    ['plain', PLAIN, 'wmi'],
    ['copied', `${TEXT}\tccmsetup\t12-30-2025 16:26:12\t3264 (0x0CC0)`, 'management-point'],
  ])('means the same between other text: %s', (_what, record, step) => {
    const paste = `Hello all,\n\nsince Monday:\n${wrapped(record, 60)}\n\nAny ideas?\nThanks`;
    expect(computersOf(paste)).toMatchObject([{ decisive: { step } }]);
  });

  const MP =
    "Failed to get DP locations as the expected version from MP 'http://mp7'. Error 0x80072ee2";
  const asCopied = (text: string): string =>
    `${text}\tccmsetup\t12-30-2025 16:26:12\t3264 (0x0CC0)`;
  const asPlain = (text: string): string =>
    `${text}  $$<ccmsetup><12-30-2025 16:26:12.000+0><thread=3264 (0xCC0)>`;

  test.each([
    ['another code', 'We had error 0x80070005, access denied, after the restart:'],
    ['another end', 'Installation succeeded on all the others, but not here:'],
    ['another step', 'CcmSetup failed with error code 0x80070070 last week. Now'],
    ['other lines', 'It is the new subnet.\nUnable to find anything, error 67, what failed?\nLog:'],
  ])('and what stands before it decides nothing: %s', (_what, prose) => {
    for (const write of [asCopied, asPlain]) {
      for (const change of [(text: string) => text, (text: string) => wrapped(text, 60)]) {
        const paste = `${prose}\n${change(write(MP))}\n`;
        expect(computersOf(paste)).toMatchObject([
          {
            lastWord: 'failing',
            decisive: { host: 'mp7', error: { hex: '0x80072EE2' }, line: MP },
            findings: [{ count: 1 }],
          },
        ]);
      }
    }
  });

  test('and other text is counted where a form tells it', () => {
    expect(looseIn(`It is the new subnet.\nLog:\n${asCopied(MP)}\n`)).toBe(2);
  });

  test('and what is no record is counted', () => {
    expect(looseIn(`Hello all,\n\nsince Monday:\n\n${RECORD}\n\nAny ideas?\nThanks\n`)).toBe(4);
    expect(looseIn(`${PLAIN}\n\none\ntwo\n\n${PLAIN}\n`)).toBe(2);
    expect(looseIn(`${RECORD}\n${PLAIN}\n\n`)).toBe(0);
    expect(looseIn('<![LOG[torn\noff\n')).toBe(2);
  });
});

describe('WindowsUpdate.log', () => {
  test.each([
    [
      '2026-01-12\t09:00:00:123\t 968\t1b04\tMisc\tWARNING: Send failed with hr = 80072ee7.',
      { text: 'WARNING: Send failed with hr = 80072ee7.', severity: 'warning', thread: 0x1b04 },
    ],
    [
      '2026/01/12 09:00:00.1234567 968   6916  Agent           *FAILED* [8024402C] Caller',
      { text: '*FAILED* [8024402C] Caller', severity: 'error' },
    ],
    [
      '2026-01-12    09:00:00:123     860    5bc    Setup    FATAL: it failed with error 0x80072eef',
      { severity: 'error' },
    ],
  ])('%s', (line, record) => {
    expect(recordsOf(line)).toMatchObject([{ component: 'WindowsUpdate', ...record }]);
    expect(dateOf(line)).toEqual(['2026-01-12T09:00:00']);
  });
});

test('every form may be cut anywhere', () => {
  const log = [
    'Hello',
    escaped(RECORD),
    wrapped(PLAIN, 50),
    '',
    copied('09/02/2025 10:00:00'),
    wrapped(copied('13/02/2025 10:00:00').replaceAll('\t', ' '), 50),
    '2026-01-12\t09:00:00:123\t 968\t1b04\tMisc\tWARNING: x',
  ].join('\r\n');
  const whole = recordsOf(log);
  expect(whole.length).toBe(5);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 40 }), (lengths) => {
      expect(recordsOf(log, lengths)).toEqual(whole);
    }),
  );
});
