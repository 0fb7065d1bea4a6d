import { cleanOrNull } from '../../base/clean.ts';
import { slice } from './bytes.ts';
import { notSmb } from './failures.ts';
import { filetimeToIso } from './filetime.ts';

export const NTLM_SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const NEGOTIATE_MESSAGE = 1;
const CHALLENGE_MESSAGE = 2;
const NEGOTIATE_BYTES = 40;
const CHALLENGE_FIXED_BYTES = 32;
const TARGET_INFO_FIELDS_BYTES = 8;

/**
 * MS-NLMP 2.2.2.5: 56 and 128 bits, key exchange, extended session security, always sign, NTLM,
 * sign, request target, OEM, Unicode. Servers that demand strong sessions answer only if offered.
 */
const NEGOTIATE_FLAGS = 0xe008_8217;
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

/** What a computer says of itself in its challenge; null for what it leaves out or empty. */
export interface NtlmChallenge {
  readonly netbiosComputerName: string | null;
  readonly netbiosDomainName: string | null;
  readonly dnsComputerName: string | null;
  readonly dnsDomainName: string | null;
  /** ISO 8601. */
  readonly time: string | null;
}

/** A NEGOTIATE message that names neither domain nor workstation (MS-NLMP 2.2.1.1). */
export function encodeNtlmNegotiate(): Buffer {
  const message = Buffer.alloc(NEGOTIATE_BYTES);
  NTLM_SIGNATURE.copy(message, 0);
  message.writeUInt32LE(NEGOTIATE_MESSAGE, 8);
  message.writeUInt32LE(NEGOTIATE_FLAGS, 12);
  return message;
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

/** Old servers leave the field out, and then the flag too. */
function targetInfo(message: Buffer, flags: number): Buffer {
  if ((flags & FLAG_TARGET_INFO) === 0) return Buffer.alloc(0);
  const fields = slice(message, 40, TARGET_INFO_FIELDS_BYTES, 'target info fields');
  return slice(message, fields.readUInt32LE(4), fields.readUInt16LE(0), 'target info');
}

/** The first of each id counts; every turn takes four bytes at least, which bounds the loop. */
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
