import os from 'node:os';
import type { AnswerOutcome, Cause, NetworkOutcome } from './observation.ts';

/**
 * An expected end of a probe. It has no stack trace: nobody would read it, making it costs more
 * than a packet, and a dead host causes several.
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

/** Codes for a passing shortage on this machine: worth another try. */
export const SHORTAGE_CODES: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'EAGAIN',
  'ENOBUFS',
  'ENOMEM',
  'EADDRNOTAVAIL',
]);

/** Codes of a failed connect for the rarer ICMP errors on Linux (icmp(7), RFC 1122 3.2.2.1). */
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
 * EACCES means ICMPv6 "administratively prohibited" (RFC 4443 3.1) on Linux, but a local policy on
 * Windows (WSAEACCES). "No route" counts as the network's answer only where this machine has a
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
      if (isWithoutFamilyOf(address)) return new NetworkFailure('error', 'EAFNOSUPPORT');
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
 * Linux reports EADDRNOTAVAIL if no interface has an IPv6 address to send from, but also if all
 * ports are in use. The latter passes with time, the former does not.
 */
function lacksNetworkFor(address: string): boolean {
  const isLoopback = address === '::1' || address.startsWith('127.');
  return !isLoopback && Object.keys(interfaces()).length > 0 && !hasNetworkFor(address);
}

/** If IPv6 is switched off there is not even a loopback address for it. */
function isWithoutFamilyOf(address: string): boolean {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  const entries = Object.values(interfaces()).flat();
  return entries.length > 0 && entries.every((entry) => entry?.family !== family);
}

/** Link-local addresses exist without any network, and reach only other link-local ones. */
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

/** Empty if the system can't list them because it has no file descriptor left. */
function interfaces(): ReturnType<typeof os.networkInterfaces> {
  try {
    return os.networkInterfaces();
  } catch {
    return {};
  }
}
