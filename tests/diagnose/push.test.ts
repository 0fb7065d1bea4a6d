import { describe, expect, test } from '@jest/globals';
import { computersOf, diagnosisOf, pushLog } from './read.ts';

const begin = (name: string): string =>
  `======>Begin Processing request: "2097152101", machine name: "${name}"`;
const end = (name: string): string => `<======End request: "2097152101", machine name: "${name}".`;
const attempt = (name: string): string =>
  `---> Attempting to connect to administrative share '\\\\${name}\\admin$' using account 'A\\b'~`;
const STARTED = '---> Started service "ccmsetup" on machine "PC001".~';
const BLOCKED = '---> Failed to connect to \\\\PC001\\admin$ using machine account (53)~';

describe('a push', () => {
  test('that failed has its decisive error, by the step that had it', () => {
    const [computer] = computersOf(
      pushLog([
        begin('PC001'),
        attempt('pc001.contoso.com'),
        '---> NetUseAdd failed: 00000035~',
        BLOCKED,
        'Execute query exec [sp_CP_SetLastErrorCode] 2097152101, -2147024843~',
        'Stored request "2097152101", machine name "PC001", in queue "Retry".',
        end('PC001'),
      ]),
    );
    expect(computer).toMatchObject({
      computer: 'pc001.contoso.com',
      log: 'ccm.log',
      lastWord: 'failed',
      attempts: 1,
      failures: 1,
      first: { utc: Date.UTC(2026, 0, 5, 1, 0, 0, 120), bias: -540 },
      last: { utc: Date.UTC(2026, 0, 5, 1, 0, 6, 120) },
      decisive: {
        step: 'admin-share',
        error: { hex: '0x80070035' },
        requirements: ['client-push/smb'],
      },
    });
  });

  test('that failed first and started CCMSetup later is resolved', () => {
    const log = pushLog([
      begin('PC001'),
      BLOCKED,
      end('PC001'),
      begin('PC001'),
      STARTED,
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([
      { lastWord: 'resolved', attempts: 2, failures: 1, decisive: { count: 1 } },
    ]);
  });

  test('that fails again has failed', () => {
    const log = pushLog([
      begin('PC001'),
      STARTED,
      end('PC001'),
      begin('PC001'),
      BLOCKED,
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'failed', failures: 1 }]);
  });

  test('whose first account failed, and whose second did not, has succeeded', () => {
    const log = pushLog([begin('PC001'), BLOCKED, attempt('PC001'), STARTED, end('PC001')]);
    expect(computersOf(log)).toMatchObject([
      { lastWord: 'succeeded', decisive: null, findings: [] },
    ]);
  });

  test('that is looked at once more after CCMSetup was started has succeeded', () => {
    const log = pushLog([
      begin('PC001'),
      STARTED,
      'Stored request "PC001", machine name "PC001", in queue "Retry".',
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'succeeded' }]);
  });

  test('that was put back without an error failed all the same', () => {
    const log = pushLog([
      begin('PC001'),
      'Stored request "PC001", machine name "PC001", in queue "Retry".',
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([
      {
        lastWord: 'failed',
        decisive: {
          step: 'push',
          nature: 'unexplained',
          line: 'Stored request "PC001", machine name "PC001", in queue "Retry".',
        },
      },
    ]);
  });

  test('within which the log ends is unfinished, with an error failed', () => {
    expect(computersOf(pushLog([begin('PC001'), attempt('PC001')]))).toMatchObject([
      { lastWord: 'unfinished' },
    ]);
    expect(computersOf(pushLog([begin('PC001'), BLOCKED]))).toMatchObject([{ lastWord: 'failed' }]);
  });

  test('whose begin was rotated away is known by the names in its lines', () => {
    const log = pushLog([attempt('pc001.contoso.com'), BLOCKED, attempt('PC002'), end('PC002')]);
    expect(computersOf(log)).toMatchObject([
      { computer: 'pc001.contoso.com', lastWord: 'failed' },
      { computer: 'PC002', lastWord: 'unfinished' },
    ]);
  });

  test.each([
    ['0x800706ba', 'wmi', 'network'],
    ['0x80070005', 'wmi', 'account'],
    ['0x80041003', 'wmi', 'account'],
  ])('that WMI ends with %s', (code, step, nature) => {
    const log = pushLog([
      begin('PC001'),
      `---> Unable to connect to WMI on remote machine "PC001", error = ${code}.`,
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { step, nature } }]);
  });

  test('whose conclusion is vague is told by what came before', () => {
    const log = pushLog([
      begin('PC001'),
      '---> Unable to connect to remote registry for machine name "PC001", error 53.~',
      'Execute query exec [sp_CP_SetLastErrorCode] 2097152101, -2147467259~',
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'registry', error: { hex: '0x80070035' } } },
    ]);
  });

  test('that Kerberos alone did not allow', () => {
    const log = pushLog([
      begin('PC001'),
      '--> NTLM fallback is not enabled, remote machine "PC001" is not continuing with client push.',
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'ntlm-fallback', nature: 'account', requirements: [] } },
    ]);
  });

  test('that ends without a code is told by the lines before', () => {
    const log = pushLog([
      begin('PC001'),
      '---> ERROR: Unable to access target machine for request: "1", machine name: "PC001",  access denied or invalid network path.',
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([
      { lastWord: 'failed', decisive: { step: 'push', nature: 'unspecified', error: null } },
    ]);
  });

  test('has failures of an unknown code told', () => {
    const log = pushLog([
      begin('PC001'),
      '---> ERROR: Unexpected failure, error 1130.~',
      end('PC001'),
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'push', nature: 'unknown', error: { hex: '0x8007046A', key: null } } },
    ]);
  });

  test('is known by the wording of the year 2000 too', () => {
    const log = pushLog([
      '======>Begin Processing request: "01MOLQGI", machine name: "SPARC"',
      "---> Attempting to connect to administrative share '\\\\SPARC\\admin$' using account 'H\\S'",
      '---> Failed to connect to \\\\SPARC\\admin$ using account H\\S (67)',
      '---> ERROR: The account \'\' does not have administrative rights on machine "SPARC".',
      '---> ERROR: Unable to access target machine for request: "01MOLQGI", machine name: "SPARC", error code: 67',
      'Stored request "01MOLQGI", machine name "SPARC", in queue "Retry".',
    ]);
    expect(computersOf(log)).toMatchObject([
      { computer: 'SPARC', lastWord: 'failed', decisive: { nature: 'share', requirements: [] } },
    ]);
  });
});

