import { EchoUnavailable, ICMP_WAYS, type IcmpWay } from '../probe/icmp/sender.ts';
import { type ParsedArguments, single } from './site-options.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `--icmp` says.
 * @throws UsageError where it is a way that this machine does not have: nothing has been sent yet
 */
export async function icmpWayOf(parsed: ParsedArguments): Promise<IcmpWay> {
  const word = single('icmp', parsed['icmp']);
  const way = ICMP_WAYS.find((known) => known === word) ?? 'auto';
  if (way !== 'native') return way;
  const { openEchoSender } = await import('../probe/icmp/open.ts');
  try {
    (await openEchoSender(way))?.close();
    return way;
  } catch (thrown) {
    if (!(thrown instanceof EchoUnavailable)) throw thrown;
    const { code } = thrown;
    throw new UsageError(({ errors, errorCode }) => errors.noNativeEcho(errorCode(code)));
  }
}
