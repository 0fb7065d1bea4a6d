import { isIP } from 'node:net';
import { printable } from '../base/printable.ts';
import { checkHost, checkHostPort } from './host.ts';
import type { NameServer } from './site.ts';
import type { Checked } from './value-problem.ts';

const DNS_PORT = 53;

/** A domain's full name, in lower case. */
export function checkDomain(text: string): Checked<string> {
  const host = checkHost(text);
  if ('problem' in host) return host;
  return isIP(host.value) === 0
    ? { value: host.value.toLowerCase() }
    : { problem: { code: 'not-a-domain', text: printable(text) } };
}

/** A name server by its address: `10.0.0.53`, `[::1]:5353`. */
export function checkNameServer(text: string): Checked<NameServer> {
  const said = checkHostPort(text);
  if ('problem' in said) return said;
  const { host, port } = said.value;
  return isIP(host) === 0
    ? { problem: { code: 'not-a-name-server', text: printable(text) } }
    : { value: { address: host, port: port ?? DNS_PORT } };
}
