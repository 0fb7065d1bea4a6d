import type net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resolution } from '../../src/engine/resolve.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import { startEndpointMapper } from '../../src/lab/simulator/endpoint-mapper.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { computerIdentityOf } from '../../src/lab/simulator/smb/identity.ts';
import { startRpcService } from '../../src/lab/simulator/rpc-service.ts';
import { startUdpEndpointMapper } from '../../src/lab/simulator/udp-endpoint-mapper.ts';
import { startWebRole } from '../../src/lab/simulator/web-role.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { ProbeContext } from '../../src/probe/context.ts';
import { openEchoSender } from '../../src/probe/icmp/open.ts';
import type { EchoSender } from '../../src/probe/icmp/sender.ts';
import { type Run, type RunOptions, startRun } from '../../src/run/start-run.ts';
import { closeListeners, startCounter, startListener } from '../support/listeners.ts';
import { type SiteWords, siteOf } from '../support/sites.ts';
import { startAnySmbServer } from '../support/smb-server.ts';

const LOOPBACK = '127.0.0.1';
const AMPLE_MS = 20_000;

let echo: EchoSender | null = null;
beforeAll(async () => {
  echo = await openEchoSender('auto');
});
afterAll(() => echo?.close());

const contextWith = (signal: ProbeContext['signal']): ProbeContext => ({
  timeoutMs: AMPLE_MS,
  signal,
  now: Date.now,
  tls: {},
  echo,
});

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

type Names = Readonly<Record<string, readonly string[]>>;

function start(
  words: SiteWords,
  clients: readonly string[],
  names: Names,
  options: Partial<RunOptions> = {},
): Run {
  return startRun({
    plan: makePlan(siteOf(words), ['client-push']),
    from: 'site-server',
    clients,
    order: 'input',
    proxyVariable: null,
    context: contextWith(new AbortController().signal),
    retries: 0,
    concurrency: 16,
    rate: null,
    crew: null,
    listener: () => {},
    resolver: (host): Promise<Resolution> => {
      const addresses = names[host];
      return Promise.resolve(
        addresses === undefined
          ? { kind: 'unresolved', code: 'ENOTFOUND' }
          : { kind: 'addresses', addresses },
      );
    },
    ...options,
  });
}

async function judgedBy({ clients }: Run): Promise<ClientFacts[]> {
  const judged: ClientFacts[] = [];
  for await (const each of clients) judged.push(each.facts);
  return judged;
}

const hereOf = (judged: readonly ClientFacts[]): unknown[] =>
  judged.map(({ client, answered, methods }) => [client, answered, methods[0]?.here]);

/** A computer with all that a push needs, at one address of loopback. */
async function startComputer(
  fullName: string,
  rest: { clockOffsetMs?: number; bindings?: string[] } = {},
): Promise<SiteWords> {
  const smb = await open(
    startAnySmbServer({
      address: LOOPBACK,
      port: 0,
      identity: computerIdentityOf(fullName),
      clockOffsetMs: rest.clockOffsetMs,
    }),
  );
  const dynamic = await open(startRpcService({ address: LOOPBACK, port: 0 }));
  const mapper = await open(
    startEndpointMapper({
      address: LOOPBACK,
      port: 0,
      networkAddresses: rest.bindings ?? [LOOPBACK],
      entries: [
        {
          interface: '367abb81-9844-35f1-ad32-98f038001003',
          version: '2.0',
          annotation: '',
          port: dynamic.port,
        },
      ],
    }),
  );
  return {
    ports: { smb: smb.port, rpcEndpointMapper: mapper.port },
    clients: { rpcDynamicPorts: '1025-65535' },
  };
}

