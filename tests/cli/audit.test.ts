import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { type Report, tell, write } from '../report/scenes.ts';
import type { See } from '../support/observations.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { closedPort } from '../support/ports.ts';
import { printedBy } from '../support/printed.ts';
import { runCommand } from '../real/support/command.ts';
import { BUILT_WORDS } from '../real/support/tool.ts';
import { type Ended, makeFolder, run } from './run.ts';

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
const command = (words: string): Promise<Ended> => run(words, { cwd: folder });
const LAB = '--site lab.yaml --ca ca.pem --method client-push';
let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
  fs.writeFileSync(at('lab.yaml'), lab.siteFile);
  fs.writeFileSync(at('ca.pem'), lab.ca);
});
afterEach(closeListeners);
afterAll(() => lab.close());

interface Audited {
  readonly flow: string;
  readonly found: string;
  readonly doubt: string | null;
}

/** What a report in JSON tells of each client's flows that are expected to be closed. */
function foundIn(text: string): readonly (readonly string[])[] {
  const { clients }: { readonly clients: readonly { readonly audit?: readonly Audited[] }[] } =
    JSON.parse(text);
  return clients.map(({ audit = [] }) =>
    audit.map(({ flow, found, doubt }) => [flow, found, doubt].filter((each) => each).join(' ')),
  );
}

