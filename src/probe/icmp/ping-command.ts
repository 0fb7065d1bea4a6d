import net from 'node:net';
import builderFactory from 'ping/lib/builder/factory.js';
import parserFactory from 'ping/lib/parser/factory.js';
import { NetworkFailure } from '../failure.ts';

/** Seconds between echo requests, if ordinary users may choose them. */
const INTERVAL_SECONDS = 0.25;

/** Seconds that Windows waits for each reply before it sends the next request. */
const WINDOWS_WAIT_SECONDS = 1;

/** More requests than fit in the deadline, so that the program never ends before it. */
const SPARE_REQUESTS = 4;

/** Reads the program's lines; `eat` throws on any that it does not expect. */
export interface PingParser {
  eat(line: string): void;
  getResult(): {
    readonly alive: boolean;
    /** Milliseconds of the first reply. */
    readonly time: number | 'unknown';
    readonly packetLoss: string;
  };
}

/** One command line for the ping program. */
export interface PingCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly createParser: () => PingParser;
}

type Options = Parameters<
  ReturnType<typeof builderFactory.createBuilder>['getCommandArguments']
>[1];

export type PlatformFamily = 'linux' | 'bsd' | 'windows';

/** @throws NetworkFailure `error` for a platform whose ping program nobody here knows */
export function platformFamilyOf(platform: NodeJS.Platform): PlatformFamily {
  if (builderFactory.isWindow(platform)) return 'windows';
  if (builderFactory.isMacOS(platform)) return 'bsd';
  if (builderFactory.isLinux(platform)) return 'linux';
  throw new NetworkFailure('error', 'ENOTSUP');
}

/**
 * The command lines that send echo requests until `timeoutMs` is over, best first; the later ones
 * are for programs that lack an option of the earlier. All send more requests than fit in, rather
 * than use a deadline of the program's own: iputils' `-w` ends with the first error message from
 * the network.
 * @param address an address literal: the builders put no `--` before it
 * @param source the address of this machine to send from; undefined where the system chooses
 */
export function commandsFor(
  address: string,
  platform: NodeJS.Platform,
  timeoutMs: number,
  source?: string,
): readonly PingCommand[] {
  if (net.isIP(address) === 0 || (source !== undefined && net.isIP(source) === 0)) {
    throw new NetworkFailure('error', 'EINVAL');
  }
  const v6 = net.isIPv6(address);
  const family = platformFamilyOf(platform);
  const own = builderFactory.getExecutablePath(platform, v6);
  const sent = source === undefined ? {} : { sourceAddr: source };
  const command = (program: string, options: Options): PingCommand => {
    const filled = { numeric: true, v6, ...sent, ...options };
    const args = builderFactory.createBuilder(platform).getCommandArguments(address, filled);
    const createParser = (): PingParser =>
      parserFactory.createParser(address, platform, { ...filled });
    return { program, args, createParser };
  };
  const requests = (seconds: number): number =>
    Math.ceil(timeoutMs / 1000 / seconds) + SPARE_REQUESTS;
  const often = { timeout: false, min_reply: requests(INTERVAL_SECONDS) } as const;
  const everySecond = { timeout: false, min_reply: requests(1) } as const;
  const interval = ['-i', String(INTERVAL_SECONDS)];

  switch (family) {
    case 'windows': {
      const wait = Math.min(WINDOWS_WAIT_SECONDS, Math.ceil(timeoutMs) / 1000);
      return [command(own, { timeout: wait, min_reply: requests(wait / 2) })];
    }
    case 'linux': {
      const version = v6 ? ['-6'] : [];
      // BusyBox' ping takes whole seconds only. Recent iputils has no ping6, old ones no -6.
      return [
        command('ping', { ...often, extra: [...version, ...interval] }),
        command('ping', { ...everySecond, extra: version }),
        ...(v6 ? [command(own, everySecond)] : []),
      ];
    }
    case 'bsd': {
      // FreeBSD's ping, and ping6 everywhere, allow only root an interval below a second.
      const isQuick = platform === 'darwin' && !v6;
      // ping6's `-t` is not a deadline.
      const deadline = v6 ? false : Math.ceil(timeoutMs / 1000) + 1;
      return [
        command(own, {
          ...(isQuick ? often : everySecond),
          deadline,
          extra: isQuick ? ['-o', ...interval] : ['-o'],
        }),
        command(own, { ...everySecond, deadline }),
      ];
    }
  }
}
