import { Malformed, Reader } from '../wire.ts';
import { der, derChildren, derInner, readDer } from '../der.ts';

/** 1.3.6.1.5.5.2 and 1.3.6.1.4.1.311.2.2.10, encoded. */
const SPNEGO_OID = Buffer.from('2b0601050502', 'hex');
const NTLM_OID = Buffer.from('2b06010401823702020a', 'hex');

const NTLM_SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

const TAG = {
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  generalString: 0x1b,
  sequence: 0x30,
  initialContextToken: 0x60,
  /** NegTokenInit, and NegTokenResp: context-specific 0 and 1, as are the fields inside. */
  field0: 0xa0,
  field1: 0xa1,
  field2: 0xa2,
  field3: 0xa3,
} as const;

/** A client's security token, unwrapped. */
export interface ClientToken {
  readonly wrapping: 'spnego' | 'raw';
  /** The NTLM message; null where the client began with another mechanism. */
  readonly ntlm: Buffer | null;
}

/** What a server offers unasked: NegTokenInit2 (MS-SPNG 2.2.1) with NTLM. */
export function serverOffer(): Buffer {
  const mechanisms = der(TAG.field0, der(TAG.sequence, der(TAG.oid, NTLM_OID)));
  const hint = der(
    TAG.field3,
    der(
      TAG.sequence,
      der(TAG.field0, der(TAG.generalString, Buffer.from('not_defined_in_RFC4178@please_ignore'))),
    ),
  );
  return der(
    TAG.initialContextToken,
    der(TAG.oid, SPNEGO_OID),
    der(TAG.field0, der(TAG.sequence, mechanisms, hint)),
  );
}

/**
 * NegTokenResp, accept-incomplete, NTLM (RFC 4178 4.2.2); without a token it asks for NTLM's first.
 */
export function continueWithNtlm(token: Buffer | null): Buffer {
  return der(
    TAG.field1,
    der(
      TAG.sequence,
      der(TAG.field0, der(TAG.enumerated, Buffer.of(1))),
      der(TAG.field1, der(TAG.oid, NTLM_OID)),
      ...(token ? [der(TAG.field2, der(TAG.octetString, token))] : []),
    ),
  );
}

/** Unwraps a client's token: bare NTLM, NegTokenInit or NegTokenResp (RFC 4178 4.2). */
export function clientToken(blob: Buffer): ClientToken {
  if (isNtlm(blob)) return { wrapping: 'raw', ntlm: blob };
  const outer = readDer(new Reader(blob));
  if (outer.tag === TAG.field1) return tokenField(derInner(outer.content, TAG.sequence));
  if (outer.tag !== TAG.initialContextToken) throw new Malformed('security token');
  const [oid, init] = derChildren(outer.content);
  if (oid?.tag !== TAG.oid || !oid.content.equals(SPNEGO_OID) || init?.tag !== TAG.field0) {
    throw new Malformed('initial context token');
  }
  return tokenField(derInner(init.content, TAG.sequence));
}

/** mechToken and responseToken are both field 2. */
function tokenField(sequence: Buffer): ClientToken {
  const field = derChildren(sequence).find(({ tag }) => tag === TAG.field2);
  const token = field && derInner(field.content, TAG.octetString);
  return { wrapping: 'spnego', ntlm: token && isNtlm(token) ? token : null };
}

const isNtlm = (token: Buffer): boolean =>
  token.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE);
