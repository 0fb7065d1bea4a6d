import { cleanOrNull } from '../../base/clean.ts';
import {
  FLAG2_UNICODE,
  NT_STATUS,
  SMB1_COMMAND,
  type Smb1Message,
  encodeSmb1Request,
  filetimeToIso,
  negotiateRefused,
  slice,
} from './wire.ts';

export const SMB1_DIALECT = 'NT LM 0.12';

/** The last two invite an answer in SMB2 if the server knows it (MS-SMB2 2.2.3, 3.3.5.3). */
const OFFERED = [SMB1_DIALECT, 'SMB 2.002', 'SMB 2.???'];
const DIALECT_STRING = 0x02;
const NO_COMMON_DIALECT = 0xffff;

/**
 * The length of the answer shows the dialect: 17 words for NT LM 0.12, 13 for LANMAN, 1 for none.
 */
const NT_LM_WORDS_BYTES = 34;
const SIGNING_ENABLED = 0x04;
const SIGNING_REQUIRED = 0x08;
const CAPABILITY_UNICODE = 0x0000_0004;
const CAPABILITY_EXTENDED_SECURITY = 0x8000_0000;

/** With extended security the names come in the session setup, otherwise here. */
type Smb1Security =
  | { readonly kind: 'extended'; readonly serverGuid: string }
  | {
      readonly kind: 'plain';
      readonly domainName: string | null;
      readonly serverName: string | null;
    };

export interface Smb1NegotiateResponse {
  readonly signing: 'required' | 'enabled' | 'disabled';
  readonly sessionKey: number;
  /** ISO 8601. */
  readonly serverTime: string | null;
  readonly security: Smb1Security;
}

/** The multi-protocol negotiate (MS-CIFS 2.2.4.52.1). */
export function encodeSmb1Negotiate(multiplexId: number): Buffer {
  const dialects = OFFERED.map((name) =>
    Buffer.concat([Buffer.of(DIALECT_STRING), Buffer.from(`${name}\0`, 'latin1')]),
  );
  return encodeSmb1Request(
    SMB1_COMMAND.negotiate,
    multiplexId,
    Buffer.alloc(0),
    Buffer.concat(dialects),
  );
}

/**
 * An NT LM 0.12 negotiate response (MS-CIFS 2.2.4.52.2, MS-SMB 2.2.4.5.2).
 * @throws AnswerFailure `negotiate-refused` for an error or no common dialect, `not-smb` when it is
 *   cut short
 */
export function decodeSmb1Negotiate(reply: Smb1Message): Smb1NegotiateResponse {
  const { words } = reply;
  if (reply.status !== NT_STATUS.success) throw negotiateRefused(reply.status);
  if (words.length !== NT_LM_WORDS_BYTES || words.readUInt16LE(0) === NO_COMMON_DIALECT) {
    throw negotiateRefused(NT_STATUS.notSupported);
  }
  const capabilities = words.readUInt32LE(19);
  return {
    signing: signingOf(words.readUInt8(2)),
    sessionKey: words.readUInt32LE(15),
    serverTime: filetimeToIso(words.readBigUInt64LE(23)),
    security:
      (capabilities & CAPABILITY_EXTENDED_SECURITY) === 0
        ? plainSecurity(reply, capabilities, words.readUInt8(33))
        : {
            kind: 'extended',
            serverGuid: slice(reply.bytes, 0, 16, 'server GUID').toString('hex'),
          },
  };
}

/** Servers set the Unicode flag, the capability, or both; the strings are not aligned. */
function plainSecurity(
  reply: Smb1Message,
  capabilities: number,
  challengeLength: number,
): Smb1Security {
  slice(reply.bytes, 0, challengeLength, 'challenge');
  const names = reply.bytes.subarray(challengeLength);
  const isUnicode =
    (reply.flags2 & FLAG2_UNICODE) !== 0 || (capabilities & CAPABILITY_UNICODE) !== 0;
  const [domainName, serverName] = isUnicode
    ? names.toString('utf16le').split('\0', 2)
    : names.toString('latin1').split('\0', 2);
  return {
    kind: 'plain',
    domainName: cleanOrNull(domainName),
    serverName: cleanOrNull(serverName),
  };
}

function signingOf(securityMode: number): 'required' | 'enabled' | 'disabled' {
  if ((securityMode & SIGNING_REQUIRED) !== 0) return 'required';
  return (securityMode & SIGNING_ENABLED) !== 0 ? 'enabled' : 'disabled';
}
