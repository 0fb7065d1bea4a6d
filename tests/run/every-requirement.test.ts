import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { RequirementId } from '../../src/catalogue/flow.ts';
import type { Communication, Location, Product, Vantage } from '../../src/catalogue/vocabulary.ts';
import type { Resolution } from '../../src/engine/resolve.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import type { Status, Verdict } from '../../src/judge/vocabulary.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { SourceMethod } from '../../src/lab/site.ts';
import { type Plan, makePlan } from '../../src/plan/plan.ts';
import { openEchoSender } from '../../src/probe/icmp/open.ts';
import type { EchoSender } from '../../src/probe/icmp/sender.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import { startRun } from '../../src/run/start-run.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { contractIds } from '../plan/contract.ts';
import { covering } from '../support/covering.ts';
import { makeFolder } from '../support/folder.ts';
import { describeLong } from '../support/long.ts';
import { siteOf } from '../support/sites.ts';

/** Never waited for. */
const AMPLE_MS = 20_000;
/** Waited for, to see what silence means. */
const SHORT_MS = 400;
/** The same for a program, which has to start first. */
const PROGRAM_MS = 1200;

/** Contract section 5. */
const STATUS: Readonly<Record<Outcome, Status>> = {
  open: 'met',
  refused: 'unmet',
  filtered: 'unmet',
  unreachable: 'unmet',
  unresolved: 'unmet',
  silent: 'unmet',
  'wrong-service': 'unmet',
  'wrong-host': 'unmet',
  unhealthy: 'unmet',
  inconclusive: 'unproven',
  error: 'unproven',
};

interface World {
  readonly product: Product;
  readonly communication: Communication;
  readonly source: readonly SourceMethod[];
  readonly location?: Location;
}

const EVERY_SOURCE = ['manual', 'group-policy', 'software-update-point'] as const;
/** Between them they need every requirement of the contract. */
const WORLDS: readonly World[] = [
  { product: 'cm2007', communication: 'mixed', source: [] },
  { product: 'cm2007', communication: 'native', source: EVERY_SOURCE },
  { product: 'cm2007', communication: 'native', source: [] },
  { product: 'current-branch', communication: 'enhanced-http', source: [] },
  { product: 'current-branch', communication: 'https', source: EVERY_SOURCE },
  { product: 'current-branch', communication: 'https', source: [], location: 'internet' },
];

/** What each fault of the lab looks like, by what the flow speaks. */
const WEB = {
  refuse: 'refused',
  silent: 'silent',
  'wrong-service': 'wrong-service',
  close: 'wrong-service',
  'http-500': 'unhealthy',
} as const;
const SMB = {
  refuse: 'refused',
  silent: 'silent',
  'wrong-service': 'wrong-service',
  close: 'wrong-service',
} as const;

function faultsOf(flow: string): Readonly<Record<string, Outcome>> {
  if (flow === 'icmp') return {};
  if (flow === 'smb') return { ...SMB, 'wrong-name': 'wrong-host' };
  if (['rpc-endpoint-mapper', 'kerberos', 'ldap', 'global-catalog'].includes(flow)) return SMB;
  if (flow === 'dns') {
    return { refuse: 'refused', silent: 'filtered', 'wrong-service': 'wrong-service' };
  }
  if (flow === 'rpc-endpoint-mapper-udp') {
    return { refuse: 'refused', silent: 'inconclusive', 'wrong-service': 'wrong-service' };
  }
  if (flow === 'rpc-dynamic' || flow === 'client-notification') return { refuse: 'refused' };
  if (flow.endsWith('-smb')) return SMB;
  if (flow.endsWith('-https')) {
    const certificates = { 'expired-certificate': 'unhealthy', 'wrong-name': 'unhealthy' } as const;
    return flow === 'cmg-https'
      ? { ...WEB, ...certificates, 'gateway-refusal': 'unhealthy' }
      : { ...WEB, ...certificates };
  }
  return WEB;
}

/** A plan of which one flow is left, and the endpoint mapper where that flow needs it. */
function only(plan: Plan, flow: string): Plan {
  const kept = flow === 'rpc-dynamic' ? [flow, 'rpc-endpoint-mapper'] : [flow];
  return {
    ...plan,
    requirements: plan.requirements.filter((requirement) => kept.includes(requirement.flow.name)),
  };
}

interface Seeing {
  readonly client?: string;
  readonly timeoutMs?: number;
  readonly resolver?: (host: string) => Promise<Resolution>;
  readonly ca?: string;
  /** Left out, or null, where the ping program is to be asked. */
  readonly echo?: EchoSender | null;
}