describe('what is expected of flows that the site does not have is refused', () => {
  const refused = async (words: string): Promise<string> => {
    const { code, stderr, stdout } = await command(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr;
  };
  beforeAll(() => {
    fs.writeFileSync(
      at('slip.yaml'),
      'product: cm2007\nroles: { managementPoints: [mp01] }\nexpect:\n  smb: closed\n  samba: closed\n',
    );
    fs.writeFileSync(
      at('other.yaml'),
      'product: cm2007\nroles: { managementPoints: [mp01] }\nexpect:\n  mp-https: closed\n',
    );
    fs.writeFileSync(at('open.yaml'), 'product: cm2007\nexpect: { smb: open }\n');
    fs.writeFileSync(at('list.yaml'), 'product: cm2007\nexpect: [smb]\n');
  });

  test('an unknown name, with its place and the names that there are', async () => {
    const said = await refused('check --site slip.yaml --client pc001');
    expect(said).toMatch(/^ccm-preflight: slip\.yaml:5:3: "samba" is no flow of cm2007, /);
    expect(said).toContain('icmp, smb, rpc-endpoint-mapper');
    expect(said).not.toContain('cmg-https');
  });

  test('a flow that this site does without, with the reason', async () => {
    expect(await refused('plan --site other.yaml')).toBe(
      'ccm-preflight: other.yaml:4:3: no method of this site has the flow "mp-https", so it would not be looked at: clients do not talk HTTPS: communication is mixed\n',
    );
  });

  test('the flag that names it', async () => {
    const words = 'check --product cm2007 --client pc001 --expect-closed smb share';
    expect(await refused(words)).toMatch(/^ccm-preflight: --expect-closed: "share" is no flow of /);
  });

  test('anything but closed', async () => {
    expect(await refused('check --site open.yaml --client pc001')).toContain(
      'open.yaml:2:16: expect.smb can\'t be "open"; allowed: closed',
    );
    expect(await refused('check --site list.yaml --client pc001')).toContain(
      'list.yaml:2:9: expect must be a group of keys, found a list',
    );
  });

  test('--audit without anything to audit', async () => {
    expect(await refused('check --product cm2007 --client pc001 --audit')).toContain(
      '--audit: nothing is expected to be closed',
    );
    expect(
      await refused('check --product cm2007 --method manual --expect-closed smb --audit'),
    ).toContain('--audit: of the methods of this run no flow is expected to be closed');
  });
});

describe('a run', () => {
  test('an open flow is a finding, and counts with --audit alone', async () => {
    const words = `check ${LAB} --client localhost --expect-closed smb -o json`;
    const plain = await command(words);
    const audited = await command(`${words} --audit`);
    expect([plain.code, audited.code]).toEqual([0, 1]);
    for (const { stdout } of [plain, audited]) expect(foundIn(stdout)).toEqual([['smb open']]);
  });

  test('a refusal proves nothing', async () => {
    const words = `check ${LAB} --client localhost --smb-port ${await closedPort()} --expect-closed smb`;
    const plain = await command(`${words} -o json`);
    const audited = await command(`${words} --audit -o json`);
    expect([plain.code, audited.code]).toEqual([1, 3]);
    expect(foundIn(audited.stdout)).toEqual([['smb unproven refused']]);
    const { stdout } = await command(`${words} --audit`);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'SMB to the client is expected to be closed, and that is not proven',
    );
  });

  test('a row of your own is audited as any other', async () => {
    const { port } = await startListener();
    const row = (id: string, transport: string, besides = ''): string =>
      `  - { id: ${id}, methods: own-segments, from: site-server, to: client, transport: ${transport}${besides}, necessity: required, title: ${id}, purpose: policy, source: policy }\n`;
    fs.writeFileSync(
      at('own.yaml'),
      `rows:\n${row('own-door', 'tcp', `, port: ${port}`)}${row('own-gate', 'tcp', `, port: ${await closedPort()}`)}`,
    );
    const words =
      'check --product cm2007 --catalogue own.yaml --method own-segments --client 127.0.0.1 --audit -o json';
    const audited = await command(`${words} --expect-closed own-door own-segments/own-gate`);
    expect([audited.code, foundIn(printedBy(audited))]).toEqual([
      1,
      [['own-door open', 'own-gate unproven refused']],
    ]);
  });

  test('what is expected to be closed is not waited for', async () => {
    const words = `check ${LAB} --client localhost --smb-port ${await closedPort()}`;
    const { code, stdout } = await command(`${words} --expect-closed smb --wait 1h -o json`);
    const { run: ended }: { readonly run: { readonly waited?: unknown } } = JSON.parse(stdout);
    expect([code, ended.waited]).toEqual([1, { rounds: 0, ms: 0 }]);
  });

  test('nothing is asked to be opened for what is expected to be closed', async () => {
    const words = `check ${LAB} --client localhost --smb-port ${await closedPort()}`;
    expect((await command(`${words} -o firewall-csv`)).stdout).toContain('client-push/smb');
    const closed = `${words} --expect-closed client-push/smb`;
    expect((await command(`${closed} -o firewall-csv`)).stdout).not.toContain('client-push/smb');
    expect((await command(`${closed} -o firewall`)).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Left out, being expected to be closed',
    );
    const alone = 'plan --product cm2007 --method client-push --expect-closed smb -o firewall';
    expect((await command(alone)).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'No rule is needed: besides what is left out, these methods need no passage',
    );
    const planned = 'plan --product cm2007 --method client-push -o firewall-csv';
    expect((await command(planned)).stdout).toContain('client-push/smb');
    expect((await command(`${planned} --expect-closed smb`)).stdout).not.toContain('client-push');
  });

  test('--resume goes on only with what was expected before', async () => {
    const words = `check ${LAB} --client localhost 127.1.0.1 --resume run.ndjson --quiet`;
    expect((await command(`${words} --expect-closed smb`)).code).toBe(1);
    const other = await command(words);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('what is expected of client-push/smb');
    const again = await command(`${words} --expect-closed smb --audit -o json`);
    expect(again.code).toBe(1);
    expect(foundIn(printedBy(again)).flat().toSorted()).toEqual([
      'smb open',
      'smb unproven refused',
    ]);
  });

  test('the built command, from its words to its exit code', async () => {
    const site = `--site ${at('lab.yaml')} --ca ${at('ca.pem')} --method client-push`;
    const words = `check ${site} --client localhost --expect-closed smb rpc-dynamic --audit -o json`;
    const ended = await runCommand([...BUILT_WORDS, ...words.split(' ')]);
    expect(foundIn(printedBy(ended))).toEqual([['smb open', 'rpc-dynamic open']]);
    expect(ended.exitCode).toBe(1);
  });
});

const SITE = {
  product: 'cm2007',
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
} as const;

/** A saved report of a run at one end. */
function save(name: string, from: Vantage, closed: readonly string[], see: See, minute = 0): void {
  const expected = Object.fromEntries(closed.map((flow) => [flow, 'closed']));
  const report: Report = {
    title: '',
    site: { ...SITE, expect: expected },
    from,
    clients: [{ client: 'pc001.contoso.com', see }],
  };
  const told = tell(report);
  const startedAt = `2024-05-01T12:${String(minute).padStart(2, '0')}:00.000Z`;
  const head = { ...told.head, run: { ...told.head.run, startedAt } };
  const tail = { ...told.tail, run: { ...told.tail.run, startedAt, finishedAt: startedAt } };
  fs.writeFileSync(at(name), write({ ...told, head, tail }, 'ndjson'));
}

