import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { scene } from '../report/formats/hostile.ts';
import { write } from '../report/scenes.ts';
import { makeFolder, run } from './run.ts';

const SAVED = fs.readFileSync(
  new URL('../../fixtures/readme/monday.ndjson', import.meta.url),
  'utf8',
);

const folder = makeFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** What somebody who may write a client's report puts into it. */
const HOSTILE = ['$(touch${IFS}x)', '`id`', 'a;b', 'a|b', "a'b", 'a%b%', '-o=x', 'a&b'];

/** A saved report of one client that calls itself by another name. */
function savedAs(client: string): string {
  const lines = SAVED.trimEnd().split('\n');
  const one = lines.filter((line, at) => !line.startsWith('{"type":"client"') || at === 1);
  const text = one.join('\n').replaceAll('pc001.contoso.com', () => client);
  fs.writeFileSync(path.join(folder, 'saved.ndjson'), `${text}\n`);
  return 'saved.ndjson';
}

const COMMAND = /ccm-preflight check .*/g;

/** Command lines of a report in any form; in HTML the rest of the data follows. */
function commandsIn(text: string): readonly string[] {
  return (text.match(COMMAND) ?? []).map((line) => line.split('","')[0] ?? '');
}

describe('a report whose client is a command', () => {
  test.each(['table', 'markdown', 'html'] as const)('%s prints a placeholder', (format) => {
    const { head, clients, tail } = scene('push-blocked');
    for (const client of HOSTILE) {
      const renamed = clients.map((entry) => ({ ...entry, client }));
      const text = write({ head, clients: renamed, tail }, format);
      expect(commandsIn(text)).toEqual([
        'ccm-preflight check --from client --client-name NAME --site site.yaml -o table -o ndjson=NAME.ndjson',
      ]);
    }
  });

  test('merge takes no such name, and prints none that is not plain', async () => {
    for (const client of HOSTILE) {
      const ended = await run(['merge', savedAs(client)], { cwd: folder });
      expect(ended.code).not.toBe(0);
      expect(commandsIn(ended.stdout)).toEqual([]);
    }
    const good = await run(['merge', savedAs('pc009.contoso.com')], { cwd: folder });
    expect(commandsIn(good.stdout)[0]).toContain('--client-name pc009.contoso.com --site FILE');
    const zoned = await run(['merge', savedAs('fe80::1%eth0')], { cwd: folder });
    expect(commandsIn(zoned.stdout)[0]).toContain('--client-name NAME --site FILE');
  });
});

describe('what the user typed is quoted, or a placeholder stands there', () => {
  test.each<[string, string]>([
    ['my site.yaml', '"my site.yaml"'],
    ['a$(id).yaml', 'FILE'],
    ['a`id`.yaml', 'FILE'],
    ['a"b.yaml', 'FILE'],
    ["a'b.yaml", 'FILE'],
    ['a%PATH%.yaml', 'FILE'],
    ['サイト.yaml', '"サイト.yaml"'],
  ])('--site %s', async (name, printed) => {
    const text = 'product: cm2007\nroles: { managementPoints: [mp01.invalid] }\n';
    fs.writeFileSync(path.join(folder, name), text);
    const ended = await run(
      ['check', '--client', 'pc001.invalid', '--site', name, '--method', 'client-push'],
      { cwd: folder },
    );
    expect(ended.stdout.match(COMMAND)?.[0]).toMatch(
      `--client-name pc001.invalid --site ${printed} --method client-push -o table`,
    );
  });

  test('init, in the command that comes next', async () => {
    const ended = await run(['init', 'new$(id).yaml'], { cwd: folder });
    expect(ended.stdout).toContain('ccm-preflight plan --site FILE\n');
  });
});

test('diagnose: a computer of the log, and the log of many', async () => {
  const line = (computer: string): string =>
    `---> Failed to connect to \\\\${computer}\\admin$ (53)  $$<SMS_CLIENT_CONFIG_MANAGER><01-05-2026 10:00:00.000+000><thread=1>\n` +
    `---> ERROR: Unable to access target machine for request: "1", machine name: "${computer}",  access denied or invalid network path.  $$<SMS_CLIENT_CONFIG_MANAGER><01-05-2026 10:00:01.000+000><thread=1>\n`;
  fs.writeFileSync(path.join(folder, 'ccm.log'), line('pc1;id'));
  const one = await run(['diagnose', 'ccm.log'], { cwd: folder });
  expect(one.stdout).toContain('ccm-preflight check --client NAME --method client-push');
  const many = Array.from({ length: 12 }, (_none, at) => line(`pc${at}`)).join('');
  fs.mkdirSync(path.join(folder, '$(id)'));
  fs.writeFileSync(path.join(folder, '$(id)', 'ccm.log'), many);
  const all = await run(['diagnose', '$(id)/ccm.log'], { cwd: folder });
  expect(all.stdout).toContain('ccm-preflight check --clients FILE --method client-push');
});