async function run(plan: Plan, from: Vantage, seeing: Seeing = {}): Promise<ClientFacts> {
  const { client = 'localhost', timeoutMs = AMPLE_MS, ca, echo = null, resolver } = seeing;
  const { clients, indirect } = startRun({
    plan,
    from,
    clients: [client],
    order: 'input',
    proxyVariable: null,
    context: {
      timeoutMs,
      responseTimeoutMs: timeoutMs,
      signal: new AbortController().signal,
      now: Date.now,
      tls: ca === undefined ? {} : { ca },
      echo,
    },
    retries: 0,
    concurrency: 64,
    rate: null,
    crew: null,
    listener: () => {},
    ...(resolver === undefined ? {} : { resolver }),
  });
  for await (const { facts } of clients) {
    await indirect;
    return facts;
  }
  throw new Error('no client was judged');
}

function startOf(plan: Plan, id: string): Vantage | undefined {
  return plan.requirements.find((requirement) => requirement.id === id)?.flow.from;
}

function vantageOf(plan: Plan, flow: string): Vantage {
  return plan.requirements.find((each) => each.flow.name === flow)?.flow.from ?? 'client';
}

/** Contract section 1: the verdict of a method of which one flow is known, and every other is open. */
function verdictOf(necessity: string, outcome: Outcome): Verdict {
  const status = STATUS[outcome];
  if (necessity === 'documented' || status === 'met') return 'works';
  if (necessity === 'helpful') return status === 'unmet' ? 'degraded' : 'works';
  return status === 'unmet' ? 'breaks' : 'unproven';
}

/** Looks at every requirement that the judged flow has, and at its method. */
function expectFlow(judged: ClientFacts, plan: Plan, flow: string, outcome: Outcome): string[] {
  const wanted = plan.requirements.filter((requirement) => requirement.flow.name === flow);
  for (const { id, method, necessity } of wanted) {
    const seen = judged.requirements.find((requirement) => requirement.id === id);
    expect([id, seen?.outcome, seen?.status]).toEqual([id, outcome, STATUS[outcome]]);
    const { here } = judged.methods.find((each) => each.method === method) ?? {};
    expect([id, here]).toEqual([id, verdictOf(necessity, outcome)]);
  }
  return wanted.map(({ id }) => id);
}

const planned = WORLDS.map((world) => ({ world, plan: planFor(world) }));

function planFor({ product, communication, source, location }: World): Plan {
  const share = { source: String.raw`\\127.0.0.7\ccm` };
  const has = (method: SourceMethod): object => (source.includes(method) ? share : {});
  return makePlan(
    siteOf({
      product,
      communication,
      serverLocatorPointNeeded: 'yes',
      ...(location === undefined ? {} : { clients: { location } }),
      ...(product === 'current-branch' && location === undefined
        ? { clients: { domain: 'contoso.com' } }
        : {}),
      roles: {
        managementPoints: ['127.0.0.2'],
        distributionPoints: [{ host: '127.0.0.3', serves: ['http', 'smb'] }],
        softwareUpdatePoints: [{ host: '127.0.0.4', ssl: true }],
        serverLocatorPoints: ['127.0.0.5'],
        fallbackStatusPoints: ['127.0.0.6'],
        cloudManagementGateways: ['127.0.0.10'],
      },
      install: {
        manual: {
          runFrom: location === 'internet' ? 'local' : String.raw`\\127.0.0.8\ccm`,
          ...has('manual'),
        },
        groupPolicy: { package: String.raw`\\127.0.0.9\gpo`, ...has('group-policy') },
        softwareUpdatePoint: has('software-update-point'),
      },
    }),
  );
}

/** Every world's flows, each in the worlds that add ids which no earlier world had. */
interface FlowCase {
  readonly world: World;
  readonly flow: string;
  readonly id: RequirementId;
}
const covered = new Set<string>();
const FLOWS: readonly FlowCase[] = planned.flatMap(({ world, plan }) =>
  [...new Set(plan.requirements.map(({ flow }) => flow.name))].flatMap((flow) => {
    const ids = plan.requirements.filter((each) => each.flow.name === flow).map(({ id }) => id);
    const id = ids.find((each) => !covered.has(`${world.product} ${each}`));
    for (const each of ids) covered.add(`${world.product} ${each}`);
    return id === undefined ? [] : [{ world, flow, id }];
  }),
);

test('the table has every requirement of the contract', () => {
  for (const product of ['cm2007', 'current-branch'] as const) {
    const ids = contractIds(product).map((id) => `${product} ${id}`);
    expect(ids.filter((id) => !covered.has(id))).toEqual([]);
  }
});

