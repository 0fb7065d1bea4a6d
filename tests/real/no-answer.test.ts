import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { to } from './support/fault.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { startFileServer } from './support/samba.ts';
import { type CheckRun, check, checkAsTable, methodOf } from './support/tool.ts';

const ALIVE = 'pc001.contoso.com';
const NO_ANSWER = [
  ['no neighbour has', 'nobody.contoso.com'],
  ['no neighbour has, over IPv6', 'nobody6.contoso.com'],
  ['drops every packet', 'hole.contoso.com'],
  ['drops every packet, over IPv6', 'hole6.contoso.com'],
  ['a router knows no way to', 'beyond.contoso.com'],
] as const;

/** Words of a proposal to open something. */
const FIREWALL_RULE = /to open|windows firewall|inbound rule/iu;

describeReal(['samba'])('clients that do not answer', () => {
  let network: Network;
  let site: Host;
  let run: CheckRun;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    const client = await network.addHost('client');
    const router = await network.addHost('router');
    await site.addAddress();
    const alive = await client.addAddress();
    const hole = await client.addAddress();
    const nobody: AddressPair = client.reserveAddress();
    const gateway = await router.addAddress();
    await router.mustRun(['sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
    await site.mustRun(['ip', 'route', 'add', '10.88.0.0/16', 'via', gateway.v4]);
    await client.filterIncoming([`${to(hole.v4)} drop`, `${to(hole.v6)} drop`]);
    site.setNames([
      [alive.v4, ALIVE],
      [nobody.v4, 'nobody.contoso.com'],
      [nobody.v6, 'nobody6.contoso.com'],
      [hole.v4, 'hole.contoso.com'],
      [hole.v6, 'hole6.contoso.com'],
      ['10.88.0.1', 'beyond.contoso.com'],
    ]);
    await startFileServer(client, 'PC001', 'SMB3_11');
    run = await check(site, [
      '--method',
      'client-push',
      '--client',
      ALIVE,
      ...NO_ANSWER.map(([, name]) => name),
    ]);
  });

  afterAll(() => network.close());

  test.each(NO_ANSWER)('whose address %s', (_what, name) => {
    const client = run.report.clients.find((entry) => entry.client === name);
    if (client === undefined) throw new Error('the client is not in the report');
    expect(client.answered).toBe(false);
    expect(methodOf(client, 'client-push')).toMatchObject({ verdict: 'breaks', here: 'breaks' });
    for (const { id, outcome } of client.requirements) {
      expect([id, outcome]).toEqual([
        id,
        expect.stringMatching(/^(?:filtered|unreachable|inconclusive|not-named)$/u),
      ]);
    }
  });

  test('are counted apart from those that answer', () => {
    expect(run.report.clients.find(({ client }) => client === ALIVE)?.answered).toBe(true);
    expect(run.report.summary).toMatchObject({
      clients: NO_ANSWER.length + 1,
      noAnswer: NO_ANSWER.length,
      exitCode: 1,
    });
    expect(run.exitCode).toBe(1);
  });

  test('get no firewall rule proposed, as one that answers does', async () => {
    const words = (name: string): Promise<string> =>
      checkAsTable(site, ['--client', name, '--method', 'client-push']);
    const [alive, ...silent] = await Promise.all(
      [ALIVE, ...NO_ANSWER.map(([, name]) => name)].map(words),
    );
    expect(alive).toMatch(FIREWALL_RULE);
    expect(silent).toHaveLength(NO_ANSWER.length);
    for (const text of silent) {
      expect(text).toMatch(/no answer/u);
      expect(text).not.toMatch(FIREWALL_RULE);
    }
  });
});
