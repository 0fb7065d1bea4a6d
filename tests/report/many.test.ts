import { own } from '../../src/text/command-line.ts';
import { describe, expect, test } from '@jest/globals';
import type { JudgedClient } from '../../src/judge/client.ts';
import { factsOf } from '../../src/judge/facts.ts';
import { EMPTY_SUMMARY, addToSummary, exitCodeOf } from '../../src/judge/summary.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Observation, Outcome } from '../../src/probe/observation.ts';
import { toldClient } from './told-client.ts';
import { buildHead, buildTail } from '../../src/report/model/build.ts';
import { tableReporter } from '../../src/report/forms/table/index.ts';
import { EN } from '../../src/text/en/index.ts';
import { golden } from '../support/golden.ts';
import { type Scene, type See, judge, observed, smbEvidence } from '../support/observations.ts';
import { siteOf } from '../support/sites.ts';

const SITE = { siteCode: 'S01', roles: { managementPoints: ['mp01.contoso.com'] } };

type Client = Pick<Scene, 'client' | 'see' | 'from'>;

const unclear: Observation = {
  outcome: 'inconclusive',
  cause: 'silent-per-service',
  reached: 'resolved',
  rttMs: null,
  evidence: { kind: 'none' },
};

/** Everything is open at one address but what is said. */
function at(address: string, bad: Readonly<Record<string, Outcome | Observation>>): See {
  return ({ kind }) => {
    const sight = bad[kind] ?? bad['all'] ?? 'open';
    const observation = typeof sight === 'string' ? observed(sight) : sight;
    return [{ address, observation }];
  };
}

/** So many clients with names in order, one a place of `address`. */
function some(
  count: number,
  first: number,
  address: (number: number) => string,
  bad: Readonly<Record<string, Outcome | Observation>> = {},
): readonly Client[] {
  return Array.from({ length: count }, (_none, number) => ({
    from: 'site-server',
    client: `pc${String(first + number).padStart(5, '0')}.contoso.com`,
    see: at(address(number), bad),
  }));
}

const inSixteen = (second: number) => (number: number) =>
  `10.${second}.${(number * 7) % 250}.${number % 200}`;

const COLLECTION: readonly Client[] = [
  ...some(1500, 1, inSixteen(1)),
  ...some(1150, 2001, inSixteen(3), { smb: 'filtered' }),
  ...some(40, 4001, (number) => `10.4.1.${number + 1}`, { smb: 'filtered' }),
  ...some(14, 5001, (number) => `172.16.${number * 9}.7`, { smb: 'filtered' }),
  ...some(30, 6001, (number) => `10.4.1.${number + 100}`),
  ...some(12, 7001, (number) => `fd00:1:2:${number}::5`, { icmp: 'refused', smb: 'refused' }),
  ...some(6, 7101, inSixteen(1), { smb: 'wrong-host' }),
  ...some(9, 7201, inSixteen(1), { 'rpc-dynamic': unclear }),
  ...some(3, 7301, inSixteen(1), {
    smb: observed(
      'open',
      smbEvidence({
        dnsComputerName: null,
        netbiosComputerName: null,
        ntlmTime: '2024-05-01T13:00:00.000Z',
        localTime: '2024-05-01T12:00:00.000Z',
      }),
    ),
  }),
  ...some(4, 7401, inSixteen(1), { all: 'error' }),
  ...some(250, 8001, (number) => `10.9.8.${number}`, { all: 'filtered' }),
  ...some(7, 9001, () => '', { all: 'unresolved' }),
];

/** A client and its place in the list. */
interface Done {
  readonly client: Client;
  readonly index: number;
}

const DONE: readonly Done[] = COLLECTION.map((client, index) => ({ client, index }));

const judgedBefore = new Map<Client, JudgedClient>();

function judgedOf(client: Client): JudgedClient {
  const judged = judgedBefore.get(client) ?? judge({ ...client, site: SITE }).client;
  judgedBefore.set(client, judged);
  return judged;
}

function report(
  clients: readonly Done[],
  width: number,
  fullList: readonly string[] = [],
): { text: string; exitCode: number } {
  const plan = makePlan(siteOf(SITE));
  const tool = { name: 'ccm-preflight', version: '1.0.0' };
  const head = buildHead(plan, 'site-server', '2024-05-01T12:00:00.000Z', tool, EN);
  const reporter = tableReporter(head, {
    appearance: { colors: false, characters: 'unicode', width },
    texts: EN,
    siteWords: [own('--site site.yaml')],
    shell: 'sh',
    fullList,
  });
  const judged = clients.map(({ client, index }) => ({
    client: judgedOf(client),
    index,
  }));
  const summary = judged
    .map(({ client }) => factsOf(client))
    .reduce((sum, each) => addToSummary(sum, each, head), EMPTY_SUMMARY);
  const exitCode = exitCodeOf(summary, { complete: true, strict: false, audit: false });
  const parts = [
    reporter.opening,
    ...judged.map(({ client, index }) => reporter.client(toldClient(client, head), index)),
    reporter.close(
      buildTail(head, '2024-05-01T12:09:00.000Z', true, [], summary, { exitCode, audit: false }),
    ),
  ];
  return { text: parts.join(''), exitCode };
}

