import { Malformed, Reader, u16, u32, u64, zeros } from '../wire.ts';

export const SMB2_PROTOCOL_ID = Buffer.from('fe534d42', 'hex');
export const SMB2_HEADER_BYTES = 64;

export const COMMAND = { negotiate: 0, sessionSetup: 1 } as const;

/** SMB2_FLAGS_SERVER_TO_REDIR. */
const FLAG_RESPONSE = 1;
const MAX_CREDITS = 33;

/** The fields of a request's header that the response repeats (MS-SMB2 2.2.1.2). */
export interface Smb2RequestHeader {
  readonly command: number;
  readonly creditsAsked: number;
  readonly messageId: bigint;
  readonly treeId: number;
  readonly sessionId: bigint;
}

export function readSmb2Header(message: Buffer): Smb2RequestHeader {
  const reader = new Reader(message).skip(4);
  if (reader.u16() !== SMB2_HEADER_BYTES) throw new Malformed('SMB2 header size');
  const command = reader.skip(6).u16();
  const creditsAsked = reader.u16();
  const messageId = reader.skip(8).u64();
  const treeId = reader.skip(4).u32();
  const sessionId = reader.u64();
  reader.skip(16);
  return { command, creditsAsked, messageId, treeId, sessionId };
}

export function smb2Response(request: Smb2RequestHeader, status: number, body: Buffer): Buffer {
  return Buffer.concat([
    SMB2_PROTOCOL_ID,
    u16(SMB2_HEADER_BYTES),
    u16(0),
    u32(status),
    u16(request.command),
    u16(Math.min(Math.max(request.creditsAsked, 1), MAX_CREDITS)),
    u32(FLAG_RESPONSE),
    u32(0),
    u64(request.messageId),
    u32(0),
    u32(request.treeId),
    u64(request.sessionId),
    zeros(16),
    body,
  ]);
}

/** SMB2 ERROR response (MS-SMB2 2.2.2) without error data. */
export function smb2Error(request: Smb2RequestHeader, status: number): Buffer {
  return smb2Response(request, status, Buffer.concat([u16(9), zeros(2), u32(0), zeros(1)]));
}
