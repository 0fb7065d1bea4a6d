import { afterEach, describe, expect, test } from '@jest/globals';
import { main } from '../../../src/cli/main.ts';
import type { Simulator } from '../../../src/lab/simulator/simulator.ts';
import { startWebRole } from '../../../src/lab/simulator/web-role.ts';
import { testStreams } from '../../support/streams.ts';
import { makeFolder, parseReport, run } from '../run.ts';
import { closedPort } from '../../support/ports.ts';

const LOOPBACK = '127.0.0.1';

const simulators: Simulator[] = [];
afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

async function startManagementPoint(port: number): Promise<void> {
  simulators.push(await startWebRole({ address: LOOPBACK, port, role: 'management-point' }));
}

describe('check --wait', () => {
  test('waits for a server that listens only after the first look, and tells of it', async () => {
    const port = await closedPort();
    const streams = testStreams();
    const words = [
      'check',
      '--product',
      'cm2007',
      '--wait',
      '1h',
      '--method',
      'group-policy',
      '--gpo-package',
      'local',
      '-o',
      'json',
    ];
    const ended = main([...words, '--mp', `${LOOPBACK}:${port}`, '--retries', '0'], streams);
    await streams.stderr.contains('left\n');
    await startManagementPoint(port);
    expect(await ended).toBe(0);
    expect(streams.stderr.text).toMatch(
      new RegExp(
        `^ccm-preflight: waiting for management point HTTP at ${LOOPBACK}:${port} \\(refused\\), 60 min left\n$`,
      ),
    );
    const report = parseReport(streams.stdout.text);
    expect(report.clients.flatMap(({ requirements }) => requirements)).toMatchObject([
      { id: 'group-policy/mp-http', outcome: 'open' },
    ]);
    expect(report.run).toMatchObject({ complete: true, waited: { rounds: 1 } });
  });

  test('tells of it in Japanese', async () => {
    const port = await closedPort();
    const streams = testStreams({ env: { LANG: 'ja_JP.UTF-8' } });
    const words = [
      'check',
      '--product',
      'cm2007',
      '--wait',
      '24h',
      '--method',
      'group-policy',
      '--gpo-package',
      'local',
      '-o',
      'json',
    ];
    const ended = main([...words, '--mp', `${LOOPBACK}:${port}`, '--retries', '0'], streams);
    await streams.stderr.contains('\n');
    streams.abort();
    expect(await ended).toBe(130);
    expect(streams.stderr.text).toBe(
      `ccm-preflight: 待機中: ${LOOPBACK}:${port} の管理ポイント HTTP (拒否)、残り 24 時間\n`,
    );
  });

  test('gives up when the time is over, and says nothing of it with --quiet', async () => {
    const ended = await run(
      `check --wait 300ms --quiet --method group-policy --gpo-package local --mp ${LOOPBACK}:${await closedPort()} --retries 0 -o json`,
    );
    expect([ended.code, ended.stderr]).toEqual([1, '']);
  });

  test('ends at once at Ctrl-C, with what is known', async () => {
    const streams = testStreams();
    const mp = `${LOOPBACK}:${await closedPort()}`;
    const words = [
      'check',
      '--product',
      'cm2007',
      '--wait',
      '24h',
      '--method',
      'group-policy',
      '--mp',
      mp,
      '-o',
      'json',
    ];
    const ended = main([...words, '--retries', '0'], streams);
    await streams.stderr.contains('waiting for');
    streams.abort();
    expect(await ended).toBe(130);
    const report = parseReport(streams.stdout.text);
    expect(report.run.complete).toBe(false);
    expect(report.clients[0]?.requirements[0]?.outcome).toBe('refused');
  });

  test('leaves a document the order of the list, those last that were waited for', async () => {
    const port = await closedPort();
    const folder = makeFolder({
      'clients.txt': 'nobody.invalid\n127.0.0.1\n127.0.0.2\n',
      'site.yaml': `product: cm2007\nports: { smb: ${port}, rpcEndpointMapper: ${port} }\n`,
    });
    const words = 'check --wait 50ms --clients clients.txt --site site.yaml --method manual';
    const { stdout, stderr } = await run(`${words} -o json=a.json -o ndjson --quiet`, {
      cwd: folder,
    });
    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split('\n').slice(1, -1);
    expect(lines.map((line) => JSON.parse(line).client)).toEqual([
      'nobody.invalid',
      '127.0.0.1',
      '127.0.0.2',
    ]);
  });

  test.each([
    ['--wait 5', /^ccm-preflight: --wait: "5" is not a duration from 50ms to 24h, such as 3s/],
    ['--wait 25h', /--wait: "25h" is not a duration/],
    ['--wait 5m --wait 6m', /--wait/],
    ['--wait 5m --resume run.ndjson', /--resume leaves out .* --wait looks at them again/],
  ])('%s is refused', async (words, problem) => {
    const ended = await run(`check ${words}`, { stdin: 'pc001\n', cwd: makeFolder() });
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(problem);
  });
});
