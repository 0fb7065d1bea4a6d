import { cleanOrNull } from '../../base/clean.ts';
import { filetimeToIso, notSmb, slice } from './wire.ts';

/**
 * The first token of a session setup, the same for every computer; it names nobody. An
 * InitialContextToken (RFC 2743 3.1) with a NegTokenInit (RFC 4178 4.2.1) that offers NTLM alone
 * and carries its NEGOTIATE message (MS-NLMP 2.2.1.1).
 */
export const FIRST_TOKEN = fromHex(
  // The frame, and SPNEGO's object identifier, 1.3.6.1.5.5.2.
  '60 48  06 06 2b0601050502  a0 3e  30 3c',
  // mechTypes: NTLM, 1.3.6.1.4.1.311.2.2.10.
  'a0 0e  30 0c  06 0a 2b06010401823702020a',
  // mechToken: 40 bytes, "NTLMSSP" and a zero, message type 1.
  'a2 2a  04 28  4e544c4d53535000 01000000',
  // Flags 0xe0088217 (MS-NLMP 2.2.2.5): 56 and 128 bits, key exchange, extended session security,
  // always sign, NTLM, sign, request target, OEM, Unicode. Servers that demand strong sessions
  // answer only a client that offers them.
  '178208e0',
  // No domain, no workstation, no version.
  '0000000000000000 0000000000000000 0000000000000000',
);

const TAG = { octetString: 0x04, sequence: 0x30, negTokenResp: 0xa1, responseToken: 0xa2 } as const;
const NTLM_SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

/**
 * The NTLM message of a server's token: the responseToken of a NegTokenResp (RFC 4178 4.2.2), or
 * the token itself where the server left SPNEGO out.
 * @throws AnswerFailure `not-smb` when there is none
 */
export function decodeNegTokenResp(token: Buffer): Buffer {
  if (token.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE)) return token;
  // Each round consumes at least two bytes, so the token's length bounds the loop.
  let fields = expectDer(expectDer(token, TAG.negTokenResp), TAG.sequence);
  while (fields.length > 0) {
    const field = decodeDer(fields);
    if (field.tag === TAG.responseToken) return expectDer(field.content, TAG.octetString);
    fields = field.rest;
  }
  throw notSmb('no response token');
}

const CHALLENGE_MESSAGE = 2;
const CHALLENGE_FIXED_BYTES = 32;
const TARGET_INFO_FIELDS_BYTES = 8;

const FLAG_TARGET_INFO = 0x0080_0000;

/** MS-NLMP 2.2.2.1. */
const AV = {
  end: 0,
  netbiosComputerName: 1,
  netbiosDomainName: 2,
  dnsComputerName: 3,
  dnsDomainName: 4,
  timestamp: 7,
} as const;

/** What a computer says about itself in its challenge; null for what is missing or empty. */
export interface NtlmChallenge {
  readonly netbiosComputerName: string | null;
  readonly netbiosDomainName: string | null;
  readonly dnsComputerName: string | null;
  readonly dnsDomainName: string | null;
  /** ISO 8601. */
  readonly time: string | null;
}

/**
 * A CHALLENGE message (MS-NLMP 2.2.1.2).
 * @throws AnswerFailure `not-smb` when it is something else or cut short
 */
export function decodeNtlmChallenge(message: Buffer): NtlmChallenge {
  const fixed = slice(message, 0, CHALLENGE_FIXED_BYTES, 'NTLM challenge');
  if (!fixed.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE)) {
    throw notSmb('NTLM signature');
  }
  if (fixed.readUInt32LE(8) !== CHALLENGE_MESSAGE) throw notSmb('no NTLM challenge');
  const pairs = decodeAvPairs(targetInfo(message, fixed.readUInt32LE(20)));
  const name = (id: number): string | null => cleanOrNull(pairs.get(id)?.toString('utf16le'));
  return {
    netbiosComputerName: name(AV.netbiosComputerName),
    netbiosDomainName: name(AV.netbiosDomainName),
    dnsComputerName: name(AV.dnsComputerName),
    dnsDomainName: name(AV.dnsDomainName),
    time: timeOf(pairs.get(AV.timestamp)),
  };
}

/** Old servers have no target info; they leave the flag unset. */
function targetInfo(message: Buffer, flags: number): Buffer {
  if ((flags & FLAG_TARGET_INFO) === 0) return Buffer.alloc(0);
  const fields = slice(message, 40, TARGET_INFO_FIELDS_BYTES, 'target info fields');
  return slice(message, fields.readUInt32LE(4), fields.readUInt16LE(0), 'target info');
}

/**
 * The first pair of each id counts. Each round consumes at least four bytes, which bounds the loop.
 */
function decodeAvPairs(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const pairs = new Map<number, Buffer>();
  let offset = 0;
  while (offset < bytes.length) {
    const header = slice(bytes, offset, 4, 'AV pair');
    const id = header.readUInt16LE(0);
    if (id === AV.end) break;
    const value = slice(bytes, offset + 4, header.readUInt16LE(2), 'AV value');
    if (!pairs.has(id)) pairs.set(id, value);
    offset += 4 + value.length;
  }
  return pairs;
}

function timeOf(value: Buffer | undefined): string | null {
  return value?.length === 8 ? filetimeToIso(value.readBigUInt64LE(0)) : null;
}

/** Three octets are enough for the longest security buffer, whose length has 16 bits. */
const MAX_LENGTH_OCTETS = 3;

interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** The bytes after the element. */
  readonly rest: Buffer;
}

/**
 * The first element of `bytes`.
 * @throws AnswerFailure `not-smb` for an indefinite length or one past the end
 */
export function decodeDer(bytes: Buffer): DerElement {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw notSmb('DER cut short');
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + octets;
  if (octets > MAX_LENGTH_OCTETS || first === 0x80 || start > bytes.length) {
    throw notSmb('DER length');
  }
  const length = octets === 0 ? first : bytes.readUIntBE(2, octets);
  if (start + length > bytes.length) throw notSmb('DER past the end');
  return {
    tag,
    content: bytes.subarray(start, start + length),
    rest: bytes.subarray(start + length),
  };
}

/**
 * The content of the first element, which must have this tag.
 * @throws AnswerFailure `not-smb`
 */
function expectDer(bytes: Buffer, tag: number): Buffer {
  const element = decodeDer(bytes);
  if (element.tag !== tag) throw notSmb(`DER tag ${element.tag} instead of ${tag}`);
  return element.content;
}

function fromHex(...parts: readonly string[]): Buffer {
  return Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');
}
