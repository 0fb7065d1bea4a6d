import { printable } from '../base/printable.ts';
import { type HostPort, checkHostPort } from './host.ts';
import type { Checked } from './value-problem.ts';

/** The folder of a gateway, and the number by which it knows the management point behind it. */
const GATEWAY_PATH = /^\/(?:CCM_Proxy_(?:MutualAuth|ServerAuth)(?:\/\d*)?\/?)?$/i;

/**
 * A cloud management gateway as command lines and consoles show it: the host alone, or its whole
 * address, `https://cmg.contoso.com/CCM_Proxy_MutualAuth/72057594037927941`. Of the address the host
 * and the port are kept: the number is known to clients and not asked for.
 */
export function checkGateway(text: string): Checked<HostPort> {
  if (/^http:\/\//i.test(text)) {
    return { problem: { code: 'gateway-without-tls', text: printable(text) } };
  }
  const address = text.replace(/^https:\/\//i, '');
  const slash = address.indexOf('/');
  if (slash === -1) return checkHostPort(address);
  return GATEWAY_PATH.test(address.slice(slash))
    ? checkHostPort(address.slice(0, slash))
    : { problem: { code: 'not-a-gateway', text: printable(text) } };
}

/** Whether a word is the whole address of a gateway. */
export function isGatewayAddress(word: string): boolean {
  return /\/CCM_Proxy_/i.test(word);
}
