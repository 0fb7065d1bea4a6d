import { AnswerFailure } from '../failure.ts';

/** What a decoder throws for bytes that break the protocol. */
export function malformed(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-rpc', detail);
}
