import { openEchoSender } from '../../../src/probe/icmp/open.ts';
import { probeIcmp } from '../../../src/probe/icmp/probe.ts';
import { EchoUnavailable, ICMP_WAYS } from '../../../src/probe/icmp/sender.ts';

/** `WAY MILLISECONDS ADDRESS...`: asks them all at once, and prints the observations as JSON. */
const [word, timeout, ...addresses] = process.argv.slice(2);
const way = ICMP_WAYS.find((known) => known === word) ?? 'auto';

try {
  const echo = await openEchoSender(way);
  const context = {
    timeoutMs: Number(timeout),
    signal: new AbortController().signal,
    now: Date.now,
    tls: {},
    echo,
  };
  const seen = await Promise.all(
    addresses.map((address) => probeIcmp({ kind: 'icmp', host: address }, address, context)),
  );
  echo?.close();
  process.stdout.write(JSON.stringify(seen));
} catch (thrown) {
  process.stdout.write(
    JSON.stringify(thrown instanceof EchoUnavailable ? thrown.code : String(thrown)),
  );
}