describe('computers', () => {
  test('of two threads at once are told apart', () => {
    const one = pushLog([begin('PC001'), BLOCKED, end('PC001')], 1).split('\r\n');
    const other = pushLog(
      [begin('PC002'), STARTED.replace('PC001', 'PC002'), end('PC002')],
      2,
    ).split('\r\n');
    const log = one.flatMap((line, index) => [line, other[index] ?? '']).join('\r\n');
    expect(computersOf(log)).toMatchObject([
      { computer: 'PC001', lastWord: 'failed' },
      { computer: 'PC002', lastWord: 'succeeded' },
    ]);
  });

  test('are one by their short and their full name, and two where full names differ', () => {
    const failing = (name: string): string[] => [
      begin(name),
      `---> Failed to connect to \\\\${name}\\admin$ using machine account (53)~`,
      end(name),
    ];
    const names = [
      'PC001',
      'pc001.contoso.com',
      'PC001.fabrikam.com',
      'pc001.CONTOSO.com',
      '10.0.0.1',
      '10.0.0.2',
    ];
    expect(computersOf(pushLog(names.flatMap(failing)))).toMatchObject([
      { computer: 'pc001.CONTOSO.com', attempts: 3 },
      { computer: 'PC001.fabrikam.com', attempts: 1 },
      { computer: '10.0.0.1' },
      { computer: '10.0.0.2' },
    ]);
  });

  test('whose name would steer a terminal are shown without', () => {
    const log = pushLog([begin('PC\u001b[31m001\u202e'), BLOCKED, end('PC\u001b[31m001\u202e')]);
    expect(computersOf(log)[0]?.computer).toBe('PC[31m001');
  });
});

test('errors that are not known are counted, and the first are kept', () => {
  const unknown = Array.from({ length: 9 }, (_none, index) => `ERROR: something ${index} is wrong`);
  const { count, first } = diagnosisOf(pushLog(unknown)).unknown;
  expect(count).toBe(9);
  expect(first).toHaveLength(5);
  expect(first[0]).toMatchObject({ line: 1, text: 'ERROR: something 0 is wrong' });
});

test('what was logged before a moment is left out', () => {
  const log = pushLog([
    begin('PC001'),
    BLOCKED,
    end('PC001'),
    begin('PC002'),
    STARTED,
    end('PC002'),
  ]);
  const since = Date.UTC(2026, 0, 5, 1, 0, 3);
  expect([...diagnosisOf(log, [], since).computers()]).toMatchObject([{ computer: 'PC002' }]);
});
