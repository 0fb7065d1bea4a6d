import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOMAIN } from './support/domain.ts';
import { to } from './support/fault.ts';
import type { AddressPair, Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import type { Router } from './support/router.ts';
import { startDomainController } from './support/samba.ts';
import { type CheckRun, check, methodOf, onlyClient, requirementOf } from './support/tool.ts';

const MISFITS = fileURLToPath(new URL('./support/misfits.js', import.meta.url));
const SLOW_PATH = fileURLToPath(new URL('./support/slow-path.py', import.meta.url));
/** Where misfits.js has a server that is silent, one that closes and one that resets. */
const MISFIT = { silent: 7101, closes: 7102, resets: 7103 } as const;

const DYNAMIC = 'tcp dport 49152-65535';
/** Every port but the ones that are answered as they should be. */
const ALL_OTHERS = 'tcp dport != { 135, 445 }';

/**
 * A packet's bytes behind its TCP header, by offset and length in bits. SMB2's command stands in
 * byte 16, with the four bytes of direct TCP in front; DCE/RPC's type in byte 2, a request's
 * operation in byte 22.
 */
const SMB_SESSION_SETUP = 'tcp dport 445 @ih,32,32 0xfe534d42 @ih,128,16 0x0100';
const RPC_LOOKUP = 'tcp dport 135 @ih,0,8 5 @ih,16,8 0 @ih,176,16 0x0200';
const RPC_BIND = `${DYNAMIC} @ih,0,8 5 @ih,16,8 11`;

interface Seen {
  readonly smb: string;
  readonly mapper: string;
  readonly dynamic: string;
  readonly here: string;
  readonly warnings: readonly string[];
}

const HEALTHY: Seen = { smb: 'open', mapper: 'open', dynamic: 'open', here: 'works', warnings: [] };

function seenIn(run: CheckRun): Seen {
  const client = onlyClient(run);
  const told = (flow: 'smb' | 'rpc-endpoint-mapper' | 'rpc-dynamic'): string => {
    const { outcome, endpoints } = requirementOf(client, `client-push/${flow}`);
    const cause = endpoints.find((endpoint) => endpoint.outcome === outcome)?.cause;
    return cause === undefined ? outcome : `${outcome} ${cause}`;
  };
  return {
    smb: told('smb'),
    mapper: told('rpc-endpoint-mapper'),
    dynamic: told('rpc-dynamic'),
    here: methodOf(client, 'client-push').here,
    warnings: client.warnings.map(({ code }) => code),
  };
}

describeReal(['samba', 'python'])('what stands between a site server and its client', () => {
  let network: Network;
  let router: Router;
  let site: Host;
  let address: AddressPair;

  beforeAll(async () => {
    network = await Network.create();
    router = await network.addRouter();
    site = await network.addHost('site', 'near');
    await router.serve(site);
    const client = await network.addHost('client');
    address = await router.serve(client);
    site.setNames([[address.v4, `pc001.${DOMAIN}`]]);
    await startDomainController(client, 'PC001');
    await router.host.startServer(
      [process.execPath, MISFITS, String(MISFIT.silent)],
      Object.values(MISFIT),
    );
  });

  afterAll(() => network.close());

  async function see(...options: readonly string[]): Promise<Seen> {
    const words = ['--client', `pc001.${DOMAIN}`, '--method', 'client-push', ...options];
    return seenIn(await check(site, words));
  }

  const withoutRules = async (): Promise<void> => {
    await router.host.filter('destination', []);
    await router.host.filter('forward', []);
  };

  describe('a gateway that completes handshakes in the name of the client', () => {
    test.each([
      ['and then is silent', MISFIT.silent, 'silent'],
      ['and then closes', MISFIT.closes, 'wrong-service closed-before-answer'],
      ['and then resets', MISFIT.resets, 'wrong-service reset-before-answer'],
    ])('%s', async (_, port, dynamic) => {
      await router.host.filter('destination', [
        `${to(address.v4)} ${ALL_OTHERS} redirect to :${port}`,
      ]);
      expect(await see()).toEqual({ ...HEALTHY, dynamic, here: 'breaks' });
      await withoutRules();
    });

    test('on the dynamic ports alone is not told from a filter by interface', async () => {
      await router.host.filter('destination', [
        `${to(address.v4)} ${DYNAMIC} redirect to :${MISFIT.closes}`,
      ]);
      expect(await see()).toEqual({
        ...HEALTHY,
        dynamic: 'inconclusive bind-cut',
        here: 'unproven',
      });
      await withoutRules();
    });
  });

  describe('a filter that looks into packets', () => {
    test.each<[string, string, Partial<Seen>]>([
      ['drops session setups', `${SMB_SESSION_SETUP} drop`, { smb: 'inconclusive session-cut' }],
      [
        'resets session setups',
        `${SMB_SESSION_SETUP} reject with tcp reset`,
        { smb: 'inconclusive session-cut' },
      ],
      [
        "drops the question for the mapper's list",
        `${RPC_LOOKUP} drop`,
        { dynamic: 'inconclusive list-unanswered' },
      ],
      [
        'drops every bind on the dynamic ports',
        `${RPC_BIND} drop`,
        { dynamic: 'inconclusive bind-cut' },
      ],
    ])('and %s', async (_, rule, expected) => {
      await router.host.filter('forward', [`${to(address.v4)} ${rule}`]);
      expect(await see()).toEqual({ ...HEALTHY, ...expected, here: 'unproven' });
      await withoutRules();
    });
  });

  describe('a path of 1,200 bytes', () => {
    const setMtu = (device: 'eth0' | 'eth1', bytes: number): Promise<string> =>
      router.host.mustRun(['ip', 'link', 'set', device, 'mtu', String(bytes)]);
    const TOO_LARGE = 'icmp type destination-unreachable icmp code frag-needed drop';

    test.each([
      ['to the client', 'eth0'],
      ['from the client', 'eth1'],
    ] as const)('that swallows its word hangs what is long: %s', async (_, device) => {
      await router.host.filter('output', [TOO_LARGE]);
      await setMtu(device, 1200);
      expect(await see()).toEqual({ ...HEALTHY, here: 'degraded', warnings: ['path-mtu'] });
      await setMtu(device, 1500);
      await router.host.filter('output', []);
    });

    // Last: what a router says of its path is remembered for minutes.
    test.each(['eth0', 'eth1'] as const)('that says so is no matter: %s', async (device) => {
      await setMtu(device, 1200);
      expect(await see()).toEqual(HEALTHY);
      await setMtu(device, 1500);
    });
  });

  describe('a slow path', () => {
    test.each([
      [1600, []],
      [2500, []],
      [300, ['--timeout', '500ms']],
    ] as const)('with a round trip of %i ms is not silence: %p', async (roundTripMs, options) => {
      const { host } = router;
      const device = `slow${roundTripMs}`;
      await host.mustRun(['ip', 'tuntap', 'add', device, 'mode', 'tun']);
      await host.mustRun(['ip', 'link', 'set', device, 'up']);
      await host.startServer(['python3', SLOW_PATH, device, String(roundTripMs)], []);
      await host.mustRun(['ip', 'route', 'add', 'default', 'dev', device, 'table', '7']);
      const rule = ['iif', 'eth1', 'to', address.v4, 'lookup', '7'];
      await host.mustRun(['ip', 'rule', 'add', ...rule]);
      await host.mustRun(['sh', '-c', `echo 0 > /proc/sys/net/ipv4/conf/${device}/rp_filter`]);
      expect(await see(...options)).toMatchObject({ ...HEALTHY, warnings: expect.any(Array) });
      await host.mustRun(['ip', 'rule', 'del', ...rule]);
      await host.mustRun(['ip', 'route', 'flush', 'table', '7']);
    });
  });
});
