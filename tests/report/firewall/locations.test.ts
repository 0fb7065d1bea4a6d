import { describe, expect, test } from '@jest/globals';
import { toldClient } from '../told-client.ts';
import { buildHead } from '../../../src/report/model/build.ts';
import { type Grouping, RuleCollector } from '../../../src/report/forms/firewall/collector.ts';
import { rulesCsv } from '../../../src/report/firewall-rules/csv.ts';
import { rulesText } from '../../../src/report/firewall-rules/text.ts';
import type { RuleSet } from '../../../src/report/firewall-rules/rules.ts';
import type { ClientEntry, ReportHead } from '../../../src/report/model/report.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { EN } from '../../../src/text/en/index.ts';
import { judge, observed } from '../../support/observations.ts';
import { siteOf } from '../../support/sites.ts';

const SITE = {
  product: 'current-branch',
  communication: 'http',
  roles: { managementPoints: ['mp1'] },
  boundaryGroups: [
    { name: 'Osaka, 3rd floor', boundaries: '10.1.0.0/16' },
    { name: 'Tokyo', boundaries: '10.2.0.0/16' },
  ],
};
const CLIENTS = ['10.1.0.1', '10.1.0.2', '10.2.0.1', '10.2.0.2', '192.168.0.1'];

function entries(): { readonly head: ReportHead; readonly clients: readonly ClientEntry[] } {
  const plan = makePlan(siteOf(SITE), ['client-push']);
  const tool = { name: 'ccm-preflight', version: '1.0.0' };
  const head = buildHead(plan, 'site-server', '2026-01-01T00:00:00Z', tool, EN);
  const clients = CLIENTS.map((client) => {
    const { client: judged } = judge({
      site: SITE,
      methods: ['client-push'],
      from: 'site-server',
      client,
      see: ({ kind }) => [
        { address: client, observation: observed(kind === 'smb' ? 'filtered' : 'open') },
      ],
    });
    return toldClient(judged, head);
  });
  return { head, clients };
}

function ruleSet(grouping: Grouping): RuleSet {
  const { head, clients } = entries();
  const collector = new RuleCollector(head, grouping);
  for (const [index, client] of clients.entries()) collector.add(client, index);
  return collector.ruleSet();
}

const rules = (grouping: Grouping): RuleSet['rules'] => ruleSet(grouping).rules;

describe('rules for clients of several locations', () => {
  test('one for each location, for its clients alone', () => {
    expect(rules('by-location').map(({ locations, to }) => [locations, to.addresses])).toEqual([
      [['Osaka, 3rd floor'], ['10.1.0.1', '10.1.0.2']],
      [['Tokyo'], ['10.2.0.1', '10.2.0.2']],
      [[], ['192.168.0.1']],
    ]);
  });

  test("one in all for the clients' own firewall", () => {
    const [rule, ...others] = rules('all-together');
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ locations: [], to: { clients: CLIENTS.length } });
  });

  test('text and CSV say the location', () => {
    const set = ruleSet('by-location');
    const text = rulesText(set, { colors: false, characters: 'ascii', width: 80 }, EN);
    expect(text).toContain('Boundary group: Osaka, 3rd floor');
    expect(rulesCsv(set, EN)).toContain('"Osaka, 3rd floor"');
  });
});
