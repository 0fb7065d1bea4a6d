import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { BUILT_COMMAND } from '../../real/support/tool.ts';
import { describeLong } from '../../support/long.ts';
import { closedPort } from '../../support/ports.ts';

// Threads are of the built tool alone: `npm test` builds it first.
const API = pathToFileURL(path.join(path.dirname(BUILT_COMMAND), '../dist/index.js')).href;
/** More than one thread takes alone. */
const CLIENTS = 1500;

interface Told {
  readonly threads: number;
  readonly rounds: number;
  readonly clients: readonly string[];
}

/** Waits for addresses of loopback, in a process of its own, for one round. */
async function waitFor(threads: number): Promise<Told> {
  const ports = { smb: await closedPort(), rpcEndpointMapper: await closedPort() };
  const program = `
    import { check, loadSite, plan } from ${JSON.stringify(API)};
    let threads = 0;
    process.on('worker', () => { threads += 1; });
    const site = loadSite({ text: JSON.stringify({ product: 'cm2007', ports: ${JSON.stringify(ports)} }), name: 'site.json' }, []);
    const clients = Array.from({ length: ${CLIENTS} }, (_none, index) => '127.1.' + (index >> 8) + '.' + (index & 255));
    let pauses = 0;
    const interrupt = new AbortController();
    const report = await check({
      plan: plan(site, ['client-push']), from: 'site-server', clients, threads: ${threads}, timeoutMs: 20000,
      waitMs: 3600000, signal: interrupt.signal,
      listener: ({ type }) => {
        if (type === 'waiting') pauses += 1;
        if (pauses === 2) interrupt.abort();
      },
    });
    console.log(JSON.stringify({
      threads,
      rounds: report.run.waited.rounds,
      clients: report.clients.map(({ client, requirements }) =>
        [client, ...requirements.map(({ id, outcome }) => id + '=' + outcome)].join(' ')),
    }));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program],
    { maxBuffer: 16_777_216 },
  );
  return JSON.parse(stdout);
}

describeLong('a long list, waited for by threads')('a long list', () => {
  test('is waited for by threads too, and comes to the same', async () => {
    const alone = await waitFor(1);
    const shared = await waitFor(2);
    expect([alone.threads, shared.threads]).toEqual([0, 1]);
    expect([alone.rounds, shared.rounds]).toEqual([1, 1]);
    expect(alone.clients).toHaveLength(CLIENTS);
    expect(alone.clients.at(-1)).toContain('client-push/smb=refused');
    expect(shared.clients).toEqual(alone.clients);
  });
});
