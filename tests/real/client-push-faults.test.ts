import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Fault, type PushFlow, admit, fault, faultOn, to } from './support/fault.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { type Expected, HEALTHY, type PushCase, said, startCases } from './support/push-case.ts';
import { startDomainController } from './support/samba.ts';
import type { CheckRun } from './support/tool.ts';

jest.setTimeout(120_000);

const COMPUTER = 'PC001';

/** Nothing is wrong that the site server can see; the management point is left to prove. */
const NOTHING_WRONG: Expected = {
  outcomes: HEALTHY,
  answered: true,
  verdict: 'unproven',
  here: 'works',
  brokenBy: [],
};

/** One flow is blocked, and with it what needs it. */
function broken(by: PushFlow, outcomes: Partial<Expected['outcomes']>): Expected {
  return {
    ...NOTHING_WRONG,
    outcomes: { ...HEALTHY, ...outcomes },
    verdict: 'breaks',
    here: 'breaks',
    brokenBy: [by],
  };
}

/** Contract section 5: what each kind of refusal is called. */
const BLOCKED = {
  drop: 'filtered',
  reset: 'refused',
  'port-unreachable': 'refused',
  prohibited: 'unreachable',
} as const satisfies Record<Fault, string>;

const FAULTS = ['drop', 'reset', 'port-unreachable', 'prohibited'] as const;
const DATAGRAM_FAULTS = ['drop', 'port-unreachable', 'prohibited'] as const;

function expectedOf(flow: PushFlow, what: Fault): Expected {
  const outcome = BLOCKED[what];
  switch (flow) {
    case 'icmp':
      return broken('icmp', { icmp: outcome });
    case 'smb':
      return broken('smb', { smb: outcome });
    // Without the mapper nobody knows which dynamic ports to try.
    case 'mapper':
      return broken('mapper', { mapper: outcome, dynamic: 'inconclusive' });
    case 'dynamic':
      return broken('dynamic', { dynamic: outcome });
    // Documented only, and silence says nothing of a UDP port.
    case 'mapperUdp':
      return {
        ...NOTHING_WRONG,
        outcomes: { ...HEALTHY, mapperUdp: what === 'drop' ? 'inconclusive' : outcome },
      };
  }
}

const FAMILIES = ['v4', 'v6'] as const;

const SINGLE_FAULTS: readonly PushCase[] = FAMILIES.flatMap((family) =>
  (
    [
      ['icmp', DATAGRAM_FAULTS],
      ['smb', FAULTS],
      ['mapper', FAULTS],
      ['dynamic', FAULTS],
      ['mapperUdp', DATAGRAM_FAULTS],
    ] as const
  ).flatMap(([flow, faults]) =>
    faults.map((what) => ({
      title: `${flow}: ${what}, IP${family}`,
      family,
      rules: (address: string) => [fault(flow, what, address)],
      expected: expectedOf(flow, what),
    })),
  ),
);

/** As Windows' stealth mode: what is sent to a port that nobody may use gets no answer. */
function stealth(address: string): readonly string[] {
  return [
    admit('icmp', address),
    admit('smb', address),
    admit('mapper', address),
    `${to(address)} drop`,
  ];
}

const HAS_DATA = 'tcp flags & (syn | fin | rst) == 0 meta length > 100';

