import { execFileSync } from 'node:child_process';
import { afterEach, expect, test } from '@jest/globals';
import { THIS_PING_MACHINE } from '../../../src/probe/icmp/ping-process.ts';
import { probeIcmp } from '../../../src/probe/icmp/probe.ts';
import { describeUnless } from '../skip.ts';

const searched = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = searched;
});

/** What a run of the tests makes of a path. */
function pathOfRun(given: string): string {
  const program = `
    import { providePing } from ${JSON.stringify(new URL('./ping.js', import.meta.url))};
    providePing();
    process.stdout.write(process.env.PATH);
  `;
  const words = ['--input-type=module', '-e', program];
  return execFileSync(process.execPath, words, { encoding: 'utf8', env: { PATH: given } });
}

async function outcomeOf(address: string, timeoutMs: number): Promise<string> {
  const { signal } = new AbortController();
  const context = { timeoutMs, signal, now: Date.now, tls: {} };
  const machine = { ...THIS_PING_MACHINE, platform: 'linux' } as const;
  return (await probeIcmp({ kind: 'icmp', host: address }, address, context, machine)).outcome;
}

const isWindows = process.platform === 'win32';
describeUnless(isWindows ? 'Windows has a ping of its own' : null)('a machine without ping', () => {
  test('is given one, which answers for this machine alone', async () => {
    const path = pathOfRun('/nowhere');
    expect(path).toMatch(/^\/nowhere:.*programs$/);
    process.env['PATH'] = path;
    expect(await outcomeOf('127.0.0.1', 20_000)).toBe('open');
    expect(await outcomeOf('::1', 20_000)).toBe('open');
    expect(await outcomeOf('192.0.2.1', 2000)).toBe('filtered');
  });

  test('and one that has it keeps its own', () => {
    const path = pathOfRun('/nowhere');
    expect(pathOfRun(path)).toBe(path);
  });
});
