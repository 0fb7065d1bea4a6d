/** The forms of what was found, in the order of the help. */
export const DISCOVERY_FORMATS = ['site', 'table', 'json'] as const;
export type DiscoveryFormat = (typeof DISCOVERY_FORMATS)[number];
