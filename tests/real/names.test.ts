import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDns } from './support/dns.ts';
import { DOMAIN } from './support/domain.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import { startFileServer } from './support/samba.ts';
import {
  type CheckRun,
  check,
  methodOf,
  onlyClient,
  onlyEndpoint,
  requirementOf,
} from './support/tool.ts';
import { MP_ANSWER } from './support/web-case.ts';

const COMPUTER = 'PC001';
const OTHER = 'other.example';
const FAILING = 'failing.example';
const MUTE = 'mute.example';
/** A look-up may take five seconds, and no attempt follows. */
const MAX_MUTE_MS = 9_000;

describeReal(['samba', 'web', 'dns'])('names in DNS', () => {
  let network: Network;
  let site: Host;
  let resolver: AddressPair;
  let web: AddressPair;
  let client: AddressPair;
  let dead: AddressPair;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    const dnsHost = await network.addHost('dns');
    const webHost = await network.addHost('web');
    const clientHost = await network.addHost('client');
    await site.addAddress();
    resolver = await dnsHost.addAddress();
    web = await webHost.addAddress();
    client = await clientHost.addAddress();
    dead = clientHost.reserveAddress();
    await Promise.all([
      startFileServer(clientHost, COMPUTER, 'SMB3_11'),
      startNginx(
        webHost,
        [web.v4, web.v6].map((address) => ({ address, port: 80, answer: MP_ANSWER })),
      ),
      startDns(dnsHost, resolver, {
        domain: DOMAIN,
        records: [
          [`mp01.${DOMAIN}`, web.v4],
          [`mpv6.${DOMAIN}`, web.v6],
          [`mpboth.${DOMAIN}`, web.v4],
          [`mpboth.${DOMAIN}`, web.v6],
          [`mphalf.${DOMAIN}`, web.v4],
          [`mphalf.${DOMAIN}`, dead.v4],
          [`mpdead.${DOMAIN}`, dead.v4],
          [`pc001.${DOMAIN}`, client.v4],
          [`pc002.${DOMAIN}`, client.v4],
          [`pc001.${OTHER}`, client.v6],
        ],
        aliases: [[`mpalias.${DOMAIN}`, `mp01.${DOMAIN}`]],
        withoutAddress: [`mptext.${DOMAIN}`],
        failing: FAILING,
        mute: MUTE,
      }),
    ]);
    site.setResolver(`nameserver ${resolver.v4}\nsearch ${DOMAIN}\noptions timeout:1 attempts:1\n`);
  });

  afterAll(() => network.close());

  const checkMp = (...names: readonly string[]): Promise<CheckRun> =>
    check(site, ['--mp', ...names, '--run-from', 'local', '--method', 'manual']);
  const push = (name: string): Promise<CheckRun> =>
    check(site, ['--client', name, '--method', 'client-push']);

  test.each([
    ['its full name', `mp01.${DOMAIN}`, (): readonly string[] => [web.v4]],
    ['its short name', 'mp01', () => [web.v4]],
    ['an alias', `mpalias.${DOMAIN}`, () => [web.v4]],
    ['a name with an IPv6 address alone', `mpv6.${DOMAIN}`, () => [web.v6]],
    ['a name with addresses of both families', `mpboth.${DOMAIN}`, () => [web.v4, web.v6]],
  ])('a management point by %s', async (_what, name, addresses) => {
    const run = await checkMp(name);
    const entry = onlyClient(run);
    const { outcome, endpoints } = requirementOf(entry, 'manual/mp-http');
    expect(outcome).toBe('open');
    expect(endpoints.map((endpoint) => `${endpoint.address} ${endpoint.outcome}`).sort()).toEqual(
      addresses().map((address) => `${address} open`),
    );
    expect(methodOf(entry, 'manual').verdict).toBe('works');
    expect(run.exitCode).toBe(0);
  });

  test('a name of which one address is dead is as good as any', async () => {
    const run = await checkMp(`mphalf.${DOMAIN}`);
    const entry = onlyClient(run);
    const { outcome, status, endpoints } = requirementOf(entry, 'manual/mp-http');
    expect([outcome, status, endpoints.length]).toEqual(['open', 'met', 2]);
    expect(['filtered', 'unreachable']).toContain(
      endpoints.find(({ address }) => address === dead.v4)?.outcome,
    );
    expect(methodOf(entry, 'manual')).toMatchObject({ verdict: 'works', degradedBy: [] });
  });

  test.each([
    ['dead', `mpdead.${DOMAIN}`],
    ['not in DNS', `mpgone.${DOMAIN}`],
  ])('one of two management points that is %s makes the method worse', async (_what, name) => {
    const run = await checkMp(`mp01.${DOMAIN}`, name);
    expect(methodOf(onlyClient(run), 'manual')).toMatchObject({
      verdict: 'degraded',
      brokenBy: [],
      degradedBy: ['manual/mp-http'],
    });
    expect(run.exitCode).toBe(0);
  });

  test.each([
    ['that does not exist', `mpgone.${DOMAIN}`],
    ['without an address', `mptext.${DOMAIN}`],
  ])('a name %s', async (_what, name) => {
    const run = await checkMp(name);
    const entry = onlyClient(run);
    expect(onlyEndpoint(entry, 'manual/mp-http')).toMatchObject({
      outcome: 'unresolved',
      reached: 'none',
      address: null,
    });
    expect(methodOf(entry, 'manual')).toMatchObject({
      verdict: 'breaks',
      brokenBy: ['manual/mp-http'],
    });
    expect(run.exitCode).toBe(1);
  });

  test.each([
    ['reports its own failure', `mp01.${FAILING}`],
    ['never answers', `mp01.${MUTE}`],
  ])('a name server that %s says nothing of the name', async (_what, name) => {
    const run = await checkMp(name);
    const entry = onlyClient(run);
    expect(onlyEndpoint(entry, 'manual/mp-http')).toMatchObject({
      outcome: 'error',
      reached: 'none',
    });
    expect(methodOf(entry, 'manual')).toMatchObject({
      verdict: 'unproven',
      brokenBy: [],
      unproven: ['manual/mp-http'],
    });
    expect(run.exitCode).toBe(3);
  });

  test('a name server that never answers does not hold up the run', async () => {
    const { report, durationMs, exitCode } = await withResolver(`nameserver ${dead.v4}\n`, () =>
      push(`pc001.${DOMAIN}`),
    );
    expect(durationMs).toBeLessThan(MAX_MUTE_MS);
    expect(report.clients[0]).toMatchObject({
      answered: null,
      methods: [{ method: 'client-push', verdict: 'unproven', here: 'unproven', brokenBy: [] }],
    });
    expect(exitCode).toBe(3);
  });

  test.each([
    ['its full name', `pc001.${DOMAIN}`],
    ['its short name', 'pc001'],
  ])('a client by %s is the one that was asked for', async (_what, name) => {
    const entry = onlyClient(await push(name));
    expect(onlyEndpoint(entry, 'client-push/smb')).toMatchObject({
      outcome: 'open',
      address: client.v4,
    });
    expect(entry.warnings).toEqual([]);
  });

  test('a record that still leads to another computer', async () => {
    const run = await push(`pc002.${DOMAIN}`);
    const entry = onlyClient(run);
    expect(onlyEndpoint(entry, 'client-push/smb').outcome).toBe('wrong-host');
    expect(methodOf(entry, 'client-push').brokenBy).toContain('client-push/smb');
    expect(run.exitCode).toBe(1);
  });

  test('a short name that leads elsewhere than the full one is worth a word', async () => {
    const entry = onlyClient(await push(`pc001.${OTHER}`));
    expect(onlyEndpoint(entry, 'client-push/smb').outcome).toBe('open');
    expect(entry.warnings).toMatchObject([
      { code: 'short-name-differs', facts: { shortAddresses: [client.v4] } },
    ]);
  });

  test('a client that is not in DNS', async () => {
    const run = await push(`pc009.${DOMAIN}`);
    const entry = onlyClient(run);
    expect(entry.requirements.flatMap(({ endpoints }) => endpoints)).not.toHaveLength(0);
    for (const { endpoints } of entry.requirements) {
      for (const { outcome } of endpoints) expect(outcome).toBe('unresolved');
    }
    expect(entry.answered).toBe(false);
    expect(methodOf(entry, 'client-push')).toMatchObject({ verdict: 'breaks', here: 'breaks' });
    expect(run.exitCode).toBe(1);
  });

  /** Names by another name server, or by a system's own patience. */
  async function withResolver<T>(text: string, body: () => Promise<T>): Promise<T> {
    const usual = `nameserver ${resolver.v4}\nsearch ${DOMAIN}\noptions timeout:1 attempts:1\n`;
    site.setResolver(text);
    return body().finally(() => site.setResolver(usual));
  }
});
