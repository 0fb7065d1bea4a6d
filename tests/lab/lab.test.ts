import net from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { CATALOGUES } from '../../src/catalogue/index.ts';
import {
  COMMUNICATIONS,
  METHODS,
  type Method,
  PRODUCTS,
  type Product,
  type Vantage,
} from '../../src/catalogue/vocabulary.ts';
import type { RequirementOutcome, Verdict } from '../../src/judge/vocabulary.ts';
import { type Lab, type LabOptions, FaultError, startLab } from '../../src/lab/lab.ts';
import { LabError, clientAddresses } from '../../src/lab/loopback.ts';
import type { Fault } from '../../src/lab/simulator/simulator.ts';
import { labSiteFile } from '../../src/lab/site.ts';
import { LAB_ADDRESSES, PORT_BLOCKS, portsOfBlock } from '../../src/lab/layout.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { ClientEntry } from '../../src/report/model/report.ts';
import { check } from '../../src/run/check.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { covering } from '../support/covering.ts';
import { describeLong } from '../support/long.ts';

/** Never reached where everything answers, even on a busy machine. */
const TIMEOUT_MS = 10_000;
/** Waited for in full where something is silent; everything else must answer within it. */
const SILENCE_MS = 2000;

const labs: Lab[] = [];

afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.close()));
});

async function start(options: LabOptions = {}): Promise<Lab> {
  const lab = await startLab(options);
  labs.push(lab);
  return lab;
}

async function look(
  lab: Lab,
  from: Vantage,
  { client = lab.client, timeoutMs = TIMEOUT_MS } = {},
): Promise<ClientEntry> {
  const { clients } = await check({
    plan: lab.plan,
    from,
    clients: [client],
    timeoutMs,
    responseTimeoutMs: timeoutMs,
    retries: 0,
    tls: { ca: lab.ca },
  });
  const [entry] = clients;
  if (entry === undefined) throw new Error('no client in the report');
  return entry;
}

/** The outcomes that are not `open`, of what this end can prove; a machine without ping is let off. */
function notOpen(entry: ClientEntry): Record<string, RequirementOutcome> {
  return Object.fromEntries(
    entry.requirements
      .filter(({ outcome }) => outcome !== 'open' && outcome !== 'not-checked')
      .filter(({ id, outcome }) => !(id === 'client-push/icmp' && outcome === 'error'))
      .map(({ id, outcome }) => [id, outcome]),
  );
}

function verdicts({ methods }: ClientEntry): Partial<Record<Method, Verdict>> {
  return Object.fromEntries(methods.map(({ method, verdict }) => [method, verdict]));
}

const SITES: readonly (readonly [name: string, LabOptions])[] = PRODUCTS.flatMap((product) =>
  COMMUNICATIONS[product].map(
    (communication) => [`${product} ${communication}`, { product, communication }] as const,
  ),
);

