import type { Site } from '../site/site.ts';
import { uncServer } from '../site/unc.ts';

/** Placeholders in a path for what the site file does not say. */
export const SHARE_PLACEHOLDERS = ['<management point>', '<site server>', '<code>'] as const;

/**
 * The share in which Configuration Manager itself offers CCMSetup.exe, as far as the site is known.
 */
export function usualShare({ product, roles, siteCode, siteServer }: Site): string {
  switch (product) {
    case 'cm2007': {
      const host = roles.managementPoints[0]?.host;
      return String.raw`\\${host === undefined ? '<management point>' : uncServer(host)}\SMSClient`;
    }
    case 'current-branch':
      return String.raw`\\${siteServer === null ? '<site server>' : uncServer(siteServer)}\SMS_${siteCode ?? '<code>'}\Client`;
  }
}
