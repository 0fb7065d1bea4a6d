import { describe, expect, test } from '@jest/globals';
import { computersOf, setupLog } from './read.ts';

const clientLog = (text: string): string =>
  `<![LOG[${text}]LOG]!><time="10:00:00.010+300" date="01-05-2026" component="CcmExec" context="" type="3" thread="1456" file="x.cpp:1">\r\n`;

describe("the computer's own WMI", () => {
  test.each([
    String.raw`Failed to connect to the namespace \\.\root\ccm. Error 0x800706ba`,
    String.raw`Failed to open to WMI namespace '\\.\root\ccm' (80041002)`,
    String.raw`Error connecting to WMI namespace '\\.\root\ccm\Policy\Machine'. source (0x80041003)`,
    String.raw`Unable to open WMI namespace '\\\\.\\root\\ccm'. Error 0x8004100e`,
    String.raw`CProvider could not connect to WMI namespace root\ccm, error 0x80041010`,
  ])('is no share, and no matter of the network: %s', (text) => {
    expect(computersOf(clientLog(text))).toMatchObject([
      {
        lastWord: 'failing',
        decisive: { step: 'own-wmi', host: null, nature: 'computer', requirements: [] },
      },
    ]);
  });

  test.each(['8004100e', '80041003'])(
    'has a namespace for virtual desktops on those alone: %s',
    (code) => {
      const post = 'Post to http://mp7/ccm_system/request failed with 0x80072ee7.';
      const vdi = String.raw`Failed to open to WMI namespace '\\.\root\ccmvdi' (${code})`;
      expect(computersOf([clientLog(post), clientLog(vdi)].join(''))).toMatchObject([
        { decisive: { step: 'management-point', error: { decimal: 12_007 } }, findings: [{}] },
      ]);
    },
  );

  test('has no namespace of a client before one is installed', () => {
    const log = setupLog([
      String.raw`!Failed to connect to the namespace \\.\root\ccm. Error 0x8004100e`,
      String.raw`!Failed to open \\.\root\ccm, error 0x80070070`,
    ]);
    expect(computersOf(log)[0]?.findings).toMatchObject([{ error: { decimal: 112 } }]);
  });
});