describe('a report on many clients', () => {
  test.each([40, 80, 120])('at %i columns', (width) => {
    const transcript = report(DONE, width, width === 80 ? [] : ['report.ndjson']);
    const title = `thousands of clients, from the site server, at ${width} columns`;
    const { actual, expected } = golden(`many-${width}.table`, { title, ...transcript });
    expect(actual).toBe(expected);
    const long = transcript.text.split('\n').filter((line) => line.length > width);
    expect(long.filter((line) => !line.includes('ccm-preflight check'))).toEqual([]);
  });

  test('those that are ready are named, and of too many how to get their names', () => {
    const some = DONE.slice(0, 30);
    const names = some.map(({ client }) => client.client);
    expect(report(some, 10_000).text).toContain(
      `Ready for client push, as far as can be seen from here: 30 clients\n  ${names.join(', ')}\n`,
    );
    expect(report(DONE, 10_000).text).toContain(
      'pc00003.contoso.com, …; all of them, a name a line: -o ready=FILE\n',
    );
  });

  test('nobody is told to open a subnet for some of its clients', () => {
    const { text } = report(DONE, 10_000);
    const openings = text.match(/To open for .*|To mend .* nothing listens .*/g) ?? [];
    expect(openings).toHaveLength(3);
    for (const opening of openings) {
      const blocks = opening.match(/\S+\/\d+/g) ?? [];
      expect(blocks.length).toBeGreaterThan(0);
      for (const block of blocks) {
        expect(opening).toMatch(new RegExp(`\\d clients in ${block}`));
      }
      expect(opening).toContain('-o firewall');
    }
    expect(openings[0]).toContain('to 1,150 clients in 10.3.0.0/16, 40 clients in 10.4.1.0/24');
  });

  test('"that answer there" is said of clients that answered, and of no other', () => {
    const lan = (number: number): string => `10.7.7.${number + 1}`;
    const clients = [
      ...some(8, 1, lan, { smb: 'filtered' }),
      // Only a ping was sent, and nobody knows whether it is answered where the rest failed here.
      ...some(4, 11, (number) => lan(number + 20), { all: 'error', icmp: 'filtered' }),
    ];
    const { text } = report(
      clients.map((client, index) => ({ client, index })),
      10_000,
    );
    expect(text).toContain('10.7.7.0/24: all 8 that answer there');
    expect(text).toContain('10.7.7.0/24: 4 of 12 there');
    expect(text.match(/that answer there/g)).toHaveLength(1);
  });

  test('the most frequent comes first, and a client that did not answer is in none', () => {
    const { text } = report(DONE, 120);
    const counts = [...text.matchAll(/^ {2}[✖▲?] .*?: ([\d,]+) clients/gm)].map(([, count = '']) =>
      Number(count.replaceAll(',', '')),
    );
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts[0]).toBe(1150 + 40 + 14);
    const inTheWay = /What is in the way[^]*?(?=\nInstead of)/.exec(text)?.[0];
    expect(inTheWay).not.toMatch(/10\.9\.8\.|pc08|pc09/);
  });

  test('it does not depend on the order in which clients are done', () => {
    const shuffled = DONE.toSorted((a, b) => ((a.index * 7919) % 3001) - ((b.index * 7919) % 3001));
    expect(report(shuffled, 80).text).toBe(report(DONE, 80).text);
  });

  test('up to ten clients are told of one by one, in the order of the list', () => {
    const ten = some(10, 1, inSixteen(1)).map((client, index) => ({ client, index }));
    const { text } = report(ten.toReversed(), 80);
    const names = [...text.matchAll(/^(pc\d+)/gm)].map(([, name]) => name);
    expect(names).toEqual(ten.map(({ client: { client = '' } }) => client.split('.')[0]));
    const eleven = some(11, 1, inSixteen(1)).map((client, index) => ({ client, index }));
    expect(report(eleven, 80).text).not.toMatch(/^pc/m);
    expect(report(eleven, 80).text).toContain('Summary, 11 clients');
  });

  test('it says where every client is told of, or how to have that', () => {
    const eleven = some(11, 1, inSixteen(1)).map((client, index) => ({ client, index }));
    expect(report(eleven, 80).text).toContain('-o ndjson=FILE');
    const told = report(eleven, 80, ['all.ndjson', 'all.json']).text;
    expect(told).toContain('Every client with all that was seen: all.ndjson, all.json');
    expect(told).not.toContain('-o ndjson=FILE');
  });
});
