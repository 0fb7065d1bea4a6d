import { LinuxEchoSender } from './linux/sender.ts';
import { type EchoSender, EchoUnavailable, type IcmpWay } from './sender.ts';
import { loadIcmpApi } from './windows/api.ts';
import { WindowsEchoSender } from './windows/sender.ts';

/**
 * Opens what sends echo requests for a whole run; null if the ping program does.
 * @throws EchoUnavailable where the user wants the system's own way and there is none
 */
export async function openEchoSender(
  way: IcmpWay,
  platform: NodeJS.Platform = process.platform,
): Promise<EchoSender | null> {
  if (way === 'program') return null;
  try {
    switch (platform) {
      case 'linux':
        return await LinuxEchoSender.open();
      case 'win32':
        return await WindowsEchoSender.open(await loadIcmpApi());
      default:
        throw new EchoUnavailable('ENOTSUP');
    }
  } catch (thrown) {
    if (way === 'native') throw thrown;
    // Whatever the reason, the ping program remains.
    return null;
  }
}
