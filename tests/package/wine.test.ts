import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { TOOL } from '../../src/run/tool.ts';
import { makeFolder, parseReport } from '../cli/run.ts';
import { Wine, type WineEnded, hasWine } from './wine.ts';
import { describeUnless } from '../support/skip.ts';
import { printedBy } from '../support/printed.ts';

jest.setTimeout(180_000);

const EXECUTABLE = process.env['CCM_PREFLIGHT_WINDOWS_EXECUTABLE'];

function whyNot(): string | null {
  if (EXECUTABLE === undefined) return 'CCM_PREFLIGHT_WINDOWS_EXECUTABLE names no executable';
  return hasWine() ? null : 'wine is not installed (Debian: wine, wine64)';
}

const describeWine = describeUnless(whyNot());

describeWine('the Windows executable under wine', () => {
  const folder = makeFolder({
    'bad.yaml': 'communication: https\n',
    'preload.cjs': "require('node:fs').writeFileSync('obeyed', '');",
  });
  const at = (name: string): string => path.join(folder, name);
  let wine: Wine;
  let lab: Lab;
  let broken: Lab;

  beforeAll(async () => {
    wine = await Wine.create(folder);
    lab = await startLab({ communication: 'native' });
    broken = await startLab({ faults: ['client-push/smb=refuse'] });
    fs.writeFileSync(at('site.yaml'), lab.siteFile);
    fs.writeFileSync(at('broken.yaml'), broken.siteFile);
    fs.writeFileSync(at('ca.pem'), lab.ca);
  });
  afterAll(async () => {
    await Promise.all([lab.close(), broken.close(), wine.close()]);
  });

  const run = (line: string, environment?: NodeJS.ProcessEnv): Promise<WineEnded> =>
    wine.run([path.resolve(EXECUTABLE ?? ''), ...line.split(' ')], environment);

  test('shows its version, whatever NODE_OPTIONS says', async () => {
    expect(await run('--version', { NODE_OPTIONS: '--require ./preload.cjs' })).toEqual({
      code: 0,
      stdout: `${TOOL.version}\n`,
      stderr: '',
    });
    expect(fs.existsSync(at('obeyed'))).toBe(false);
  });

  test('shows help', async () => {
    const { code, stdout, stderr } = await run('check --help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('ccm-preflight check');
    expect(stdout).toContain('--client-name');
  });

  const FROM_SERVER = 'check --client localhost';

  test('checks from the site server', async () => {
    const ended = await run(`${FROM_SERVER} --site site.yaml --ca ca.pem -o json`);
    const { code } = ended;
    const { clients, run: told } = parseReport(printedBy(ended));
    expect([code, told.from, told.complete]).toEqual([0, 'site-server', true]);
    const outcomes = Object.fromEntries(
      (clients[0]?.requirements ?? []).map(({ id, outcome }) => [id, outcome]),
    );
    expect(outcomes).toMatchObject({
      'client-push/smb': 'open',
      'client-push/rpc-endpoint-mapper': 'open',
      'client-push/rpc-dynamic': 'open',
    });
  });

  test('finds what is broken', async () => {
    const ended = await run(`${FROM_SERVER} --site broken.yaml -o json`);
    const { code } = ended;
    const [client] = parseReport(printedBy(ended)).clients;
    expect(code).toBe(1);
    expect(client?.methods.find(({ method }) => method === 'client-push')?.verdict).toBe('breaks');
    expect(client?.requirements.find(({ id }) => id === 'client-push/smb')?.outcome).toBe(
      'refused',
    );
  });

  test('checks from the client, over TLS, and writes a page', async () => {
    const ended = await run(
      'check --from client --client-name localhost --site site.yaml --ca ca.pem -o json -o html=report.html',
    );
    const { code } = ended;
    const { clients, run: told } = parseReport(printedBy(ended));
    expect([code, told.from, told.complete]).toEqual([0, 'client', true]);
    const { methods = [], warnings } = clients[0] ?? {};
    expect(warnings).toEqual([]);
    expect(methods.filter(({ here }) => here === 'works').map(({ method }) => method)).toEqual([
      'client-push',
      'software-update-point',
      'group-policy',
      'manual',
      'software-distribution',
    ]);
    const page = fs.readFileSync(at('report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('localhost');
  });

  test('finds a site in the registry, by reg.exe', async () => {
    const add = async (key: string, name: string, data: string): Promise<void> => {
      await wine.run(['reg', 'add', `HKLM\\SOFTWARE\\${key}`, '/v', name, '/d', data, '/f']);
    };
    await add('Microsoft\\SMS\\Mobile Client', 'AssignedSiteCode', 'S01');
    await add('Microsoft\\CCMSetup', 'LastValidMP', 'http://127.0.0.1:1');
    await add('Policies\\Microsoft\\Windows\\WindowsUpdate', 'WUServer', 'http://127.0.0.1:8530');
    const ended = await run('discover --domain contoso.test --dns 127.0.0.1:1 -o json');
    const { code } = ended;
    const { site, asked } = JSON.parse(printedBy(ended));
    expect([code, site]).toEqual([
      0,
      {
        siteCode: 'S01',
        roles: {
          managementPoints: ['127.0.0.1:1'],
          softwareUpdatePoints: [{ host: '127.0.0.1', httpPort: 8530 }],
        },
      },
    ]);
    expect(JSON.stringify(asked)).not.toContain('REG_FAILED');
  });

  const ECHO =
    'check --product cm2007 --client 127.0.0.1 --method client-push --timeout 1s -o json';

  test('loads the native addon from inside', async () => {
    // What it would call then is not in wine 8: another reason than a file that can't be loaded.
    const { code, stderr } = await run(`${ECHO} --icmp native`);
    expect([1, 2]).toContain(code);
    expect(stderr).not.toMatch(/ERR_DLOPEN_FAILED|ENOENT|EACCES|EPERM/);
  });

  test('starts the ping program where the addon may not be loaded', async () => {
    const nowhere = { TEMP: 'Z:\\nowhere', TMP: 'Z:\\nowhere' };
    const native = await run(`${ECHO} --icmp native`, nowhere);
    expect([native.code, native.stdout]).toEqual([2, '']);
    const ended = await run(ECHO, nowhere);
    const { code } = ended;
    const echo = parseReport(printedBy(ended)).clients[0]?.requirements.find(
      ({ id }) => id === 'client-push/icmp',
    );
    // wine's ping knows no -4: a failure of the machine, and no block.
    expect([code, ['open', 'error'].includes(echo?.outcome ?? '')]).toEqual([1, true]);
  });

  test('leaves at most the addon of its last run, which Windows does not let it delete', () => {
    const users = at('prefix/drive_c/users');
    const left = fs
      .readdirSync(users)
      .map((user) => path.join(users, user, 'Temp'))
      .flatMap((temp) => (fs.existsSync(temp) ? fs.readdirSync(temp) : []))
      .filter((name) => name.startsWith('ccm-preflight'));
    expect(left.length).toBeLessThanOrEqual(1);
  });

  test.each([
    ['a site file', 'check --from client --site bad.yaml', 'bad.yaml'],
    ['a method', 'check --from client --method wsus', 'wsus'],
    ['a name of a file', 'check --from client --site missing.yaml', 'missing.yaml'],
    ['a command', 'chekc', 'chekc'],
  ])('refuses %s that is wrong', async (_what, line, named) => {
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
  });
});