describe('a whole lab', () => {
  test.each(SITES)('%s: everything is open from both ends', async (_name, options) => {
    const lab = await start(options);
    const siteServer = await look(lab, 'site-server');
    expect(notOpen(siteServer)).toEqual({});
    expect(siteServer.warnings).toEqual([]);
    const client = await look(lab, 'client');
    expect(notOpen(client)).toEqual({});
    expect(client.warnings).toEqual([]);
    expect(verdicts(client)).toEqual({
      'client-push': 'unproven',
      'software-update-point': 'works',
      'group-policy': 'works',
      manual: 'works',
      'software-distribution': 'works',
    });
  });

  test('every method from /source: the shares take the place of the management point', async () => {
    const lab = await start({ source: ['manual', 'group-policy', 'software-update-point'] });
    const client = await look(lab, 'client');
    expect(notOpen(client)).toEqual({});
    const ids = client.requirements.map(({ id }) => id);
    expect(ids).toContain('manual/source-smb');
    expect(ids).toContain('software-update-point/source-smb');
    expect(ids).not.toContain('manual/mp-http');
  });

  test.each(PRODUCTS)('%s: its labs have every requirement of the catalogue', (product) => {
    const sources = [[], ['manual', 'group-policy', 'software-update-point']] as const;
    const ids = COMMUNICATIONS[product].flatMap((communication) =>
      [
        ...sources.map((source) => ({ product, communication, source })),
        ...(product === 'cm2007'
          ? []
          : [{ product, communication, location: 'internet' } as const]),
      ].flatMap(idsOf),
    );
    expect([...new Set(ids)].sort()).toEqual(CATALOGUES[product].flows.map(({ id }) => id).sort());
  });

  test('the client is reached by name and by every address, and tells its name', async () => {
    const lab = await start();
    const smb = lab.services.find(({ flow }) => flow === 'smb');
    const addresses = smb?.addresses ?? [];
    expect(addresses).toContain('127.0.0.1');
    for (const name of [lab.client, ...addresses]) {
      const entry = await look(lab, 'site-server', { client: name });
      expect(notOpen(entry)).toEqual({});
      expect(entry.warnings).toEqual([]);
      const [endpoint] =
        entry.requirements.find(({ id }) => id === 'client-push/smb')?.endpoints ?? [];
      expect(endpoint?.evidence).toMatchObject({ dnsComputerName: 'localhost', dialect: '3.1.1' });
    }
  });

  test('the endpoint mapper has more than a page, and its dynamic ports are in the range', async () => {
    const lab = await start();
    const entry = await look(lab, 'site-server');
    const evidenceOf = (id: string): unknown =>
      entry.requirements.find((requirement) => requirement.id === id)?.endpoints[0]?.evidence;
    const range = lab.plan.site.clients.rpcDynamicPorts;
    expect(evidenceOf('client-push/rpc-endpoint-mapper')).toMatchObject({
      lookup: 'complete',
      endpoints: { length: 13 },
      bindings: expect.arrayContaining(['localhost', '127.0.0.1']),
    });
    const dynamic = lab.services.find(({ flow }) => flow === 'rpc-dynamic');
    expect(dynamic?.ports).toHaveLength(4);
    for (const port of dynamic?.ports ?? []) {
      expect(port).toBeGreaterThanOrEqual(range.first);
      expect(port).toBeLessThanOrEqual(range.last);
    }
  });

  test('two labs at once take different ports; closed twice, a lab leaves nothing open', async () => {
    const before = await listening();
    const one = await start();
    const withOne = await listening();
    expect(withOne.length).toBeGreaterThan(before.length);
    const other = await start();
    const portsOf = (lab: Lab): readonly number[] => lab.services.flatMap(({ ports }) => ports);
    expect(portsOf(one).filter((port) => portsOf(other).includes(port))).toEqual([]);
    await other.close();
    await other.close();
    expect(await listening()).toEqual(withOne);
    await one.close();
    expect(await listening()).toEqual(before);
  });

  test('a port that is taken: the lab goes elsewhere as a whole', async () => {
    const { port, server } = await takeShare();
    try {
      const lab = await start();
      const share = lab.services.find(({ flow }) => flow === 'share-smb');
      expect(share?.ports).toHaveLength(1);
      expect(share?.ports).not.toContain(port);
      expect(notOpen(await look(lab, 'client'))).toEqual({});
    } finally {
      server.close();
    }
  });
});

/** The kinds of listening sockets that this process has, each as often as it has it. */
async function listening(): Promise<readonly string[]> {
  // Closed ones go at the end of a turn of the event loop, after its immediates.
  await nextTurn();
  await nextTurn();
  return process
    .getActiveResourcesInfo()
    .filter((kind) => kind === 'TCPServerWrap' || kind === 'UDPWrap');
}

/** Takes a port of a lab's share in the first block that no lab, of whatever process, has now. */
async function takeShare(): Promise<{ port: number; server: net.Server }> {
  for (const { smb: port } of PORT_BLOCKS.map(portsOfBlock)) {
    const server = net.createServer();
    const code = await new Promise<string | null>((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
      server.listen(port, LAB_ADDRESSES['setup-share'], () => resolve(null));
    });
    if (code === null) return { port, server };
  }
  throw new Error('every block of ports is taken');
}

function idsOf(options: LabOptions): readonly string[] {
  const text = labSiteFile(options, portsOfBlock(20_000));
  return makePlan(siteFromFiles({ name: 'lab', text })).requirements.map(({ id }) => id);
}

