import { readFile } from 'node:fs/promises';
import { withoutZone } from '../base/zone.ts';
import { linesOfOutput, outputText } from './output-text.ts';
import type { ListeningAt, ListeningFacts } from './facts.ts';
import { type Machine, systemProgram } from './program.ts';

/** A TCP port on which something listens. */
export interface ListeningSocket {
  readonly port: number;
  readonly reach: 'network' | 'loopback';
}

/**
 * Which of `ports` this machine listens on, from the system's own table. Connecting would prove no
 * more, because a connection from the machine itself does not cross its firewall, and some
 * firewalls have special rules for loopback.
 */
export async function listeningAt(
  ports: readonly number[],
  machine: Machine,
  signal: AbortSignal,
): Promise<readonly ListeningFacts[]> {
  const listeners = await listenersOf(machine, signal);
  return ports.map((port) => ({ port, at: listeningAtPort(port, listeners) }));
}

function listeningAtPort(port: number, listeners: readonly ListeningSocket[] | null): ListeningAt {
  if (listeners === null) return 'unknown';
  const found = listeners.filter((listener) => listener.port === port);
  if (found.length === 0) return 'nowhere';
  return found.some(({ reach }) => reach === 'network') ? 'network' : 'loopback';
}

/** null where the system's table can't be read. */
async function listenersOf(
  machine: Machine,
  signal: AbortSignal,
): Promise<readonly ListeningSocket[] | null> {
  switch (machine.platform) {
    case 'linux':
      return linuxListeners();
    case 'win32':
      return printedListeners(systemProgram(machine, 'netstat.exe'), ['-an'], machine, signal);
    case 'darwin':
      return printedListeners('/usr/sbin/netstat', ['-an', '-p', 'tcp'], machine, signal);
    default:
      return null;
  }
}

async function printedListeners(
  program: string,
  args: readonly string[],
  machine: Machine,
  signal: AbortSignal,
): Promise<readonly ListeningSocket[] | null> {
  const end = await machine.run(program, args, signal);
  return end.kind === 'ended' && end.exitCode === 0
    ? netstatListeners(outputText(end.output))
    : null;
}

/**
 * Reads the output of netstat. Windows translates the states, so listeners are recognised by having
 * no remote end. macOS separates address and port by a dot, and prints `*` for any.
 */
export function netstatListeners(text: string): readonly ListeningSocket[] {
  return linesOfOutput(text).flatMap((line) => {
    const [, local = '', remote = ''] =
      /^\s*TCP\s+(\S+)\s+(\S+)/u.exec(line) ??
      /^tcp\d*\s+\d+\s+\d+\s+(\S+)\s+(\S+)\s+LISTEN/u.exec(line) ??
      [];
    if (!/^(?:0\.0\.0\.0:0|\[::\]:0|\*[.:]\*)$/u.test(remote)) return [];
    const [, address = '', port = ''] = /^(.*)[.:](\d+)$/u.exec(local) ?? [];
    return port === '' ? [] : [listener(address, Number(port))];
  });
}

function listener(address: string, port: number): ListeningSocket {
  const bare = withoutZone(address.replace(/^\[|\]$/gu, ''));
  return { port, reach: bare === '::1' || bare.startsWith('127.') ? 'loopback' : 'network' };
}

async function linuxListeners(): Promise<readonly ListeningSocket[] | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => null)),
  );
  // A kernel without IPv6 has no second table.
  return tables[0] === null ? null : tables.flatMap((text) => procListeners(text ?? ''));
}

const TCP_LISTEN = '0A';
const IPV4_LOOPBACK = /^[0-9A-F]{6}7F$/u;
const IPV6_LOOPBACK = '00000000000000000000000001000000';
const MAPPED_LOOPBACK = /^0{16}FFFF0000[0-9A-F]{6}7F$/u;

/**
 * proc_net_tcp(5): addresses in hexadecimal, in words of the machine's byte order, here
 * little-endian.
 */
export function procListeners(text: string): readonly ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    const [, address = '', port = '', state] =
      /^\s*\d+:\s([0-9A-F]+):([0-9A-F]{4})\s[0-9A-F]+:[0-9A-F]{4}\s([0-9A-F]{2})\s/u.exec(line) ??
      [];
    if (state !== TCP_LISTEN) return [];
    const isLoopback =
      IPV4_LOOPBACK.test(address) || address === IPV6_LOOPBACK || MAPPED_LOOPBACK.test(address);
    return [{ port: Number.parseInt(port, 16), reach: isLoopback ? 'loopback' : 'network' }];
  });
}
