import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closedPort } from '../support/ports.ts';
import { makeFolder, parseReport, runAsIs } from './run.ts';

const EXAMPLE = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'catalogue.yaml'),
  'utf8',
);

let server: net.Server;
let accepting: number;
let closed: number;

beforeAll(async () => {
  accepting = await closedPort();
  closed = await closedPort();
  server = net.createServer((socket) => socket.destroy());
  server.listen(accepting, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** The example with the viewer's port on loopback; the site is on loopback too. */
function folder(port: number, catalogue = EXAMPLE): string {
  const cwd = makeFolder();
  const site = path.join(cwd, 'site');
  fs.mkdirSync(site);
  const words = [
    'product: current-branch',
    'catalogue: catalogue.yaml',
    'roles:',
    '  distributionPoints: 127.0.0.1',
    '',
  ];
  fs.writeFileSync(path.join(site, 'site.yaml'), words.join('\n'));
  const rows = catalogue.replace('port: 2701', `port: ${port}`);
  fs.writeFileSync(path.join(site, 'catalogue.yaml'), rows);
  return cwd;
}

const SITE = ['--site', 'site/site.yaml'];
const VIEWER = ['--method', 'own-remote-control', '--client', '127.0.0.1'];

describe('plan', () => {
  test('has the rows with their sources, and says nothing of what is not asked for', async () => {
    const words = ['plan', ...SITE, '--method', 'own-pxe', 'own-remote-control', '-o', 'json'];
    const { code, stdout } = await runAsIs(words, { cwd: folder(2701) });
    expect(code).toBe(0);
    const plan: {
      readonly requirements: readonly Readonly<Record<string, unknown>>[];
    } = JSON.parse(stdout);
    expect(
      plan.requirements.map(({ id, transport, ports, endpoints }) => [
        id,
        transport,
        ports,
        endpoints,
      ]),
    ).toEqual([
      ['own-remote-control/own-viewer', 'tcp', [2701], []],
      ['own-pxe/own-dhcp', 'udp', [67], [{ host: '127.0.0.1', port: 67 }]],
      ['own-pxe/own-binl', 'udp', [4011], [{ host: '127.0.0.1', port: 4011 }]],
      ['own-pxe/own-tftp', 'udp', [69], [{ host: '127.0.0.1', port: 69 }]],
    ]);
    expect(plan.requirements[0]).toMatchObject({
      source: expect.stringContaining('"Configuration Manager console -- > Client"'),
      own: { title: 'remote control' },
    });
  });

  test('has them beside ours where no method is chosen', async () => {
    const { stdout } = await runAsIs(['plan', ...SITE], { cwd: folder(2701) });
    expect(stdout).toContain('client-push/smb');
    expect(stdout).toContain('own-pxe/own-tftp');
  });

  test.each(['table', 'csv', 'markdown', 'firewall', 'firewall-csv'])('-o %s', async (format) => {
    const words = ['plan', ...SITE, '--method', 'own-pxe', '-o', format];
    const { code, stdout } = await runAsIs(words, { cwd: folder(2701) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/4011/);
  });

  test('the script for clients names them as what it leaves out', async () => {
    const words = ['plan', ...SITE, '--method', 'own-remote-control', '-o', 'firewall-powershell'];
    const { stdout } = await runAsIs(words, { cwd: folder(2701) });
    expect(stdout).toContain('is known\r\n# to whoever wrote the rows.');
    expect(stdout).toContain('own-remote-control/own-viewer');
    expect(stdout).not.toContain('New-NetFirewallRule @Rule');
  });
});

describe('explain', () => {
  test('knows a row and what it is for, where the catalogue is named', async () => {
    const cwd = folder(2701);
    const one = await runAsIs(['explain', 'own-pxe/own-binl', ...SITE], { cwd });
    expect(one.code).toBe(0);
    expect(one.stdout).toContain('UDP 4011');
    expect(one.stdout).toContain('PXE-E55');
    expect(one.stdout.replaceAll(/\s+/g, ' ')).toContain(
      '"Client -- > Distribution point configured for PXE"',
    );
    const all = await runAsIs(['explain', 'own-pxe', '--catalogue', 'site/catalogue.yaml'], {
      cwd,
    });
    expect(all.stdout).toContain('own-pxe/own-dhcp');
    expect(all.stdout).toContain('own-pxe/own-tftp');
  });

  test('tells a port of them, and in JSON', async () => {
    const words = ['explain', '4011', ...SITE, '-o', 'json'];
    const { stdout } = await runAsIs(words, { cwd: folder(2701) });
    const { flows }: { readonly flows: readonly { readonly id: string }[] } = JSON.parse(stdout);
    // Dynamic ports of old clients have it too.
    expect(flows.map(({ id }) => id)).toContain('own-pxe/own-binl');
  });

  test('what a row says is no command of a CI system', async () => {
    const cwd = folder(2701, EXAMPLE.replace('title: remote control', 'title: "::error::x"'));
    const { stdout } = await runAsIs(['explain', 'own-remote-control/own-viewer', ...SITE], {
      cwd,
    });
    expect(stdout).toContain('error::x');
    expect(stdout).not.toMatch(/^\s*::/m);
  });

  test('of ours needs no site file: one that is wrong, and that nobody named, stops nothing', async () => {
    const cwd = path.join(folder(2701), 'site');
    fs.writeFileSync(path.join(cwd, 'ccm-preflight.yaml'), 'product: [\n', { mode: 0o644 });
    fs.chmodSync(cwd, 0o755);
    const ours = await runAsIs(['explain', '445'], { cwd });
    expect([ours.code, ours.stdout]).toEqual([0, expect.stringContaining('client-push/smb')]);
    const own = await runAsIs(['explain', 'own-pxe'], { cwd });
    expect([own.code, own.stderr]).toEqual([2, expect.stringContaining('ccm-preflight.yaml:')]);
    const named = await runAsIs(['explain', '445', '--site', 'ccm-preflight.yaml'], { cwd });
    expect(named.code).toBe(2);
  });

  test('without it they are not known', async () => {
    const { code, stderr } = await runAsIs(['explain', 'own-pxe'], { cwd: folder(2701) });
    expect(code).toBe(2);
    expect(stderr).toContain('own-pxe');
  });
});

describe('check', () => {
  test('a port that accepts: the method works, and no installation is the readier', async () => {
    const words = ['check', ...SITE, ...VIEWER, '-o', 'json'];
    const { code, stdout } = await runAsIs(words, { cwd: folder(accepting) });
    expect(code).toBe(0);
    const [client] = parseReport(stdout).clients;
    expect(client?.methods).toMatchObject([
      { method: 'own-remote-control', verdict: 'works', here: 'works' },
    ]);
  });

  test.each([
    ['en', 'To mend remote control: nothing listens on TCP'],
    ['ja', 'remote control'],
  ])('one that refuses breaks it, in the words of the user (%s)', async (lang, told) => {
    const words = ['check', ...SITE, ...VIEWER, '--lang', lang];
    const { code, stdout } = await runAsIs(words, { cwd: folder(closed) });
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(told);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'explain own-remote-control/own-viewer --catalogue FILE',
    );
  });

  test('a row without a symptom leaves no title alone in a JUnit report', async () => {
    const words = ['check', ...SITE, ...VIEWER, '-o', 'junit'];
    const told = await runAsIs(words, { cwd: folder(closed) });
    expect(told.stdout).toContain('remote control: The viewer says that it could not connect');
    const silent = EXAMPLE.replace(/^ +symptom: .*\n/gm, '');
    const { code, stdout } = await runAsIs(words, { cwd: folder(closed, silent) });
    expect(code).toBe(1);
    expect(stdout).toContain('own-remote-control/own-viewer: refused');
    expect(stdout).not.toMatch(/remote control: *$/m);
  });

  test('what no probe can tell is left to be looked at by hand', async () => {
    const words = ['check', ...SITE, '--method', 'own-pxe', '--from', 'client'];
    const { code, stdout } = await runAsIs(words, { cwd: folder(2701) });
    expect(code).toBe(3);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'own-pxe: unproven; to look at by hand: PXE DHCP, PXE boot information, PXE TFTP',
    );
  });

  test.each(['csv', 'junit', 'html', 'markdown', 'github', 'prometheus', 'clients', 'firewall'])(
    '-o %s tells of it',
    async (format) => {
      const words = ['check', ...SITE, ...VIEWER, '-o', format];
      const { code, stdout } = await runAsIs(words, { cwd: folder(closed) });
      expect(code).toBe(1);
      expect(stdout).toMatch(format === 'prometheus' ? /own-remote-control/ : /remote control/);
    },
  );

  test('a method of the user that no row is for is refused, with those that there are', async () => {
    const words = ['check', ...SITE, '--client', '127.0.0.1', '--method', 'own-remote'];
    const { code, stderr } = await runAsIs(words, { cwd: folder(2701) });
    expect(code).toBe(2);
    expect(stderr).toContain('"own-remote" is none of client-push, ');
    expect(stderr).toContain('own-remote-control, own-pxe');
  });

  test('a row that is wrong is refused with its place in its own file', async () => {
    const cwd = folder(2701, EXAMPLE.replace('transport: tcp', 'transport: tpc'));
    const { code, stderr } = await runAsIs(['check', ...SITE, ...VIEWER], { cwd });
    expect(code).toBe(2);
    const file = path.join('site', 'catalogue.yaml');
    expect(stderr).toMatch(
      new RegExp(
        `^${file.replaceAll(/[\\.]/g, String.raw`\$&`)}:\\d+:16: rows\\[0\\]\\.transport can't be "tpc"`,
      ),
    );
  });

  test('a catalogue that is not there, or no file', async () => {
    const cwd = folder(2701);
    const words = ['plan', '--product', 'current-branch', '--catalogue'];
    const missing = await runAsIs([...words, 'nothing.yaml'], { cwd });
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('--catalogue')]);
    const directory = await runAsIs([...words, 'site'], { cwd });
    expect([directory.code, directory.stderr]).toEqual([2, expect.stringContaining('--catalogue')]);
    fs.rmSync(path.join(cwd, 'site/catalogue.yaml'));
    const named = await runAsIs(['plan', ...SITE], { cwd });
    expect([named.code, named.stderr]).toEqual([
      2,
      expect.stringMatching(/: site\/site\.yaml:\d+:\d+: .*catalogue\.yaml/),
    ]);
  });

  test('of a site file that nobody named, one that others may write is not taken', async () => {
    const cwd = path.join(folder(2701), 'site');
    fs.renameSync(path.join(cwd, 'site.yaml'), path.join(cwd, 'ccm-preflight.yaml'));
    fs.chmodSync(path.join(cwd, 'ccm-preflight.yaml'), 0o644);
    fs.chmodSync(path.join(cwd, 'catalogue.yaml'), 0o644);
    fs.chmodSync(cwd, 0o755);
    expect((await runAsIs(['plan'], { cwd })).stdout).toContain('own-pxe/own-tftp');
    fs.chmodSync(path.join(cwd, 'catalogue.yaml'), 0o666);
    const { code, stderr } = await runAsIs(['plan'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('the catalogue catalogue.yaml, which the site file of this folder'),
    ]);
    const named = await runAsIs(['plan', '--site', 'ccm-preflight.yaml'], { cwd });
    expect(named.code).toBe(0);
  });
});

