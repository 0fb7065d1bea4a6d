import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../base/zone.ts';
import { printable } from '../base/printable.ts';
import type { Checked, HostProblem } from './value-problem.ts';

type CheckedHost<T> = Checked<T, HostProblem>;

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const MAX_NAME_LENGTH = 253;
/** inet_aton(3), and so every resolver, reads these as addresses: 0x7f000001, 127.1, 2130706433. */
const NUMERIC_LABEL = /^(0x[0-9a-f]*|\d+)$/i;
const NOT_A_COMPUTER = ['unspecified', 'broadcast', 'multicast'] as const;

/**
 * A host name (DNS or NetBIOS), or an IPv4 or IPv6 literal without brackets. No accepted name can
 * pass for an option of another program, or contains blanks, control or shell characters.
 */
export function checkHost(text: string): CheckedHost<string> {
  if (text === '') return { problem: { code: 'host-empty' } };
  if (isIP(text) !== 0) return checkAddress(text);
  if (text.includes(',')) return { problem: { code: 'several-hosts', text: printable(text) } };
  if (text.startsWith('-')) {
    return { problem: { code: 'begins-with-dash', text: printable(text) } };
  }
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > MAX_NAME_LENGTH) {
    return { problem: { code: 'host-too-long', length: name.length, max: MAX_NAME_LENGTH } };
  }
  const labels = name.split('.');
  if (!labels.every((label) => LABEL.test(label))) {
    return { problem: { code: 'not-a-host', text: printable(text) } };
  }
  if (NUMERIC_LABEL.test(labels.at(-1) ?? '')) {
    return { problem: { code: 'neither-address-nor-host', text } };
  }
  return { value: name };
}

function checkAddress(text: string): CheckedHost<string> {
  const zoneless = withoutZone(text);
  const kind = ipaddr.parse(zoneless).range();
  const range = NOT_A_COMPUTER.find((each) => each === kind);
  if (range !== undefined) return { problem: { code: 'not-a-computers-address', text, range } };
  const zone = text.slice(zoneless.length);
  return /^(%[a-z0-9._-]{1,32})?$/i.test(zone)
    ? { value: text }
    : { problem: { code: 'not-a-zone', text: printable(zone) } };
}

/** A host, with a port where one is given: `mp01:8080`, `[::1]:80`, `::1`. */
export interface HostPort {
  readonly host: string;
  readonly port: number | null;
}

export function checkHostPort(text: string): CheckedHost<HostPort> {
  if (/^[a-z]+:\/\//i.test(text)) {
    return { problem: { code: 'url', text: printable(text) } };
  }
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const [, host, port] = bracketed ??
    (isIP(text) === 0 ? /^([^:]*):(.*)$/.exec(text) : null) ?? [text, text, undefined];
  if (bracketed && isIP(host ?? '') !== 6) {
    return { problem: { code: 'not-ipv6-in-brackets', text: printable(text) } };
  }
  const checked = checkHost(host ?? '');
  if ('problem' in checked) return checked;
  if (port === undefined) return { value: { host: checked.value, port: null } };
  const number = checkPort(port);
  return 'problem' in number ? number : { value: { host: checked.value, port: number.value } };
}

export function checkPort(text: string): CheckedHost<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? { value: port }
    : { problem: { code: 'not-a-port', text: printable(text) } };
}
