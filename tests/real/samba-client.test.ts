import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RpcEndpoint } from '../../src/probe/observation.ts';
import { DOMAIN } from './support/domain.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { type MapperEntry, readMapper, startDomainController } from './support/samba.ts';
import { check, methodOf, onlyClient, onlyEndpoint, requirementOf } from './support/tool.ts';

const COMPUTER = 'PC001';
const FULL_NAME = `pc001.${DOMAIN}`;
const OLD_NAME = `pc002.${DOMAIN}`;

describeReal(['samba'])('a Samba domain controller as client', () => {
  let network: Network;
  let site: Host;
  let client: Host;
  let address: AddressPair;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    client = await network.addHost('client');
    await site.addAddress();
    address = await client.addAddress();
    site.setNames([
      [address.v4, FULL_NAME, 'pc001', OLD_NAME],
      [address.v4, `pc001.v4.${DOMAIN}`],
      [address.v6, `pc001.v6.${DOMAIN}`],
      [address.v4, `pc001.both.${DOMAIN}`],
      [address.v6, `pc001.both.${DOMAIN}`],
    ]);
    await startDomainController(client, COMPUTER);
  });

  afterAll(() => network.close());

  const push = (name: string) => check(site, ['--client', name, '--method', 'client-push']);

  test('tells its SMB dialect and who it is', async () => {
    const entry = onlyClient(await push(FULL_NAME));
    expect(onlyEndpoint(entry, 'client-push/smb')).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: {
        protocol: 'smb2',
        dialect: '3.1.1',
        signing: 'required',
        netbiosComputerName: COMPUTER,
        netbiosDomainName: 'CONTOSO',
        dnsComputerName: FULL_NAME,
        dnsDomainName: DOMAIN,
      },
    });
    expect(entry.warnings).toEqual([]);
  });

  test('has each endpoint listed that another program reads from its mapper', async () => {
    const truth = await readMapper(site, address.v4);
    const { evidence } = onlyEndpoint(
      onlyClient(await push(FULL_NAME)),
      'client-push/rpc-endpoint-mapper',
    );
    if (!('kind' in evidence) || evidence.kind !== 'rpc-endpoint-mapper') throw new Error('none');
    expect(truth.length).toBeGreaterThan(40);
    expect(evidence.lookup).toBe('complete');
    expect(sorted(evidence.endpoints.map(entryOf))).toEqual(sorted(truth));
  });

  test('has each dynamic port reached on which it listens', async () => {
    const listening = [...(await client.listeningPorts())].filter((port) => port >= 49_152);
    const { evidence } = onlyEndpoint(onlyClient(await push(FULL_NAME)), 'client-push/rpc-dynamic');
    if (!('kind' in evidence) || evidence.kind !== 'rpc-dynamic') throw new Error('none');
    expect(listening.length).toBeGreaterThan(1);
    expect(evidence.advertised).toBe(listening.length);
    expect(evidence.tried.map(({ port }) => port)).toEqual(listening.sort((a, b) => a - b));
    const outcomes = new Set(evidence.tried.map(({ outcome }) => outcome));
    expect(outcomes).toContain('open');
    // The first answer is enough.
    outcomes.delete('open');
    outcomes.delete('not-waited-for');
    expect([...outcomes]).toEqual([]);
  });

  test.each([
    ['full name', () => FULL_NAME],
    ['short name', () => 'pc001'],
    ['short name in capitals', () => 'PC001'],
    ['IPv4 address', () => address.v4],
    ['IPv6 address', () => address.v6],
    ['name with an IPv4 address alone', () => `pc001.v4.${DOMAIN}`],
    ['name with an IPv6 address alone', () => `pc001.v6.${DOMAIN}`],
    ['name with addresses of both families', () => `pc001.both.${DOMAIN}`],
  ])('can be pushed to by its %s, as far as the site server sees', async (_what, name) => {
    const run = await push(name());
    const entry = onlyClient(run);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(entry.answered).toBe(true);
    expect(methodOf(entry, 'client-push')).toMatchObject({
      verdict: 'unproven',
      here: 'works',
      brokenBy: [],
      unproven: ['client-push/mp-http'],
    });
    for (const id of ['icmp', 'smb', 'rpc-endpoint-mapper', 'rpc-dynamic'] as const) {
      const { outcome, endpoints } = requirementOf(entry, `client-push/${id}`);
      expect([id, outcome]).toEqual([id, 'open']);
      expect(endpoints.map((endpoint) => endpoint.outcome)).not.toContain('error');
    }
  });

  test('is reached at both its addresses', async () => {
    const entry = onlyClient(await push(`pc001.both.${DOMAIN}`));
    for (const { id, outcome, endpoints } of entry.requirements) {
      if (outcome !== 'open') continue;
      const seen = endpoints.map((endpoint) => `${endpoint.address} ${endpoint.outcome}`);
      expect([id, ...seen.sort()]).toEqual([id, `${address.v4} open`, `${address.v6} open`]);
    }
  });

  test('is another computer than the one whose name still leads here', async () => {
    const run = await push(OLD_NAME);
    const entry = onlyClient(run);
    expect(run.exitCode).toBe(1);
    expect(onlyEndpoint(entry, 'client-push/smb')).toMatchObject({
      outcome: 'wrong-host',
      cause: 'other-computer-name',
      evidence: { dnsComputerName: FULL_NAME },
    });
    expect(methodOf(entry, 'client-push')).toMatchObject({
      verdict: 'breaks',
      here: 'breaks',
      brokenBy: ['client-push/smb'],
    });
  });
});

function entryOf({ interface: uuid, protocol, port, pipe }: RpcEndpoint): MapperEntry {
  return { interface: uuid, protocol, place: port === null ? (pipe ?? '') : String(port) };
}

function sorted(entries: readonly MapperEntry[]): readonly string[] {
  return entries
    .map(({ interface: uuid, protocol, place }) => `${uuid} ${protocol} ${place}`)
    .sort();
}
