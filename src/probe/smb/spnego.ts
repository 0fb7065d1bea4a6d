import { decodeDer, encodeDer, expectDer } from './der.ts';
import { notSmb } from './failures.ts';
import { NTLM_SIGNATURE } from './ntlm.ts';

const TAG = {
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  application: 0x60,
  field0: 0xa0,
  field1: 0xa1,
  field2: 0xa2,
} as const;

/** 1.3.6.1.5.5.2 */
const SPNEGO_OID = Buffer.from('2b0601050502', 'hex');
/** 1.3.6.1.4.1.311.2.2.10 */
const NTLM_OID = Buffer.from('2b06010401823702020a', 'hex');

/** A NegTokenInit that offers NTLM only and carries its first message (RFC 4178 4.2.1). */
export function encodeNegTokenInit(ntlmMessage: Buffer): Buffer {
  const mechanisms = encodeDer(TAG.sequence, encodeDer(TAG.oid, NTLM_OID));
  const fields = encodeDer(
    TAG.sequence,
    encodeDer(TAG.field0, mechanisms),
    encodeDer(TAG.field2, encodeDer(TAG.octetString, ntlmMessage)),
  );
  return encodeDer(TAG.application, encodeDer(TAG.oid, SPNEGO_OID), encodeDer(TAG.field0, fields));
}

/**
 * The NTLM message of a server's token: the responseToken of a NegTokenResp (RFC 4178 4.2.2), or
 * the token itself where the server left SPNEGO out.
 * @throws AnswerFailure `not-smb` when there is none
 */
export function decodeNegTokenResp(token: Buffer): Buffer {
  if (token.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE)) return token;
  // Every turn takes two bytes at least, so the token's length bounds the loop.
  let fields = expectDer(expectDer(token, TAG.field1), TAG.sequence);
  while (fields.length > 0) {
    const field = decodeDer(fields);
    if (field.tag === TAG.field2) return expectDer(field.content, TAG.octetString);
    fields = field.rest;
  }
  throw notSmb('no response token');
}
