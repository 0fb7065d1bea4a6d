import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RequirementId } from '../../src/catalogue/flow.ts';
import { makeAuthority } from '../../src/lab/certificates.ts';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import type { Router } from './support/router.ts';
import { check, methodOf, onlyClient, requirementOf } from './support/tool.ts';

const NAME = `cm01.${DOMAIN}`;
/** Longer than a packet, as the list of a site is. */
const LONG_ANSWER = `return 200 '<MPList>${'x'.repeat(3_000)}</MPList>';`;
const TOO_LARGE = 'icmp type destination-unreachable icmp code frag-needed drop';
const SMALL_MTU = '1200';

interface Seen {
  readonly http: string;
  readonly https: string;
  readonly here: string;
  readonly warnings: readonly string[];
}

const HEALTHY: Seen = { http: 'open', https: 'open', here: 'works', warnings: [] };

describeReal(['web'])('a path of 1,200 bytes to a management point', () => {
  let network: Network;
  let router: Router;
  let client: Host;

  beforeAll(async () => {
    network = await Network.create();
    router = await network.addRouter();
    client = await network.addHost('pc', 'near');
    await router.serve(client);
    const server = await network.addHost('server');
    const { v4 } = await router.serve(server);
    client.setNames([[v4, NAME]]);
    const authority = await makeAuthority('Contoso CA');
    fs.writeFileSync(path.join(client.folder, 'ca.pem'), authority.certificate);
    // So many names make the flight with the certificate longer than the path.
    const more = Array.from({ length: 40 }, (_none, index) => `cm${index}.${DOMAIN}`);
    const { certificate, key } = await authority.issue({ names: [NAME, ...more] });
    await startNginx(server, [
      { address: v4, port: 80, answer: LONG_ANSWER },
      { address: v4, port: 443, answer: LONG_ANSWER, tls: { certificate, key } },
    ]);
  });

  afterAll(() => network.close());

  const setMtu = (device: 'eth0' | 'eth1', bytes: string): Promise<string> =>
    router.host.mustRun(['ip', 'link', 'set', device, 'mtu', bytes]);

  async function see(): Promise<Seen> {
    const file = path.join(client.folder, 'site.json');
    const site = {
      product: 'current-branch',
      communication: 'enhanced-http',
      roles: { managementPoints: [{ host: NAME }] },
      install: { groupPolicy: { package: 'local' } },
    };
    fs.writeFileSync(file, JSON.stringify(site));
    const words = ['--site', file, '--method', 'group-policy', '--response-timeout', '3s'];
    const ca = path.join(client.folder, 'ca.pem');
    const seen = onlyClient(await check(client, [...words, '--ca', ca]));
    const outcome = (id: RequirementId): string => requirementOf(seen, id).outcome;
    return {
      http: outcome('group-policy/mp-http'),
      https: outcome('group-policy/mp-https'),
      here: methodOf(seen, 'group-policy').here,
      warnings: seen.warnings.flatMap(({ code, facts }) =>
        facts.code === 'path-mtu' ? [`${code} ${facts.flow} ${facts.direction}`] : [code],
      ),
    };
  }

  // Client notification is not served here, so the method is never better than degraded.
  const NOTHING_LOST: Seen = { ...HEALTHY, here: 'degraded' };

  test('as wide as any loses nothing', async () => {
    expect(await see()).toEqual(NOTHING_LOST);
  });

  test('that swallows its word loses what is long on the way to the server', async () => {
    await router.host.filter('output', [TOO_LARGE]);
    await setMtu('eth0', SMALL_MTU);
    expect(await see()).toEqual({
      ...NOTHING_LOST,
      warnings: ['path-mtu mp-http sent', 'path-mtu mp-https sent'],
    });
    await setMtu('eth0', '1500');
    await router.host.filter('output', []);
  });

  test('and on the way back, where the answer is long', async () => {
    await router.host.filter('output', [TOO_LARGE]);
    await setMtu('eth1', SMALL_MTU);
    expect(await see()).toEqual({
      http: 'silent',
      https: 'silent',
      here: 'breaks',
      warnings: ['path-mtu mp-http received', 'path-mtu mp-https received'],
    });
    await setMtu('eth1', '1500');
    await router.host.filter('output', []);
  });

  // Last: what a router says of its path is remembered for minutes.
  test.each(['eth0', 'eth1'] as const)('that says so is no matter: %s', async (device) => {
    await setMtu(device, SMALL_MTU);
    expect(await see()).toEqual(NOTHING_LOST);
    await setMtu(device, '1500');
  });
});
