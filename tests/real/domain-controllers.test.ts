import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDns } from './support/dns.ts';
import { DOMAIN } from './support/domain.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { startDomainController } from './support/samba.ts';
import { check, checkAsTable, methodOf, onlyClient, requirementOf } from './support/tool.ts';

const FLOWS = ['dns', 'kerberos', 'ldap', 'global-catalog'] as const;
const DC = `dc01.${DOMAIN}`;
const GONE = `dc09.${DOMAIN}`;

describeReal(['samba', 'dns'])('a Samba domain controller, as its clients find it', () => {
  let network: Network;
  let client: Host;
  let controller: Host;
  let name: AddressPair;
  let address: AddressPair;

  beforeAll(async () => {
    network = await Network.create();
    client = await network.addHost('client');
    controller = await network.addHost('dc');
    const dnsHost = await network.addHost('dns');
    await client.addAddress();
    address = await controller.addAddress();
    name = await dnsHost.addAddress();
    await Promise.all([
      startDomainController(controller, 'DC01', 'SMB3_11', 'as-domain-controller'),
      startDns(dnsHost, name, {
        domain: DOMAIN,
        records: [[DC, address.v4]],
        services: [
          [`_kerberos._tcp.dc._msdcs.${DOMAIN}`, DC, 88],
          [`_ldap._tcp.dc._msdcs.${DOMAIN}`, DC, 389],
          [`_ldap._tcp.dc._msdcs.${DOMAIN}`, GONE, 389],
          [`_ldap._tcp.gc._msdcs.${DOMAIN}`, DC, 3268],
          [`_ldap._tcp.dc._msdcs.stale.${DOMAIN}`, DC, 389],
        ],
        aliases: [],
        withoutAddress: [],
        failing: 'failing.example',
        mute: 'mute.example',
      }),
    ]);
    client.setResolver(`nameserver ${name.v4}\noptions timeout:1 attempts:1\n`);
  });

  afterAll(() => network.close());

  const words = (domain: string): readonly string[] => [
    '--product=current-branch',
    '--method=manual',
    `--ad-domain=${domain}`,
    '--run-from=local',
    String.raw`--source=C:\ccm`,
    '--timeout=1s',
  ];
  const look = async (domain = DOMAIN) => onlyClient(await check(client, words(domain)));

  test('answers to DNS, Kerberos, LDAP and as a global catalog; a record of one that is gone is told', async () => {
    const entry = await look();
    for (const flow of FLOWS) {
      expect(requirementOf(entry, `manual/${flow}`)).toMatchObject({ status: 'met' });
    }
    const [dns] = requirementOf(entry, 'manual/dns').endpoints;
    expect(dns).toMatchObject({
      host: name.v4,
      port: 53,
      reached: 'service',
      evidence: { transport: 'udp', responseCode: 0, records: 2 },
    });
    const [kerberos] = requirementOf(entry, 'manual/kerberos').endpoints;
    expect(kerberos).toMatchObject({
      host: DC,
      address: address.v4,
      port: 88,
      reached: 'service',
      evidence: { kind: 'kerberos', errorCode: 6, serverTime: expect.stringMatching(/Z$/) },
    });
    expect(requirementOf(entry, 'manual/ldap').endpoints).toMatchObject([
      {
        host: DC,
        port: 389,
        outcome: 'open',
        evidence: { resultCode: 0, dnsName: `DC01.${DOMAIN}`, domain: DOMAIN, forest: DOMAIN },
      },
      { host: GONE, address: null, outcome: 'unresolved' },
    ]);
    expect(requirementOf(entry, 'manual/global-catalog').endpoints).toMatchObject([
      { host: DC, port: 3268, outcome: 'open', evidence: { domain: DOMAIN } },
    ]);
    expect(entry.warnings.map(({ facts }) => facts)).toEqual([
      { code: 'service-record', host: GONE, flow: 'ldap', outcome: 'unresolved' },
    ]);
    expect(methodOf(entry, 'manual').degradedBy).toEqual([]);
  });

  test('of another domain: another computer; and what has no record is told by the name of the record', async () => {
    const entry = await look(`stale.${DOMAIN}`);
    expect(requirementOf(entry, 'manual/ldap')).toMatchObject({
      outcome: 'wrong-host',
      endpoints: [{ host: DC, cause: 'other-domain' }],
    });
    expect(requirementOf(entry, 'manual/kerberos')).toMatchObject({
      outcome: 'unresolved',
      endpoints: [{ host: `_kerberos._tcp.dc._msdcs.stale.${DOMAIN}`, address: null }],
    });
    // Nobody told the forest's name.
    expect(requirementOf(entry, 'manual/global-catalog')).toMatchObject({
      outcome: 'inconclusive',
      endpoints: [{ cause: 'forest-not-known' }],
    });
    expect(methodOf(entry, 'manual')).toMatchObject({
      here: 'degraded',
      degradedBy: ['manual/kerberos', 'manual/ldap'],
    });
    const told = (await checkAsTable(client, words(`stale.${DOMAIN}`))).replaceAll(/\s+/gu, ' ');
    expect(told).toContain(`_kerberos._tcp.dc._msdcs.stale.${DOMAIN}`);
  });

  test('behind a firewall that drops Kerberos', async () => {
    await controller.filterIncoming(['tcp dport 88 drop']);
    const entry = await look();
    expect(requirementOf(entry, 'manual/kerberos')).toMatchObject({
      outcome: 'filtered',
      unmetHosts: [DC],
    });
    expect(requirementOf(entry, 'manual/ldap')).toMatchObject({ status: 'met' });
    expect(methodOf(entry, 'manual')).toMatchObject({
      here: 'degraded',
      degradedBy: ['manual/kerberos'],
    });
  });
});
