import { CM2007_ROWS } from './cm2007.ts';
import { CURRENT_BRANCH_ROWS } from './current-branch.ts';
import { flowsFromRows } from './ends.ts';
import type { TableFlow } from './flow.ts';
import type { InstallMethod, Product } from './vocabulary.ts';

/** Why a method is impossible in a site, whatever the network lets through. */
export type Inapplicability =
  | 'no-software-update-point'
  | 'no-distribution-point'
  | 'workgroup-has-no-group-policy'
  | 'workgroup-has-no-client-push'
  | 'internet-has-no-client-push'
  | 'internet-has-no-software-update-point'
  | 'internet-has-no-group-policy';

export interface Catalogue {
  readonly flows: readonly TableFlow[];
  /** The condition that rules each method out, if it holds for the site. */
  readonly ruledOutBy: Partial<Record<InstallMethod, readonly Inapplicability[]>>;
  /** The protocols of a distribution point, unless the site file names others. */
  readonly distributionPointServes: readonly ('http' | 'smb')[];
}

/** Both products' port tables as data. */
export const CATALOGUES = {
  cm2007: {
    flows: flowsFromRows(CM2007_ROWS),
    ruledOutBy: {
      'software-update-point': ['no-software-update-point'],
      'group-policy': ['workgroup-has-no-group-policy'],
      'software-distribution': ['no-distribution-point'],
    },
    distributionPointServes: ['smb'],
  },
  'current-branch': {
    flows: flowsFromRows(CURRENT_BRANCH_ROWS),
    ruledOutBy: {
      'client-push': ['internet-has-no-client-push', 'workgroup-has-no-client-push'],
      'software-update-point': [
        'internet-has-no-software-update-point',
        'no-software-update-point',
      ],
      'group-policy': ['internet-has-no-group-policy', 'workgroup-has-no-group-policy'],
      'software-distribution': ['no-distribution-point'],
    },
    distributionPointServes: ['http'],
  },
} as const satisfies Record<Product, Catalogue>;
