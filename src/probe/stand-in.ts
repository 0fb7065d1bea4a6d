/**
 * What the stand-ins of `listen` say of themselves, so that nobody takes one for the role that it
 * keeps the place of. Anybody may say so: it never changes a verdict.
 */
export const STAND_IN_SERVER = 'ccm-preflight-stand-in';

/** The server GUID of their SMB: `ccm-preflight-si` in ASCII. */
export const STAND_IN_GUID = '63636d2d707265666c696768742d7369';
