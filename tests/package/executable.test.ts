import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TOOL } from '../../src/run/tool.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { parseReport, makeFolder } from '../cli/run.ts';
import { type CommandResult, runCommand } from '../real/support/command.ts';
import { EXECUTABLE } from '../real/support/tool.ts';
import { closedPort } from '../support/ports.ts';
import { describeUnless } from '../support/skip.ts';
import { printedBy } from '../support/printed.ts';

const describeExecutable = describeUnless(
  EXECUTABLE === null ? 'CCM_PREFLIGHT_EXECUTABLE names no executable to test' : null,
);

/** More than are looked at before threads begin. */
const MANY = 600;

describeExecutable('the single executable', () => {
  const folder = makeFolder({ 'preload.cjs': "require('node:fs').writeFileSync('obeyed', '');" });
  const temporary = path.join(folder, 'temporary');
  fs.mkdirSync(temporary);
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab({ communication: 'native' });
    fs.writeFileSync(path.join(folder, 'site.yaml'), lab.siteFile);
    fs.writeFileSync(path.join(folder, 'ca.pem'), lab.ca);
  });
  afterAll(async () => {
    await lab.close();
  });

  const run = (
    words: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<CommandResult> =>
    runCommand(['sh', '-c', 'cd "$1"; shift; "$@"', 'sh', folder, EXECUTABLE ?? '', ...words], {
      environment: { TMPDIR: temporary, ...environment },
    });

  test('tells its version', async () => {
    expect(await run(['--version'])).toMatchObject({
      exitCode: 0,
      stdout: `${TOOL.version}\n`,
      stderr: '',
    });
  });

  test('finds the whole lab and its fault', async () => {
    const { exitCode, stdout } = await run(['lab', '--check']);
    expect([exitCode, stdout.includes('Both reports are right')]).toEqual([0, true]);
  });

  test.each([['--require ./preload.cjs'], ['--no-such-option']])(
    'does not obey NODE_OPTIONS=%s',
    async (options) => {
      const ended = await run(['--version'], { NODE_OPTIONS: options });
      expect(ended).toMatchObject({ exitCode: 0, stdout: `${TOOL.version}\n`, stderr: '' });
      expect(fs.existsSync(path.join(folder, 'obeyed'))).toBe(false);
    },
  );

  test('does not obey NODE_COMPILE_CACHE, whose folder others may write to', async () => {
    const cache = path.join(folder, 'cache');
    fs.mkdirSync(cache);
    const ended = await run(['explain', '445'], { NODE_COMPILE_CACHE: cache });
    expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    expect(fs.readdirSync(cache)).toEqual([]);
  });

  test("trusts the authorities in the system's store", async () => {
    const words = ['check', '--site', 'site.yaml', '--method', 'group-policy', '-o', 'json'];
    const codes = async (environment: NodeJS.ProcessEnv): Promise<readonly string[]> => {
      const ended = await run([...words, '--client-name', 'localhost'], environment);
      return parseReport(printedBy(ended)).clients.flatMap(({ warnings }) =>
        warnings.map(({ code }) => code),
      );
    };
    expect(await codes({})).toContain('unknown-issuer');
    expect(await codes({ SSL_CERT_FILE: path.join(folder, 'ca.pem') })).not.toContain(
      'unknown-issuer',
    );
  });

  const CHECK = 'check --product cm2007 --client 127.0.0.1 --method client-push -o json'.split(' ');
  const echoOf = (ended: CommandResult): unknown =>
    parseReport(printedBy(ended)).clients[0]?.requirements.find(
      ({ id }) => id === 'client-push/icmp',
    )?.outcome;

  test('has the native addon inside, and leaves nothing of it behind', async () => {
    const ended = await run([...CHECK, '--icmp', 'native']);
    expect(ended.stderr).toBe('');
    expect(echoOf(ended)).toBe('open');
    expect(fs.readdirSync(temporary)).toEqual([]);
  });

  test('starts the ping program where the addon may not be loaded', async () => {
    const nowhere = { TMPDIR: path.join(folder, 'nowhere') };
    const native = await run([...CHECK, '--icmp', 'native'], nowhere);
    expect([native.exitCode, native.stdout]).toEqual([2, '']);
    expect(native.stderr).toContain('ENOENT');
    const ended = await run(CHECK, nowhere);
    expect(ended.stderr).toBe('');
    expect(echoOf(ended)).toBe('open');
  });

  test('shares a long list among threads', async () => {
    const port = await closedPort();
    const names = Array.from(
      { length: MANY },
      (_none, index) => `127.2.${index >> 8}.${index & 255}`,
    );
    fs.writeFileSync(path.join(folder, 'clients.txt'), names.join('\n'));
    fs.writeFileSync(
      path.join(folder, 'closed.json'),
      JSON.stringify({ product: 'cm2007', ports: { smb: port, rpcEndpointMapper: port } }),
    );
    const words = 'check --site closed.json --method client-push --clients clients.txt -o json';
    const { stdout, stderr, exitCode } = await run(words.split(' '));
    expect([exitCode, stderr.includes('fault')]).toEqual([1, false]);
    const { clients } = parseReport(stdout);
    expect(clients.map(({ client }) => client)).toEqual(names);
    const outcomes = clients.map(
      ({ requirements }) => requirements.find(({ id }) => id === 'client-push/smb')?.outcome,
    );
    expect(new Set(outcomes)).toEqual(new Set(['refused']));
  });
});
