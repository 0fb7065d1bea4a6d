import { Reader, u16 } from '../wire.ts';
import { STATUS, logon, type Computer } from './logon.ts';
import { SMB2_HEADER_BYTES, smb2Error, smb2Response, type Smb2Header } from './smb2-message.ts';

const TOKEN_OFFSET = SMB2_HEADER_BYTES + 8;

/** Answers SMB2 SESSION_SETUP (MS-SMB2 2.2.5, 2.2.6). */
export function setUpSmb2Session(
  header: Smb2Header,
  message: Buffer,
  computer: Computer,
  sessionId: bigint,
): Buffer {
  const reader = new Reader(message, SMB2_HEADER_BYTES);
  if (reader.u16() !== 25) return smb2Error(header, STATUS.invalidParameter);
  const offset = reader.skip(10).u16();
  const length = reader.u16();
  const { status, token } = logon(new Reader(message, offset).bytes(length), computer);
  const reply = { ...header, sessionId };
  if (status !== STATUS.moreProcessingRequired) return smb2Error(reply, status);
  return smb2Response(
    reply,
    status,
    Buffer.concat([u16(9), u16(0), u16(TOKEN_OFFSET), u16(token.length), token]),
  );
}
