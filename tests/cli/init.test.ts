import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { makeFolder } from '../support/folder.ts';
import { testStreams } from '../support/streams.ts';

let folder = '';
beforeEach(() => {
  folder = makeFolder();
});

async function run(...argv: string[]) {
  const streams = testStreams({ cwd: folder });
  const exitCode = await main(argv, streams);
  return { exitCode, stdout: streams.stdout.text, stderr: streams.stderr.text };
}

const EVERY_FLAG = String.raw`
  --product current-branch --communication enhanced-http --site-code S01
  --site-server cm01.contoso.com --mp mp01.contoso.com [::1]:8080 --dp dp01 dp02:81
  --dp-serves http smb --fsp fsp01 --sup sup01:8530 --sup-ssl yes
  --source \\files01\client --manual-source \\files02\client --gpo-source \\files03\client
  --sup-source \\files04\client --run-from local --gpo-package \\files05\gpo
  --http-port 80 8080 --https-port 443 --smb-port 4445 --rpc-port 4135 --notification-port 10124
  --schema-extended no --sites-published no --slp-needed no --membership workgroup
  --rpc-dynamic-ports 1025-5000`
  .trim()
  .split(/\s+/);

describe('init', () => {
  test('without flags: a file that loads as the defaults, commented', async () => {
    const { exitCode, stdout } = await run('init');
    expect(exitCode).toBe(0);
    const product = { flag: '--product', path: ['product'], value: 'cm2007' };
    expect(siteFromFiles({ name: 'site.yaml', text: stdout }, [product])).toEqual(
      siteFromFiles(null, [product]),
    );
  });

  test('every example line is valid once its mark is taken away', async () => {
    const { stdout } = await run('init');
    const text = stdout.replaceAll(/^#-/gm, '');
    const catalogue = { name: 'catalogue.yaml', text: 'rows: []' };
    const site = siteFromFiles({ name: 'site.yaml', text }, [], [catalogue]);
    expect(site.roles.softwareUpdatePoints[0]?.httpsPorts).toEqual([8531]);
    expect(site.install.groupPolicy.package).toMatchObject({ share: { server: 'files01' } });
  });

  test('filled from every flag: plan says the same by file and by flags', async () => {
    expect((await run('init', 'site.yaml', ...EVERY_FLAG)).exitCode).toBe(0);
    const byFile = await run('plan', '--site', 'site.yaml', '-o', 'json');
    const byFlags = await run('plan', ...EVERY_FLAG, '-o', 'json');
    expect(byFile.exitCode).toBe(0);
    expect(byFile.stdout).toBe(byFlags.stdout);
    expect(await readFile(path.join(folder, 'site.yaml'), 'utf8')).not.toMatch(/^#-product/m);
  });

  test('a file that is there is not replaced without --force', async () => {
    await run('init', 'site.yaml', '--mp', 'mp01');
    const refused = await run('init', 'site.yaml', '--mp', 'mp02');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toBe(
      'ccm-preflight: init: "site.yaml" is there already; --force replaces it\n',
    );
    expect(await readFile(path.join(folder, 'site.yaml'), 'utf8')).toContain('mp01');
    expect((await run('init', 'site.yaml', '--mp', 'mp02', '--force')).exitCode).toBe(0);
    expect(await readFile(path.join(folder, 'site.yaml'), 'utf8')).toContain('mp02');
  });

  test('flags that make no site are refused before a file is written', async () => {
    const refused = await run(
      'init',
      'site.yaml',
      '--product',
      'cm2007',
      '--communication',
      'https',
    );
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--communication: communication "https" does not exist');
    await expect(readFile(path.join(folder, 'site.yaml'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  test('a folder that is not there', async () => {
    const failed = await run('init', 'no/such/site.yaml');
    expect(failed.exitCode).toBe(2);
    expect(failed.stderr).toContain(
      'init: can\'t write "no/such/site.yaml": its folder is not there (ENOENT)',
    );
  });
});

test('the example of a communication is one of the product', async () => {
  expect((await run('init', '--product', 'current-branch')).stdout).toContain(
    '#-communication: enhanced-http',
  );
  expect((await run('init', '--product', 'cm2007')).stdout).toContain('#-communication: mixed');
});

describe('boundary groups', () => {
  const GROUPS = {
    SMS_Boundary: [
      { BoundaryID: 1, BoundaryType: 3, Value: '10.1.0.10-10.1.0.99' },
      { BoundaryID: 2, BoundaryType: 0, Value: '10.2.0.0' },
    ],
    SMS_BoundaryGroup: [{ GroupID: 11, Name: 'Osaka' }],
    SMS_BoundaryGroupMembers: [
      { GroupID: 11, BoundaryID: 1 },
      { GroupID: 11, BoundaryID: 2 },
    ],
    SMS_BoundaryGroupSiteSystems: [
      {
        GroupID: 11,
        ServerNALPath: String.raw`["Display=\\DP01\"]MSWNET:["SMS_SITE=S01"]\\DP01\ `.trim(),
      },
    ],
    SMS_BoundaryGroupRelationships: [],
  };
  const words = ['init', '--product', 'current-branch', '--dp', 'dp01:8080'];
  const exported = (text: string | Buffer) => writeFile(path.join(folder, 'groups.json'), text);

  test.each(['utf8', 'utf16le'] as const)('boundary groups of an export, %s', async (encoding) => {
    await exported(Buffer.from(`\ufeff${JSON.stringify(GROUPS)}`, encoding));
    const { exitCode, stdout, stderr } = await run(...words, '--boundary-groups', 'groups.json');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('boundary "10.2.0.0" (Osaka) is left out: an IP subnet keeps no mask');
    const site = siteFromFiles({ name: 'site.yaml', text: stdout });
    expect(site.boundaryGroups).toMatchObject([
      { name: 'Osaka', distributionPoints: ['dp01'], boundaries: [{}] },
    ]);
  });

  test.each(['{}', 'not JSON'])('what is no export of them is refused: %s', async (text) => {
    await exported(text);
    const { exitCode, stderr } = await run(...words, '--boundary-groups', 'groups.json');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is no export of boundary groups');
  });

  test('an example of them stands where that product is said', async () => {
    const { stdout } = await run('init', '--product', 'current-branch');
    expect(stdout).toContain('#-boundaryGroups: [{ name: Osaka');
    expect((await run('init', '--product', 'cm2007')).stdout).not.toContain('boundaryGroups');
  });
});
