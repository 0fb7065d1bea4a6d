import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pLimit from 'p-limit';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { isFull } from './support/mode.ts';
import { Network } from './support/network.ts';
import { startNginx } from './support/nginx.ts';
import { describeReal } from './support/prerequisites.ts';
import type { Router } from './support/router.ts';
import { startDomainController } from './support/samba.ts';
import { check, methodOf, onlyClient, requirementOf } from './support/tool.ts';
import { describeUnless } from '../support/skip.ts';

jest.setTimeout(1_200_000);

const RUNS = isFull() ? 200 : 32;
const RUNS_AT_ONCE = 16;
/**
 * Two attempts of six timeouts at the endpoint mapper, then two at the dynamic ports, take 72 s where
 * all that can be lost is; the rest is for a busy machine.
 */
const MAX_RUN_MS = 90_000;
/** In 200 runs at 20 %. */
const MOST_FALSE_ALARMS = 4;

interface LossyRun {
  readonly here: string;
  readonly answered: boolean | null;
  /** How often each endpoint was tried that is told as blocked. */
  readonly attemptsAtBlocked: readonly number[];
  readonly durationMs: number;
}

/** Takes `task` that often, some at once. */
function repeat<T>(task: (index: number) => Promise<T>): Promise<readonly T[]> {
  const limit = pLimit(RUNS_AT_ONCE);
  return Promise.all(Array.from({ length: RUNS }, (_, index) => limit(() => task(index))));
}

describeReal(['samba'])('client push where packets are lost, each way', () => {
  let network: Network;
  let router: Router;
  let site: Host;

  beforeAll(async () => {
    network = await Network.create();
    router = await network.addRouter();
    site = await network.addHost('site', 'near');
    await router.serve(site);
    const client = await network.addHost('client');
    const { v4, v6 } = await router.serve(client);
    site.setNames([
      [v4, `pc001.${DOMAIN}`],
      [v6, `pc001.v6.${DOMAIN}`],
    ]);
    await startDomainController(client, 'PC001');
  });

  afterAll(() => network.close());

  /** @param percent of the packets that pass the router, in either direction */
  async function runs(percent: number): Promise<readonly LossyRun[]> {
    await router.host.filter('forward', [`numgen random mod 100 < ${percent} drop`]);
    const seen = await repeat(async (index) => {
      const name = index % 2 === 0 ? `pc001.${DOMAIN}` : `pc001.v6.${DOMAIN}`;
      const run = await check(site, ['--client', name, '--method', 'client-push']);
      const client = onlyClient(run);
      const { here, brokenBy } = methodOf(client, 'client-push');
      const attemptsAtBlocked = brokenBy.flatMap((id) =>
        requirementOf(client, id).endpoints.map(({ attempts }) => attempts),
      );
      const { answered } = client;
      return { here, answered, attemptsAtBlocked, durationMs: run.durationMs };
    });
    const count = (verdict: string): number => seen.filter(({ here }) => here === verdict).length;
    const slowest = Math.max(...seen.map(({ durationMs }) => durationMs));
    process.stdout.write(
      `${percent} % loss each way: ${RUNS} runs, ${count('works')} work, ${count('unproven')} unproven, ` +
        `${count('breaks')} broken falsely, slowest ${(slowest / 1000).toFixed(1)} s\n`,
    );
    return seen;
  }

  test(`at 10 % none of ${RUNS} runs breaks`, async () => {
    const seen = await runs(10);
    expect(seen.filter(({ here }) => here === 'breaks')).toEqual([]);
    expect(seen.map(({ answered }) => answered)).not.toContain(false);
    expect(Math.max(...seen.map(({ durationMs }) => durationMs))).toBeLessThan(MAX_RUN_MS);
  });

  const describeFull = describeUnless(
    isFull() ? null : 'only npm run test:lab:full runs all of them',
  );
  describeFull('in full', () => {
    test(`at 20 % at most ${MOST_FALSE_ALARMS} of ${RUNS} runs break, and say how often they tried`, async () => {
      const seen = await runs(20);
      const broken = seen.filter(({ here }) => here === 'breaks');
      expect(broken.length).toBeLessThanOrEqual(MOST_FALSE_ALARMS);
      for (const { attemptsAtBlocked } of broken) {
        expect(Math.min(...attemptsAtBlocked)).toBeGreaterThanOrEqual(2);
      }
      expect(Math.max(...seen.map(({ durationMs }) => durationMs))).toBeLessThan(MAX_RUN_MS);
    });
  });
});

const SERVERS = ['mp', 'slp', 'fsp'];
const SERVER_ANSWERS = [
  `if ($uri = /SMS_MP/.sms_aut) { return 200 '<MPList><MP Name="MP01"/></MPList>'; }`,
  `if ($uri = /ClientWebService/client.asmx) { return 200 'microsoft.com/SoftwareDistribution'; }`,
  `return 200 'ok';`,
].join(' ');

describeReal(['web'])('servers behind a loss of packets, each way', () => {
  let network: Network;

  afterAll(() => network.close());

  test(`at 10 % none of ${RUNS} runs from the client breaks`, async () => {
    network = await Network.create();
    const router = await network.addRouter();
    const client = await network.addHost('pc', 'near');
    await router.serve(client);
    const server = await network.addHost('server');
    const { v4 } = await router.serve(server);
    client.setNames(SERVERS.map((name) => [v4, `${name}.${DOMAIN}`]));
    await startNginx(server, [{ address: v4, port: 80, answer: SERVER_ANSWERS }]);
    await router.host.filter('forward', ['numgen random mod 100 < 10 drop']);
    const named = SERVERS.flatMap((name) => [`--${name}`, `${name}.${DOMAIN}:80`]);
    const seen = await repeat(async () => {
      const needed = 'serverLocatorPointNeeded=yes';
      const words = ['--from', 'client', '--method', 'client-push', '--set', needed, ...named];
      const run = await check(client, words);
      return { ...methodOf(onlyClient(run), 'client-push'), durationMs: run.durationMs };
    });
    expect(seen.flatMap(({ brokenBy, degradedBy }) => [...brokenBy, ...degradedBy])).toEqual([]);
    expect(Math.max(...seen.map(({ durationMs }) => durationMs))).toBeLessThan(MAX_RUN_MS);
  });
});
