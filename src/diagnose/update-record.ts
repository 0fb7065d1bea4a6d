import type { LogTime } from './model.ts';
import { localTime } from './time.ts';

/** A record of WindowsUpdate.log without its line's number. */
export interface UpdateRecord {
  readonly text: string;
  readonly component: 'WindowsUpdate';
  readonly time: LogTime | null;
  readonly severity: 'information' | 'warning' | 'error';
  readonly thread: number;
}

/**
 * Date, time, process, thread, part of the agent, text. Up to Windows 8.1 the agent writes
 * `2026-01-12 09:00:00:123 968 1b04 Misc …`; `Get-WindowsUpdateLog` writes
 * `2026/01/12 09:00:00.1234567 968 6916 Agent …`.
 */
const RECORD =
  /^(\d{4})[-/](\d{2})[-/](\d{2})[ \t]+(\d{2}):(\d{2}):(\d{2})[:.](\d{3,7})[ \t]+[0-9a-f]{1,8}[ \t]+([0-9a-f]{1,8})[ \t]+(\w{1,64})[ \t](.*)$/i;

export function updateRecord(line: string, bias: number): UpdateRecord | null {
  const found = RECORD.exec(line);
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
  const [fraction, thread = '', , text = ''] = found.slice(7);
  return {
    text: text.trim(),
    component: 'WindowsUpdate',
    time: localTime(
      {
        year: year ?? 0,
        month: month ?? 0,
        day: day ?? 0,
        hour: hour ?? 0,
        minute: minute ?? 0,
        second: second ?? 0,
      },
      fraction,
      null,
      bias,
    ),
    severity: severityOf(text.trim()),
    thread: Number.parseInt(thread, 16),
  };
}

function severityOf(text: string): UpdateRecord['severity'] {
  if (/^[\s*]{0,8}(?:FATAL|FAILED)\b/.test(text)) return 'error';
  return /^[\s*]{0,8}WARNING\b/.test(text) ? 'warning' : 'information';
}
