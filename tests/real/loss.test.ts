import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pLimit from 'p-limit';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { startDomainController } from './support/samba.ts';
import { check, methodOf, onlyClient } from './support/tool.ts';

jest.setTimeout(600_000);

const RUNS = Number(process.env['CCM_PREFLIGHT_LOSS_RUNS'] ?? 40);
const RUNS_AT_ONCE = 12;

describeReal(['samba'])('client push where every tenth packet is lost, each way', () => {
  let network: Network;
  let site: Host;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    const client = await network.addHost('client');
    await site.addAddress();
    const { v4, v6 } = await client.addAddress();
    site.setNames([
      [v4, `pc001.${DOMAIN}`],
      [v6, `pc001.v6.${DOMAIN}`],
    ]);
    await startDomainController(client, 'PC001');
    for (const host of [site, client]) {
      // Arrival only: a packet dropped on departure fails in the sender's system call.
      await host.filterIncoming(['iif != "lo" numgen random mod 100 < 10 drop']);
    }
  });

  afterAll(() => network.close());

  test(`does not break in ${RUNS} runs`, async () => {
    const limit = pLimit(RUNS_AT_ONCE);
    const names = Array.from({ length: RUNS }, (_, index) =>
      index % 2 === 0 ? `pc001.${DOMAIN}` : `pc001.v6.${DOMAIN}`,
    );
    const seen = await Promise.all(
      names.map((name) =>
        limit(async () => {
          const run = await check(site, ['--client', name, '--method', 'client-push']);
          const client = onlyClient(run);
          const { here, brokenBy } = methodOf(client, 'client-push');
          return { here, brokenBy, answered: client.answered, durationMs: run.durationMs };
        }),
      ),
    );
    const count = (verdict: string): number => seen.filter(({ here }) => here === verdict).length;
    const slowest = Math.max(...seen.map(({ durationMs }) => durationMs));
    process.stdout.write(
      `10 % loss each way: ${RUNS} runs, ${count('works')} work, ${count('unproven')} unproven, ` +
        `${count('breaks')} broken falsely, slowest ${(slowest / 1000).toFixed(1)} s\n`,
    );
    expect(seen.filter(({ here }) => here === 'breaks')).toEqual([]);
    expect(seen.map(({ answered }) => answered)).not.toContain(false);
  });
});
