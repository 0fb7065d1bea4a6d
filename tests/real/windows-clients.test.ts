import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { DOMAIN } from './support/domain.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { type CheckRun, check, methodOf, onlyClient, requirementOf } from './support/tool.ts';
import { READY_PORT, type WindowsComputer, windowsCommand } from './support/windows.ts';

const RUNS_AT_ONCE = 16;
const SERVICE_PORTS = [49_664, 49_665] as const;
const SPOOLER_PORT = 49_670;
const WITH_SPOOLER = { dynamic: [...SERVICE_PORTS, SPOOLER_PORT], spooler: SPOOLER_PORT } as const;
const WITHOUT_SPOOLER = { dynamic: [...SERVICE_PORTS] } as const;

const TRANSLATED = { v4: '10.88.0.1', v6: 'fd88::1' } as const satisfies AddressPair;
const ELSEWHERE = ['PC001', '192.168.77.12', 'fdcc::12'];
const MINUTE_MS = 60_000;

/** Windows Firewall's stealth mode: ports that nobody may use are silent, those of others answer. */
const STEALTH = [
  'ct state established accept',
  'meta l4proto { icmp, ipv6-icmp } accept',
  'tcp dport { 135, 445 } accept',
];

interface WindowsCase {
  readonly title: string;
  readonly family: keyof AddressPair;
  readonly computer: Omit<WindowsComputer, 'addresses' | 'name'> & { readonly name?: string };
  /** On the computer itself; what none of them accepts is dropped. None: it has no firewall. */
  readonly own?: readonly string[];
  /** On the path to it. */
  readonly path?: readonly string[];
  /** It is asked for by an address that the router translates. */
  readonly isTranslated?: true;
  readonly options?: readonly string[];
  readonly expected: {
    readonly dynamic: string;
    readonly mapper?: string;
    readonly udp?: string;
    readonly smb?: string;
    readonly verdict?: string;
    readonly here: string;
    readonly warnings?: readonly string[];
  };
}

const DYNAMIC = 'tcp dport 49152-65535';
const UNPROVEN = { dynamic: 'inconclusive', udp: 'inconclusive', here: 'unproven' } as const;
const BLOCKED = { dynamic: 'filtered', udp: 'inconclusive', here: 'breaks' } as const;
const WORKS = { dynamic: 'open', here: 'works' } as const;

const FAMILIES = ['v4', 'v6'] as const;

const STEALTHY: readonly WindowsCase[] = FAMILIES.flatMap((family): readonly WindowsCase[] => [
  {
    title: 'stealthy, no spooler told',
    family,
    computer: WITHOUT_SPOOLER,
    own: STEALTH,
    expected: UNPROVEN,
  },
  {
    title: 'stealthy, a spooler told and silent',
    family,
    computer: WITH_SPOOLER,
    own: STEALTH,
    expected: BLOCKED,
  },
  {
    title: 'stealthy, the spooler admitted',
    family,
    computer: WITH_SPOOLER,
    own: [...STEALTH, `tcp dport ${SPOOLER_PORT} accept`],
    expected: { ...WORKS, udp: 'inconclusive' },
  },
  {
    title: 'stealthy, no spooler told, one service admitted',
    family,
    computer: WITHOUT_SPOOLER,
    own: [...STEALTH, `tcp dport ${SERVICE_PORTS[1]} accept`],
    expected: { ...WORKS, udp: 'inconclusive' },
  },
  {
    title: 'stealthy, no spooler told, the network drops the range too',
    family,
    computer: WITHOUT_SPOOLER,
    own: STEALTH,
    path: [`${DYNAMIC} drop`],
    expected: UNPROVEN,
  },
  {
    title: 'stealthy, the spooler admitted, the network drops the range',
    family,
    computer: WITH_SPOOLER,
    own: [...STEALTH, `tcp dport ${SPOOLER_PORT} accept`],
    path: [`${DYNAMIC} drop`],
    expected: BLOCKED,
  },
  {
    title: 'stealthy, the network resets the range',
    family,
    computer: WITHOUT_SPOOLER,
    own: STEALTH,
    path: [`${DYNAMIC} reject with tcp reset`],
    expected: { ...BLOCKED, dynamic: 'refused' },
  },
  {
    title: 'stealthy, the network prohibits the range',
    family,
    computer: WITH_SPOOLER,
    own: STEALTH,
    path: [`${DYNAMIC} reject with icmpx type admin-prohibited`],
    expected: { ...BLOCKED, dynamic: 'unreachable' },
  },
  {
    title: 'stealthy, the spooler reset, the others silent',
    family,
    computer: WITH_SPOOLER,
    own: STEALTH,
    path: [`tcp dport ${SPOOLER_PORT} reject with tcp reset`],
    expected: UNPROVEN,
  },
  {
    title: 'without a firewall, the network drops the range',
    family,
    computer: WITHOUT_SPOOLER,
    path: [`${DYNAMIC} drop`],
    expected: { ...BLOCKED, udp: 'refused' },
  },
]);

