import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import wrapAnsi from 'wrap-ansi';
import type { RequirementId } from '../../../src/catalogue/flow.ts';
import { firewallReporter } from '../../../src/report/forms/firewall/index.ts';
import { RuleCollector } from '../../../src/report/forms/firewall/collector.ts';
import { rulesCsv } from '../../../src/report/firewall-rules/csv.ts';
import { rulesText } from '../../../src/report/firewall-rules/text.ts';
import type { ClientEntry, ReportHead } from '../../../src/report/model/report.ts';
import { savedHead } from '../../../src/saved/read/head.ts';
import { EN } from '../../../src/text/en/index.ts';
import { JA } from '../../../src/text/ja/index.ts';
import { PLAIN, REPORTS, tell } from '../scenes.ts';
import { judgeWorld, rulesOf, worlds } from './world.ts';
import { runs } from '../../support/long.ts';

const BLOCKED = tell(REPORTS['push-blocked'] ?? { title: '', from: 'client', clients: [] });

/** The blocked client under another name and address. */
function blocked(client: string, address: string): ClientEntry {
  const [entry] = BLOCKED.clients;
  if (entry === undefined) throw new Error('no client was blocked');
  return {
    ...entry,
    client,
    requirements: entry.requirements.map((requirement) => ({
      ...requirement,
      unmetHosts: requirement.unmetHosts.map(() => client),
      endpoints: requirement.endpoints.map((endpoint) => ({ ...endpoint, host: client, address })),
    })),
  };
}

describe('the list', () => {
  test.each([
    ['English', EN],
    ['Japanese', JA],
  ])('keeps to its width in %s', (_language, texts) => {
    fc.assert(
      fc.property(worlds('any'), fc.integer({ min: 60, max: 100 }), (world, width) => {
        const { rules } = rulesOf(world, judgeWorld(world));
        const text = rulesText(rules, { ...PLAIN, width }, texts);
        for (const line of text.split('\n')) {
          expect(wrapAnsi(line, width, { trim: false })).toBe(line);
          expect(line).toBe(line.trimEnd());
        }
      }),
      { numRuns: runs(15) },
    );
  });

  test('is in ASCII where the output shows no more', () => {
    const [entry] = BLOCKED.clients;
    const reporter = firewallReporter(BLOCKED.head, {
      appearance: { ...PLAIN, characters: 'ascii' },
      texts: EN,
      siteWords: [],
      shell: 'sh',
    });
    const said = [reporter.opening, entry === undefined ? '' : reporter.client(entry)];
    expect([...said, reporter.close(BLOCKED.tail)].join('')).toMatch(/^[ -~\n]+$/);
  });

  test('holds every address of many thousands of clients, and does not take long over them', () => {
    const collector = new RuleCollector(BLOCKED.head);
    for (let number = 0; number < 20_000; number += 1) {
      // Every second address, so that none stands beside another.
      const [high, low] = [(number * 2) >> 8, (number * 2) & 255];
      collector.add(blocked(`pc${number}`, `10.1.${high}.${low}`), number);
    }
    const text = rulesText(collector.ruleSet(), PLAIN, EN);
    expect(text.match(/\b10\.1\.\d+\.\d+\b/g)).toHaveLength(20_000);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});

describe('the table', () => {
  test('has a row a rule, with what the list has', () => {
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const { rules } = rulesOf(world, judgeWorld(world));
        const text = rulesCsv(rules, EN);
        const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
        expect(rows.map(({ rule }) => rule)).toEqual(
          rules.rules.map((_rule, index) => String(index + 1)),
        );
        rules.rules.forEach(({ from, to, ports, requirements, seen }, index) => {
          const words = (name: string): readonly string[] =>
            (rows[index]?.[name] ?? '').split(' ').filter((word) => word !== '');
          expect(words('from_addresses')).toEqual(from.addresses);
          expect(words('from_names')).toEqual(from.names);
          expect(words('to_addresses')).toEqual(to.addresses);
          expect(words('to_names')).toEqual(to.names);
          expect(words('ports')).toEqual(ports.map(String));
          expect(words('requirements')).toEqual(requirements);
          expect(words('seen')).toEqual(seen.map(([outcome, count]) => `${outcome}:${count}`));
        });
      }),
      { numRuns: runs(100) },
    );
  });

  test('has no formulas, whatever a saved report calls its servers', () => {
    const head: ReportHead = {
      ...BLOCKED.head,
      site: { ...BLOCKED.head.site, siteServer: '=HYPERLINK("http://x")' },
    };
    const collector = new RuleCollector(head);
    collector.add(blocked('@SUM(1+1)', 'no address'), 0);
    const [row]: Record<string, string>[] = parse(rulesCsv(collector.ruleSet(), EN), {
      bom: true,
      columns: true,
    });
    expect(row?.['from_names']).toBe('\'=HYPERLINK("http://x")');
    expect(row?.['to_names']).toBe("'@SUM(1+1)");
  });
});

test('a client that this end has nothing to ask is not one that could not be asked', () => {
  const entry = blocked('pc002', '10.0.0.9');
  const collector = new RuleCollector(BLOCKED.head);
  collector.add(
    {
      ...entry,
      answered: null,
      methods: [],
      requirements: entry.requirements
        .filter(({ id }) => BLOCKED.head.catalogue[id]?.from === 'client')
        .map((each) => ({ ...each, outcome: 'not-checked', unmetHosts: [], endpoints: [] })),
    },
    0,
  );
  const { left, notLookedAt } = collector.ruleSet();
  expect(left.unknown).toEqual({ names: [], clients: 0 });
  expect(notLookedAt.client).toContain('client-push/mp-http');
});

