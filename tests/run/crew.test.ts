import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { BUILT_COMMAND } from '../real/support/tool.ts';
import { closedPort } from '../support/ports.ts';

// Threads are of the built tool alone: `npm test` builds it first.
const API = pathToFileURL(path.join(path.dirname(BUILT_COMMAND), '../dist/index.js')).href;
/** More than one thread takes alone. */
const CLIENTS = 1100;

interface Told {
  readonly threads: number;
  readonly clients: readonly string[];
  readonly failure: string | null;
}

/**
 * Checks addresses of loopback in a process of its own, and tells what came of it.
 * @param script runs in that process before; `worker` is called with each thread
 */
async function checkAll(threads: number, script = ''): Promise<Told> {
  const ports = { smb: await closedPort(), rpcEndpointMapper: await closedPort() };
  const program = `
    import { check, loadSite, plan } from ${JSON.stringify(API)};
    let threads = 0;
    let worker = () => {};
    ${script}
    process.on('worker', (one) => { threads += 1; worker(one, threads); });
    const site = await loadSite({ text: JSON.stringify({ product: "cm2007", ports: ${JSON.stringify(ports)} }), name: 'site.json' }, []);
    const clients = Array.from({ length: ${CLIENTS} }, (_none, index) => '127.1.' + (index >> 8) + '.' + (index & 255));
    let failure = null;
    let seen = [];
    try {
      const report = await check({ plan: plan(site, ['client-push']), from: 'site-server', clients, threads: ${threads}, timeoutMs: 20000 });
      seen = report.clients.map(({ client, answered, requirements }) =>
        [client, answered, ...requirements.map(({ id, outcome }) => id + '=' + outcome)].join(' '));
    } catch (thrown) {
      failure = String(thrown);
    }
    console.log(JSON.stringify({ threads, clients: seen, failure }));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program],
    { maxBuffer: 16_777_216 },
  );
  return JSON.parse(stdout);
}

describe('a long list', () => {
  test('is shared by threads, and comes to the same', async () => {
    const alone = await checkAll(1);
    const shared = await checkAll(3);
    expect([alone.failure, shared.failure]).toEqual([null, null]);
    // The main thread is one of them.
    expect([alone.threads, shared.threads]).toEqual([0, 2]);
    expect(alone.clients).toHaveLength(CLIENTS);
    expect(shared.clients).toEqual(alone.clients);
    expect(alone.clients.at(-1)).toContain('client-push/smb=refused');
  });

  test('whose thread dies is a fault of this tool, and no verdict', async () => {
    const told = await checkAll(
      3,
      'worker = (one, number) => { if (number === 2) one.terminate(); };',
    );
    expect(told).toMatchObject({ clients: [], failure: expect.stringContaining('thread') });
  });
});
