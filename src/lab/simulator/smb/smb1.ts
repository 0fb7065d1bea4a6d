import { randomBytes } from 'node:crypto';
import { Malformed, Reader, fileTime, padding, u16, u32, u8, utf16, zeros } from '../wire.ts';
import { STATUS, logon, type Computer } from './logon.ts';
import { serverOffer } from './spnego.ts';

export const SMB1_PROTOCOL_ID = Buffer.from('ff534d42', 'hex');

export const SMB1_COMMAND = { negotiate: 0x72, sessionSetup: 0x73 } as const;

const HEADER_BYTES = 32;
const DIALECT_TAG = 0x02;
const NT_LM = 'NT LM 0.12';
const USER_ID = 2048;

const FLAG_REPLY = 0x80;
/** SMB_HEADER.Flags2 (MS-CIFS 2.2.3.1, MS-SMB 2.2.3.1): long names, NT status codes, Unicode. */
const FLAGS2_SERVER = 0x0001 | 0x4000 | 0x8000;
const FLAGS2_EXTENDED_SECURITY = 0x0800;

/** Unicode, large files, NT SMBs, RPC, NT status, level 2 oplocks, large read and write. */
const CAPABILITIES = 0x0000_c0fc;
const CAPABILITY_EXTENDED_SECURITY = 0x8000_0000;

/** A request, cut into its parts (MS-CIFS 2.2.3). */
export interface Smb1Request {
  readonly command: number;
  readonly flags2: number;
  readonly processIds: readonly [high: number, low: number];
  readonly treeId: number;
  readonly userId: number;
  readonly multiplexId: number;
  readonly words: Buffer;
  readonly data: Buffer;
}

export function readSmb1(message: Buffer): Smb1Request {
  const reader = new Reader(message).skip(4);
  const command = reader.u8();
  const flags2 = reader.skip(5).u16();
  const processHigh = reader.u16();
  const treeId = reader.skip(10).u16();
  const processLow = reader.u16();
  const userId = reader.u16();
  const multiplexId = reader.u16();
  const words = reader.bytes(reader.u8() * 2);
  const data = reader.bytes(reader.u16());
  const processIds = [processHigh, processLow] as const;
  return { command, flags2, processIds, treeId, userId, multiplexId, words, data };
}

function smb1Response(
  request: Smb1Request,
  status: number,
  userId: number,
  words: Buffer,
  data: Buffer,
): Buffer {
  const [processHigh, processLow] = request.processIds;
  return Buffer.concat([
    SMB1_PROTOCOL_ID,
    u8(request.command),
    u32(status),
    u8(FLAG_REPLY),
    u16(FLAGS2_SERVER | (request.flags2 & FLAGS2_EXTENDED_SECURITY)),
    u16(processHigh),
    zeros(10),
    u16(request.treeId),
    u16(processLow),
    u16(userId),
    u16(request.multiplexId),
    u8(words.length / 2),
    words,
    u16(data.length),
    data,
  ]);
}

export const smb1Error = (request: Smb1Request, status: number): Buffer =>
  smb1Response(request, status, request.userId, zeros(0), zeros(0));

/** The dialects that an SMB_COM_NEGOTIATE request offers (MS-CIFS 2.2.4.52.1). */
export function offeredDialects(request: Smb1Request): readonly string[] {
  const dialects: string[] = [];
  let rest = request.data;
  while (rest.length > 0) {
    const end = rest.indexOf(0);
    if (rest[0] !== DIALECT_TAG || end < 0) throw new Malformed('SMB1 dialects');
    dialects.push(rest.toString('latin1', 1, end));
    rest = rest.subarray(end + 1);
  }
  return dialects;
}

/** SMB_COM_NEGOTIATE response for NT LM 0.12 (MS-SMB 2.2.4.5.2), 0xffff where it is not offered. */
export function negotiateSmb1(request: Smb1Request, computer: Computer): Buffer {
  const index = offeredDialects(request).indexOf(NT_LM);
  if (index < 0) return smb1Response(request, STATUS.success, 0, u16(0xffff), zeros(0));
  const extended = (request.flags2 & FLAGS2_EXTENDED_SECURITY) !== 0;
  const challenge = extended ? zeros(0) : randomBytes(8);
  const words = Buffer.concat([
    u16(index),
    u8(computer.signing === 'required' ? 0x0f : 0x07),
    u16(50),
    u16(1),
    u32(16_644),
    u32(65_536),
    u32(0),
    u32((CAPABILITIES | (extended ? CAPABILITY_EXTENDED_SECURITY : 0)) >>> 0),
    fileTime(computer.now()),
    u16(0),
    u8(challenge.length),
  ]);
  const data = extended
    ? [computer.guid, serverOffer()]
    : [
        challenge,
        utf16(`${computer.identity?.netbiosDomainName ?? ''}\0`),
        utf16(`${computer.identity?.netbiosComputerName ?? ''}\0`),
      ];
  return smb1Response(request, STATUS.success, 0, words, Buffer.concat(data));
}

/** SMB_COM_SESSION_SETUP_ANDX with extended security (MS-SMB 2.2.4.6). */
export function setUpSmb1Session(request: Smb1Request, computer: Computer): Buffer {
  if (request.words.length !== 24) return smb1Error(request, STATUS.accessDenied);
  const blobLength = new Reader(request.words, 14).u16();
  const blob = new Reader(request.data).bytes(blobLength);
  const { status, token } = logon(blob, computer);
  if (status !== STATUS.moreProcessingRequired) return smb1Error(request, status);
  const words = Buffer.concat([u8(0xff), u8(0), u16(0), u16(0), u16(token.length)]);
  const textOffset = HEADER_BYTES + 1 + words.length + 2 + token.length;
  const data = Buffer.concat([
    token,
    padding(textOffset, 2),
    utf16('Windows 5.1\0'),
    utf16('Windows 2000 LAN Manager\0'),
  ]);
  return smb1Response(request, status, USER_ID, words, data);
}
