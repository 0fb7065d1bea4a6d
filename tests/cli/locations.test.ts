import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { describeUnless } from '../support/skip.ts';
import { makeFolder, run } from './run.ts';

const folder = makeFolder();
const file = (name: string): string => path.join(folder, name);
/** Where the lab has its distribution point, and where nobody is. */
const [OPEN, CLOSED] = ['127.0.0.3', '127.0.0.30'];
/** Nobody either, and said to serve SMB alone: SMB is required in the site, and where it is the only one. */
const OVER_SMB = '127.0.0.31';

let lab: Lab | null = null;
beforeAll(async () => {
  lab = await startLab({ product: 'current-branch', faults: [] });
  const said = z
    .looseObject({ roles: z.looseObject({ distributionPoints: z.array(z.unknown()) }) })
    .parse(parse(lab.siteFile));
  const site = {
    ...said,
    roles: {
      ...said.roles,
      distributionPoints: [
        ...said.roles.distributionPoints,
        { host: CLOSED, serves: 'http' },
        { host: OVER_SMB, serves: 'smb' },
      ],
    },
    boundaryGroups: [
      { name: 'Osaka', boundaries: '127.0.0.1/32', distributionPoints: OPEN },
      { name: 'Tokyo', boundaries: '127.9.9.8-127.9.9.9', distributionPoints: CLOSED },
      {
        name: 'Kyoto',
        boundaries: '127.9.9.16/28',
        distributionPoints: CLOSED,
        neighbours: 'Osaka',
      },
      { name: 'Nara', boundaries: '127.9.9.32/28', distributionPoints: OVER_SMB },
      {
        name: 'Kobe',
        boundaries: '127.9.9.48/28',
        distributionPoints: OVER_SMB,
        neighbours: 'Osaka',
      },
    ],
  };
  writeFileSync(file('site.yaml'), stringify(site));
  writeFileSync(file('ca.pem'), lab.ca);
});
afterAll(async () => lab?.close());

const report = z.object({
  clients: z.tuple([
    z.object({
      location: z.object({ groups: z.array(z.string()), addresses: z.array(z.string()) }),
      warnings: z.array(z.object({ code: z.string() })),
      methods: z.array(z.object({ method: z.string(), verdict: z.string() })),
      requirements: z.array(
        z.object({
          id: z.string(),
          necessity: z.string().optional(),
          outcome: z.string(),
          unmetHosts: z.array(z.string()),
        }),
      ),
    }),
  ]),
});

interface Seen {
  readonly groups: readonly string[];
  readonly verdict: string | undefined;
  readonly unmetHosts: readonly string[] | undefined;
  readonly smb: string | undefined;
  readonly necessity: string | undefined;
  readonly warnings: readonly string[];
}

function seenIn(text: string): Seen {
  const [client] = report.parse(JSON.parse(text)).clients;
  const of = (name: string) =>
    client.requirements.find(({ id }) => id === `software-distribution/${name}`);
  return {
    groups: client.location.groups,
    verdict: client.methods.find(({ method }) => method === 'software-distribution')?.verdict,
    unmetHosts: of('dp-http')?.unmetHosts,
    smb: of('dp-smb')?.outcome,
    necessity: of('dp-smb')?.necessity,
    warnings: client.warnings.map(({ code }) => code),
  };
}

/** A client's own look from an address, its report as it was written, and as it was read again. */
async function from(address: string): Promise<readonly [Seen, Seen]> {
  const words = `check --from client --client-name pc1 --site ${file('site.yaml')} --ca ${file('ca.pem')}`;
  const saved = file(`${address}.ndjson`);
  const { stdout } = await run(
    `${words} --source-address ${address} --quiet -o json -o ndjson=${saved}`,
  );
  const again = await run(`merge ${saved} -o json`);
  return [seenIn(stdout), seenIn(again.stdout)];
}

const onLinux = describeUnless(process.platform === 'linux' ? null : 'this is not Linux');

/** Loopback has every address of its block on Linux alone. */
onLinux('a client looks at the servers that its own address leads to', () => {
  test.each([
    // Osaka's own point serves HTTP too.
    ['127.0.0.1', 'Osaka', 'works', [], 'open', 'helpful'],
    // Tokyo's own point serves no SMB, and Kyoto's neighbour serves HTTP.
    ['127.9.9.9', 'Tokyo', 'breaks', [CLOSED], 'not-needed', undefined],
    ['127.9.9.17', 'Kyoto', 'degraded', [CLOSED], 'not-needed', undefined],
    ['127.9.9.33', 'Nara', 'breaks', [], 'refused', undefined],
    ['127.9.9.49', 'Kobe', 'degraded', [], 'refused', undefined],
  ])('from %s: %s', async (address, group, verdict, unmetHosts, smb, necessity) => {
    const [written, read] = await from(address);
    expect(written).toMatchObject({ groups: [group], verdict, unmetHosts, smb });
    expect(written.necessity).toBe(necessity);
    expect(read).toEqual(written);
  });

  test('outside of all groups it is judged by all servers, and told so', async () => {
    const [written, read] = await from('127.9.9.200');
    expect(written).toMatchObject({ groups: [], verdict: 'degraded', unmetHosts: [CLOSED] });
    expect(written.warnings).toContain('no-boundary-group');
    expect(read).toEqual(written);
  });
});

describe('from the site server', () => {
  test('each client is in the groups of the address that it was found at', async () => {
    const words = `check --client localhost --method client-push --site ${file('site.yaml')}`;
    const { stdout } = await run(`${words} --quiet --retries 0 --timeout 500ms -o json`);
    const [client] = report.parse(JSON.parse(stdout)).clients;
    expect(client.location.groups).toEqual(['Osaka']);
  });

  test('its table says which', async () => {
    const words = `check --method client-push --site ${file('site.yaml')} --quiet --retries 0 --timeout 500ms`;
    const known = await run(`${words} --client 127.0.0.1`);
    expect(known.stdout).toContain('In boundary group Osaka.');
  });
});
