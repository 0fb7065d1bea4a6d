import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDns } from './support/dns.ts';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import { TOOL_WORDS, check, onlyClient, requirementOf } from './support/tool.ts';

const LIST = `<MPList><MP Name="MP01" FQDN="mp01.${DOMAIN}" SiteCode="S01"><Version>6487</Version></MP><MP Name="MP02" FQDN="mp02.${DOMAIN}" SiteCode="S01"><Version>6487</Version></MP></MPList>`;
const OWN = `<MPKEYINFORMATION><FQDN>mp01.${DOMAIN}</FQDN><SITECODE>S01</SITECODE></MPKEYINFORMATION>`;

describeReal(['web', 'dns'])('a site that is found', () => {
  let network: Network;
  let site: Host;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    const dnsHost = await network.addHost('dns');
    const webHost = await network.addHost('web');
    await site.addAddress();
    const resolver = await dnsHost.addAddress();
    const web = await webHost.addAddress();
    await Promise.all([
      startNginx(webHost, [
        {
          address: web.v4,
          port: 8080,
          answer: `if ($args = MPLIST) { return 200 '${LIST}'; } return 200 '${OWN}';`,
        },
      ]),
      startDns(dnsHost, resolver, {
        domain: DOMAIN,
        records: [
          [`mp01.${DOMAIN}`, web.v4],
          [`mp02.${DOMAIN}`, web.v4],
        ],
        services: [[`_mssms_mp_s01._tcp.${DOMAIN}`, `mp01.${DOMAIN}`, 8080]],
        aliases: [],
        withoutAddress: [],
        failing: 'failing.example',
        mute: 'mute.example',
      }),
    ]);
    site.setResolver(`nameserver ${resolver.v4}\nsearch ${DOMAIN}\noptions timeout:1 attempts:1\n`);
  });

  afterAll(() => network.close());

  test("by this machine's own name server and domain, and then it is checked", async () => {
    const file = path.join(site.folder, 'found.yaml');
    const found = await site.run([...TOOL_WORDS, 'discover', file, '--site-code', 'S01']);
    expect(found).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^Wrote /) });
    expect(readFileSync(file, 'utf8').split('\n')).toEqual(
      expect.arrayContaining([
        'siteCode: S01',
        '  http: 8080',
        `  managementPoints: [ mp01.${DOMAIN}, mp02.${DOMAIN} ]`,
      ]),
    );
    expect(readFileSync(file, 'utf8')).toMatch(/^product: cm2007/m);
    const run = await check(site, ['--site', file, '--method', 'manual', '--run-from', 'local']);
    expect(run.exitCode).toBe(0);
    const endpoints = requirementOf(onlyClient(run), 'manual/mp-http').endpoints;
    expect(endpoints.map(({ host, port, outcome }) => [host, port, outcome])).toEqual([
      [`mp01.${DOMAIN}`, 8080, 'open'],
      [`mp02.${DOMAIN}`, 8080, 'open'],
    ]);
  });

  test('a site that is not in DNS: nothing, and exit code 1', async () => {
    const words = [...TOOL_WORDS, 'discover', '--site-code', 'S09', '-o', 'table'];
    const found = await site.run(words);
    expect(found.exitCode).toBe(1);
    expect(found.stdout.replaceAll(/\s+/g, ' ')).toContain(
      `DNS record _mssms_mp_s09._tcp.${DOMAIN}: there is none`,
    );
  });
});