const STREAM: Partial<Record<Fault, RequirementOutcome>> = {
  refuse: 'refused',
  silent: 'silent',
  'wrong-service': 'wrong-service',
  close: 'wrong-service',
};
const HTTP = { ...STREAM, 'http-500': 'unhealthy' } as const;
const HTTPS = { ...HTTP, 'expired-certificate': 'unhealthy', 'wrong-name': 'unhealthy' } as const;
const UDP = {
  refuse: 'refused',
  silent: 'inconclusive',
  'wrong-service': 'wrong-service',
} as const;

/** A service to break, each fault with its outcome, and the methods whose verdict changes. */
interface Row {
  readonly requirement: string;
  /** Where the same server is asked for by other methods too. */
  readonly sharedWith?: readonly string[];
  readonly faults: Partial<Record<Fault, RequirementOutcome>>;
  readonly from: Vantage;
  readonly changes: Partial<Record<Method, Verdict>>;
}

const every = (flow: string, methods: readonly Method[] = METHODS): readonly string[] =>
  methods.map((method) => `${method}/${flow}`);

const FROM_MP: readonly Method[] = [
  'client-push',
  'software-update-point',
  'group-policy',
  'manual',
];
const DEGRADED: Partial<Record<Method, Verdict>> = {
  'software-update-point': 'degraded',
  'group-policy': 'degraded',
  manual: 'degraded',
  'software-distribution': 'degraded',
};

const CLIENT_ROWS: readonly Row[] = [
  {
    requirement: 'client-push/smb',
    faults: { ...STREAM, 'wrong-name': 'wrong-host' },
    from: 'site-server',
    changes: { 'client-push': 'breaks' },
  },
  {
    requirement: 'client-push/rpc-endpoint-mapper',
    faults: STREAM,
    from: 'site-server',
    changes: { 'client-push': 'breaks' },
  },
  {
    requirement: 'client-push/rpc-endpoint-mapper-udp',
    faults: UDP,
    from: 'site-server',
    changes: {},
  },
  {
    requirement: 'client-push/rpc-dynamic',
    faults: { refuse: 'refused' },
    from: 'site-server',
    changes: { 'client-push': 'breaks' },
  },
];

const SHARE_ROWS: readonly Row[] = [
  {
    requirement: 'group-policy/source-smb',
    faults: STREAM,
    from: 'client',
    changes: { 'group-policy': 'breaks' },
  },
  {
    requirement: 'group-policy/package-smb',
    faults: STREAM,
    from: 'client',
    changes: { 'group-policy': 'breaks' },
  },
  {
    requirement: 'manual/share-smb',
    faults: STREAM,
    from: 'client',
    changes: { manual: 'breaks' },
  },
  {
    requirement: 'software-distribution/dp-smb',
    faults: STREAM,
    from: 'client',
    changes: { 'software-distribution': 'degraded' },
  },
  {
    requirement: 'software-update-point/sup-http',
    faults: HTTP,
    from: 'client',
    changes: { 'software-update-point': 'breaks' },
  },
  {
    requirement: 'software-update-point/sup-https',
    faults: HTTPS,
    from: 'client',
    changes: { 'software-update-point': 'breaks' },
  },
  {
    requirement: 'manual/fsp-http',
    sharedWith: every('fsp-http'),
    faults: HTTP,
    from: 'client',
    changes: DEGRADED,
  },
];

const LOCATOR_ROW: Row = {
  requirement: 'manual/slp-http',
  sharedWith: every('slp-http'),
  faults: HTTP,
  from: 'client',
  changes: {
    'client-push': 'breaks',
    'software-update-point': 'breaks',
    'group-policy': 'breaks',
    manual: 'breaks',
    'software-distribution': 'breaks',
  },
};

function managementPointRow(flow: 'mp-http' | 'mp-https', software: Verdict): Row {
  return {
    requirement: `manual/${flow}`,
    sharedWith: every(flow, FROM_MP),
    faults: flow === 'mp-http' ? HTTP : HTTPS,
    from: 'client',
    changes: {
      'client-push': 'breaks',
      'software-update-point': software,
      'group-policy': 'breaks',
      manual: 'breaks',
    },
  };
}

