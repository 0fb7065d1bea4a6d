import type { WebRole } from '../../catalogue/vocabulary.ts';

/** What a web role is asked for, and what only that role can answer. */
export interface RoleRequest {
  readonly path: string;
  /** Text that only this role serves; null where any answer under 500 will do. */
  readonly marker: string | null;
}

/** A role's own URL, by role. */
export const ROLE_REQUESTS: Readonly<Record<WebRole, RoleRequest>> = {
  'management-point': { path: '/SMS_MP/.sms_aut?MPLIST', marker: '<MPList' },
  'software-update-point': {
    path: '/ClientWebService/client.asmx',
    marker: 'microsoft.com/SoftwareDistribution',
  },
  // In cm2007 the name carries a drive letter (SMS_DP_SMSPKGD$), so 404 is an answer too.
  'distribution-point': { path: '/SMS_DP_SMSPKG$/', marker: null },
  'server-locator-point': { path: '/SMS_SLP/slp.dll?site&sc=', marker: null },
  'fallback-status-point': { path: '/SMS_FSP/.sms_fsp', marker: null },
};
