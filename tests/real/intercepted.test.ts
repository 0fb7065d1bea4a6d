import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, makeAuthority } from '../../src/lab/certificates.ts';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import type { Router } from './support/router.ts';
import { type Bumping, startBumpingSquid } from './support/web-programs.ts';
import { type RolesSeen, atAllRoles, lookAtRoles } from './support/web-roles-seen.ts';

const NAME = `cm01.${DOMAIN}`;
/** A page for every role at once; longer than a packet. */
const ROLES = `return 200 '<MPList/> http://www.microsoft.com/SoftwareDistribution ${'x'.repeat(3_000)}';`;
const PORTS = { good: 443, updates: 8531, demanding: 8443 } as const;

/**
 * Squid on the way, which opens every TLS connection with a certificate of its own CA, for the name
 * that was asked for, as companies' gateways do.
 */
describeReal(['web', 'filters'])('TLS that is opened on the way', () => {
  let network: Network;
  let router: Router;
  let client: Host;
  let own: Authority;
  const file = (name: string): string => path.join(network.folder, name);

  beforeAll(async () => {
    network = await Network.create();
    router = await network.addRouter();
    client = await network.addHost('pc', 'near');
    await router.serve(client);
    const server = await network.addHost('server');
    const { v4 } = await router.serve(server);
    for (const host of [client, router.host]) host.setNames([[v4, NAME]]);
    own = await makeAuthority('Contoso CA');
    const { certificate, key } = await own.issue({ names: [NAME] });
    fs.writeFileSync(file('own.pem'), own.certificate);
    const demand = `ssl_client_certificate ${file('own.pem')}; ssl_verify_client on;`;
    await startNginx(server, [
      { address: v4, port: PORTS.good, answer: ROLES, tls: { certificate, key } },
      { address: v4, port: PORTS.updates, answer: ROLES, tls: { certificate, key } },
      { address: v4, port: 8530, answer: ROLES },
      {
        address: v4,
        port: PORTS.demanding,
        answer: ROLES,
        tls: { certificate, key, options: demand },
      },
    ]);
    const subject = '/CN=Contoso Inspection CA';
    const files = `-keyout ${file('inspection.key')} -out ${file('inspection.pem')}`;
    const words = `req -x509 -newkey rsa:2048 -nodes -days 30 ${files} -addext keyUsage=critical,keyCertSign`;
    await router.host.mustRun(['openssl', ...words.split(' '), '-subj', subject]);
  });

  afterAll(() => network.close());

  /** Squids listen side by side; the packet filter chooses. */
  let listeners = 3_130;
  async function interceptedBy(bumping: Bumping): Promise<void> {
    listeners += 2;
    await startBumpingSquid(router.host, listeners, bumping, {
      certificate: file('inspection.pem'),
      key: file('inspection.key'),
      trusted: file('own.pem'),
    });
    const ports = Object.values(PORTS).join(', ');
    await router.host.filter('destination', [
      `iif eth1 ip protocol tcp tcp dport { ${ports} } redirect to :${listeners}`,
    ]);
  }

  async function look(ca: 'inspection.pem' | 'own.pem' | null, port: number): Promise<RolesSeen> {
    const point = { host: NAME, httpsPort: port };
    const roles = {
      managementPoints: [point],
      distributionPoints: [point],
      softwareUpdatePoints: [{ host: NAME, httpPort: 8530, ssl: true }],
    };
    const trusted = ca === null ? [] : ['--ca', file(ca)];
    return lookAtRoles(client, 'https', roles, [...trusted, '--response-timeout', '10s']);
  }

  test('nothing on the way', async () => {
    expect(await look('own.pem', PORTS.good)).toEqual(atAllRoles('open'));
    expect(await look('own.pem', PORTS.demanding)).toMatchObject({
      mp: 'open',
      dp: 'open',
      warnings: ['client-certificate'],
    });
  });

  describe('by a gateway that denies', () => {
    test("its page is no site system's, whatever its certificate is worth", async () => {
      await interceptedBy('denies');
      const page = 'wrong-service filter-page';
      expect(await look('inspection.pem', PORTS.good)).toEqual(atAllRoles(page));
      expect(await look(null, PORTS.good)).toEqual(atAllRoles(page));
    });

    test('a CA that clients do not have comes first', async () => {
      expect(await look('own.pem', PORTS.good)).toEqual(atAllRoles('unhealthy certificate-issuer'));
    });

    test('and sends people to its portal', async () => {
      await interceptedBy('redirects');
      expect(await look('inspection.pem', PORTS.good)).toEqual(
        atAllRoles('wrong-service redirect-elsewhere'),
      );
    });
  });

  describe('by a gateway that passes all on', () => {
    test('what comes is the site systems’ own', async () => {
      await interceptedBy('relays');
      expect(await look('inspection.pem', PORTS.good)).toEqual(atAllRoles('open', ['relayed']));
    });

    test('it is told that its CA is not known here', async () => {
      expect(await look(null, PORTS.good)).toEqual(
        atAllRoles('open', ['relayed', 'unknown-issuer']),
      );
    });

    test('but no client’s certificate: where one is demanded, the installation breaks', async () => {
      const { mp, dp } = await look('inspection.pem', PORTS.demanding);
      expect(mp).toMatch(/^(?:unhealthy|wrong-service) /);
      expect(dp).not.toBe('open');
    });
  });

  test('by a gateway that passes on what browsers ask for, and no more', async () => {
    await interceptedBy('relays browsers');
    expect(await look('inspection.pem', PORTS.good)).toEqual({
      ...atAllRoles('wrong-service verb-blocked', ['relayed', 'verb-blocked']),
      dp: 'open',
    });
  });
});
