import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IcmpEvidence, Observation } from '../../src/probe/observation.ts';
import type { AddressPair, Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import type { Router, Subnet } from '../real/support/router.ts';
import { NOBODY } from './support/nobody.ts';
import { describeMachine } from './support/needs.ts';

const LOADER = fileURLToPath(new URL('../support/typescript.js', import.meta.url));
const HOSTILE = fileURLToPath(new URL('./support/hostile-echo.ts', import.meta.url));
const ECHO = fileURLToPath(new URL('./support/echo.ts', import.meta.url));
/** What was made of a host's answers. */
interface Told {
  readonly name: string;
  readonly outcome: string;
  readonly sender: string;
  readonly expected: string;
}

/** The kernel gives up on a neighbour after three seconds. */
const TIMEOUT_MS = 4000;

/** What the kernel allows: ping sockets for all, or for nobody. */
const RANGES = { 'ping-socket': '0 2147483647', 'raw-socket': '1 0' } as const;

describeMachine(['setpriv', 'sysctl'])('echo requests', () => {
  let network: Network;
  let site: Host;
  let client: Host;
  let router: Router;
  let far: Subnet;
  let dead: Subnet;
  let own: AddressPair;

  beforeAll(async () => {
    network = await Network.create();
    router = await network.addRouter();
    client = await network.addHost('client', 'far');
    site = await network.addHost('site', 'near');
    own = await router.serve(site);
    far = await router.subnetOf(client, await router.serve(client));
    dead = await router.deadSubnet();
    // An address of its own: a router's word for it is limited to one a second.
    await site.mustRun(['ip', 'route', 'add', 'unreachable', '192.0.2.0/24']);
    await site.mustRun(['ip', '-6', 'route', 'add', 'unreachable', '2001:db8::/32']);
    // The default's burst of 50 would hide most of a hundred errors at once.
    const burst = ['sysctl', '-q', '-w', 'net.ipv4.icmp_msgs_burst=10000'];
    await Promise.all([site, router.host].map((host) => host.mustRun(burst)));
  });
  afterAll(() => network.close());

  const allow = (sender: keyof typeof RANGES): Promise<string> =>
    site.mustRun(['sysctl', '-q', '-w', `net.ipv4.ping_group_range=${RANGES[sender]}`]);

  const ask = async (
    way: string,
    addresses: readonly string[],
    prefix: readonly string[] = [],
    timeoutMs = TIMEOUT_MS,
  ): Promise<readonly Observation<IcmpEvidence>[] | string> => {
    const node = [process.execPath, '--import', LOADER, ECHO];
    const words = [...prefix, ...node, way, String(timeoutMs), ...addresses];
    return JSON.parse(await site.mustRun(words));
  };

  const told = (seen: Awaited<ReturnType<typeof ask>>): readonly string[] =>
    typeof seen === 'string'
      ? [seen]
      : seen.map((one) =>
          'code' in one ? `${one.outcome} ${one.code}` : `${one.outcome} ${one.reached}`,
        );
  const sendersOf = (seen: Awaited<ReturnType<typeof ask>>): readonly string[] =>
    typeof seen === 'string' ? [] : [...new Set(seen.map(({ evidence }) => evidence.sender))];

  describe.each(['ping-socket', 'raw-socket'] as const)('by %s', (sender) => {
    beforeAll(() => allow(sender));

    test('meet with what the ping program meets with', async () => {
      const pairs = new Map<string, AddressPair>();
      const rules = new Map<string, readonly string[]>();
      const filtered = (name: string, ruleOf: (family: 4 | 6) => string): void => {
        const pair = far.next();
        pairs.set(name, pair);
        rules.set(pair.v4, [ruleOf(4)]);
        rules.set(pair.v6, [ruleOf(6)]);
      };
      const rejecting = (v4: string, v6: string) => (family: 4 | 6) =>
        family === 4 ? `reject with icmp type ${v4}` : `reject with icmpv6 type ${v6}`;
      pairs.set('open', far.next());
      pairs.set('lost on the way', dead.next());
      pairs.set('no such neighbour', site.reserveAddress());
      pairs.set('no such route', { v4: '192.0.2.1', v6: '2001:db8::1' });
      filtered('drop', () => 'drop');
      filtered('half lost', () => 'numgen inc mod 2 0 drop');
      filtered('prohibited', rejecting('admin-prohibited', 'admin-prohibited'));
      filtered('host', rejecting('host-unreachable', 'addr-unreachable'));
      filtered('net', rejecting('net-unreachable', 'no-route'));
      filtered('port', rejecting('port-unreachable', 'port-unreachable'));
      filtered('rejected, then open', (family) =>
        family === 4
          ? 'numgen inc mod 2 0 reject with icmp type host-unreachable'
          : 'numgen inc mod 2 0 reject with icmpv6 type addr-unreachable',
      );
      await router.host.filter('forward', [], rules);
      const addresses = [...pairs.values()].flatMap(({ v4, v6 }) => [v4, v6]);
      const names = [...pairs.keys()].flatMap((name) => [`${name} IPv4`, `${name} IPv6`]);
      const [native, program] = [await ask('native', addresses), await ask('program', addresses)];
      const table = (seen: typeof native): Record<string, string | undefined> => {
        const words = told(seen);
        return Object.fromEntries(names.map((name, index) => [name, words[index]]));
      };
      expect(table(native)).toEqual(table(program));
      expect(table(native)).toMatchObject({
        'open IPv4': 'open service',
        'half lost IPv6': 'open service',
        'rejected, then open IPv4': 'open service',
        'drop IPv4': 'filtered ETIMEDOUT',
        'lost on the way IPv6': 'filtered ETIMEDOUT',
        'prohibited IPv4': 'unreachable EHOSTUNREACH',
        'no such neighbour IPv4': 'unreachable EHOSTUNREACH',
        'port IPv6': 'refused ECONNREFUSED',
      });
      expect([sendersOf(native), sendersOf(program)]).toEqual([[sender], ['program']]);
    });

    // Recent ping programs keep this to themselves, and the kernel hides it of ICMPv6.
    test('that this machine forbids are no word about the network', async () => {
      await site.filter('output', [`ip daddr ${dead.v4} drop`]);
      const seen = await ask('native', [dead.next().v4], [], 600);
      await site.filter('output', []);
      expect(told(seen)).toEqual(['error EPERM']);
    });

    test('live as long as they may', async () => {
      const { v4 } = far.next();
      await site.mustRun(['sysctl', '-q', '-w', 'net.ipv4.ip_default_ttl=1']);
      const [native, program] = [await ask('native', [v4]), await ask('program', [v4])];
      await site.mustRun(['sysctl', '-q', '-w', 'net.ipv4.ip_default_ttl=64']);
      expect(told(native)).toEqual(told(program));
      expect(told(native)).toEqual(['unreachable EHOSTUNREACH']);
    });

    test('keep errors and replies of many hosts apart', async () => {
      const [silent, prohibited, open] = [0, 1, 2].map(() =>
        Array.from({ length: 100 }, () => far.next().v4),
      );
      const rules = new Map<string, readonly string[]>([
        ...(silent ?? []).map((address) => [address, ['drop']] as const),
        ...(prohibited ?? []).map(
          (address) => [address, ['reject with icmp type admin-prohibited']] as const,
        ),
      ]);
      await router.host.filter('forward', [], rules);
      const addresses = [silent, prohibited, open].flatMap((group) => group ?? []);
      const seen = told(await ask('native', addresses, [], 1500));
      const groups = [0, 100, 200].map((from) => [...new Set(seen.slice(from, from + 100))]);
      expect(groups).toEqual([
        ['filtered ETIMEDOUT'],
        ['unreachable EHOSTUNREACH'],
        ['open service'],
      ]);
    });
  });

  test.each(['ping-socket', 'raw-socket'] as const)(
    'by %s believe no answer but their own',
    async (sender) => {
      await allow(sender);
      const ignoring = ['sysctl', '-q', '-w', 'net.ipv4.icmp_echo_ignore_all=1'];
      await site.mustRun(ignoring);
      const words = [process.execPath, '--import', LOADER, HOSTILE];
      const seen: readonly Told[] = JSON.parse(await site.mustRun(words));
      await site.mustRun(['sysctl', '-q', '-w', 'net.ipv4.icmp_echo_ignore_all=0']);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.map(({ name, outcome, sender: by }) => [name, outcome, by])).toEqual(
        seen.map(({ name, expected }) => [name, expected, sender]),
      );
    },
  );

  describe('of somebody without rights', () => {
    const LOOPBACK = ['127.0.0.1', '::1'];

    test('leave by ping sockets where the kernel allows these', async () => {
      await allow('ping-socket');
      const seen = await ask('native', [...LOOPBACK, own.v4], NOBODY);
      expect(told(seen)).toEqual(['open service', 'open service', 'open service']);
      expect(sendersOf(seen)).toEqual(['ping-socket']);
    });

    test('leave by the program where it does not, and tell what that meets with', async () => {
      await allow('raw-socket');
      const [auto, program] = [
        await ask('auto', LOOPBACK, NOBODY),
        await ask('program', LOOPBACK, NOBODY),
      ];
      expect(auto).toEqual(program);
      expect(told(auto)).toEqual(['error EPERM', 'error EPERM']);
    });

    test('cannot be forced', async () => {
      await allow('raw-socket');
      expect(await ask('native', LOOPBACK, NOBODY)).toBe('EACCES');
    });

    test('to neighbours that are not there do not hold up the others', async () => {
      await allow('ping-socket');
      const nobody = Array.from({ length: 250 }, (_, index) => `10.76.200.${index + 1}`);
      const living = Array.from({ length: 100 }, () => far.next().v4);
      // Replies come to the seventh request, when the others' have long filled a send buffer.
      const lossy = living.map((address) => [address, ['numgen inc mod 12 < 6 drop']] as const);
      await router.host.filter('forward', [], new Map(lossy));
      const seen = told(await ask('native', [...nobody, ...living], NOBODY));
      expect(new Set(seen.slice(nobody.length))).toEqual(new Set(['open service']));
      // An unprivileged socket keeps not even half of the errors that come after three seconds.
      const silent = new Set(['unreachable EHOSTUNREACH', 'filtered ETIMEDOUT']);
      expect(seen.slice(0, nobody.length).filter((word) => !silent.has(word))).toEqual([]);
    });
  });
});
