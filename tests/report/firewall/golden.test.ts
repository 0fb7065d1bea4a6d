import { describe, expect, test } from '@jest/globals';
import {
  firewallCsvReporter,
  firewallReporter,
  firewallScriptReporter,
} from '../../../src/report/forms/firewall/index.ts';
import type { Reporter, ReporterOptions } from '../../../src/report/forms/reporter.ts';
import type { ReportHead } from '../../../src/report/model/report.ts';
import { withSentences } from '../../../src/report/model/build.ts';
import { EN } from '../../../src/text/en/index.ts';
import { JA } from '../../../src/text/ja/index.ts';
import { golden } from '../../support/golden.ts';
import { MAPPER_NOT_OPEN, observed, smbEvidence } from '../../support/observations.ts';
import { run } from '../../cli/run.ts';
import { PLAIN, REPORTS, type Report, type Told, tell } from '../scenes.ts';

const REPORTERS = {
  firewall: firewallReporter,
  'firewall-csv': firewallCsvReporter,
  'firewall-powershell': firewallScriptReporter,
} as const satisfies Record<string, (head: ReportHead, options: ReporterOptions) => Reporter>;
const FORMATS = ['firewall', 'firewall-csv', 'firewall-powershell'] as const;

const OPTIONS: ReporterOptions = { appearance: PLAIN, texts: EN, siteWords: [], shell: 'sh' };

function write(
  { head, clients, tail }: Told,
  make: (head: ReportHead, options: ReporterOptions) => Reporter,
  options = OPTIONS,
): string {
  const reporter = make(head, options);
  return [
    reporter.opening,
    ...clients.map((entry) => reporter.client(entry)),
    reporter.close(tail),
  ].join('');
}

/** A site server's view of clients in a row, with one of everything that is left out. */
const COLLECTION: Report = {
  title: 'a collection behind a firewall, from the site server',
  site: {
    siteCode: 'S01',
    siteServer: 'cm01.contoso.com',
    roles: { managementPoints: ['mp01.contoso.com'] },
  },
  from: 'site-server',
  clients: [
    // 10.0.0.8 to 10.0.0.12 and an IPv6 address: SMB is dropped.
    ...[8, 9, 10, 11, 12].map((last) => ({
      client: `pc${last}.contoso.com`,
      see: (check: { readonly kind: string }) => [
        { address: `10.0.0.${last}`, observation: observed(blocked(check.kind)) },
        ...(last === 12
          ? [{ address: 'fd00::c', observation: observed(blocked(check.kind)) }]
          : []),
      ],
    })),
    {
      client: 'pc20.contoso.com',
      see: ({ kind }) => [
        {
          address: '10.0.0.20',
          observation:
            kind === 'rpc-dynamic'
              ? MAPPER_NOT_OPEN
              : observed(kind === 'rpc-endpoint-mapper' ? 'refused' : blocked(kind)),
        },
      ],
    },
    {
      client: 'pc21.contoso.com',
      see: ({ kind }) => [
        { address: '10.0.0.21', observation: observed(blocked(kind)) },
        {
          address: '10.9.9.9',
          observation:
            kind === 'smb'
              ? observed('wrong-host', smbEvidence({ dnsComputerName: 'other.contoso.com' }))
              : observed(kind === 'icmp' ? 'open' : 'filtered'),
        },
      ],
    },
    // TCP 135 is dropped: what is behind it could not be looked at.
    {
      client: 'pc22.contoso.com',
      see: ({ kind }) => [
        {
          address: '10.0.0.22',
          observation:
            kind === 'rpc-dynamic'
              ? MAPPER_NOT_OPEN
              : observed(kind === 'rpc-endpoint-mapper' ? 'filtered' : 'open'),
        },
      ],
    },
    { client: 'pc30.contoso.com', see: ({ kind }) => (kind === 'icmp' ? 'open' : 'filtered') },
    {
      client: 'pc31.contoso.com',
      see: ({ kind }) => (kind === 'rpc-dynamic' ? 'inconclusive' : 'filtered'),
    },
    { client: 'pc32.contoso.com', see: () => 'unresolved' },
    { client: 'pc33.contoso.com', see: () => 'error' },
  ],
};

function blocked(kind: string): 'filtered' | 'open' | 'inconclusive' {
  switch (kind) {
    case 'smb':
      return 'filtered';
    case 'rpc-dynamic':
      return 'inconclusive';
    default:
      return 'open';
  }
}

const SCENES = { ...REPORTS, 'collection-blocked': COLLECTION };

describe.each(Object.entries(SCENES))('%s', (name, report) => {
  test.each(FORMATS)('%s', (format) => {
    const told = tell(report);
    const { actual, expected } = golden(`firewall/${name}.${format}`, {
      title: `${report.title}, as ${format}`,
      text: write(told, REPORTERS[format]),
      exitCode: told.tail.summary.exitCode,
    });
    expect(actual).toBe(expected);
  });
});

test('in Japanese', () => {
  const told = tell(COLLECTION);
  const clients = told.clients.map((entry) => withSentences(entry, told.head, JA));
  const { actual, expected } = golden('firewall/collection-blocked.ja.firewall', {
    title: `${COLLECTION.title}, in Japanese`,
    text: write({ ...told, clients }, firewallReporter, { ...OPTIONS, texts: JA }),
    exitCode: told.tail.summary.exitCode,
  });
  expect(actual).toBe(expected);
});

describe('plan', () => {
  const COMMANDS = [
    'plan --mp mp01.contoso.com --run-from local --method client-push --client 10.0.0.8 10.0.0.9 pc1 -o',
    'plan --product current-branch --mp mp01 mp02 --dp mp02 --sup mp01 --fsp fsp01 --source \\\\files01\\ccm --run-from \\\\files01\\ccm -o',
  ] as const;
  test.each(FORMATS.flatMap((format) => COMMANDS.map((command) => `${command} ${format}`)))(
    '%s',
    async (command) => {
      const { code, stdout } = await run(command);
      const number = COMMANDS.findIndex((known) => command.startsWith(known)) + 1;
      const { actual, expected } = golden(`firewall/plan-${number}.${command.split(' ').at(-1)}`, {
        title: `ccm-preflight ${command}`,
        text: stdout,
        exitCode: code,
      });
      expect(actual).toBe(expected);
    },
  );
});
