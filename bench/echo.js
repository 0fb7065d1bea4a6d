import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The built tool's echo requests alone, as a run would send them.
 * Usage: echo.js DIST FILE AT-ONCE; FILE holds an address a line. A line of JSON comes back.
 */
const [, , dist, file, atOnce] = process.argv;
const load = (name) => import(pathToFileURL(path.join(dist, 'probe', 'icmp', name)).href);
const { openEchoSender } = await load('open.js');
const { probeIcmp } = await load('probe.js');

const TIMEOUT_MS = 3000;

const queue = fs.readFileSync(file, 'utf8').trim().split('\n');
let next = 0;
const echo = await openEchoSender('native');
const context = {
  timeoutMs: TIMEOUT_MS,
  signal: new AbortController().signal,
  now: Date.now,
  tls: {},
  echo,
};
const outcomes = {};

async function work() {
  while (next < queue.length) {
    const address = queue[next];
    next += 1;
    const { outcome } = await probeIcmp({ kind: 'icmp', host: address }, address, context);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, work));
echo.close();
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
