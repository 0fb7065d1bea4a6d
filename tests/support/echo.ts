import { isIP } from 'node:net';
import { openEchoSender } from '../../src/probe/icmp/open.ts';
import type { EchoEnd, EchoSender } from '../../src/probe/icmp/sender.ts';

/**
 * What sends a test's echo requests to this machine itself, whether or not there is a ping program,
 * or a right to open sockets for them: the system's own way, or else one that takes for granted that
 * a machine answers itself. To be closed.
 */
export async function openTestEcho(): Promise<EchoSender> {
  return (await openEchoSender('auto')) ?? TAKEN_FOR_GRANTED;
}

const REPLY: EchoEnd = { kind: 'reply', way: 'raw-socket', rttMs: 0.05 };
const ELSEWHERE: EchoEnd = { kind: 'unusable', code: 'ENETUNREACH' };

const TAKEN_FOR_GRANTED: EchoSender = {
  serves: (address) => isIP(address) !== 0,
  echo: (address) => Promise.resolve(isLoopback(address) ? REPLY : ELSEWHERE),
  close: () => {},
};

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
