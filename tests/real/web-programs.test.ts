import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { RequirementId } from '../../src/catalogue/flow.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import { check, onlyClient, requirementOf } from './support/tool.ts';
import {
  HAPROXY_PORTS,
  startApache,
  startDenyingSquid,
  startHaproxy,
  startLighttpd,
  startRelayingSquid,
} from './support/web-programs.ts';

jest.setTimeout(180_000);

const METHODS = ['manual', 'software-distribution', 'software-update-point'] as const;
const FLOWS = {
  mp: 'manual/mp-http',
  dp: 'software-distribution/dp-http',
  sup: 'software-update-point/sup-http',
} as const satisfies Record<string, RequirementId>;

/** A page for every role at once. */
const ROLES = `return 200 '<MPList/> http://www.microsoft.com/SoftwareDistribution';`;

interface Seen {
  readonly mp: string;
  readonly dp: string;
  readonly sup: string;
  readonly warnings: readonly string[];
}

const all = (told: string, warnings: readonly string[] = []): Seen => ({
  mp: told,
  dp: told,
  sup: told,
  warnings,
});

describeReal(['web', 'filters'])('real programs in the place of a site system', () => {
  let network: Network;
  let client: Host;
  const at = new Map<string, AddressPair>();
  const hosts = new Map<string, Host>();

  beforeAll(async () => {
    network = await Network.create();
    client = await network.addHost('client');
    await client.addAddress();
    for (const name of [
      'origin',
      'denying',
      'relaying',
      'apache',
      'lighttpd',
      'haproxy',
      'small',
    ]) {
      const host = await network.addHost(name);
      hosts.set(name, host);
      at.set(name, await host.addAddress());
    }
    const host = (name: string): Host => hosts.get(name) ?? client;
    const origin = addressOf('origin');
    await Promise.all([
      startNginx(host('origin'), [
        { address: 'any', port: 80, answer: ROLES },
        { address: 'any', port: 81, answer: 'return 503;' },
      ]),
      startNginx(host('small'), [{ address: 'any', port: 80, answer: ROLES }]),
      startDenyingSquid(host('denying')),
      startRelayingSquid(host('relaying'), origin),
      startApache(host('apache')),
      startLighttpd(host('lighttpd')),
      startHaproxy(host('haproxy'), origin),
    ]);
    // A tunnel on the way takes no full-size packets, and its "fragmentation needed" is dropped.
    await host('small').filterIncoming(['ip length > 1400 drop']);
  });

  afterAll(() => network.close());

  const addressOf = (name: string): string => at.get(name)?.v4 ?? '';

  async function look(name: string, port = 80): Promise<Seen> {
    const file = path.join(client.folder, `${name}-${port}.json`);
    const point = { host: addressOf(name), httpPort: port };
    const site = {
      product: 'current-branch',
      communication: 'http',
      roles: {
        managementPoints: [point],
        distributionPoints: [point],
        softwareUpdatePoints: [point],
      },
      install: { manual: { runFrom: 'local' } },
    };
    fs.writeFileSync(file, JSON.stringify(site));
    const words = METHODS.flatMap((method) => ['--method', method]);
    const options = ['--timeout', '1s', '--response-timeout', '2s'];
    const seen = onlyClient(await check(client, ['--site', file, ...words, ...options]));
    const told = (id: RequirementId): string => {
      const { outcome, endpoints } = requirementOf(seen, id);
      const cause = endpoints.find((endpoint) => endpoint.outcome === outcome)?.cause;
      return cause === undefined ? outcome : `${outcome} ${cause}`;
    };
    return {
      mp: told(FLOWS.mp),
      dp: told(FLOWS.dp),
      sup: told(FLOWS.sup),
      warnings: [...new Set(seen.warnings.map(({ code }) => code))],
    };
  }

  test.each<[string, string, number, Seen]>([
    ['a good server', 'origin', 80, all('open')],
    ['one whose application has stopped', 'origin', 81, all('unhealthy server-error')],
    ['squid that intercepts and denies', 'denying', 80, all('wrong-service filter-page')],
    ['squid that passes all on', 'relaying', 80, all('open', ['relayed'])],
    [
      'Apache that has no such page',
      'apache',
      80,
      { ...all('wrong-service unexpected-status'), dp: 'wrong-service not-iis' },
    ],
    [
      'Apache that forbids',
      'apache',
      81,
      { ...all('wrong-service not-iis'), dp: 'inconclusive not-iis' },
    ],
    [
      'lighttpd',
      'lighttpd',
      80,
      { ...all('wrong-service unexpected-status'), dp: 'wrong-service not-iis' },
    ],
    ['HAProxy that denies', 'haproxy', HAPROXY_PORTS.denies, all('wrong-service filter-page')],
    [
      'HAProxy without a server',
      'haproxy',
      HAPROXY_PORTS.hasNoServer,
      all('unhealthy server-error'),
    ],
    [
      'HAProxy that denies POST and HEAD',
      'haproxy',
      HAPROXY_PORTS.deniesPosts,
      { ...all('wrong-service verb-blocked', ['verb-blocked']), dp: 'open' },
    ],
    [
      'HAProxy that drops POST and HEAD',
      'haproxy',
      HAPROXY_PORTS.dropsPosts,
      { ...all('wrong-service verb-blocked', ['verb-blocked']), dp: 'open' },
    ],
    ['a path that loses full-size packets', 'small', 80, all('open', ['path-mtu'])],
  ])('%s', async (_what, name, port, expected) => {
    expect(await look(name, port)).toEqual(expected);
  });

  test('HAProxy before two servers, of which one fails, is as good as the other', async () => {
    const seen = await look('haproxy', HAPROXY_PORTS.oneOfTwoFails);
    expect([seen.mp, seen.dp, seen.sup]).toContain('open');
    expect(seen.warnings).toEqual([]);
  });
});
