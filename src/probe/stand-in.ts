/**
 * How the stand-ins of `listen` identify themselves, so that none is taken for the real role. Any
 * server could claim this, so it never changes a verdict.
 */
export const STAND_IN_SERVER = 'ccm-preflight-stand-in';

/** The server GUID of their SMB: `ccm-preflight-si` in ASCII. */
export const STAND_IN_GUID = '63636d2d707265666c696768742d7369';