const COMPOSITE_FAULTS: readonly PushCase[] = [
  {
    title: 'nothing is wrong',
    family: 'v4',
    rules: () => [],
    expected: NOTHING_WRONG,
  },
  {
    title: 'a stealthy host and its dynamic ports are silent: its own filter may be by service',
    family: 'v4',
    rules: stealth,
    expected: {
      ...NOTHING_WRONG,
      outcomes: { ...HEALTHY, mapperUdp: 'inconclusive', dynamic: 'inconclusive' },
      here: 'unproven',
    },
  },
  {
    title: 'the same over IPv6',
    family: 'v6',
    rules: stealth,
    expected: {
      ...NOTHING_WRONG,
      outcomes: { ...HEALTHY, mapperUdp: 'inconclusive', dynamic: 'inconclusive' },
      here: 'unproven',
    },
  },
  {
    title: 'a stealthy host that admits one of its dynamic ports',
    family: 'v4',
    rules: (address) => [`${to(address)} tcp dport 49153 accept`, ...stealth(address)],
    expected: { ...NOTHING_WRONG, outcomes: { ...HEALTHY, mapperUdp: 'inconclusive' } },
  },
  {
    title: 'all dynamic ports but one are dropped',
    family: 'v4',
    rules: (address) => [faultOn('tcp dport { 49152, 49154-65535 }', 'drop', address)],
    expected: NOTHING_WRONG,
  },
  {
    title: 'dynamic ports answer differently',
    family: 'v4',
    rules: (address) => [
      faultOn('tcp dport 49152', 'reset', address),
      fault('dynamic', 'drop', address),
    ],
    expected: {
      ...NOTHING_WRONG,
      outcomes: { ...HEALTHY, dynamic: 'inconclusive' },
      here: 'unproven',
    },
  },
  {
    title: 'SMB is accepted and its data dropped',
    family: 'v4',
    rules: (address) => [faultOn(`tcp dport 445 ${HAS_DATA}`, 'drop', address)],
    expected: broken('smb', { smb: 'silent' }),
  },
  {
    title: 'SMB is accepted and its data reset',
    family: 'v4',
    rules: (address) => [faultOn(`tcp dport 445 ${HAS_DATA}`, 'reset', address)],
    expected: broken('smb', { smb: 'wrong-service' }),
  },
  {
    title: 'the endpoint mapper is accepted and its data dropped',
    family: 'v4',
    rules: (address) => [faultOn(`tcp dport 135 ${HAS_DATA}`, 'drop', address)],
    expected: broken('mapper', { mapper: 'silent', dynamic: 'inconclusive' }),
  },
  {
    title: 'the endpoint mapper is accepted and its data reset',
    family: 'v6',
    rules: (address) => [faultOn(`tcp dport 135 ${HAS_DATA}`, 'reset', address)],
    expected: broken('mapper', { mapper: 'wrong-service', dynamic: 'inconclusive' }),
  },
  {
    title: 'only the echo is answered',
    family: 'v4',
    rules: (address) => [admit('icmp', address), `${to(address)} drop`],
    expected: {
      ...broken('smb', {
        smb: 'filtered',
        mapper: 'filtered',
        mapperUdp: 'inconclusive',
        dynamic: 'inconclusive',
      }),
      brokenBy: ['smb', 'mapper'],
    },
  },
  {
    title: 'an echo that is dropped breaks nothing in current branch',
    family: 'v4',
    options: ['--product', 'current-branch'],
    rules: (address) => [fault('icmp', 'drop', address)],
    expected: { ...NOTHING_WRONG, outcomes: { ...HEALTHY, icmp: 'filtered' } },
  },
  {
    title: 'a refusal from a port outside the range tells nothing where ports are refused too',
    family: 'v6',
    rules: (address) => [
      faultOn('tcp dport 1-134', 'drop', address),
      fault('dynamic', 'reset', address),
    ],
    expected: broken('dynamic', { dynamic: 'refused' }),
  },
];

describeReal(['samba'])('client push through packet filters', () => {
  let network: Network;
  let runs: ReadonlyMap<PushCase, Promise<CheckRun>>;

  beforeAll(async () => {
    network = await Network.create();
    const site = await network.addHost('site');
    const client = await network.addHost('client');
    await site.addAddress();
    await startDomainController(client, COMPUTER);
    runs = await startCases([...SINGLE_FAULTS, ...COMPOSITE_FAULTS], site, client, COMPUTER);
  });

  afterAll(() => network.close());

  test.each([...SINGLE_FAULTS, ...COMPOSITE_FAULTS].map((entry) => [entry.title, entry] as const))(
    '%s',
    async (_title, entry) => {
      const run = await runs.get(entry);
      if (run === undefined) throw new Error('the case was not run');
      expect(said(run)).toEqual({
        ...entry.expected,
        exitCode: entry.expected.verdict === 'breaks' ? 1 : 0,
      });
      expect(run.stderr).toBe('');
    },
  );
});