function distributionPointRow(flow: 'dp-http' | 'dp-https'): Row {
  return {
    requirement: `software-distribution/${flow}`,
    faults: flow === 'dp-http' ? HTTP : HTTPS,
    from: 'client',
    changes: { 'software-distribution': 'breaks' },
  };
}

/** Without /source: Group Policy has one in the lab. */
const WITHOUT_SOURCE: readonly Method[] = [
  'client-push',
  'software-update-point',
  'manual',
  'software-distribution',
];

const TABLES: readonly (readonly [name: string, LabOptions, readonly Row[]])[] = [
  [
    'cm2007 mixed',
    { product: 'cm2007', communication: 'mixed' },
    [
      ...CLIENT_ROWS,
      ...SHARE_ROWS,
      LOCATOR_ROW,
      managementPointRow('mp-http', 'degraded'),
      distributionPointRow('dp-http'),
    ],
  ],
  [
    'cm2007 native',
    { product: 'cm2007', communication: 'native' },
    [
      ...CLIENT_ROWS,
      ...SHARE_ROWS,
      LOCATOR_ROW,
      managementPointRow('mp-https', 'degraded'),
      distributionPointRow('dp-https'),
    ],
  ],
  [
    'current-branch enhanced-http',
    { product: 'current-branch', communication: 'enhanced-http' },
    [
      ...CLIENT_ROWS,
      ...SHARE_ROWS,
      managementPointRow('mp-http', 'breaks'),
      {
        requirement: 'manual/mp-https',
        sharedWith: every('mp-https', FROM_MP),
        faults: HTTPS,
        from: 'client',
        changes: {
          'software-update-point': 'degraded',
          'group-policy': 'degraded',
          manual: 'degraded',
        },
      },
      {
        requirement: 'software-distribution/dp-http',
        sharedWith: every('dp-http', WITHOUT_SOURCE),
        faults: HTTP,
        from: 'client',
        changes: {
          'software-update-point': 'degraded',
          manual: 'degraded',
          'software-distribution': 'breaks',
        },
      },
      {
        requirement: 'software-distribution/dp-https',
        sharedWith: every('dp-https', WITHOUT_SOURCE),
        faults: HTTPS,
        from: 'client',
        changes: {
          'software-update-point': 'degraded',
          manual: 'degraded',
          'software-distribution': 'degraded',
        },
      },
      {
        requirement: 'manual/dns',
        sharedWith: every('dns'),
        faults: { refuse: 'refused', silent: 'filtered', 'wrong-service': 'wrong-service' },
        from: 'client',
        changes: DEGRADED,
      },
      ...(['kerberos', 'ldap', 'global-catalog'] as const).map((flow): Row => ({
        requirement: `manual/${flow}`,
        sharedWith: every(flow),
        faults: STREAM,
        from: 'client',
        changes: DEGRADED,
      })),
      {
        requirement: 'manual/client-notification',
        sharedWith: every('client-notification'),
        faults: { refuse: 'refused' },
        from: 'client',
        changes: DEGRADED,
      },
    ],
  ],
];

const WHOLE: Readonly<Record<Vantage, Partial<Record<Method, Verdict>>>> = {
  client: {
    'client-push': 'unproven',
    'software-update-point': 'works',
    'group-policy': 'works',
    manual: 'works',
    'software-distribution': 'works',
  },
  'site-server': {
    'client-push': 'unproven',
    'software-update-point': 'unproven',
    'group-policy': 'unproven',
    manual: 'unproven',
    'software-distribution': 'unproven',
  },
};

/** What one fault of a service does to the whole lab. */
async function expectFault(options: LabOptions, row: Row, fault: string): Promise<void> {
  const { requirement, sharedWith = [requirement], faults, from, changes } = row;
  const lab = await start({ ...options, faults: [`${requirement}=${fault}`] });
  const entry = await look(lab, from);
  const outcome = Object.entries(faults).find(([name]) => name === fault)?.[1];
  const expected = {
    ...Object.fromEntries(sharedWith.map((id) => [id, outcome])),
    ...dependent(requirement),
  };
  expect({ fault, seen: notOpen(entry) }).toEqual({ fault, seen: expected });
  const told = { ...WHOLE[from], ...changes };
  expect({ fault, verdicts: verdicts(entry) }).toEqual({ fault, verdicts: told });
}

