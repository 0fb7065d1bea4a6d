import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import {
  HAPROXY_PORTS,
  startApache,
  startDenyingSquid,
  startHaproxy,
  startLighttpd,
  startRelayingSquid,
} from './support/web-programs.ts';
import { type RolesSeen, atAllRoles, lookAtRoles } from './support/web-roles-seen.ts';

/** A page for every role at once. */
const ROLES = `return 200 '<MPList/> http://www.microsoft.com/SoftwareDistribution';`;

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

  async function look(name: string, port = 80): Promise<RolesSeen> {
    const point = { host: addressOf(name), httpPort: port };
    const roles = {
      managementPoints: [point],
      distributionPoints: [point],
      softwareUpdatePoints: [point],
    };
    return lookAtRoles(client, 'http', roles, ['--timeout', '1s', '--response-timeout', '2s']);
  }

  test.each<[string, string, number, RolesSeen]>([
    ['a good server', 'origin', 80, atAllRoles('open')],
    ['one whose application has stopped', 'origin', 81, atAllRoles('unhealthy server-error')],
    ['squid that intercepts and denies', 'denying', 80, atAllRoles('wrong-service filter-page')],
    ['squid that passes all on', 'relaying', 80, atAllRoles('open', ['relayed'])],
    [
      'Apache that has no such page',
      'apache',
      80,
      { ...atAllRoles('wrong-service unexpected-status'), dp: 'wrong-service not-iis' },
    ],
    [
      'Apache that forbids',
      'apache',
      81,
      { ...atAllRoles('wrong-service not-iis'), dp: 'inconclusive not-iis' },
    ],
    [
      'lighttpd',
      'lighttpd',
      80,
      { ...atAllRoles('wrong-service unexpected-status'), dp: 'wrong-service not-iis' },
    ],
    [
      'HAProxy that denies',
      'haproxy',
      HAPROXY_PORTS.denies,
      atAllRoles('wrong-service filter-page'),
    ],
    [
      'HAProxy without a server',
      'haproxy',
      HAPROXY_PORTS.hasNoServer,
      atAllRoles('unhealthy server-error'),
    ],
    [
      'HAProxy that denies POST and HEAD',
      'haproxy',
      HAPROXY_PORTS.deniesPosts,
      { ...atAllRoles('wrong-service verb-blocked', ['verb-blocked']), dp: 'open' },
    ],
    [
      'HAProxy that drops POST and HEAD',
      'haproxy',
      HAPROXY_PORTS.dropsPosts,
      { ...atAllRoles('wrong-service verb-blocked', ['verb-blocked']), dp: 'open' },
    ],
    ['a path that loses full-size packets', 'small', 80, atAllRoles('open', ['path-mtu'])],
  ])('%s', async (_what, name, port, expected) => {
    expect(await look(name, port)).toEqual(expected);
  });

  test('HAProxy before two servers, of which one fails, is as good as the other', async () => {
    const seen = await look('haproxy', HAPROXY_PORTS.oneOfTwoFails);
    expect([seen.mp, seen.dp, seen.sup]).toContain('open');
    expect(seen.warnings).toEqual([]);
  });
});
