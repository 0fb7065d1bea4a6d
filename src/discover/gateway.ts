import { isIP } from 'node:net';
import { checkGateway } from '../site/gateway.ts';
import type { SiteFact } from './model.ts';

/**
 * The gateway that a word names, by its host or by its whole address; nothing if the word is no
 * name. A gateway's certificate is for a name, so an address does not count.
 */
export function gatewayOf(word: string): readonly SiteFact[] {
  const checked = checkGateway(word.replace(/\/$/u, ''));
  if ('problem' in checked || isIP(checked.value.host) !== 0) return [];
  const { host, port } = checked.value;
  return [{ what: 'cloud-management-gateway', value: host.toLowerCase(), port }];
}
