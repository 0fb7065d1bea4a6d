/** The forms of a printed plan. */
export const PLAN_FORMATS = [
  'table',
  'json',
  'csv',
  'markdown',
  'firewall',
  'firewall-csv',
  'firewall-powershell',
] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** The forms of a diagnosis. */
export const DIAGNOSIS_FORMATS = ['table', 'json', 'markdown'] as const;
export type DiagnosisFormat = (typeof DIAGNOSIS_FORMATS)[number];

/** The forms of what was found of a site, in the order of the help. */
export const DISCOVERY_FORMATS = ['site', 'table', 'json'] as const;
export type DiscoveryFormat = (typeof DISCOVERY_FORMATS)[number];
