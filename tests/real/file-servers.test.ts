import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { type SmbProtocol, startDomainController, startFileServer } from './support/samba.ts';
import { type CheckRun, check, methodOf, onlyClient, onlyEndpoint } from './support/tool.ts';

/** NetBIOS names end after 15 characters. */
const LONG_NAME = `accounting-dept-042.${DOMAIN}`;
const LONG_NETBIOS_NAME = 'ACCOUNTING-DEPT';

const DIALECTS = [
  ['NT1', 'smb1', 'NT LM 0.12'],
  ['SMB2_02', 'smb2', '2.0.2'],
  ['SMB2_10', 'smb2', '2.1'],
  ['SMB3_00', 'smb2', '3.0'],
  ['SMB3_02', 'smb2', '3.0.2'],
  ['SMB3_11', 'smb2', '3.1.1'],
] as const satisfies readonly (readonly [SmbProtocol, string, string])[];

describeReal(['samba'])('Samba file servers', () => {
  let network: Network;
  let site: Host;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    await site.addAddress();
    const names: string[][] = [];
    const add = async (
      name: string,
      start: (host: Host) => Promise<void>,
      ...aliases: readonly string[]
    ): Promise<void> => {
      const host = await network.addHost(name);
      const { v4 } = await host.addAddress();
      names.push([v4, `${name}.${DOMAIN}`, ...aliases]);
      await start(host);
    };
    for (const [protocol] of DIALECTS) {
      const name = nameOf(protocol);
      await add(name, (host) => startFileServer(host, name.toUpperCase(), protocol));
    }
    await add('long', (host) => startFileServer(host, LONG_NETBIOS_NAME, 'SMB3_11'), LONG_NAME);
    await add(
      'files01',
      (host) => startFileServer(host, 'FILES01', 'SMB3_11'),
      `software.${DOMAIN}`,
    );
    await add('olddc', (host) => startDomainController(host, 'OLDDC', 'NT1'));
    site.setNames(names);
  });

  afterAll(() => network.close());

  const push = (name: string, ...options: readonly string[]): Promise<CheckRun> =>
    check(site, ['--client', name, '--method', 'client-push', ...options]);

  test.each(DIALECTS)('with %s at most', async (protocol, family, dialect) => {
    const name = nameOf(protocol);
    const run = await push(`${name}.${DOMAIN}`);
    const entry = onlyClient(run);
    expect(onlyEndpoint(entry, 'client-push/smb')).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: { protocol: family, dialect, netbiosComputerName: name.toUpperCase() },
    });
    // A file server has no endpoint mapper.
    expect(onlyEndpoint(entry, 'client-push/rpc-endpoint-mapper').outcome).toBe('refused');
    expect(onlyEndpoint(entry, 'client-push/rpc-dynamic').outcome).toBe('inconclusive');
    expect(methodOf(entry, 'client-push')).toMatchObject({
      verdict: 'breaks',
      brokenBy: ['client-push/rpc-endpoint-mapper'],
    });
    expect(entry.warnings.map(({ code }) => code)).toEqual(family === 'smb1' ? ['smb1-only'] : []);
    expect(run.exitCode).toBe(1);
  });

  test.each([
    ['cm2007', 'works'],
    ['current-branch', 'degraded'],
  ])('a client without SMB2 under %s: %s', async (product, here) => {
    const run = await push(`olddc.${DOMAIN}`, '--product', product);
    const entry = onlyClient(run);
    expect(onlyEndpoint(entry, 'client-push/smb')).toMatchObject({
      outcome: 'open',
      evidence: { protocol: 'smb1', dnsComputerName: `olddc.${DOMAIN}` },
    });
    expect(entry.warnings.map(({ code }) => code)).toEqual(['smb1-only']);
    expect(methodOf(entry, 'client-push')).toMatchObject({ here, brokenBy: [] });
    expect(run.exitCode).toBe(0);
  });

  test('a name longer than NetBIOS allows is the one that was asked for', async () => {
    const entry = onlyClient(await push(LONG_NAME));
    expect(onlyEndpoint(entry, 'client-push/smb')).toMatchObject({
      outcome: 'open',
      evidence: { netbiosComputerName: LONG_NETBIOS_NAME },
    });
  });

  test.each([
    ['own name', `files01.${DOMAIN}`, []],
    ['alias', `software.${DOMAIN}`, ['server-name']],
  ])('a share by its server’s %s', async (_what, server, warnings) => {
    const run = await check(site, [
      '--from',
      'client',
      '--method',
      'group-policy',
      '--mp',
      `files01.${DOMAIN}`,
      '--source',
      `\\\\${server}\\client`,
    ]);
    const entry = onlyClient(run);
    expect(onlyEndpoint(entry, 'group-policy/source-smb')).toMatchObject({
      outcome: 'open',
      evidence: { dialect: '3.1.1', netbiosComputerName: 'FILES01' },
    });
    expect(entry.warnings.map(({ code }) => code)).toEqual(warnings);
    // Nothing listens on TCP 80 there.
    expect(methodOf(entry, 'group-policy').brokenBy).toEqual(['group-policy/mp-http']);
  });
});

function nameOf(protocol: SmbProtocol): string {
  return `pc-${protocol.toLowerCase().replace('_', '')}`;
}
