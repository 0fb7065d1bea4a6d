import { expect, test } from '@jest/globals';
import { type PushFlow, admit, fault, faultOn, to } from './support/fault.ts';
import { describeReal } from './support/prerequisites.ts';
import { type Expected, HEALTHY, type PushCase, said, usePushCases } from './support/push-case.ts';

const COMPUTER = 'PC001';

/** Two attempts of the default three seconds, each a second late at most. */
const ECHO_ALONE_MS = 8_000;

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

/** Single faults are in the matrix. */
const CASES: readonly PushCase[] = [
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
    title: 'the echo alone is dropped',
    family: 'v6',
    rules: (address) => [fault('icmp', 'drop', address)],
    expected: broken('icmp', { icmp: 'filtered' }),
    maxMs: ECHO_ALONE_MS,
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
  const runOf = usePushCases(CASES, COMPUTER);

  test.each(CASES.map((entry) => [entry.title, entry] as const))('%s', async (_title, entry) => {
    const run = await runOf(entry);
    expect(said(run)).toEqual({
      ...entry.expected,
      exitCode: exitCodeOf(entry.expected.here),
    });
    expect(run.stderr).toBe('');
  });
});

function exitCodeOf(here: string): number {
  if (here === 'breaks') return 1;
  return here === 'unproven' ? 3 : 0;
}
