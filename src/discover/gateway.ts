import { isIP } from 'node:net';
import { checkGateway } from '../site/gateway.ts';
import type { SiteFact } from './model.ts';

/**
 * The gateway that a word names, by its host or by its whole address; nothing where it is no name of
 * one. A gateway's certificate is for a name, so that an address is none.
 */
export function gatewayOf(word: string): readonly SiteFact[] {
  const checked = checkGateway(word.replace(/\/$/u, ''));
  if ('problem' in checked || isIP(checked.value.host) !== 0) return [];
  const { host, port } = checked.value;
  return [{ what: 'cloud-management-gateway', value: host.toLowerCase(), port }];
}
