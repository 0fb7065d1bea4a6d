import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { RequirementId } from '../../src/catalogue/flow.ts';
import { Network } from '../real/support/network.ts';
import { startNginx } from '../real/support/nginx.ts';
import { startDomainController } from '../real/support/samba.ts';
import { whyNotReal } from '../real/support/prerequisites.ts';
import { TOOL } from '../../src/run/tool.ts';
import { makeFolder, parseReport } from '../cli/run.ts';
import { Wine, type WineEnded, hasWine } from './wine.ts';
import { describeUnless } from '../support/skip.ts';
import { printedBy } from '../support/printed.ts';

const EXECUTABLE = process.env['CCM_PREFLIGHT_WINDOWS_EXECUTABLE'];

function whyNot(): string | null {
  if (EXECUTABLE === undefined) return 'CCM_PREFLIGHT_WINDOWS_EXECUTABLE names no executable';
  return hasWine() ? null : 'wine is not installed (Debian trixie: wine, wine64)';
}

const LOGS = path.join(import.meta.dirname, '..', '..', 'fixtures', 'logs');

/** Where wine shows a path of this machine. */
function winPath(file: string): string {
  return `Z:${path.resolve(file).replaceAll('/', '\\')}`;
}

const describeWine = describeUnless(whyNot(), 'CCM_PREFLIGHT_REQUIRE_WINE');

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
    wine = await Wine.create(folder, path.dirname(path.resolve(EXECUTABLE ?? '')));
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
    const outcomes = Object.fromEntries(
      (clients[0]?.requirements ?? []).map(({ id, outcome }) => [id, outcome]),
    );
    // wine's echo requests are those of this machine, which may not let it send any: then nobody is
    // ready as far as anybody knows.
    expect(outcomes['client-push/icmp']).toMatch(/^(?:open|error)$/);
    const ready = outcomes['client-push/icmp'] === 'open';
    expect([code, told.from, told.complete]).toEqual([ready ? 0 : 3, 'site-server', true]);
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
    // Whether wine then lets it send echo requests is this machine's affair: another reason than a
    // file that can't be loaded.
    const { code, stderr } = await run(`${ECHO} --icmp native`);
    expect([0, 1, 2]).toContain(code);
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

  test('tells what a site needs, and sends nothing', async () => {
    const ended = await run('plan --site site.yaml --method client-push -o json');
    expect(ended.code).toBe(0);
    const { requirements } = JSON.parse(printedBy(ended));
    expect(requirements.map(({ id }: { id: string }) => id)).toContain('client-push/smb');
  });

  test('reads a log in code page 932', async () => {
    fs.copyFileSync(path.join(LOGS, 'cp932', 'ccmsetup.log'), at('ccmsetup.log'));
    const ended = await run('diagnose ccmsetup.log -o json --quiet');
    expect(ended.code).toBe(1);
    const [computer] = JSON.parse(printedBy(ended)).computers;
    expect(computer.findings[0].error.hex).toMatch(/^0x8/);
  });

  test.each(['932', '65001'])(
    'speaks Japanese where the console has code page %s',
    async (page) => {
      const script = `chcp ${page}>nul & "${winPath(EXECUTABLE ?? '')}" explain client-push/smb --lang ja`;
      fs.writeFileSync(at('run.cmd'), `@${script}\r\n`);
      const ended = await wine.run(['cmd', '/c', 'run.cmd']);
      expect(ended.code).toBe(0);
      // A file gets UTF-8 whatever the console shows.
      expect(ended.stdout).toContain('クライアント');
    },
  );

  test.each(['932', '65001'])('shows Japanese on a console that has code page %s', async (page) => {
    const script = `chcp ${page}>nul & "${winPath(EXECUTABLE ?? '')}" explain client-push/smb --lang ja`;
    fs.writeFileSync(at('console.cmd'), `@${script}\r\n`);
    const { code, shown } = await wine.show(['cmd', '/c', 'console.cmd']);
    expect([code, shown]).toEqual([0, expect.stringContaining('クライアント')]);
  });

  test('runs in a folder whose name has blanks and Japanese, and goes on with a run there', async () => {
    const within = '確認 の フォルダー';
    fs.mkdirSync(at(within));
    for (const name of ['site.yaml', 'ca.pem']) fs.copyFileSync(at(name), at(`${within}/${name}`));
    const options = '--site site.yaml --ca ca.pem --method client-push --timeout 1s --quiet'.split(
      ' ',
    );
    const files = ['--resume', '一覧.ndjson', '-o', 'json=報告.json'];
    const words = (...clients: string[]): string[] => [
      path.resolve(EXECUTABLE ?? ''),
      'check',
      ...options,
      ...files,
      '--client',
      ...clients,
    ];
    const first = await wine.run(words('localhost'), {}, within);
    expect([0, 3]).toContain(first.code);
    expect(first.stderr).toContain('一覧.ndjson');
    const second = await wine.run(words('localhost', '127.0.0.77'), {}, within);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('1 client done before');
    const { clients } = parseReport(fs.readFileSync(at(`${within}/報告.json`), 'utf8'));
    expect(clients.map(({ client }) => client)).toEqual(['localhost', '127.0.0.77']);
  });

  test('Ctrl-C at a terminal ends it with a report that says so', async () => {
    const words = [
      path.resolve(EXECUTABLE ?? ''),
      ...`${FROM_SERVER} --site silent.yaml`.split(' '),
    ];
    const silent = await startLab({ faults: ['client-push/smb=silent'] });
    try {
      fs.writeFileSync(at('silent.yaml'), silent.siteFile);
      const patient = ['--timeout', '60s', '-o', 'ndjson=interrupted.ndjson'];
      expect(await wine.interrupt([...words, ...patient], 'interrupted.ndjson')).toBe(130);
    } finally {
      await silent.close();
    }
    const lines = fs.readFileSync(at('interrupted.ndjson'), 'utf8').trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line)).find(({ type }) => type === 'summary');
    expect(told).toMatchObject({ run: { complete: false }, exitCode: 130 });
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