describe('a client asked for', () => {
  test('by address, short and full name', async () => {
    const site = await startComputer('pc001.contoso.com');
    const names = { pc001: [LOOPBACK], 'pc001.contoso.com': [LOOPBACK], [LOOPBACK]: [LOOPBACK] };
    const judged = await judgedBy(start(site, [LOOPBACK, 'pc001', 'pc001.contoso.com'], names));
    expect(hereOf(judged)).toEqual([
      [LOOPBACK, true, 'works'],
      ['pc001', true, 'works'],
      ['pc001.contoso.com', true, 'works'],
    ]);
    expect(judged.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test("by a name whose record is another computer's", async () => {
    const site = await startComputer('pc002.contoso.com');
    const [judged] = await judgedBy(start(site, ['pc001'], { pc001: [LOOPBACK] }));
    expect(judged?.methods[0]).toMatchObject({ verdict: 'breaks', brokenBy: ['client-push/smb'] });
    expect(judged?.requirements.find(({ id }) => id === 'client-push/smb')?.outcome).toBe(
      'wrong-host',
    );
  });

  test('by a full name whose short name leads elsewhere, or nowhere', async () => {
    const site = await startComputer('pc001.contoso.com');
    for (const [short, addresses] of [
      [{ pc001: ['127.0.0.77'] }, ['127.0.0.77']],
      [{}, []],
    ] as const) {
      const names = { 'pc001.contoso.com': [LOOPBACK], ...short };
      const [judged] = await judgedBy(start(site, ['pc001.contoso.com'], names));
      expect(judged?.warnings.map(({ facts }) => facts)).toEqual([
        {
          code: 'short-name-differs',
          host: 'pc001.contoso.com',
          shortName: 'pc001',
          addresses: [LOOPBACK],
          shortAddresses: addresses,
        },
      ]);
      expect(judged?.methods[0]?.here).toBe('works');
    }
  });

  test('with one dead address and one alive', async () => {
    const site = await startComputer('pc001.contoso.com');
    const [judged] = await judgedBy(start(site, ['pc001'], { pc001: ['127.0.0.77', LOOPBACK] }));
    expect(judged?.methods[0]).toMatchObject({ here: 'works', degradedBy: [] });
  });

  test('whose clock is off', async () => {
    const site = await startComputer('pc001', { clockOffsetMs: -3_600_000 });
    const [judged] = await judgedBy(start(site, ['pc001'], { pc001: [LOOPBACK] }));
    expect(judged?.warnings.map(({ code }) => code)).toEqual(['clock-skew']);
    expect(judged?.methods[0]?.here).toBe('degraded');
  });

  test('behind address translation', async () => {
    const site = await startComputer('pc001', { bindings: ['pc001', '192.168.1.7'] });
    const [judged] = await judgedBy(start(site, ['pc001'], { pc001: [LOOPBACK] }));
    expect(judged?.warnings.map(({ facts }) => facts)).toMatchObject([
      { code: 'address-translation', address: LOOPBACK, bindings: ['192.168.1.7'] },
    ]);
    expect(judged?.methods[0]?.here).toBe('degraded');
  });
});

describe('the servers that clients will talk to', () => {
  test('are looked at once a run, and change no verdict', async () => {
    const { port } = await open(
      startWebRole({ address: LOOPBACK, port: 0, role: 'management-point' }),
    );
    const counter = await startCounter(port);
    const site = await startComputer('pc001');
    const roles = { managementPoints: [`mp01:${counter.port}`, 'gone'] };
    const started = start({ ...site, roles }, ['pc001', 'PC001.contoso.com'], {
      pc001: [LOOPBACK],
      'PC001.contoso.com': [LOOPBACK],
      mp01: [LOOPBACK],
    });
    const judged = await judgedBy(started);
    const indirect = await started.indirect;
    // The GET, and the request that follows it.
    expect(counter.count()).toBe(2);
    expect(
      [...indirect.values()].map(({ check, endpoints }) => [
        check.host,
        endpoints[0]?.observation.outcome,
      ]),
    ).toEqual([
      ['mp01', 'open'],
      ['gone', 'unresolved'],
    ]);
    expect(judged.map(({ methods }) => [methods[0]?.verdict, methods[0]?.here])).toEqual([
      ['unproven', 'works'],
      ['unproven', 'works'],
    ]);
  });

  test('are not looked at twice from the client itself', async () => {
    const { port } = await open(
      startWebRole({ address: LOOPBACK, port: 0, role: 'management-point' }),
    );
    const started = start(
      { roles: { managementPoints: [`mp01:${port}`] } },
      ['this'],
      { mp01: [LOOPBACK] },
      { from: 'client' },
    );
    await judgedBy(started);
    expect((await started.indirect).size).toBe(0);
  });
});

describe('an interrupt', () => {
  test('leaves out the clients that were not begun, and ends the rest at once', async () => {
    const silent = await startListener((socket: net.Socket) => socket.resume());
    const controller = new AbortController();
    const site = { ports: { smb: silent.port, rpcEndpointMapper: silent.port } };
    const names = { pc001: [LOOPBACK], pc002: [LOOPBACK], pc003: [LOOPBACK] };
    const started = start(site, ['pc001', 'pc002', 'pc003'], names, {
      concurrency: 1,
      rate: null,
      crew: null,
      context: contextWith(controller.signal),
    });
    const judged = judgedBy(started);
    await silent.firstConnection;
    controller.abort();
    const known = await judged;
    await started.indirect;
    expect(known.map(({ client }) => client)).toEqual(['pc001']);
    expect(known[0]?.methods[0]?.here).toBe('unproven');
    expect(known[0]?.interrupted).toBe(true);
  });

  test('while a name is looked up says nothing of its client', async () => {
    const controller = new AbortController();
    const started = start(
      {},
      ['pc001'],
      {},
      {
        context: contextWith(controller.signal),
        resolver: () => {
          controller.abort();
          return Promise.resolve({ kind: 'unresolved', code: 'ENOTFOUND' });
        },
      },
    );
    const [known] = await judgedBy(started);
    expect(known).toMatchObject({ interrupted: true, answered: null });
  });

  test('before the first client leaves nothing', async () => {
    const started = start(
      {},
      ['pc001'],
      { pc001: [LOOPBACK] },
      {
        context: contextWith(AbortSignal.abort()),
      },
    );
    expect(await judgedBy(started)).toEqual([]);
  });
});

test('a mapper over UDP that answers is told apart from one that does not', async () => {
  const udp = await open(startUdpEndpointMapper({ address: LOOPBACK, port: 0, entries: [] }));
  const [judged] = await judgedBy(
    start({ ports: { rpcEndpointMapper: udp.port } }, ['pc001'], { pc001: [LOOPBACK] }),
  );
  const outcome = judged?.requirements.find(
    ({ id }) => id === 'client-push/rpc-endpoint-mapper-udp',
  );
  expect(outcome).toMatchObject({ outcome: 'open', status: 'met' });
});
