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

/** Records in the forms that people paste, and those of the Windows Update agent. */
const PASTED = [
  'Hello,\n\nInstallation failed with error code 1603\tccmsetup\t12/11/2025 4:26:12 PM\t3264 (0x0CC0)\n',
  'CcmSetup failed with error code 0x80072ee7 ccmsetup\n13.12.2025 16:26:12 3264 (0x0CC0)\n',
  '> <![LOG[Post to https://mp7/ccm_system/request failed\n> with 0x87d00231.]LOG]!><time="09:00:01.000-60"\n> date="01-12-2026" component="CcmMessaging" type="3" thread="7">\n',
  '&lt;![LOG[There is no AMP for site code &quot;S01&quot;]LOG]!&gt;&lt;time=&quot;09:00:01.000-60&quot; date=&quot;01-12-2026&quot; component=&quot;LocationServices&quot; type=&quot;3&quot;&gt;\n',
  'Failed to connect.  $$<SMS_CLIENT_CONFIG_MANAGER><01-12-2026\n09:00:01.250-60><thread=4120 (0x1018)>\n',
  '2026-01-12\t09:00:00:123\t 968\t1b04\tMisc\tWARNING: Send failed with hr = 80072ee7.\n2026/01/12 09:00:00.1234567 968   6916  Agent           *FAILED* [8024402C] x\n',
].join('\n');

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
    seeds: [
      ...LOGS.map((name) => readFileSync(`fixtures/logs/${name}`).subarray(0, 8192)),
      Buffer.from(PASTED),
    ],
    decode: diagnose,
    isDocumented: () => false,
  },
];