const TRANSLATION: readonly WindowsCase[] = FAMILIES.flatMap((family): readonly WindowsCase[] => [
  {
    title: 'tells the address that it is reached at',
    family,
    computer: { ...WITHOUT_SPOOLER, networkAddresses: 'its own' },
    expected: WORKS,
  },
  {
    title: 'tells other addresses',
    family,
    computer: { ...WITHOUT_SPOOLER, networkAddresses: ELSEWHERE },
    expected: { ...WORKS, here: 'degraded', warnings: ['address-translation'] },
  },
  {
    title: 'tells its name alone',
    family,
    computer: { ...WITHOUT_SPOOLER, networkAddresses: ['PC001'] },
    expected: WORKS,
  },
  {
    title: 'behind an address translation',
    family,
    computer: { ...WITHOUT_SPOOLER, networkAddresses: 'its own' },
    isTranslated: true,
    expected: { ...WORKS, here: 'degraded', warnings: ['address-translation'] },
  },
]);

const OTHERS: readonly WindowsCase[] = [
  ...([-6, -4, 4, 6] as const).map((minutes): WindowsCase => {
    const isOff = Math.abs(minutes) > 5;
    return {
      title: `its clock is ${minutes} minutes off`,
      family: 'v4',
      computer: { ...WITHOUT_SPOOLER, clockOffsetMs: minutes * MINUTE_MS },
      expected: isOff ? { ...WORKS, here: 'degraded', warnings: ['clock-skew'] } : WORKS,
    };
  }),
  {
    title: 'its endpoint mapper answers over UDP',
    family: 'v4',
    computer: { ...WITHOUT_SPOOLER, udp: true },
    expected: { ...WORKS, udp: 'open' },
  },
  {
    title: 'its endpoint mapper keeps its list to itself',
    family: 'v4',
    computer: { ...WITHOUT_SPOOLER, lookup: 'denied' },
    expected: { dynamic: 'inconclusive', here: 'unproven' },
  },
  {
    title: 'nothing is advertised',
    family: 'v4',
    computer: { dynamic: [] },
    expected: { dynamic: 'inconclusive', here: 'unproven' },
  },
  {
    title: 'it tells no name',
    family: 'v4',
    computer: { ...WITHOUT_SPOOLER, identity: 'none' },
    expected: WORKS,
  },
  {
    title: 'its name is another',
    family: 'v4',
    computer: { ...WITHOUT_SPOOLER, name: `pc002.${DOMAIN}` },
    expected: { ...WORKS, smb: 'wrong-host', here: 'breaks' },
  },
  {
    title: 'its range is that of systems before Vista, and the site says so',
    family: 'v4',
    computer: { dynamic: [1025, 1026] },
    options: ['--set', 'clients.rpcDynamicPorts=1025-5000'],
    path: ['tcp dport 1025-5000 drop'],
    expected: { ...BLOCKED, udp: 'refused' },
  },
];

const CASES = [...STEALTHY, ...TRANSLATION, ...OTHERS];