describe('every requirement, open', () => {
  let echo: EchoSender | null = null;
  beforeAll(async () => {
    echo = await openEchoSender('auto');
  });
  afterAll(() => echo?.close());

  test.each(planned)(
    '$world.product, $world.communication, /source: $world.source',
    async ({ world, plan }) => {
      const lab = await startLab(world);
      try {
        for (const from of ['site-server', 'client'] as const) {
          const judged = await run(lab.plan, from, { client: lab.client, ca: lab.ca, echo });
          const seen = judged.requirements.filter(({ id }) => startOf(lab.plan, id) === from);
          expect(seen.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(
            seen.map(({ id }) => `${id} open`),
          );
          const here = judged.methods.map((method) => method.here);
          expect(here).not.toContain('breaks');
          expect(here).not.toContain('unproven');
          // From the client only what is pushed needs the other end, from there all the rest.
          const rest = from === 'client' ? 'works' : 'unproven';
          const inside = world.location === 'internet' ? 'not-applicable' : rest;
          expect(judged.methods.map(({ verdict }) => verdict)).toEqual([
            world.location === 'internet' ? 'not-applicable' : 'unproven',
            inside,
            inside,
            rest,
            rest,
          ]);
        }
        expect(lab.plan.requirements.map(({ id }) => id)).toEqual(
          plan.requirements.map(({ id }) => id),
        );
      } finally {
        await lab.close();
      }
    },
  );
});

describe('every requirement with every fault, from socket to verdict', () => {
  const CASES = FLOWS.flatMap(({ world, flow, id }) =>
    Object.entries(faultsOf(flow)).map(
      ([fault, outcome]) => [world.product, id, fault, outcome, world, flow] as const,
    ),
  );

  /** Each flow of each product with a fault, and each fault of each kind of flow with a flow. */
  const { chosen, rest } = covering(CASES, ([product, , fault, outcome, , flow]) => [
    `${product} ${flow}`,
    `${fault} ${outcome} of ${Object.keys(faultsOf(flow)).join()}`,
  ]);

  test.each(chosen)('%s %s, %s: %s', expectCase);

  describeLong('every requirement with every fault')('and every other fault', () => {
    test.each(rest)('%s %s, %s: %s', expectCase);
  });

  async function expectCase(
    ...[, id, fault, outcome, world, flow]: (typeof CASES)[number]
  ): Promise<void> {
    const lab = await startLab({ ...world, faults: [`${id}=${fault}`] });
    try {
      const plan = only(lab.plan, flow);
      const timeoutMs = fault === 'silent' ? SHORT_MS : AMPLE_MS;
      const judged = await run(plan, vantageOf(plan, flow), {
        client: lab.client,
        timeoutMs,
        ca: lab.ca,
      });
      expect(expectFlow(judged, plan, flow, outcome)).toContain(id);
    } finally {
      await lab.close();
    }
  }

  test.each(['refuse', 'silent', 'close'])(
    'dynamic ports behind a mapper that is not there: %s',
    async (fault) => {
      const lab = await startLab({ faults: [`client-push/rpc-endpoint-mapper=${fault}`] });
      try {
        const plan = only(lab.plan, 'rpc-dynamic');
        const timeoutMs = fault === 'silent' ? SHORT_MS : AMPLE_MS;
        const judged = await run(plan, 'site-server', { client: lab.client, timeoutMs });
        const dynamic = judged.requirements.find(({ id }) => id === 'client-push/rpc-dynamic');
        expect(dynamic).toMatchObject({ status: 'unproven', outcome: 'inconclusive' });
        expect(judged.methods[0]).toMatchObject({
          verdict: 'breaks',
          brokenBy: ['client-push/rpc-endpoint-mapper'],
          unproven: ['client-push/rpc-dynamic'],
        });
      } finally {
        await lab.close();
      }
    },
  );
});

describe('every requirement whose name leads nowhere', () => {
  const words = String.raw;
  const named = (product: string, communication: string, source: object, location: object) =>
    makePlan(
      siteOf({
        product,
        communication,
        serverLocatorPointNeeded: 'yes',
        roles: {
          managementPoints: ['mp01'],
          distributionPoints: [{ host: 'dp01', serves: ['http', 'smb'] }],
          softwareUpdatePoints: [{ host: 'sup01', ssl: true }],
          serverLocatorPoints: ['slp01'],
          fallbackStatusPoints: ['fsp01'],
          cloudManagementGateways: ['cmg01'],
        },
        ...location,
        install: {
          manual: { runFrom: words`\\s01\ccm` },
          groupPolicy: { package: words`\\s02\ccm` },
          ...source,
        },
      }),
    );
  const cases = WORLDS.map(({ product, communication, source, location }) => ({
    product,
    communication,
    source,
    plan: named(
      product,
      communication,
      source.length === 0 ? {} : { source: words`\\s03\ccm` },
      location === undefined ? {} : { clients: { location } },
    ),
  }));
  const RESOLUTIONS = [
    ['unresolved', { kind: 'unresolved', code: 'ENOTFOUND' }],
    ['error', { kind: 'error', code: 'EAI_AGAIN' }],
  ] as const;

  test.each(cases.flatMap((each) => RESOLUTIONS.map((resolution) => ({ ...each, resolution }))))(
    '$product, $communication, /source: $source, $resolution.0',
    async ({ plan, resolution: [outcome, resolution] }) => {
      for (const from of ['site-server', 'client'] as const) {
        const judged = await run(plan, from, {
          client: 'pc001',
          resolver: () => Promise.resolve(resolution),
        });
        const seen = judged.requirements.filter(({ id }) => startOf(plan, id) === from);
        for (const { id, status, outcome: found, endpoints } of seen) {
          // Without a certificate it is not known where a list would be.
          const expected = id.endsWith('/crl-http') ? 'inconclusive' : outcome;
          expect([id, found, status]).toEqual([id, expected, STATUS[expected]]);
          expect(
            endpoints.every(({ address, attempts }) => address === null && attempts === 0),
          ).toBe(true);
        }
        const worst = outcome === 'unresolved' ? 'breaks' : 'unproven';
        const provable = judged.methods.filter(({ here }) => here !== 'not-applicable');
        expect(provable.map(({ here }) => here)).toEqual(provable.map(() => worst));
      }
    },
  );
});

describe('every requirement that nobody named, or that the other end must prove', () => {
  test.each(['cm2007', 'current-branch'])('%s', async (product) => {
    const plan = makePlan(
      siteFromFiles({
        name: 'site.yaml',
        text: `{ product: ${product}, serverLocatorPointNeeded: yes, roles: { softwareUpdatePoints: 127.0.0.4 } }`,
      }),
    );
    const judged = await run(only(plan, 'mp-http'), 'site-server', { client: '127.0.0.1' });
    for (const { outcome, status, endpoints } of judged.requirements) {
      expect([outcome, status, endpoints]).toEqual(['not-named', 'unproven', []]);
    }
    const elsewhere = await run(only(plan, 'smb'), 'client', { client: 'pc001' });
    expect(elsewhere.requirements).toMatchObject([{ outcome: 'not-checked', status: 'unproven' }]);
    expect(elsewhere.methods[0]).toMatchObject({ verdict: 'unproven', here: 'not-applicable' });
  });
});

describe('ICMP, with a ping program that the test wrote', () => {
  const folder = makeFolder();
  const searched = process.env['PATH'];
  const HEAD = "echo 'PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.'";
  const REPLY = "echo '64 bytes from 127.0.0.1: icmp_seq=2 ttl=64 time=0.05 ms'";
  const HANG = 'exec /bin/sleep 20';

  afterEach(() => {
    process.env['PATH'] = searched;
  });

  async function ping(product: string, script: string | null): Promise<ClientFacts> {
    fs.rmSync(path.join(folder, 'ping'), { force: true });
    if (script !== null) {
      fs.writeFileSync(path.join(folder, 'ping'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    process.env['PATH'] = folder;
    return run(only(makePlan(siteOf({ product })), 'icmp'), 'site-server', {
      client: '127.0.0.1',
      timeoutMs: script?.endsWith(HANG) === true && !script.includes(REPLY) ? PROGRAM_MS : AMPLE_MS,
    });
  }

  test.each<[string, string | null, Outcome, Verdict]>([
    ['a reply', `${HEAD}\n${REPLY}\n${HANG}`, 'open', 'works'],
    [
      'a reply after the network had said no',
      `${HEAD}\necho 'From 127.0.0.1 icmp_seq=1 Destination Host Unreachable'\n${REPLY}\n${HANG}`,
      'open',
      'works',
    ],
    ['no reply', `${HEAD}\n${HANG}`, 'filtered', 'breaks'],
    [
      'the network says no',
      `${HEAD}\necho 'From 127.0.0.1 icmp_seq=1 Destination Host Unreachable'\n${HANG}`,
      'unreachable',
      'breaks',
    ],
    [
      'no permission',
      "echo 'ping: socket: Operation not permitted' >&2\nexit 2",
      'error',
      'unproven',
    ],
    ['no program', null, 'error', 'unproven'],
  ])('%s', async (_what, script, outcome, verdict) => {
    const old = await ping('cm2007', script);
    expect(old.requirements).toMatchObject([{ outcome, status: STATUS[outcome] }]);
    expect(old.methods[0]?.here).toBe(verdict);
    const today = await ping('current-branch', script);
    expect(today.requirements).toMatchObject([{ outcome }]);
    // Today's document does not ask for it any more.
    expect(today.methods[0]?.here).toBe('works');
  });
});