test('a saved report keeps the name of the site server, and may lack it', () => {
  const saved: unknown = JSON.parse(
    JSON.stringify({ ...BLOCKED.head, site: { ...BLOCKED.head.site, siteServer: 'cm01' } }),
  );
  expect(savedHead.parse(saved).site.siteServer).toBe('cm01');
  expect(savedHead.parse(BLOCKED.head).site).not.toHaveProperty('siteServer');
});

test('of several management points that are blocked one is enough, and the list says so', () => {
  const scene = {
    title: '',
    site: {
      roles: { managementPoints: ['mp01.contoso.com', 'mp02.contoso.com'] },
      install: { manual: { runFrom: 'local' } },
    },
    from: 'client' as const,
    clients: [{ client: 'pc001.contoso.com', see: () => 'filtered' as const }],
  };
  const { head, clients } = tell(scene);
  const collector = new RuleCollector(head);
  clients.forEach((entry, index) => collector.add({ ...entry, answered: true }, index));
  const rules = collector.ruleSet();
  const points = rules.rules.filter(({ to }) => to.roles.includes('management-point'));
  expect(points.map(({ to, alternatives }) => [...to.names, ...alternatives])).toEqual([
    ['mp01.contoso.com', 'mp02.contoso.com'],
    ['mp02.contoso.com', 'mp01.contoso.com'],
  ]);
  const text = rulesText(rules, PLAIN, EN).replaceAll(/\s+/g, ' ');
  expect(text).toContain(
    'One server is enough, this or mp02.contoso.com; the others give redundancy.',
  );
  const rows: Record<string, string>[] = parse(rulesCsv(rules, EN), { bom: true, columns: true });
  expect(rows.map((row) => row['alternatives'])).toContain('mp02.contoso.com');
});

describe('reports of both ends', () => {
  test('give the client the address that the site server saw', () => {
    const [entry] = BLOCKED.clients;
    const id: RequirementId = 'client-push/mp-http';
    if (entry === undefined) throw new Error('no client was blocked');
    const joined: ClientEntry = {
      ...entry,
      methods: entry.methods.map((method) =>
        method.method === 'client-push' ? { ...method, brokenBy: [id] } : method,
      ),
      requirements: entry.requirements.map((requirement) =>
        requirement.id === id
          ? {
              ...requirement,
              status: 'unmet',
              outcome: 'filtered',
              unmetHosts: ['mp01.contoso.com'],
              endpoints: [
                {
                  host: 'mp01.contoso.com',
                  address: '10.0.9.1',
                  port: 80,
                  outcome: 'filtered',
                  reached: 'resolved',
                  rttMs: null,
                  attempts: 2,
                  evidence: {},
                },
              ],
            }
          : requirement,
      ),
    };
    const collector = new RuleCollector(BLOCKED.head);
    collector.add(joined, 0);
    expect(collector.ruleSet().rules).toMatchObject([
      {
        necessity: 'required',
        from: { roles: ['client'], names: [], addresses: ['10.0.0.7'], clients: 1 },
        to: {
          roles: ['management-point'],
          names: ['mp01.contoso.com'],
          addresses: ['10.0.9.1'],
        },
        ports: [80],
      },
    ]);
  });
});

describe('a long list of addresses', () => {
  const listed = (clients: readonly ClientEntry[]): string => {
    const reporter = firewallReporter(BLOCKED.head, {
      appearance: PLAIN,
      texts: EN,
      siteWords: [],
      shell: 'sh',
    });
    const said = clients.map((entry, index) => reporter.client(entry, index));
    return [reporter.opening, ...said, reporter.close(BLOCKED.tail)].join('');
  };
  /** No two of these are one block. */
  const scattered = (count: number): readonly ClientEntry[] =>
    Array.from({ length: count }, (_none, index) =>
      allBlocked(`pc${index}`, `10.${index}.3.${2 * index + 1}`),
    );

  test('that several rules have stands there once, under a letter', () => {
    const text = listed(scattered(40));
    expect(text.split('10.17.3.35').length - 1).toBe(1);
    expect(text).toMatch(/^ {2}Group A: 10\./m);
    expect(text.match(/^ {4}To: Group A$/gm)?.length).toBeGreaterThan(1);
  });

  test('that is short stands with each rule', () => {
    expect(listed(scattered(3))).not.toContain('Group A');
  });

  test('that one rule alone has stands with it', () => {
    const one = Array.from({ length: 40 }, (_none, index) =>
      blocked(`pc${index}`, `10.${index}.3.${2 * index + 1}`),
    );
    expect(listed(one)).not.toContain('Group A');
  });
});

/** A client to which nothing of the push comes through, though it answers. */
function allBlocked(client: string, address: string): ClientEntry {
  const entry = blocked(client, address);
  const ids: readonly RequirementId[] = ['client-push/smb', 'client-push/rpc-endpoint-mapper'];
  return {
    ...entry,
    methods: entry.methods.map((method) =>
      method.method === 'client-push' ? { ...method, brokenBy: ids } : method,
    ),
    requirements: entry.requirements.map((requirement) =>
      ids.includes(requirement.id)
        ? {
            ...requirement,
            status: 'unmet',
            outcome: 'filtered',
            unmetHosts: [client],
            endpoints: requirement.endpoints.map((endpoint) => ({
              ...endpoint,
              outcome: 'filtered',
              code: 'ETIMEDOUT',
            })),
          }
        : requirement,
    ),
  };
}
