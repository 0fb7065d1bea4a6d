import fs from 'node:fs';
import path from 'node:path';
import type { RequirementId } from '../../../src/catalogue/flow.ts';
import type { Scheme } from '../../../src/catalogue/vocabulary.ts';
import type { Host } from './host.ts';
import { check, onlyClient, requirementOf } from './tool.ts';

const METHODS = ['manual', 'software-distribution', 'software-update-point'] as const;

/** What a client saw at a site's web roles, each as `outcome cause`. */
export interface RolesSeen {
  readonly mp: string;
  readonly dp: string;
  readonly sup: string;
  /** In order, each once. */
  readonly warnings: readonly string[];
}

/** The same at all of them. */
export function atAllRoles(told: string, warnings: readonly string[] = []): RolesSeen {
  return { mp: told, dp: told, sup: told, warnings };
}

/**
 * Runs a check from a client of a current-branch site.
 * @param roles as a site file names them
 * @param options of `check` besides
 */
export async function lookAtRoles(
  client: Host,
  scheme: Scheme,
  roles: object,
  options: readonly string[],
): Promise<RolesSeen> {
  const file = path.join(client.folder, 'site.json');
  const site = {
    product: 'current-branch',
    communication: scheme,
    roles,
    install: { manual: { runFrom: 'local' } },
  };
  fs.writeFileSync(file, JSON.stringify(site));
  const methods = METHODS.flatMap((method) => ['--method', method]);
  const seen = onlyClient(await check(client, ['--site', file, ...methods, ...options]));
  const told = (id: RequirementId): string => {
    const { outcome, endpoints } = requirementOf(seen, id);
    const cause = endpoints.find((endpoint) => endpoint.outcome === outcome)?.cause;
    return cause === undefined ? outcome : `${outcome} ${cause}`;
  };
  return {
    mp: told(`manual/mp-${scheme}`),
    dp: told(`software-distribution/dp-${scheme}`),
    sup: told(`software-update-point/sup-${scheme}`),
    warnings: [...new Set(seen.warnings.map(({ code }) => code))].sort(),
  };
}
