import { Diagnosis } from '../../src/diagnose/diagnosis.ts';
import { LogLineReader } from '../../src/diagnose/lines.ts';
import type { ComputerDiagnosis } from '../../src/diagnose/model.ts';
import { type LogRecord, RecordReader } from '../../src/diagnose/record.ts';

/** Bytes in pieces of these lengths, the rest in one. */
export function pieces(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  let start = 0;
  for (const length of lengths) {
    found.push(bytes.subarray(start, start + length));
    start += length;
  }
  return [...found, bytes.subarray(start)];
}

/** The records of a log that comes in pieces. */
export function recordsOf(
  log: string | Uint8Array,
  lengths: readonly number[] = [],
): readonly LogRecord[] {
  const lines = new LogLineReader();
  const records = new RecordReader(0);
  const bytes = typeof log === 'string' ? Buffer.from(log) : log;
  const all = [...pieces(bytes, lengths).flatMap((piece) => lines.read(piece)), ...lines.end()];
  return [...all.flatMap((line) => records.read(line)), ...records.end()];
}

/** The diagnosis of one log. */
export function diagnosisOf(
  log: string | Uint8Array,
  lengths: readonly number[] = [],
  since: number | null = null,
): Diagnosis {
  const diagnosis = new Diagnosis({ bias: 0, since: since === null ? null : { utc: since } });
  const series = diagnosis.series('log', null);
  const file = series.file('log');
  const bytes = typeof log === 'string' ? Buffer.from(log) : log;
  for (const piece of pieces(bytes, lengths)) file.read(piece);
  file.end();
  series.end();
  return diagnosis;
}

export function computersOf(log: string | Uint8Array): readonly ComputerDiagnosis[] {
  return [...diagnosisOf(log).computers()];
}

/** Lines of ccm.log, a second apart, of one thread. */
export function pushLog(lines: readonly string[], thread = 4120): string {
  return lines
    .map((line, index) => {
      const second = String(index % 60).padStart(2, '0');
      const minute = String(Math.floor(index / 60)).padStart(2, '0');
      return `${line}  $$<SMS_CLIENT_CONFIG_MANAGER><01-05-2026 10:${minute}:${second}.120-540><thread=${thread} (0x${thread.toString(16)})>\r\n`;
    })
    .join('');
}

/** Lines of ccmsetup.log; an error has `!` before it. */
export function setupLog(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const second = String(index % 60).padStart(2, '0');
      const [text, type] = line.startsWith('!') ? [line.slice(1), 3] : [line, 1];
      return `<![LOG[${text}]LOG]!><time="10:00:${second}.010+300" date="01-05-2026" component="ccmsetup" context="" type="${type}" thread="1456" file="ccmsetup.cpp:1">\r\n`;
    })
    .join('');
}