/** Many rows stand in several tables: what their fault does to the verdicts is seen in one lab at least. */
const REFUSED = covering(
  TABLES.flatMap(([name, options, rows]) => rows.map((row) => ({ name, options, row }))),
  ({ row: { requirement, changes } }) => [`${requirement} ${JSON.stringify(changes)}`],
);

describeLong('services that do in several labs the same')(
  'a service refused as in another lab',
  () => {
    test.each(
      REFUSED.rest.map(({ name, options, row }) => [name, row.requirement, options, row] as const),
    )('%s: %s', async (_name, _id, options, row) => {
      expect.hasAssertions();
      await expectFault(options, row, 'refuse');
    });
  },
);

describeLong('every fault of every service of a lab').each(TABLES)(
  'every other fault of %s',
  (_name, options, rows) => {
    test.each(
      rows.flatMap((row) =>
        Object.keys(row.faults)
          .filter((fault) => fault !== 'refuse' && fault !== 'silent')
          .map((fault) => [row.requirement, fault, row] as const),
      ),
    )('%s: %s', async (_id, fault, row) => {
      expect.hasAssertions();
      await expectFault(options, row, fault);
    });
  },
);

describe.each(TABLES)('a fault of %s', (name, options, rows) => {
  test('the table has every service of the lab', () => {
    const flows = rows.map(({ requirement }) => requirement.split('/')[1]);
    const all = idsOf(options).map((id) => id.split('/')[1] ?? '');
    const services = new Set(all.filter((flow) => flow !== 'icmp'));
    expect(new Set(flows)).toEqual(services);
    expect(flows).toHaveLength(services.size);
  });

  const first = REFUSED.chosen.filter((each) => each.name === name).map(({ row }) => row);
  test.each(first.map((row) => [row.requirement, row] as const))('%s', async (_id, row) => {
    expect.hasAssertions();
    await expectFault(options, row, 'refuse');
  });

  // Each takes the whole time-out, so all are silent at once.
  test.each(['site-server', 'client'] as const)('silence, seen from the %s', async (from) => {
    const silent = rows.filter((row) => row.from === from && 'silent' in row.faults);
    const lab = await start({
      ...options,
      faults: silent.map(({ requirement }) => `${requirement}=silent`),
    });
    const entry = await look(lab, from, { timeoutMs: SILENCE_MS });
    const expected = [
      ...silent.flatMap(({ requirement, sharedWith = [requirement], faults }) =>
        sharedWith.map((id) => [id, faults.silent] as const),
      ),
      ...silent.flatMap(({ requirement }) => Object.entries(dependent(requirement))),
    ];
    expect(notOpen(entry)).toEqual(Object.fromEntries(expected));
    const broken = silent.flatMap(({ changes }) =>
      Object.entries(changes).filter(([, verdict]) => verdict === 'breaks'),
    );
    expect(verdicts(entry)).toEqual({ ...WHOLE[from], ...Object.fromEntries(broken) });
  });
});

/** Dynamic ports are known from the endpoint mapper alone, domain controllers from the name server. */
function dependent(requirement: string): Partial<Record<string, RequirementOutcome>> {
  switch (requirement) {
    case 'client-push/rpc-endpoint-mapper':
      return { 'client-push/rpc-dynamic': 'inconclusive' };
    case 'manual/dns':
      return Object.fromEntries(
        ['kerberos', 'ldap', 'global-catalog'].flatMap((flow) =>
          every(flow).map((id) => [id, 'error'] as const),
        ),
      );
    default:
      return {};
  }
}

