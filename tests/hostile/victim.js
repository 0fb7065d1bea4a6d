import { probe } from '../../dist/probe/index.js';

// A process of its own, built as users run it, so that its memory is the probe's:
// CHECK (JSON) TIMEOUT
const [check = '', timeout] = process.argv.slice(2);
const seen = await probe(JSON.parse(check), '127.0.0.1', {
  timeoutMs: Number(timeout),
  signal: new AbortController().signal,
  now: Date.now,
  tls: {},
});
process.stdout.write(JSON.stringify({ seen, maxRssKb: process.resourceUsage().maxRSS }));
process.exitCode = 0;
