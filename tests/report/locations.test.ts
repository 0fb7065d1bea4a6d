import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/judge/facts.ts';
import { EMPTY_SUMMARY, addToSummary, exitCodeOf } from '../../src/judge/summary.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import type { ReportFormat } from '../../src/report/forms/names.ts';
import { FORMATS } from '../../src/report/forms/formats.ts';
import { buildHead, buildTail, withSentences } from '../../src/report/model/build.ts';
import type { ClientEntry } from '../../src/report/model/report.ts';
import { LocationSums } from '../../src/report/told/many/location-sums.ts';
import { obstaclesOf } from '../../src/report/told/many/obstacles.ts';
import { Sums } from '../../src/report/told/many/sums.ts';
import { tellLocations } from '../../src/report/told/many/locations.ts';
import { own } from '../../src/text/command-line.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import type { Texts } from '../../src/text/texts.ts';
import { golden } from '../support/golden.ts';
import { type Scene, judge, observed } from '../support/observations.ts';
import { siteOf } from '../support/sites.ts';

const SITE = {
  product: 'current-branch',
  communication: 'http',
  siteCode: 'S01',
  roles: {
    managementPoints: ['mp1'],
    distributionPoints: ['dp-osaka', { host: 'dp-tokyo', serves: ['http', 'smb'] }],
  },
  install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
  boundaryGroups: [
    { name: 'Osaka', boundaries: '10.1.0.0/16', distributionPoints: 'dp-osaka' },
    { name: 'Tokyo', boundaries: ['10.2.0.0/16', '10.1.7.0/24'], distributionPoints: 'dp-tokyo' },
    { name: 'Kyoto', boundaries: '10.3.0.0/16' },
  ],
};
const HEAD_AT = '2026-01-01T00:00:00Z';
const TOOL = { name: 'ccm-preflight', version: '1.0.0' };

interface Where {
  readonly address: string;
  readonly bad?: Readonly<Record<string, Outcome>>;
}

/** Pushed clients at three locations, at two of them at once, outside, and nobody knows where. */
const PUSHED: readonly Where[] = [
  ...many(6, '10.1.0', {}),
  ...many(3, '10.1.1', { smb: 'filtered' }),
  ...many(2, '10.2.0', { smb: 'filtered', icmp: 'filtered' }),
  ...many(5, '10.2.1', {}),
  ...many(1, '10.1.7', {}),
  ...many(4, '10.3.0', { all: 'filtered' }),
  ...many(2, '10.3.1', { all: 'unresolved' }),
  ...many(2, '192.168.0', { 'rpc-dynamic': 'inconclusive' }),
];

function many(
  count: number,
  net: string,
  bad: Readonly<Record<string, Outcome>>,
): readonly Where[] {
  return Array.from({ length: count }, (_none, at) => ({ address: `${net}.${at + 1}`, bad }));
}

function scenes(from: Scene['from'], places: readonly Where[]): readonly Scene[] {
  return places.map(({ address, bad = {} }, at): Scene => ({
    site: SITE,
    from,
    client: `pc${String(at).padStart(3, '0')}`,
    ...(from === 'client' ? { addresses: [address] } : { methods: ['client-push'] }),
    see: ({ kind, host }) => [
      { address, observation: observed(bad['all'] ?? bad[host] ?? bad[kind] ?? 'open') },
    ],
  }));
}

interface Shown {
  readonly text: string;
  readonly exitCode: number;
  readonly sums: Sums;
}

async function shown(
  format: ReportFormat,
  from: Scene['from'],
  places: readonly Where[],
  texts: Texts = EN,
  width = 80,
): Promise<Shown> {
  const methods = from === 'client' ? undefined : (['client-push'] as const);
  const plan = makePlan(siteOf(SITE), methods);
  const head = buildHead(plan, from, HEAD_AT, TOOL, texts);
  const make = await FORMATS[format].load({
    appearance: { colors: false, characters: 'unicode', width },
    texts,
    siteWords: [own('--site site.yaml')],
    shell: 'sh',
  });
  const reporter = make(head);
  const sums = new Sums(head);
  const judged = scenes(from, places).map((scene) => judge(scene).client);
  const clients = judged.map((client, index) => {
    const entry = withSentences(factsOf(client), head, texts);
    sums.add(entry, index);
    return reporter.client(entry, index);
  });
  const summary = judged
    .map((client) => factsOf(client))
    .reduce((sum, each) => addToSummary(sum, each, head), EMPTY_SUMMARY);
  const exitCode = exitCodeOf(summary, { complete: true, strict: false, audit: false });
  const tail = buildTail(head, '2026-01-01T00:00:09Z', true, [], summary, {
    exitCode,
    audit: false,
  });
  return {
    text: [reporter.opening, ...clients, reporter.close(tail), ...(reporter.rest?.() ?? [])].join(
      '',
    ),
    exitCode,
    sums,
  };
}

