import net from 'node:net';
import { networkFailure } from '../failure.ts';
import type { PlatformFamily } from './command.ts';

/** What a line says when it is no reply. */
export interface Word {
  readonly outcome: 'refused' | 'unreachable' | 'error';
  readonly code: string;
}

/** Of several words the worst is told: a machine that cannot send says nothing about the path. */
const SEVERITY: readonly Word['outcome'][] = ['refused', 'unreachable', 'error'];

/** The worse of two words; of equal ones that which came first. */
export function worseOf<T extends Word>(known: T | null, told: T): T {
  return known === null || SEVERITY.indexOf(told.outcome) > SEVERITY.indexOf(known.outcome)
    ? told
    : known;
}

const MACHINE: readonly (readonly [RegExp, string])[] = [
  [/address family not supported/iu, 'EAFNOSUPPORT'],
  [/no buffer space/iu, 'ENOBUFS'],
  [/cannot assign requested address/iu, 'EADDRNOTAVAIL'],
  [/network is down/iu, 'ENETDOWN'],
  [/not permitted|permission denied|must be root|\bsocket:/iu, 'EPERM'],
];

const NETWORK =
  /unreachable|prohibited|packet filtered|time to live exceeded|time exceeded|no route to host|host is down|destination (?:net|host) unknown|source host isolated|source route failed|precedence (?:violation|cutoff)/iu;

/**
 * "General failure" of ping.exe, which stands without "PING:" before it on older Windows; only what
 * survives a wrong code page.
 */
const WINDOWS_FAILURE =
  /general failure|allgemeiner fehler|error general|errore generale|falha geral|transmit failed|unable to contact/iu;

/**
 * What one line of a ping program says about the path or about this machine; null where nothing.
 *
 * @param source `errors` for standard error, where programs tell of failed system calls
 */
export function wordOf(
  line: string,
  source: 'output' | 'errors',
  family: PlatformFamily,
  address: string,
): Word | null {
  return family === 'windows' ? windowsWord(line) : unixWord(line, source, address);
}

function unixWord(line: string, source: 'output' | 'errors', address: string): Word | null {
  if (source === 'errors') {
    const machine = MACHINE.find(([pattern]) => pattern.test(line));
    if (machine !== undefined) return { outcome: 'error', code: machine[1] };
    if (/network is unreachable/iu.test(line)) return systemWord('ENETUNREACH', address);
  }
  if (/port unreachable/iu.test(line)) return { outcome: 'refused', code: 'ECONNREFUSED' };
  return NETWORK.test(line) ? { outcome: 'unreachable', code: 'EHOSTUNREACH' } : null;
}

/** The word of a failed system call, judged as with every other probe. */
export function systemWord(code: string, address: string): Word {
  const { outcome } = networkFailure(code, address);
  return { outcome: outcome === 'unreachable' ? outcome : 'error', code };
}

/**
 * ping.exe speaks the user's language, so the form decides: who is named without any data field
 * (`time<1ms`) has answered something else than the echo.
 */
function windowsWord(line: string): Word | null {
  if (line.startsWith('PING:') || WINDOWS_FAILURE.test(line)) {
    return { outcome: 'error', code: 'PING_FAILED' };
  }
  if (/[=<]/u.test(line) || !namesAddress(line)) return null;
  return /port unreachable/iu.test(line)
    ? { outcome: 'refused', code: 'ECONNREFUSED' }
    : { outcome: 'unreachable', code: 'EHOSTUNREACH' };
}

/** Whether an address literal stands in the line, punctuation around it or not. */
export function namesAddress(line: string): boolean {
  return line
    .split(/[\s[\]()]+/u)
    .some((token) => net.isIP(token.replace(/[:.,]+$/u, '')) !== 0 || net.isIP(token) !== 0);
}
