import { Reader, fileTime, padding, u16, u32, zeros } from '../wire.ts';
import { STATUS, type Computer } from './logon.ts';
import { answerContexts, contextList, readContexts } from './negotiate-contexts.ts';
import {
  SMB2_HEADER_BYTES,
  smb2Error,
  smb2Response,
  type Smb2RequestHeader,
} from './smb2-message.ts';
import { serverOffer } from './spnego.ts';

/** Dialects by revision (MS-SMB2 2.2.4), the lowest first. */
export const DIALECTS = {
  '2.0.2': 0x0202,
  '2.1': 0x0210,
  '3.0': 0x0300,
  '3.0.2': 0x0302,
  '3.1.1': 0x0311,
} as const;
export type Dialect = keyof typeof DIALECTS;

/** "SMB 2.???": the answer to a multi-protocol negotiate, which asks for a second one. */
export const WILDCARD_REVISION = 0x02ff;

const SECURITY_BUFFER_OFFSET = SMB2_HEADER_BYTES + 64;
const MAX_DIALECTS = 64;

interface NegotiateRequest {
  readonly revisions: readonly number[];
  /** Meaningful with 3.1.1 alone: for older dialects these bytes are ClientStartTime. */
  readonly contextOffset: number;
  readonly contextCount: number;
}

/** The answer, and the revision agreed on, null where there is none. */
export interface Smb2NegotiateAnswer {
  readonly reply: Buffer;
  readonly revision: number | null;
}

/** Answers an SMB2 NEGOTIATE request as MS-SMB2 3.3.5.4 demands. */
export function answerSmb2Negotiate(
  header: Smb2RequestHeader,
  message: Buffer,
  computer: Computer,
  highest: Dialect,
): Smb2NegotiateAnswer {
  const request = readNegotiate(message);
  if (request === 'invalid') return refusal(header, STATUS.invalidParameter);
  const revision = Object.values(DIALECTS).findLast(
    (known) => known <= DIALECTS[highest] && request.revisions.includes(known),
  );
  if (revision === undefined) return refusal(header, STATUS.notSupported);
  const contexts =
    revision === DIALECTS['3.1.1']
      ? answerContexts(readContexts(message, request.contextOffset, request.contextCount))
      : [];
  if (contexts === 'invalid') return refusal(header, STATUS.invalidParameter);
  if (contexts === 'no-common-hash') {
    return refusal(header, STATUS.noPreauthIntegrityHashOverlap);
  }
  return { reply: negotiateResponse(header, revision, computer, contexts), revision };
}

const refusal = (header: Smb2RequestHeader, status: number): Smb2NegotiateAnswer => ({
  reply: smb2Error(header, status),
  revision: null,
});

/** SMB2 NEGOTIATE Request (MS-SMB2 2.2.3). */
function readNegotiate(message: Buffer): NegotiateRequest | 'invalid' {
  const reader = new Reader(message, SMB2_HEADER_BYTES);
  if (reader.u16() !== 36) return 'invalid';
  const count = reader.u16();
  if (count === 0 || count > MAX_DIALECTS) return 'invalid';
  const contextOffset = reader.skip(24).u32();
  const contextCount = reader.u16();
  reader.skip(2);
  const revisions = Array.from({ length: count }, () => reader.u16());
  return { revisions, contextOffset, contextCount };
}

/** SMB2 NEGOTIATE Response (MS-SMB2 2.2.4). */
export function negotiateResponse(
  header: Smb2RequestHeader,
  revision: number,
  computer: Computer,
  contexts: readonly Buffer[],
): Buffer {
  const offer = serverOffer();
  const gap = padding(SECURITY_BUFFER_OFFSET + offer.length, 8);
  const contextOffset = SECURITY_BUFFER_OFFSET + offer.length + gap.length;
  const largest = largestTransfer(revision);
  return smb2Response(
    header,
    STATUS.success,
    Buffer.concat([
      u16(65),
      u16(computer.signing === 'required' ? 3 : 1),
      u16(revision),
      u16(contexts.length),
      computer.guid,
      u32(capabilities(revision)),
      u32(largest),
      u32(largest),
      u32(largest),
      fileTime(computer.now()),
      zeros(8),
      u16(SECURITY_BUFFER_OFFSET),
      u16(offer.length),
      u32(contexts.length === 0 ? 0 : contextOffset),
      offer,
      ...contextList(contexts, gap),
    ]),
  );
}

/** DFS; leasing and large MTU from 2.1; multi-channel and directory leasing from 3.0. */
function capabilities(revision: number): number {
  if (revision === DIALECTS['2.0.2']) return 0x01;
  return revision < DIALECTS['3.0'] || revision === WILDCARD_REVISION ? 0x07 : 0x2f;
}

function largestTransfer(revision: number): number {
  if (revision === DIALECTS['2.0.2']) return 65_536;
  return revision < DIALECTS['3.0'] || revision === WILDCARD_REVISION ? 1_048_576 : 8_388_608;
}
