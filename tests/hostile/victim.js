import { readFileSync } from 'node:fs';
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
process.stdout.write(JSON.stringify({ seen, maxRssKb: peakKb() }));
process.exitCode = 0;

/** getrusage(2) gives a child the peak of the parent that it was forked from; /proc does not. */
function peakKb() {
  try {
    const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return peak === undefined ? process.resourceUsage().maxRSS : Number(peak);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