const open: See = () => 'open';
const noSmb: See = ({ kind }) => (kind === 'smb' ? 'filtered' : 'open');

describe('merge', () => {
  test('what each end found of the flows that it opens is joined', async () => {
    save('server.ndjson', 'site-server', ['smb', 'mp-http'], noSmb);
    save('client.ndjson', 'client', ['smb', 'mp-http'], open);
    const joined = await command('merge server.ndjson client.ndjson -o json --audit');
    expect(foundIn(joined.stdout)).toEqual([['smb closed', 'mp-http open']]);
    expect(joined.code).toBe(1);
    const alone = await command('merge server.ndjson -o json --audit');
    expect([alone.code, foundIn(alone.stdout)]).toEqual([
      0,
      [['smb closed', 'mp-http not-checked']],
    ]);
  });

  test('what one of the reports expects holds for all, and is told in every line', async () => {
    save('silent.ndjson', 'site-server', [], open, 1);
    save('expecting.ndjson', 'site-server', ['smb'], noSmb);
    const joined = await command('merge silent.ndjson expecting.ndjson -o ndjson=joined.ndjson');
    expect(joined.code).toBe(0);
    expect(fs.readFileSync(at('joined.ndjson'), 'utf8')).toContain(
      '"audit":[{"flow":"smb","found":"open"}]',
    );
    expect((await command('merge joined.ndjson --audit')).code).toBe(1);
  });

  test('a saved line is not believed: what was found follows from what was seen', async () => {
    save('seen.ndjson', 'site-server', ['smb'], open);
    const text = fs.readFileSync(at('seen.ndjson'), 'utf8');
    const lie = text.replace('"found":"open"', '"found":"closed"');
    expect(lie).not.toBe(text);
    fs.writeFileSync(at('seen.ndjson'), lie);
    expect(foundIn((await command('merge seen.ndjson -o json')).stdout)).toEqual([['smb open']]);
  });

  test('--audit of reports that expect nothing is refused', async () => {
    save('nothing.ndjson', 'site-server', [], open);
    const { code, stderr } = await command('merge nothing.ndjson --audit');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--audit: in none of these reports anything is expected'),
    ]);
  });
});

describe('diff', () => {
  const diff = async (before: See, after: See, words = ''): Promise<Ended> => {
    save('old.ndjson', 'site-server', ['smb'], before);
    save('new.ndjson', 'site-server', ['smb'], after, 1);
    const { code, stdout, stderr } = await command(`diff old.ndjson new.ndjson ${words}`);
    return { code, stderr, stdout: stdout.replaceAll(/\s+/g, ' ') };
  };

  test('a finding that appeared is worse, though a method works better by it', async () => {
    const { code, stdout } = await diff(noSmb, open);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'Findings that appeared: open, and expected to be closed - SMB to the client: 1 client (pc001.contoso.com)',
    );
    expect((await diff(noSmb, open, '-o markdown')).stdout).toContain(
      '| worse | | Findings that appeared: open, and expected to be closed: SMB to the client | 1 |',
    );
    expect((await diff(noSmb, open, '-o json')).stdout).toContain('"audit":');
  });

  test('one that went is told, and one that is not proven any more is not told as gone', async () => {
    expect((await diff(open, noSmb)).stdout).toContain('Findings that went: closed, as expected');
    const refuses: See = ({ kind }) => (kind === 'smb' ? 'refused' : 'open');
    const { stdout } = await diff(open, refuses);
    expect(stdout).toContain('Findings that are not proven any more');
    expect(stdout).not.toContain('Findings that went');
  });

  test('what is expected now is looked for in both, and told as not the same', async () => {
    save('old.ndjson', 'site-server', [], noSmb);
    save('new.ndjson', 'site-server', ['smb'], open, 1);
    const { stdout } = await command('diff old.ndjson new.ndjson');
    expect(stdout).toContain('client-push/smb is expected to be closed only in the new report');
    expect(stdout).toContain('Findings that appeared');
  });
});
