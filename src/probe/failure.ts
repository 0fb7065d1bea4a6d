import os from 'node:os';
import type { AnswerOutcome, Cause, NetworkOutcome } from './observation.ts';

/**
 * What ends a probe, and no fault of ours: nobody reads where it was made, and to note that costs
 * more than a packet. Of a dead host there are several.
 */
class Failure extends Error {
  constructor(message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Ends a probe with an outcome that the network or this machine decided. */
export class NetworkFailure extends Failure {
  override readonly name = 'NetworkFailure';
  readonly outcome: NetworkOutcome;
  readonly code: string;

  constructor(outcome: NetworkOutcome, code: string) {
    super(`${outcome}: ${code}`);
    this.outcome = outcome;
    this.code = code;
  }
}

/** Ends a probe with an outcome that an answer decided; decoders throw it for bytes they refuse. */
export class AnswerFailure extends Failure {
  override readonly name = 'AnswerFailure';
  readonly outcome: AnswerOutcome;
  readonly why: Cause;

  constructor(outcome: AnswerOutcome, why: Cause, detail = '') {
    super(`${outcome}: ${why}${detail && ` (${detail})`}`);
    this.outcome = outcome;
    this.why = why;
  }
}

/** Codes that say that this machine is short of something for the moment: worth another try. */
export const SHORTAGE_CODES: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'EAGAIN',
  'ENOBUFS',
  'ENOMEM',
  'EADDRNOTAVAIL',
]);

/** ICMP's rarer words for "no", as Linux hands them to a connect (ip_icmp(7), RFC 1122 3.2.2.1). */
const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENOPROTOOPT',
  'EOPNOTSUPP',
  'ENONET',
  'EPROTO',
]);

/**
 * What a failed connect or send says about the path to `address`.
 * EACCES is Linux' word for ICMPv6 "administratively prohibited" (RFC 4443 3.1), but Windows' for a
 * local policy (WSAEACCES). No route counts as the network's word only where this machine has a
 * network at all.
 */
export function networkFailure(
  code: string,
  address: string,
  platform: NodeJS.Platform = process.platform,
): NetworkFailure {
  switch (code) {
    case 'ECONNREFUSED':
      return new NetworkFailure('refused', code);
    case 'ETIMEDOUT':
      return new NetworkFailure('filtered', code);
    case 'ENETUNREACH':
      return new NetworkFailure(hasNetworkFor(address) ? 'unreachable' : 'error', code);
    case 'EADDRNOTAVAIL':
      return new NetworkFailure('error', lacksNetworkFor(address) ? 'ENETUNREACH' : code);
    case 'EACCES':
      return new NetworkFailure(
        platform === 'linux' && address.includes(':') ? 'unreachable' : 'error',
        code,
      );
    default:
      return new NetworkFailure(UNREACHABLE_CODES.has(code) ? 'unreachable' : 'error', code);
  }
}

/**
 * Linux says EADDRNOTAVAIL of IPv6 where no interface has an address to send from, and otherwise
 * where all ports are used up: that is waited out, and this is not.
 */
function lacksNetworkFor(address: string): boolean {
  const isLoopback = address === '::1' || address.startsWith('127.');
  return !isLoopback && Object.keys(interfaces()).length > 0 && !hasNetworkFor(address);
}

/** Link-local addresses are there without any network, and lead to their own kind alone. */
function hasNetworkFor(address: string): boolean {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  return Object.values(interfaces())
    .flat()
    .some(
      (entry) =>
        entry !== undefined &&
        !entry.internal &&
        entry.family === family &&
        (isLinkLocal(address) || !isLinkLocal(entry.address)),
    );
}

/** RFC 3927 2.1, RFC 4291 2.5.6. */
function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/iu.test(address);
}

/** Without a free file the system can't list them: then nothing is known of a network. */
function interfaces(): ReturnType<typeof os.networkInterfaces> {
  try {
    return os.networkInterfaces();
  } catch {
    return {};
  }
}
