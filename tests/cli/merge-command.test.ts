import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeAuthority } from '../../src/lab/certificates.ts';
import { makeFolder, parseReport, run } from './run.ts';

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  const authority = await makeAuthority('test CA');
  const { certificate, key } = await authority.issue({ names: ['pc001'] });
  fs.writeFileSync(at('ca.pem'), authority.certificate);
  fs.writeFileSync(at('cert.pem'), certificate);
  fs.writeFileSync(at('secret-key.pem'), key);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const CHECK =
  'check --method client-push manual --run-from local --mp mp01.invalid --client pc001.invalid pc002.invalid' +
  ' --product current-branch --retries 0';
const TLS = '--ca ca.pem --client-cert cert.pem --client-key secret-key.pem --response-timeout 9s';

const commandsIn = (text: string): readonly string[] =>
  text.match(/ccm-preflight check --.*?(?=\n|"|$)/g) ?? [];

test('what a later run needs stands in the command, and no name of a key that lies here', async () => {
  const ended = await run(`${CHECK} ${TLS} -o table -o ndjson=run.ndjson -o html=run.html`, {
    cwd: folder,
  });
  const page = fs.readFileSync(at('run.html'), 'utf8');
  const there = ended.stdout
    .match(/ccm-preflight check --from client .*/g)
    ?.map((line) => line.trim());
  expect(there).toEqual([
    'ccm-preflight check --from client --client-name NAME --product current-branch --mp mp01.invalid' +
      ' --run-from local --method client-push manual --ca ca.pem --response-timeout 9s --retries 0' +
      ' --client-cert FILE --client-key FILE -o table -o ndjson=NAME.ndjson',
  ]);
  expect(commandsIn(page)).toContain(there?.[0]);
  // The end that ran knows its own files.
  const again = commandsIn(ended.stdout).filter((line) => line.includes('--clients run.ndjson'));
  for (const line of again) expect(line).toContain('--client-key secret-key.pem');
  const report = parseReport((await run(`${CHECK} ${TLS} -o json`, { cwd: folder })).stdout);
  expect(report.run).toMatchObject({
    options: {
      retries: '0',
      'response-timeout': '9s',
      ca: null,
      'client-cert': null,
      'client-key': null,
    },
  });
});

test('merge keeps it, whichever of the reports says it', async () => {
  await run(`${CHECK} --ca ca.pem -o ndjson=a.ndjson`, { cwd: folder });
  await run(`${CHECK.replace('pc001', 'pc003')} --response-timeout 9s -o ndjson=b.ndjson`, {
    cwd: folder,
  });
  const ended = await run('merge a.ndjson b.ndjson -o table -o ndjson=all.ndjson', { cwd: folder });
  const [command] = commandsIn(ended.stdout);
  expect(command).toBe(
    'ccm-preflight check --from client --client-name NAME --site FILE --method client-push manual' +
      ' --response-timeout 9s --retries 0 --ca FILE -o table -o ndjson=NAME.ndjson',
  );
  // A report of joined reports has them too.
  expect(commandsIn((await run('merge all.ndjson', { cwd: folder })).stdout)[0]).toBe(command);
});

test('nothing of a saved report is run that is no option of a run', async () => {
  await run(`${CHECK} -o ndjson=a.ndjson`, { cwd: folder });
  const saved = fs.readFileSync(at('a.ndjson'), 'utf8');
  const hostile =
    '"options":{"retries":"$(id)","timeout":"3s;id","ca":"a","x":"y","response-timeout":"-o"}';
  fs.writeFileSync(at('a.ndjson'), saved.replaceAll('"options":{"retries":"0"}', hostile));
  const ended = await run('merge a.ndjson', { cwd: folder });
  expect(ended.stderr).toBe('');
  const [command = ''] = commandsIn(ended.stdout);
  expect(command).toContain('--site FILE --method client-push manual --ca a -o table');
  expect(command).not.toMatch(/id|--x|--timeout|--retries|--response/);
});
