import type { ClientEntry } from '../../../src/report/model/report.ts';
import { buildTail } from '../../../src/report/model/build.ts';
import { EMPTY_SUMMARY, addToSummary } from '../../../src/judge/summary.ts';
import { htmlReporter } from '../../../src/report/forms/html/index.ts';
import { EN } from '../../../src/text/en/index.ts';
import type { Texts } from '../../../src/text/texts.ts';
import type { See } from '../../support/observations.ts';
import { observed, smbEvidence } from '../../support/observations.ts';
import { PLAIN, REPORTS, type Report, type Told, tell } from '../../report/scenes.ts';
import { own } from '../../../src/text/command-line.ts';

/** A page as the reporter writes it. */
export function pageOf({ head, clients, tail }: Told, texts: Texts = EN): string {
  const reporter = htmlReporter(head, {
    appearance: PLAIN,
    texts,
    siteWords: [own('--site site.yaml')],
    shell: 'sh',
  });
  return [
    reporter.opening,
    ...clients.map((entry, index) => reporter.client(entry, index)),
    reporter.close(tail),
  ].join('');
}

export function scene(name: string, texts: Texts = EN): Told {
  const report = REPORTS[name];
  if (report === undefined) throw new Error(`no scene ${name}`);
  return tell(report, texts);
}

const SITE = {
  siteCode: 'S01',
  roles: {
    managementPoints: ['mp01.contoso.com'],
    softwareUpdatePoints: ['sup01.contoso.com'],
    distributionPoints: ['dp01.contoso.com'],
    fallbackStatusPoints: ['fsp01.contoso.com'],
  },
  install: {
    source: String.raw`\\files01\ccmclient`,
    manual: { runFrom: String.raw`\\files01\ccm` },
  },
};

const WINDOWS = smbEvidence();
const open: See = (check) => (check.kind === 'smb' ? observed('open', WINDOWS) : 'open');

/** What clients of a large site are like; the first is the most frequent. */
const KINDS: readonly See[] = [
  open,
  (check) => (check.kind === 'smb' ? 'filtered' : open(check)),
  (check) =>
    check.kind === 'rpc-endpoint-mapper' || check.kind === 'rpc-dynamic' ? 'refused' : open(check),
  () => 'filtered',
  () => 'unresolved',
  (check) =>
    check.kind === 'smb'
      ? observed('wrong-host', smbEvidence({ dnsComputerName: 'pc999.contoso.com' }))
      : open(check),
  (check) =>
    check.kind === 'smb'
      ? observed(
          'open',
          smbEvidence({
            ntlmTime: '2024-05-01T13:00:00.000Z',
            localTime: '2024-05-01T12:00:00.000Z',
          }),
        )
      : open(check),
];

const NAME = 'pc001.contoso.com';
const ADDRESS = '10.0.0.7';

export interface Crowd {
  readonly clients: number;
  readonly texts?: Texts;
}

/** A site of so many clients: of 20, twelve work, and each other kind is there. */
export function crowd({ clients, texts = EN }: Crowd): Told {
  const report: Report = {
    title: 'many',
    site: SITE,
    from: 'site-server',
    clients: KINDS.map((see) => ({ client: NAME, see })),
    indirect: ({ kind }) => (kind === 'smb' ? 'refused' : 'open'),
  };
  const { head, clients: kinds, tail } = tell(report, texts);
  const entries = Array.from({ length: clients }, (_, index) => entryOf(kinds, index));
  const summary = entries.reduce((sum, each) => addToSummary(sum, each, head), EMPTY_SUMMARY);
  return {
    head,
    clients: entries,
    tail: buildTail(head, '2024-05-01T12:03:20.000Z', true, tail.indirect, summary, {
      exitCode: 1,
      audit: false,
    }),
  };
}

/** Names that sort otherwise than they come. */
function entryOf(kinds: readonly ClientEntry[], index: number): ClientEntry {
  const lot = (index * 7) % 20;
  const kind = kinds[lot < kinds.length ? lot : 0];
  if (kind === undefined) throw new Error('there is no kind');
  const name = `pc${String(index).padStart(5, '0')}.contoso.com`;
  const address = `10.${Math.floor(index / 40_000)}.${Math.floor(index / 160) % 250}.${(index % 160) + 10}`;
  const text = JSON.stringify(kind).replaceAll(NAME, name).replaceAll(ADDRESS, address);
  const entry: ClientEntry = JSON.parse(text);
  return entry;
}