describe('saved reports', () => {
  async function saved(cwd: string, name: string): Promise<void> {
    await runAsIs(['check', ...SITE, ...VIEWER, '-o', `ndjson=${name}`], { cwd });
  }

  test('merge shows the rows where the catalogue is not, as they were said', async () => {
    const cwd = folder(closed);
    await saved(cwd, 'one.ndjson');
    fs.rmSync(path.join(cwd, 'site'), { recursive: true });
    const { code, stdout } = await runAsIs(['merge', 'one.ndjson'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('✖ own-remote-control breaks: remote control');
  });

  test('merge refuses reports of rows that differ', async () => {
    const cwd = folder(closed);
    await saved(cwd, 'one.ndjson');
    const file = path.join(cwd, 'site', 'catalogue.yaml');
    fs.writeFileSync(
      file,
      fs.readFileSync(file, 'utf8').replace('necessity: required', 'necessity: helpful'),
    );
    await saved(cwd, 'two.ndjson');
    const { code, stderr } = await runAsIs(['merge', 'one.ndjson', 'two.ndjson'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'necessity of own-remote-control/own-viewer: helpful in two.ndjson, required in one.ndjson',
    );
  });

  test('diff tells what became of them', async () => {
    const cwd = folder(closed);
    await saved(cwd, 'before.ndjson');
    const late = net.createServer((socket) => socket.destroy());
    late.listen(closed, '127.0.0.1');
    await once(late, 'listening');
    await saved(cwd, 'after.ndjson');
    late.close();
    await once(late, 'close');
    const { code, stdout } = await runAsIs(['diff', 'before.ndjson', 'after.ndjson'], { cwd });
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('own-remote-control: breaks → works');
  });

  test('words that somebody edited fool no terminal, and are no longer than ours', async () => {
    const cwd = folder(closed);
    await saved(cwd, 'one.ndjson');
    const report = fs.readFileSync(path.join(cwd, 'one.ndjson'), 'utf8');
    const edited = (title: string) => {
      const text = report.replace('"own":{"title":"', `"own":{"title":"${title}`);
      fs.writeFileSync(path.join(cwd, 'edited.ndjson'), text);
      return runAsIs(['merge', 'edited.ndjson'], { cwd });
    };
    const cleaned = await edited(String.raw`\u001b[2J\u202e`);
    expect(cleaned.code).toBe(1);
    expect(cleaned.stdout).toContain('own-remote-control breaks: [2Jremote control');
    expect(cleaned.stdout).not.toMatch(/[\u001b\u202e]/);
    const long = await edited('x'.repeat(600));
    expect(long.code).toBe(2);
    expect(long.stderr).toContain('catalogue.own-remote-control/own-viewer.own.title');
  });
});
