import type { EndpointResult } from '../probe/result.ts';
import type { Outcome } from '../probe/observation.ts';

/** `unknown`: nothing was sent to the client, or this machine failed to send. */
export type Answered = 'yes' | 'no' | 'unknown';

/**
 * Whether anything at all came back from a client's addresses. An unanswered ping alone is not a no
 * if this machine failed to send everything else.
 */
export function didAnswer(endpoints: readonly EndpointResult[]): Answered {
  const answers = endpoints.map(({ observation }) => ({
    answer: answerIn(observation.outcome),
    byPing: observation.evidence.kind === 'icmp',
  }));
  if (answers.some(({ answer }) => answer === 'yes')) return 'yes';
  return answers.some(({ answer, byPing }) => answer === 'no' && !byPing) ? 'no' : 'unknown';
}

function answerIn(outcome: Outcome): Answered {
  switch (outcome) {
    case 'open':
    case 'refused':
    case 'silent':
    case 'wrong-service':
    case 'wrong-host':
    case 'unhealthy':
      return 'yes';
    // "Unreachable" is a router's word, not the client's.
    case 'filtered':
    case 'unreachable':
    case 'unresolved':
      return 'no';
    case 'inconclusive':
    case 'error':
      return 'unknown';
  }
}
