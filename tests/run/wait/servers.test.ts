import { afterEach, describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { Resolution } from '../../../src/engine/resolve.ts';
import type { Method } from '../../../src/catalogue/vocabulary.ts';
import type { Simulator } from '../../../src/lab/simulator/simulator.ts';
import { startWebRole } from '../../../src/lab/simulator/web-role.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import type { ClientEntry, ReportTail } from '../../../src/report/model/report.ts';
import { reportTail } from '../../../src/report/model/schema.ts';
import { startRun } from '../../../src/run/start-run.ts';
import { type CheckOptions, checkInParts } from '../../../src/run/check.ts';
import { closeListeners, startCounter, startListener } from '../../support/listeners.ts';
import { type SiteWords, siteOf } from '../../support/sites.ts';
import { QuickClock } from './clock.ts';
import { closedPort } from '../../support/ports.ts';

const LOOPBACK = '127.0.0.1';
const MINUTE_MS = 60_000;
const AMPLE_MS = 20_000;

const simulators: Simulator[] = [];

afterEach(async () => {
  await closeListeners();
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

async function startManagementPoint(port = 0): Promise<Simulator> {
  const role = 'management-point';
  const started = await startWebRole({ address: LOOPBACK, port, role });
  simulators.push(started);
  return started;
}

interface Seen {
  readonly entries: readonly ClientEntry[];
  readonly tail: ReportTail;
  readonly events: readonly RunEvent[];
  readonly failures: readonly unknown[];
}

async function run(
  words: SiteWords,
  method: Method,
  clock: QuickClock,
  options: Partial<CheckOptions> = {},
): Promise<Seen> {
  const entries: ClientEntry[] = [];
  const events: RunEvent[] = [];
  const failures: unknown[] = [];
  const tail = await checkInParts(
    {
      plan: makePlan(siteOf(words), [method]),
      from: 'client',
      timeoutMs: AMPLE_MS,
      retries: 0,
      waitMs: MINUTE_MS,
      listener: (event) => void events.push(event),
      ...options,
    },
    {
      open: async () => ({
        client: async (entry, index) => {
          expect(index).toBe(entries.length);
          entries.push(entry);
        },
        close: async () => {},
      }),
      failed: (failure) => void failures.push(failure),
    },
    clock,
  );
  return { entries, tail, events, failures };
}

const managementPoints = (...ports: readonly number[]): SiteWords => ({
  roles: { managementPoints: ports.map((port) => `${LOOPBACK}:${port}`) },
  install: { groupPolicy: { package: 'local' } },
});

const outcomesOf = ({ entries }: Seen): readonly unknown[] =>
  entries.map(({ requirements }) => requirements.map(({ id, outcome }) => `${id} ${outcome}`));

describe('a server that is still starting', () => {
  test('is waited for, and the report speaks of the last look', async () => {
    const port = await closedPort();
    const clock = new QuickClock(async (pauses) => {
      if (pauses === 3) await startManagementPoint(port);
    });
    const seen = await run(managementPoints(port), 'group-policy', clock);
    expect(outcomesOf(seen)).toEqual([['group-policy/mp-http open']]);
    expect(seen.entries[0]?.methods[0]?.verdict).toBe('works');
    expect(clock.pauses).toEqual([1000, 2000, 4000]);
    expect(seen.tail.summary).toMatchObject({ clients: 1, exitCode: 0 });
    expect(seen.tail.run).toMatchObject({ complete: true, waited: { rounds: 3, ms: 7000 } });
    expect(reportTail.parse(JSON.parse(JSON.stringify(seen.tail)))).toEqual(seen.tail);
    expect(seen.events.filter(({ type }) => type === 'waiting')).toHaveLength(3);
    expect(seen.events.filter(({ type }) => type === 'client-done')).toHaveLength(1);
  });

  test('is given up when the time is over', async () => {
    const clock = new QuickClock();
    const port = await closedPort();
    const seen = await run(managementPoints(port), 'group-policy', clock, { waitMs: 5000 });
    expect(outcomesOf(seen)).toEqual([['group-policy/mp-http refused']]);
    expect(clock.pauses).toEqual([1000, 2000, 2000]);
    expect(seen.tail.run).toMatchObject({ complete: true, waited: { rounds: 3, ms: 5000 } });
    expect(seen.tail.summary.exitCode).toBe(1);
  });

  test('does not have the others asked again', async () => {
    const counter = await startCounter((await startManagementPoint()).port);
    const source = await closedPort();
    const clock = new QuickClock();
    const words = {
      ...managementPoints(counter.port),
      ports: { smb: source },
      install: { groupPolicy: { package: String.raw`\\${LOOPBACK}\gpo` } },
    };
    const seen = await run(words, 'group-policy', clock, { waitMs: 3000 });
    expect(outcomesOf(seen)).toEqual([
      ['group-policy/mp-http open', 'group-policy/package-smb refused'],
    ]);
    // The GET, and the request that follows it, once.
    expect([clock.pauses.length, counter.count()]).toEqual([2, 2]);
  });

  test('is no matter where none is to be waited for: no pause, and it says so', async () => {
    const clock = new QuickClock();
    const { port } = await startManagementPoint();
    const { tail } = await run(managementPoints(port), 'group-policy', clock);
    expect(clock.pauses).toEqual([]);
    expect(tail.run.waited).toEqual({ rounds: 0, ms: 0 });
  });

  test('is looked at once by a run that does not wait', async () => {
    const clock = new QuickClock();
    const words = managementPoints(await closedPort());
    const { tail } = await run(words, 'group-policy', clock, { waitMs: null });
    expect(clock.pauses).toEqual([]);
    expect(tail.run).not.toHaveProperty('waited');
  });
});

describe('a run that waits', () => {
  test('ends at once at an interrupt, with what is known', async () => {
    const controller = new AbortController();
    const clock = new QuickClock(() => controller.abort());
    const words = managementPoints(await closedPort());
    const seen = await run(words, 'group-policy', clock, { signal: controller.signal });
    expect(outcomesOf(seen)).toEqual([['group-policy/mp-http refused']]);
    expect(seen.entries[0]).not.toHaveProperty('interrupted');
    expect(seen.tail).toMatchObject({ run: { complete: false }, summary: { exitCode: 130 } });
  });

  test('that is interrupted in a later look keeps what the earlier saw', async () => {
    const controller = new AbortController();
    const port = await closedPort();
    let later: Awaited<ReturnType<typeof startListener>> | null = null;
    const clock = new QuickClock(async () => {
      later = await startListener(() => controller.abort(), LOOPBACK, port);
    });
    const seen = await run(managementPoints(port), 'group-policy', clock, {
      signal: controller.signal,
    });
    expect(later).not.toBeNull();
    expect(outcomesOf(seen)).toEqual([['group-policy/mp-http refused']]);
    expect(seen.entries[0]).not.toHaveProperty('interrupted');
    expect(seen.tail.summary.exitCode).toBe(130);
  });

  test('does not wait where its clients broke off', async () => {
    const clock = new QuickClock();
    async function* clients(): AsyncGenerator<string> {
      yield 'pc001';
      throw new RangeError('broken off');
    }
    const words = managementPoints(await closedPort());
    const seen = await run(words, 'group-policy', clock, { clients: clients() });
    expect(clock.pauses).toEqual([]);
    expect([seen.entries.length, seen.failures.length, seen.tail.summary.exitCode]).toEqual([
      1, 1, 2,
    ]);
  });

  test('with strict ends at what no wait can prove', async () => {
    const clock = new QuickClock();
    const seen = await run(managementPoints(), 'group-policy', clock, { strict: true });
    expect(outcomesOf(seen)).toEqual([['group-policy/mp-http not-named']]);
    expect([clock.pauses, seen.tail.summary.exitCode]).toEqual([[], 3]);
  });
});

describe('names and many clients', () => {
  test('a name that had no address is asked for again, and each client comes once', async () => {
    const port = await closedPort();
    const mp = await startManagementPoint();
    const registered = new Map<string, string>([
      ['mp01', LOOPBACK],
      ['pc002', LOOPBACK],
    ]);
    const asked: string[] = [];
    const clock = new QuickClock((pauses) => {
      if (pauses === 2) registered.set('pc001', LOOPBACK);
    });
    const { signal } = new AbortController();
    const started = startRun({
      plan: makePlan(
        siteOf({
          ports: { smb: port, rpcEndpointMapper: port },
          roles: { managementPoints: [`mp01:${mp.port}`] },
        }),
        ['client-push'],
      ),
      from: 'site-server',
      clients: ['pc001', 'pc002'],
      order: 'input',
      proxyVariable: null,
      context: { timeoutMs: AMPLE_MS, signal, now: Date.now, tls: {} },
      retries: 0,
      concurrency: 16,
      rate: null,
      crew: null,
      listener: () => {},
      resolver: async (host): Promise<Resolution> => {
        asked.push(host);
        const address = registered.get(host);
        return address === undefined
          ? { kind: 'unresolved', code: 'ENOTFOUND' }
          : { kind: 'addresses', addresses: [address] };
      },
      patience: 'until-nothing-breaks',
      wait: { waitMs: 7000, clock, signal },
    });
    const judged: unknown[] = [];
    for await (const { index, facts } of started.clients) {
      const smb = facts.requirements.find(({ id }) => id === 'client-push/smb');
      judged.push([index, facts.client, smb?.outcome]);
    }
    expect(judged).toEqual([
      [0, 'pc001', 'refused'],
      [1, 'pc002', 'refused'],
    ]);
    expect(clock.pauses).toEqual([1000, 2000, 4000]);
    expect(asked.filter((host) => host === 'pc001')).toHaveLength(4);
    expect(asked.filter((host) => host === 'mp01')).toHaveLength(1);
    expect(started.waited).toEqual({ rounds: 3, ms: 7000 });
  });

  test('come in the order of the list, whoever is looked at first', async () => {
    const port = await closedPort();
    let tell: () => void = () => {};
    const second = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const { signal } = new AbortController();
    const started = startRun({
      plan: makePlan(siteOf({ ports: { smb: port, rpcEndpointMapper: port } }), ['client-push']),
      from: 'site-server',
      clients: ['pc001', 'pc002'],
      order: 'completion',
      proxyVariable: null,
      context: { timeoutMs: AMPLE_MS, signal, now: Date.now, tls: {} },
      retries: 0,
      concurrency: 16,
      rate: null,
      crew: null,
      listener: (event) => {
        if (event.type === 'check-done' && event.host === 'pc002') tell();
      },
      resolver: async (host): Promise<Resolution> => {
        if (host === 'pc001') await second;
        return { kind: 'unresolved', code: 'ENOTFOUND' };
      },
      patience: 'until-nothing-breaks',
      wait: { waitMs: 1000, clock: new QuickClock(), signal },
    });
    const names: string[] = [];
    for await (const { facts } of started.clients) names.push(facts.client);
    expect(names).toEqual(['pc001', 'pc002']);
  });

  test('a server that the site server compares, and that starts late, is shown as it was last', async () => {
    const [smb, http] = [await closedPort(), await closedPort()];
    const clock = new QuickClock(async (pauses) => {
      if (pauses === 1) await startManagementPoint(http);
    });
    const words = { ...managementPoints(http), ports: { smb, rpcEndpointMapper: smb } };
    const seen = await run(words, 'client-push', clock, {
      from: 'site-server',
      clients: [LOOPBACK],
      waitMs: 1000,
    });
    expect(seen.tail.indirect.map(({ port, outcome }) => [port, outcome])).toEqual([
      [http, 'open'],
    ]);
  });
});
