import {
  SMB2_COMMAND,
  SMB2_HEADER_BYTES,
  encodeSmb2Request,
  filetimeToIso,
  notSmb,
  padTo,
  slice,
  encodeWords,
} from './wire.ts';

const DIALECTS = {
  0x0202: '2.0.2',
  0x0210: '2.1',
  0x0300: '3.0',
  0x0302: '3.0.2',
  0x0311: '3.1.1',
} as const;

export type Smb2Dialect = (typeof DIALECTS)[keyof typeof DIALECTS];

const DIALECT_NAMES: ReadonlyMap<number, Smb2Dialect> = new Map(
  Object.entries(DIALECTS).map(([revision, name]) => [Number(revision), name]),
);

/** "SMB2, negotiate again to settle which": valid only as an answer to SMB1's negotiate. */
const WILDCARD_REVISION = 0x02ff;
const SIGNING_ENABLED = 0x0001;
const SIGNING_REQUIRED = 0x0002;

/** Everything that Windows names, from DFS to encryption: middleboxes know this value. */
const CAPABILITIES = 0x0000_007f;
const REQUEST_BYTES = 36;
const RESPONSE_BYTES = 64;
const RESPONSE_STRUCTURE_SIZE = 65;

export interface Smb2NegotiateResponse {
  readonly dialect: Smb2Dialect | 'wildcard';
  readonly signing: 'required' | 'enabled' | 'disabled';
  /** 32 hexadecimal digits in wire order. */
  readonly serverGuid: string;
  /** ISO 8601. */
  readonly serverTime: string | null;
}

/**
 * A NEGOTIATE request that offers every dialect (MS-SMB2 2.2.3).
 * @param clientGuid 16 random bytes
 * @param salt 32 random bytes
 */
export function encodeSmb2Negotiate(messageId: bigint, clientGuid: Buffer, salt: Buffer): Buffer {
  const dialects = encodeWords(...DIALECT_NAMES.keys());
  const contexts = [preauthIntegrity(salt), ENCRYPTION, SIGNING];
  const fixed = Buffer.alloc(REQUEST_BYTES);
  const contextOffset = SMB2_HEADER_BYTES + Math.ceil((REQUEST_BYTES + dialects.length) / 8) * 8;
  fixed.writeUInt16LE(REQUEST_BYTES, 0);
  fixed.writeUInt16LE(DIALECT_NAMES.size, 2);
  fixed.writeUInt16LE(SIGNING_ENABLED, 4);
  fixed.writeUInt32LE(CAPABILITIES, 8);
  clientGuid.copy(fixed, 12, 0, 16);
  fixed.writeUInt32LE(contextOffset, 28);
  fixed.writeUInt16LE(contexts.length, 32);
  const body = Buffer.concat([padTo(Buffer.concat([fixed, dialects]), 8), ...aligned(contexts)]);
  return encodeSmb2Request(SMB2_COMMAND.negotiate, messageId, 0, body);
}

/** MS-SMB2 2.2.3.1: each context begins at a multiple of 8, the last has no padding. */
function aligned(contexts: readonly Buffer[]): Buffer[] {
  return contexts.map((context, index) =>
    index === contexts.length - 1 ? context : padTo(context, 8),
  );
}

function context(type: number, data: Buffer): Buffer {
  return Buffer.concat([encodeWords(type, data.length, 0, 0), data]);
}

/** MS-SMB2 2.2.3.1.1: one algorithm, SHA-512. */
function preauthIntegrity(salt: Buffer): Buffer {
  return context(0x0001, Buffer.concat([encodeWords(1, salt.length, 0x0001), salt]));
}

/** MS-SMB2 2.2.3.1.2: AES-128-GCM, AES-128-CCM, AES-256-GCM, AES-256-CCM. */
const ENCRYPTION = context(0x0002, encodeWords(4, 0x0002, 0x0001, 0x0004, 0x0003));

/** MS-SMB2 2.2.3.1.7: AES-GMAC, AES-CMAC, HMAC-SHA256. */
const SIGNING = context(0x0008, encodeWords(3, 0x0002, 0x0001, 0x0000));

/**
 * A successful NEGOTIATE response, header included (MS-SMB2 2.2.4).
 * @throws AnswerFailure `not-smb` when it is cut short or names a dialect that nobody offered
 */
export function decodeSmb2Negotiate(message: Buffer): Smb2NegotiateResponse {
  const body = slice(message, SMB2_HEADER_BYTES, RESPONSE_BYTES, 'negotiate response');
  if (body.readUInt16LE(0) !== RESPONSE_STRUCTURE_SIZE) throw notSmb('negotiate response size');
  return {
    signing: signingOf(body.readUInt16LE(2)),
    dialect: dialectOf(body.readUInt16LE(4)),
    serverGuid: body.toString('hex', 8, 24),
    serverTime: filetimeToIso(body.readBigUInt64LE(40)),
  };
}

function dialectOf(revision: number): Smb2Dialect | 'wildcard' {
  if (revision === WILDCARD_REVISION) return 'wildcard';
  const name = DIALECT_NAMES.get(revision);
  if (name === undefined) throw notSmb(`dialect 0x${revision.toString(16)}`);
  return name;
}

function signingOf(securityMode: number): 'required' | 'enabled' | 'disabled' {
  if ((securityMode & SIGNING_REQUIRED) !== 0) return 'required';
  return (securityMode & SIGNING_ENABLED) !== 0 ? 'enabled' : 'disabled';
}
