import http from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/engine/events.ts';
import { type EngineOptions, Prober } from '../../src/engine/prober.ts';
import type { Resolution } from '../../src/engine/resolve.ts';
import { startEndpointMapper } from '../../src/lab/simulator/endpoint-mapper.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { startRpcService } from '../../src/lab/simulator/rpc-service.ts';
import { startWebRole } from '../../src/lab/simulator/web-role.ts';
import type { Check, HttpCheck } from '../../src/plan/check.ts';
import { boundCheck, checkKey } from '../../src/plan/checks.ts';
import type { Observation } from '../../src/probe/observation.ts';
import { closeListeners, startCounter, startListener } from '../support/listeners.ts';
import { closedPort } from '../support/ports.ts';

const LOOPBACK = '127.0.0.1';
const AT = { address: LOOPBACK, port: 0 };
const AMPLE_MS = 20_000;

const simulators: Simulator[] = [];

async function open(starting: Promise<Simulator>): Promise<Simulator> {
  const started = await starting;
  simulators.push(started);
  return started;
}

afterEach(async () => {
  await closeListeners();
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

/** Names of the test's own world; a name that is not here has no address. */
type Names = Readonly<Record<string, readonly string[]>>;

interface Made {
  readonly prober: Prober;
  readonly events: RunEvent[];
  readonly asked: string[];
}

function make(names: Names, options: Partial<EngineOptions> & { timeoutMs?: number } = {}): Made {
  const events: RunEvent[] = [];
  const asked: string[] = [];
  const { timeoutMs = AMPLE_MS, ...rest } = options;
  const prober = new Prober({
    context: { timeoutMs, signal: new AbortController().signal, now: Date.now, tls: {} },
    retries: 0,
    concurrency: 16,
    rate: null,
    listener: (event) => events.push(event),
    resolver: (host): Promise<Resolution> => {
      asked.push(host);
      const addresses = names[host];
      return Promise.resolve(
        addresses === undefined
          ? { kind: 'unresolved', code: 'ENOTFOUND' }
          : { kind: 'addresses', addresses },
      );
    },
    ...rest,
  });
  return { prober, events, asked };
}

const managementPoint = (port: number, host = 'mp01'): HttpCheck => ({
  kind: 'http',
  host,
  port,
  tls: false,
  role: 'management-point',
  product: 'current-branch',
  serves: 'service',
  siteIssuedCertificate: 'unknown-issuer',
});

async function observations(prober: Prober, checks: readonly Check[]): Promise<Observation[]> {
  const results = await prober.run(checks.map(boundCheck));
  return checks.flatMap((check) =>
    (results.get(checkKey(check))?.endpoints ?? []).map(({ observation }) => observation),
  );
}

const outcomes = (seen: readonly Observation[]): string[] => seen.map(({ outcome }) => outcome);

describe('a check', () => {
  test('that is shared is sent once', async () => {
    const { port } = await open(startWebRole({ ...AT, role: 'management-point' }));
    const counter = await startCounter(port);
    const { prober } = make({ mp01: [LOOPBACK] });
    const check = managementPoint(counter.port);
    const seen = await observations(prober, [check, { ...check }, check]);
    expect(outcomes(seen)).toEqual(['open', 'open', 'open']);
    // The GET, and the request that follows it.
    expect(counter.count()).toBe(2);
  });

  test('of the same name asks for the name once', async () => {
    const port = await closedPort();
    const { prober, asked } = make({ mp01: [LOOPBACK] });
    const tcp: Check = { kind: 'tcp', host: 'mp01', port };
    await prober.run([managementPoint(port), tcp].map(boundCheck));
    expect(asked).toEqual(['mp01']);
  });

  test('of a name without address sends nothing', async () => {
    const { prober } = make({});
    const results = await prober.run([boundCheck(managementPoint(80, 'gone'))]);
    expect([...results.values()][0]?.endpoints).toEqual([
      {
        host: 'gone',
        address: null,
        port: 80,
        attempts: 0,
        observation: {
          outcome: 'unresolved',
          code: 'ENOTFOUND',
          reached: 'none',
          rttMs: null,
          evidence: { kind: 'none' },
        },
      },
    ]);
  });

  test('whose resolver fails is an error, not the network', async () => {
    const { prober } = make(
      {},
      { resolver: () => Promise.resolve({ kind: 'error', code: 'EAI_AGAIN' }) },
    );
    const [seen] = await observations(prober, [managementPoint(80)]);
    expect(seen).toMatchObject({ outcome: 'error', code: 'EAI_AGAIN' });
  });

  test('is tried again where nothing answered, and says how often', async () => {
    const silent = await startListener();
    const { prober } = make({ mp01: [LOOPBACK] }, { timeoutMs: 300, retries: 2 });
    const results = await prober.run([boundCheck(managementPoint(silent.port))]);
    expect([...results.values()][0]?.endpoints).toMatchObject([
      { attempts: 3, observation: { outcome: 'silent' } },
    ]);
    // Each time a GET, and a HEAD to learn whether a short answer would come.
    expect(silent.count()).toBe(6);
  });

  test('is heard of when it is planned and when it is done', async () => {
    const port = await closedPort();
    const { prober, events } = make({ mp01: [LOOPBACK] });
    await prober.run([boundCheck(managementPoint(port))]);
    expect(events).toEqual([
      { type: 'checks-planned', count: 1 },
      { type: 'check-done', host: 'mp01', outcome: 'refused' },
    ]);
  });
});

describe('a web server that is slow to answer', () => {
  const SLOW_MS = 2_000;
  const TIMEOUT_MS = 300;

  async function slowServer(): Promise<number> {
    const server = http.createServer((_request, response) => {
      setTimeout(() => response.end('<MPList></MPList>'), SLOW_MS);
    });
    const { port } = await startListener((socket) => server.emit('connection', socket));
    return port;
  }

  test('has the time that web servers are given, however little the others have', async () => {
    const context = { signal: new AbortController().signal, now: Date.now, tls: {} };
    const { prober } = make(
      { mp01: [LOOPBACK] },
      { context: { ...context, timeoutMs: TIMEOUT_MS, responseTimeoutMs: AMPLE_MS } },
    );
    expect(outcomes(await observations(prober, [managementPoint(await slowServer())]))).toEqual([
      'open',
    ]);
  });

  test('is silent where they are given no more', async () => {
    const context = { signal: new AbortController().signal, now: Date.now, tls: {} };
    const { prober } = make(
      { mp01: [LOOPBACK] },
      { context: { ...context, timeoutMs: TIMEOUT_MS, responseTimeoutMs: 1.2 * TIMEOUT_MS } },
    );
    expect(outcomes(await observations(prober, [managementPoint(await slowServer())]))).toEqual([
      'silent',
    ]);
  });
});

describe('a name with several addresses', () => {
  test('one dead, one alive: both are looked at', async () => {
    const { port } = await open(startWebRole({ ...AT, role: 'management-point' }));
    const { prober } = make({ mp01: ['127.0.0.2', LOOPBACK] });
    const results = await prober.run([boundCheck(managementPoint(port))]);
    expect([...results.values()][0]?.endpoints).toMatchObject([
      { address: '127.0.0.2', observation: { outcome: 'refused', code: 'ECONNREFUSED' } },
      { address: LOOPBACK, observation: { outcome: 'open' } },
    ]);
  });

  test('IPv4 and IPv6', async () => {
    const { port } = await open(
      startWebRole({ address: '::1', port: await closedPort(), role: 'management-point' }),
    );
    const { prober } = make({ mp01: ['::1', '127.0.0.9'] });
    expect(outcomes(await observations(prober, [managementPoint(port)]))).toEqual([
      'open',
      'refused',
    ]);
  });
});

describe('dynamic ports', () => {
  const SERVICE_CONTROL = '367abb81-9844-35f1-ad32-98f038001003';
  const entry = (port: number) =>
    ({ interface: SERVICE_CONTROL, version: '2.0', annotation: '', port }) as const;
  const checksOf = (mapperPort: number): readonly [Check, Check] => [
    {
      kind: 'rpc-dynamic',
      host: 'pc001',
      mapperPort,
      range: { first: 1025, last: 65_535 },
    },
    { kind: 'rpc-endpoint-mapper', host: 'pc001', port: mapperPort },
  ];

  test('come after the endpoint mapper, which is asked once', async () => {
    const dynamic = await open(startRpcService(AT));
    const mapper = await open(startEndpointMapper({ ...AT, entries: [entry(dynamic.port)] }));
    const counter = await startCounter(mapper.port);
    const { prober, events } = make({ pc001: [LOOPBACK] });
    const checks = checksOf(counter.port);
    const seen = await observations(prober, checks);
    expect(outcomes(seen)).toEqual(['open', 'open']);
    // The look-up and ServerAlive2: a connection each.
    expect(counter.count()).toBe(2);
    expect(events.filter(({ type }) => type === 'check-done')).toHaveLength(2);
    const results = await prober.run([boundCheck(checks[0])]);
    expect([...results.values()][0]?.endpoints).toMatchObject([{ port: dynamic.port }]);
  });

  test('of an address belong to the mapper of that address', async () => {
    const dynamic = await open(startRpcService(AT));
    const mapper = await open(startEndpointMapper({ ...AT, entries: [entry(dynamic.port)] }));
    const { prober } = make({ pc001: ['127.0.0.2', LOOPBACK] });
    const seen = await observations(prober, [checksOf(mapper.port)[0]]);
    expect(seen).toMatchObject([
      { outcome: 'inconclusive', cause: 'mapper-not-open' },
      { outcome: 'open' },
    ]);
  });
});

describe('at once', () => {
  test('are no more probes than allowed, and no fewer', async () => {
    let active = 0;
    let most = 0;
    const held: http.ServerResponse[] = [];
    const server = http.createServer((_request, response) => {
      active += 1;
      most = Math.max(most, active);
      held.push(response);
      if (held.length < 2) return;
      for (const waiting of held.splice(0)) {
        active -= 1;
        waiting.end('<MPList></MPList>');
      }
    });
    const listener = await startListener((socket) => server.emit('connection', socket));
    const { prober } = make(
      {},
      {
        concurrency: 2,
        resolver: () => Promise.resolve({ kind: 'addresses', addresses: [LOOPBACK] }),
      },
    );
    const checks = Array.from({ length: 6 }, (_none, index) =>
      managementPoint(listener.port, `mp${index}`),
    );
    expect(outcomes(await observations(prober, checks))).toEqual(checks.map(() => 'open'));
    expect(most).toBe(2);
  });

  test('all silent servers take as long as one', async () => {
    const silent = await startListener();
    const signal = new AbortController().signal;
    const { prober } = make(
      {},
      {
        // So much more than a connect that no slow machine looks like a slow path.
        context: { timeoutMs: 600, responseTimeoutMs: 720, signal, now: Date.now, tls: {} },
        resolver: () => Promise.resolve({ kind: 'addresses', addresses: [LOOPBACK] }),
        concurrency: 40,
      },
    );
    const checks = Array.from({ length: 40 }, (_none, index) =>
      managementPoint(silent.port, `mp${index}`),
    );
    const seen = await observations(prober, checks);
    expect(outcomes(seen)).toEqual(checks.map(() => 'silent'));
    // Had they waited for each other, the first would have been gone before the last came.
    expect(silent.count()).toBe(80);
  });
});

test('an interrupt ends every probe at once, and those that wait for a slot', async () => {
  const silent = await startListener();
  const controller = new AbortController();
  const { prober } = make(
    { mp01: [LOOPBACK], mp02: [LOOPBACK] },
    {
      context: { timeoutMs: AMPLE_MS, signal: controller.signal, now: Date.now, tls: {} },
      concurrency: 1,
      retries: 5,
    },
  );
  const running = observations(prober, [
    managementPoint(silent.port),
    managementPoint(silent.port, 'mp02'),
  ]);
  await silent.firstConnection;
  controller.abort();
  const seen = await running;
  expect(seen).toMatchObject([
    { outcome: 'error', code: 'ABORT_ERR' },
    { outcome: 'error', code: 'ABORT_ERR' },
  ]);
  expect(silent.count()).toBe(1);
});
