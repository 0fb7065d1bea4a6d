import { notSmb } from './failures.ts';

export const SIGNATURE_BYTES = 4;
/** `0xff 'SMB'` (MS-CIFS 2.2.3.1) and `0xfe 'SMB'` (MS-SMB2 2.2.1). */
export const SMB1_SIGNATURE = Buffer.from('ff534d42', 'hex');
export const SMB2_SIGNATURE = Buffer.from('fe534d42', 'hex');

/**
 * Which protocol a message belongs to.
 * @throws AnswerFailure `not-smb` for neither, and for the encrypted and compressed forms, which
 *   nobody sends before a session stands
 */
export function protocolOf(message: Buffer): 'smb1' | 'smb2' {
  const signature = message.subarray(0, SIGNATURE_BYTES);
  if (signature.equals(SMB2_SIGNATURE)) return 'smb2';
  if (signature.equals(SMB1_SIGNATURE)) return 'smb1';
  throw notSmb(`signature ${signature.toString('hex')}`);
}
