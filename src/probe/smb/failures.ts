import { AnswerFailure } from '../failure.ts';
import { statusText } from './nt-status.ts';

/** Bytes that no SMB server sends. */
export function notSmb(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-smb', detail);
}

/** An SMB server's "no" to a negotiate. */
export function negotiateRefused(status: number): AnswerFailure {
  return new AnswerFailure('unhealthy', 'negotiate-refused', statusText(status));
}