describeUnless(whyNot() ?? whyNotReal(['samba', 'web']), 'CCM_PREFLIGHT_REQUIRE_WINE')(
  'the Windows executable under wine, against real servers',
  () => {
    let network: Network;
    let wine: Wine;
    let places: { readonly client: string; readonly mp: string };
    let filterClient: (rules: readonly string[]) => Promise<void>;

    beforeAll(async () => {
      network = await Network.create();
      const [site, client, mp] = [
        await network.addHost('site'),
        await network.addHost('pc001'),
        await network.addHost('mp'),
      ];
      await site.addAddress();
      places = { client: (await client.addAddress()).v4, mp: (await mp.addAddress()).v4 };
      filterClient = (rules) => client.filterIncoming(rules);
      const answer = `if ($uri = /SMS_MP/.sms_aut) { return 200 '<MPList><MP Name="MP01"/></MPList>'; } return 200 'ok';`;
      await Promise.all([
        startDomainController(client, 'PC001'),
        startNginx(mp, [{ address: 'any', port: 80, answer }]),
      ]);
      const programs = path.dirname(path.resolve(EXECUTABLE ?? ''));
      wine = await Wine.create(makeFolder({}), programs, site.enter);
    });
    afterAll(async () => {
      await wine.close();
      await network.close();
    });

    /** What the executable sees of the client, and of the management point from here. */
    async function check() {
      const line = `check --product cm2007 --method client-push --client ${places.client} --mp ${places.mp} -o json --quiet`;
      const ended = await wine.run([path.resolve(EXECUTABLE ?? ''), ...line.split(' ')]);
      const report = parseReport(printedBy(ended));
      const outcomeOf = (id: RequirementId): string | undefined =>
        report.clients[0]?.requirements.find((one) => one.id === id)?.outcome;
      return {
        smb: outcomeOf('client-push/smb'),
        mapper: outcomeOf('client-push/rpc-endpoint-mapper'),
        dynamic: outcomeOf('client-push/rpc-dynamic'),
        mp: report.indirect.find(({ host }) => host === places.mp)?.outcome,
      };
    }

    test('Samba and nginx answer', async () => {
      expect(await check()).toEqual({ smb: 'open', mapper: 'open', dynamic: 'open', mp: 'open' });
    });

    test('what a filter drops or rejects is told apart', async () => {
      await filterClient(['tcp dport 445 drop', 'tcp dport 135 reject with tcp reset']);
      expect(await check()).toEqual({
        smb: 'filtered',
        mapper: 'refused',
        dynamic: 'inconclusive',
        mp: 'open',
      });
    });
  },
);
