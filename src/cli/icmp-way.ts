import { EchoUnavailable, type IcmpWay } from '../probe/icmp/sender.ts';
import { UsageError } from './usage-error.ts';

/**
 * The value of `--icmp`.
 * @throws UsageError where it is a way that this machine does not have: nothing has been sent yet
 */
export async function icmpWayHere(way: IcmpWay): Promise<IcmpWay> {
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