describe('what the lab refuses', () => {
  const refused = async (options: LabOptions): Promise<string> => {
    const failure: unknown = await start(options).catch((thrown: unknown) => thrown);
    return failure instanceof FaultError ? failure.message : 'no FaultError';
  };

  test.each([
    [
      'client-push/smb',
      '"client-push/smb" is not REQUIREMENT=FAULT, such as client-push/smb=refuse',
    ],
    [
      'client-push/icmp=refuse',
      "client-push/icmp=refuse: ICMP can't be broken on loopback, where the system itself answers echo requests",
    ],
    [
      'client-push/smb=http-500',
      'client-push/smb=http-500: "http-500" is no fault that client-push/smb can have here: SMB has neither HTTP nor certificates; allowed: refuse, silent, wrong-service, close, wrong-name',
    ],
    [
      'client-push/smb=drop',
      'client-push/smb=drop: "drop" is no fault that client-push/smb can have here; allowed: refuse, silent, wrong-service, close, wrong-name',
    ],
    [
      'manual/mp-http=expired-certificate',
      'manual/mp-http=expired-certificate: "expired-certificate" is no fault that manual/mp-http can have here: plain HTTP shows no certificate; allowed: refuse, silent, wrong-service, close, http-500',
    ],
    [
      'manual/mp-https=refuse',
      "manual/mp-https=refuse: the lab's site has no manual/mp-https (clients do not talk HTTPS: communication is mixed)",
    ],
    [
      'client-push/rpc-dynamic=silent',
      'client-push/rpc-dynamic=silent: "silent" is no fault that client-push/rpc-dynamic can have here: a port that accepts and does not speak may be one that a filter shuts by interface, which proves nothing; allowed: refuse',
    ],
    [
      'manual/share-smb=wrong-name',
      'manual/share-smb=wrong-name: "wrong-name" is no fault that manual/share-smb can have here: a file server may answer under another name, and has neither HTTP nor certificates; allowed: refuse, silent, wrong-service, close',
    ],
  ])('%s', async (fault, message) => {
    expect(await refused({ faults: [fault] })).toBe(message);
  });

  test('an unknown requirement, with those that there are', async () => {
    const message = await refused({ faults: ['client-push/telnet=refuse'] });
    expect(message).toContain('"client-push/telnet" is no requirement of the lab\'s site; it has ');
    expect(message).toContain('client-push/smb, ');
    expect(message).not.toContain('icmp');
  });

  test('two faults of one server', async () => {
    expect(await refused({ faults: ['manual/mp-http=refuse', 'client-push/mp-http=close'] })).toBe(
      'client-push/mp-http=close: the same server is to be broken by manual/mp-http=refuse',
    );
  });

  test('the same fault of one server, said twice, is one', async () => {
    const lab = await start({ faults: ['manual/mp-http=close', 'client-push/mp-http=close'] });
    expect([...lab.faults]).toEqual([['mp-http', 'close']]);
  });
});

describe('a machine without the addresses', () => {
  const without = (missing: readonly string[]) => (address: string) =>
    Promise.resolve(missing.includes(address) ? 'EADDRNOTAVAIL' : null);

  test('no IPv6: the client has one address', async () => {
    expect(await clientAddresses(without(['::1']))).toEqual(['127.0.0.1']);
  });

  test('a resolver that is silent: says that the name is nowhere', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    try {
      const waiting = clientAddresses(without([]), () => new Promise(() => {})).catch(
        (thrown: unknown) => thrown,
      );
      // By then every address was tried, and the name is asked for.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      jest.runOnlyPendingTimers();
      expect(await waiting).toBeInstanceOf(LabError);
    } finally {
      jest.useRealTimers();
    }
  });

  test('macOS: says which addresses are missing and how to add them', async () => {
    const failure: unknown = await clientAddresses(without(['127.0.0.2', '127.0.0.3'])).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toBeInstanceOf(LabError);
    expect(String(failure)).toContain('this machine lacks 127.0.0.2, 127.0.0.3');
    expect(String(failure)).toContain('for n in 2 3; do sudo ifconfig lo0 alias 127.0.0.$n; done');
  });
});

test('the site files of all labs are accepted', () => {
  const product: Product = 'current-branch';
  expect(
    siteFromFiles({ name: 'lab', text: labSiteFile({ product }, portsOfBlock(10_000)) }),
  ).toMatchObject({ product, communication: 'enhanced-http', siteCode: 'LAB' });
});
