import type { ComputerIdentity } from './identity.ts';
import { ntlmChallenge, readNtlm } from './ntlm.ts';
import { clientToken, continueWithNtlm } from './spnego.ts';

/** NTSTATUS values (MS-ERREF 2.3.1). */
export const STATUS = {
  success: 0,
  moreProcessingRequired: 0xc000_0016,
  invalidParameter: 0xc000_000d,
  accessDenied: 0xc000_0022,
  notSupported: 0xc000_00bb,
  userSessionDeleted: 0xc000_0203,
  noPreauthIntegrityHashOverlap: 0xc05d_0000,
} as const;

/** What a simulated computer reveals to any client that begins to log on. */
export interface Computer {
  /** Null for a server that gives no name. */
  readonly identity: ComputerIdentity | null;
  /** Its clock, milliseconds since 1970. */
  readonly now: () => number;
  /** 16 bytes. */
  readonly guid: Buffer;
  readonly signing: 'required' | 'enabled';
}

/** One step of a logon: the status and the security token that go back. */
export interface LogonStep {
  readonly status: number;
  readonly token: Buffer;
}

/** Answers a client's security token: with the challenge first, then with "access denied". */
export function logon(blob: Buffer, computer: Computer): LogonStep {
  const { wrapping, ntlm } = clientToken(blob);
  if (ntlm === null) {
    return { status: STATUS.moreProcessingRequired, token: continueWithNtlm(null) };
  }
  const message = readNtlm(ntlm);
  if (message.kind === 'authenticate') {
    return { status: STATUS.accessDenied, token: Buffer.alloc(0) };
  }
  const challenge = ntlmChallenge(message.flags, computer.identity, computer.now());
  return {
    status: STATUS.moreProcessingRequired,
    token: wrapping === 'raw' ? challenge : continueWithNtlm(challenge),
  };
}
