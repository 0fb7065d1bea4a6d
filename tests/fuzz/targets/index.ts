import { keptInputs } from '../fixtures.ts';
import type { FuzzTarget } from '../target.ts';
import { DOMAIN_TARGETS } from './domain.ts';
import { HTTP_TARGETS } from './http.ts';
import { ICMP_TARGETS } from './icmp.ts';
import { LOG_TARGETS } from './logs.ts';
import { RPC_TARGETS } from './rpc.ts';
import { SMB_TARGETS } from './smb.ts';
import { WORD_TARGETS } from './words.ts';

/** Every decoder of what comes from outside, its kept inputs among its seeds. */
export const TARGETS: readonly FuzzTarget[] = [
  ...SMB_TARGETS,
  ...RPC_TARGETS,
  ...HTTP_TARGETS,
  ...ICMP_TARGETS,
  ...DOMAIN_TARGETS,
  ...WORD_TARGETS,
  ...LOG_TARGETS,
].map((target) => ({
  ...target,
  seeds: [...target.seeds, ...keptInputs(target.name).map(([, input]) => input)],
}));

export function targetNamed(name: string): FuzzTarget {
  const found = TARGETS.find((target) => target.name === name);
  if (found === undefined) {
    throw new Error(`no decoder "${name}": ${TARGETS.map((target) => target.name).join(', ')}`);
  }
  return found;
}
