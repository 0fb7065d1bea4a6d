import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { printable } from './printable.ts';

/** A name or address that was checked, or why it was refused. */
export type Checked<T> = { readonly value: T } | { readonly problem: string };

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const MAX_NAME_LENGTH = 253;
/** inet_aton(3), and so every resolver, reads these as addresses: 0x7f000001, 127.1, 2130706433. */
const NUMERIC_LABEL = /^(0x[0-9a-f]*|\d+)$/i;
const NOT_A_HOST = new Set(['unspecified', 'broadcast', 'multicast']);

/**
 * A host name (DNS or NetBIOS), an IPv4 or an IPv6 literal without brackets. Nothing that passes can
 * be an option of another program, hold blanks, control or shell characters.
 */
export function checkHost(text: string): Checked<string> {
  if (text === '') return { problem: 'a host name is empty' };
  if (isIP(text) !== 0) return checkAddress(text);
  if (text.includes(',')) {
    return {
      problem: `"${printable(text)}" is not one host: several are separated by blanks, or are a list in a site file`,
    };
  }
  if (text.startsWith('-'))
    return { problem: `a host name may not begin with "-": "${printable(text)}"` };
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > MAX_NAME_LENGTH) {
    return {
      problem: `a host name has at most ${MAX_NAME_LENGTH} characters, this has ${name.length}`,
    };
  }
  const labels = name.split('.');
  if (!labels.every((label) => LABEL.test(label))) {
    return {
      problem: `"${printable(text)}" is not a host name: letters, digits, "-", "_" and dots, or an IPv4 or IPv6 address`,
    };
  }
  if (NUMERIC_LABEL.test(labels.at(-1) ?? '')) {
    return { problem: `"${text}" is neither an IPv4 address nor a host name` };
  }
  return { value: name };
}

function checkAddress(text: string): Checked<string> {
  const zoneless = text.replace(/%.*$/, '');
  const range = ipaddr.parse(zoneless).range();
  if (NOT_A_HOST.has(range)) {
    return {
      problem: `${text} is ${range === 'unspecified' ? 'an' : 'a'} ${range} address, not a computer's`,
    };
  }
  const zone = text.slice(zoneless.length);
  return /^(%[a-z0-9._-]{1,32})?$/i.test(zone)
    ? { value: text }
    : { problem: `"${printable(zone)}" is not an IPv6 zone` };
}

/** A host, and the port where one was said: `mp01:8080`, `[::1]:80`, `::1`. */
export interface HostPort {
  readonly host: string;
  readonly port: number | null;
}

export function checkHostPort(text: string): Checked<HostPort> {
  if (/^[a-z]+:\/\//i.test(text)) {
    return { problem: `"${printable(text)}" is a URL: write the host alone, or host:port` };
  }
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const [, host, port] = bracketed ??
    (isIP(text) === 0 ? /^([^:]*):(.*)$/.exec(text) : null) ?? [text, text, undefined];
  if (bracketed && isIP(host ?? '') !== 6) {
    return { problem: `only an IPv6 address stands in brackets: "${printable(text)}"` };
  }
  const checked = checkHost(host ?? '');
  if ('problem' in checked) return checked;
  if (port === undefined) return { value: { host: checked.value, port: null } };
  const number = checkPort(port);
  return 'problem' in number ? number : { value: { host: checked.value, port: number.value } };
}

export function checkPort(text: string): Checked<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? { value: port }
    : { problem: `"${printable(text)}" is not a port: a number from 1 to 65535` };
}