describeReal(['samba'])('clients as Windows shows itself', () => {
  let network: Network;
  let runs: ReadonlyMap<WindowsCase, Promise<CheckRun>>;

  beforeAll(async () => {
    network = await Network.create();
    const router = await network.addRouter();
    const site = await network.addHost('site', 'near');
    await router.serve(site);
    const windows = await network.addHost('windows');
    await router.serve(windows);
    const pairs = await windows.addAddresses(CASES.length);
    const addresses = CASES.map(({ family }, index) => {
      const address = pairs[index]?.[family];
      if (address === undefined) throw new Error('an address is missing');
      return address;
    });
    const listOf = (pick: (entry: WindowsCase) => readonly string[] | undefined) =>
      new Map(
        CASES.flatMap((entry, index): [string, readonly string[]][] => {
          const rules = pick(entry);
          return rules === undefined ? [] : [[addresses[index] ?? '', rules]];
        }),
      );
    await windows.filter(
      'input',
      [],
      listOf(({ own }) => (own === undefined ? undefined : [...own, 'drop'])),
    );
    await router.host.filter(
      'forward',
      [],
      listOf(({ path }) => path),
    );
    // More addresses than one may be translated.
    const translated = new Map(
      CASES.flatMap(({ isTranslated, family }, index): [string, string][] =>
        isTranslated === undefined ? [] : [[TRANSLATED[family], addresses[index] ?? '']],
      ),
    );
    await router.host.filter(
      'destination',
      [...translated].map(([from, to]) =>
        to.includes(':')
          ? `ip6 daddr ${from} dnat ip6 to ${to}`
          : `ip daddr ${from} dnat ip to ${to}`,
      ),
    );
    site.setNames(
      CASES.map(({ isTranslated, family }, index) => [
        isTranslated === undefined ? (addresses[index] ?? '') : TRANSLATED[family],
        nameOf(index),
      ]),
    );
    await startComputers(windows, addresses);
    const limit = pLimit(RUNS_AT_ONCE);
    runs = new Map(
      CASES.map((entry, index) => {
        const words = ['--client', nameOf(index), '--method', 'client-push'];
        const run = limit(() => check(site, [...words, ...(entry.options ?? [])]));
        // Awaited by its own test, which may come later than a failure.
        run.catch(() => {});
        return [entry, run];
      }),
    );
  });

  afterAll(() => network.close());

  test.each(CASES.map((entry) => [`${entry.title}, IP${entry.family}`, entry] as const))(
    '%s',
    async (_title, entry) => {
      const run = await runs.get(entry);
      if (run === undefined) throw new Error('the case was not run');
      const client = onlyClient(run);
      const { verdict, here } = methodOf(client, 'client-push');
      const outcome = (
        id: 'smb' | 'rpc-endpoint-mapper' | 'rpc-endpoint-mapper-udp' | 'rpc-dynamic',
      ): string => requirementOf(client, `client-push/${id}`).outcome;
      const { expected } = entry;
      expect({
        dynamic: outcome('rpc-dynamic'),
        mapper: outcome('rpc-endpoint-mapper'),
        udp: outcome('rpc-endpoint-mapper-udp'),
        smb: outcome('smb'),
        verdict,
        here,
        warnings: client.warnings
          .map(({ code }) => code)
          .filter((code) => code !== 'short-name-differs'),
        exitCode: run.exitCode,
      }).toEqual({
        mapper: 'open',
        udp: 'refused',
        smb: 'open',
        // Whether the client reaches its management point is not seen from here.
        verdict: expected.here === 'breaks' ? 'breaks' : 'unproven',
        warnings: [],
        exitCode: exitCodeOf(expected),
        ...expected,
      });
    },
  );
});

function exitCodeOf({ here, warnings = [] }: WindowsCase['expected']): number {
  if (here === 'breaks') return 1;
  // DCOM does not cross the translation: the push is likely to fail, and nobody is ready for it.
  return here === 'unproven' || warnings.includes('address-translation') ? 3 : 0;
}

/** The first label is the computer's. */
function nameOf(index: number): string {
  return `pc001.case${index}.lab`;
}

async function startComputers(windows: Host, addresses: readonly string[]): Promise<void> {
  const computers = CASES.map(({ computer }, index) => ({
    name: `pc001.${DOMAIN}`,
    ...computer,
    addresses: addresses.slice(index, index + 1),
  }));
  await windows.startServer(windowsCommand(computers), [READY_PORT]);
}