describe('a report on many clients tells how it stands at each location', () => {
  test.each([
    ['table', 'site-server', EN, 80],
    ['table', 'site-server', JA, 80],
    ['table', 'site-server', EN, 40],
    ['markdown', 'site-server', EN, 80],
    ['clients', 'site-server', EN, 80],
    ['prometheus', 'site-server', EN, 80],
  ] as const)('%s, from the %s (%#)', async (format, from, texts, width) => {
    const transcript = await shown(format, from, PUSHED, texts, width);
    const name = `locations-${texts.language}-${width}.${format}`;
    const title = `clients at several locations, ${format}`;
    const { actual, expected } = golden(name, { title, ...transcript });
    expect(actual).toBe(expected);
  });

  test('the page has each of them, and of each client where it is', async () => {
    const { text } = await shown('html', 'site-server', PUSHED);
    expect(text).toContain('"title":"Osaka, 9 clients"');
    expect(text).toContain('"title":"in no boundary group, 2 clients"');
    expect(text).toContain('In boundary groups Osaka, Tokyo.');
  });

  test('of several methods, and of the servers that are in the way there', async () => {
    const places = [
      ...many(12, '10.1.0', { 'dp-osaka': 'filtered' }),
      ...many(3, '10.2.0', { 'dp-osaka': 'filtered' }),
    ];
    const { sums, text } = await shown('markdown', 'client', places);
    const head = buildHead(makePlan(siteOf(SITE)), 'client', HEAD_AT, TOOL, EN);
    const [osaka, tokyo] = tellLocations(sums, { head, texts: EN });
    expect(osaka).toMatchObject({ name: 'Osaka', clients: 12, worst: 'breaks' });
    expect(osaka?.inTheWay[0]).toMatch(/^.*dp-osaka:80: 12 clients$/);
    expect(osaka?.methods.map(({ method }) => method)).toContain('software-distribution');
    expect(tokyo).toMatchObject({ name: 'Tokyo', clients: 3, worst: 'free', inTheWay: [] });
    expect(text).toContain('By location');
  });

  test('nothing where all are at one, or the site has no locations', async () => {
    const { text } = await shown('table', 'site-server', many(12, '10.1.0', { smb: 'filtered' }));
    expect(text).not.toContain('By location');
  });
});

describe('what it costs', () => {
  const entryAt = (groups: readonly string[]): ClientEntry => {
    const [scene] = scenes('site-server', many(1, '10.1.0', { smb: 'filtered' }));
    if (scene === undefined) throw new Error('no scene');
    const plan = makePlan(siteOf(SITE), ['client-push']);
    const head = buildHead(plan, 'site-server', HEAD_AT, TOOL, EN);
    const entry = withSentences(factsOf(judge(scene).client), head, EN);
    return { ...entry, location: { groups, addresses: ['10.1.0.1'] } };
  };

  test('memory is that of the locations, however many clients there are and whatever they tell', () => {
    const sums = new LocationSums();
    const entry = entryAt([]);
    const obstacles = obstaclesOf(entry);
    const add = (clients: number, groups: number): void => {
      for (let at = 0; at < clients; at += 1) {
        sums.add(
          { ...entry, location: { groups: [`G${at % groups}`], addresses: ['x'] } },
          obstacles,
        );
      }
    };
    add(175_000, 500);
    expect(sums.all).toHaveLength(500);
    expect(sums.all.reduce((count, { clients }) => count + clients, 0)).toBe(175_000);
    for (const { here, obstacles: there } of sums.all) {
      expect(here.size).toBe(1);
      expect(there.size).toBe(1);
    }
    add(5000, 5000);
    expect(sums.all.length).toBeLessThanOrEqual(1025);
    expect(sums.all.reduce((count, { clients }) => count + clients, 0)).toBe(180_000);
    expect(sums.all.at(-1)?.name).toEqual({ kind: 'others' });
  });
});
