import { describe, expect, test } from '@jest/globals';
import { computersOf, pushLog, setupLog } from './read.ts';

const BEGIN = '======>Begin Processing request: "16777301", machine name: "SEA-07"';
const PUT_BACK = 'Stored request "16777301", machine name "SEA-07", in queue "Retry".';
const RPC = ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'];

const pushed = (...lines: string[]): unknown => computersOf(pushLog([BEGIN, ...lines, PUT_BACK]));

describe('an error of the logon packages', () => {
  test.each([
    ['0x80090322', 'name', ['client-push/smb']],
    ['0x80090303', 'name', ['client-push/smb']],
    ['0x8009030c', 'account', []],
    ['0x8009030e', 'account', []],
    ['0x80090308', 'account', []],
    ['0x80090342', 'account', []],
    ['0x80090311', 'directory', []],
    ['0x80090324', 'account', []],
  ])('is none of a certificate at WMI and at ADMIN$: %s', (code, nature, requirements) => {
    for (const line of [
      `---> Unable to connect to WMI on remote machine "SEA-07", error = ${code}.`,
      `---> Failed to connect to \\\\SEA-07\\admin$ using account 'A\\b' (${code})`,
      `---> Unable to connect to remote machine "SEA-07" using Kerberos with machine account, error - ${code}.`,
    ]) {
      expect(pushed(line)).toMatchObject([{ decisive: { nature, requirements } }]);
    }
  });

  test('of TLS alone is no answer at WMI, which keeps its flows', () => {
    expect(
      pushed('---> Unable to connect to WMI on remote machine "SEA-07", error = 0x80090325.'),
    ).toMatchObject([{ decisive: { nature: 'unknown', causes: [], requirements: RPC } }]);
  });

  test('is one of the certificate where a web server was asked', () => {
    const log = setupLog([
      "!Failed to get DP locations as the expected version from MP 'https://mp7'. Error 0x80090322",
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { nature: 'certificate', causes: ['certificate-name'] } },
    ]);
  });

  test.each(['0x80090324', '0x80070576'])('tells of the clocks: %s', (code) => {
    expect(
      pushed(`---> Unable to connect to WMI on remote machine "SEA-07", error = ${code}.`),
    ).toMatchObject([{ decisive: { causes: ['clock'] } }]);
  });
});

describe('that there is no fallback to NTLM', () => {
  const KERBEROS =
    '---> Unable to connect to remote machine "SEA-07" using Kerberos with alternate account, error -';
  const NOT =
    'NTLM fallback is not enabled, remote machine "SEA-07" is not continuing with client push.';

  test.each([
    ['0x800706ba', 'network', RPC],
    ['0x80070005', 'account', []],
    ['0x80004005', 'unspecified', RPC],
    ['0x8007abcd', 'unknown', RPC],
  ])('is told beside what failed, in its line and after it: %s', (code, nature, requirements) => {
    for (const lines of [[`${KERBEROS} ${code}. ${NOT}`], [`${KERBEROS} ${code}.`, `--> ${NOT}`]]) {
      expect(pushed(...lines)).toMatchObject([
        { decisive: { step: 'wmi', nature, requirements, causes: ['no-ntlm-fallback'] } },
      ]);
    }
  });

  test('is all that is known where nothing else failed', () => {
    expect(pushed(`--> ${NOT}`)).toMatchObject([
      { decisive: { step: 'ntlm-fallback', nature: 'account' } },
    ]);
  });

  test('and that there is one hides no code before it', () => {
    expect(
      pushed(
        `${KERBEROS} 0x800706ba. NTLM fallback is enabled, remote machine "SEA-07" is continuing.`,
      ),
    ).toMatchObject([{ decisive: { step: 'wmi', requirements: RPC, causes: [] } }]);
  });
});
