import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DOMAIN } from './support/domain.ts';
import type { Host } from './support/host.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import { startFileServer } from './support/samba.ts';
import { check, onlyClient, onlyEndpoint } from './support/tool.ts';

const SKEWS = [
  ['+10m', 600],
  ['-10m', -600],
  ['+4m', 240],
] as const;
/** Kerberos' own limit. */
const LIMIT_SECONDS = 300;
const TOLERANCE_SECONDS = 5;

describeReal(['samba', 'clock'])('a Samba server whose clock is wrong', () => {
  let network: Network;
  let site: Host;

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    await site.addAddress();
    const names: string[][] = [];
    for (const [index, [offset]] of SKEWS.entries()) {
      const host = await network.addHost(`late${index}`);
      const { v4 } = await host.addAddress();
      names.push([v4, nameOf(offset)]);
      await startFileServer(host, 'PC001', 'SMB3_11', { FAKETIME: offset });
    }
    site.setNames(names);
  });

  afterAll(() => network.close());

  test.each(SKEWS)('by %s', async (offset, seconds) => {
    const run = await check(site, ['--client', nameOf(offset), '--method', 'client-push']);
    const client = onlyClient(run);
    expect(onlyEndpoint(client, 'client-push/smb').outcome).toBe('open');
    const skews = client.warnings.flatMap(({ facts }) =>
      facts.code === 'clock-skew' ? [facts.seconds] : [],
    );
    expect(skews).toHaveLength(Math.abs(seconds) > LIMIT_SECONDS ? 1 : 0);
    for (const skew of skews) {
      expect(Math.abs(skew - seconds)).toBeLessThan(TOLERANCE_SECONDS);
    }
  });
});

function nameOf(offset: string): string {
  return `pc001.${offset.replace('+', 'plus').replace('-', 'minus')}.${DOMAIN}`;
}
