import type { AnswerOutcome, Cause, HttpEvidence } from '../observation.ts';
import { leadsElsewhere } from './redirect.ts';
import type { Target } from './target.ts';

/** What an answer says about the service. */
export type Judgement =
  { readonly outcome: 'open' } | { readonly outcome: AnswerOutcome; readonly cause: Cause };

/**
 * What a server wants of a client that has no certificate: `asked`, perhaps without insisting, or
 * `told`, in words, that it takes no other.
 */
export type ClientCertificateDemand = 'told' | 'asked' | 'none';

/** A response as far as it decides. */
export interface Answer {
  readonly status: number;
  /** Where it leads to, as received. */
  readonly redirect: string | null;
  readonly content: HttpEvidence['content'];
}

const OPEN: Judgement = { outcome: 'open' };

/** What servers say where a client certificate is missing; 495 and 496 are nginx' own. */
const DEMAND_STATUSES: ReadonlySet<number> = new Set([403, 495, 496]);

/** Judges a response by the rules of contract section 5; the first true cause wins. */
export function judgeAnswer(
  answer: Answer,
  target: Target,
  demand: ClientCertificateDemand,
): Judgement {
  const { status } = answer;
  if (status === 407) return wrongService('proxy-authentication');
  if (isRedirectElsewhere(answer, target)) return wrongService('redirect-elsewhere');
  if (status >= 500 && status < 600) return { outcome: 'unhealthy', cause: 'server-error' };
  if (demand === 'told') return OPEN;
  if (demand === 'asked' && DEMAND_STATUSES.has(status)) return OPEN;
  if (target.marker === null) return isStatus(status) ? OPEN : wrongService('unexpected-status');
  if (status === 401 || status === 403) return OPEN;
  if (status !== 200) return wrongService('unexpected-status');
  return answer.content === 'found' ? OPEN : wrongService('foreign-content');
}

/** RFC 9110 15: below 100 and from 600 on there are none; those from 500 are judged already. */
function isStatus(status: number): boolean {
  return status >= 100 && status < 500;
}

function isRedirectElsewhere({ status, redirect }: Answer, target: Target): boolean {
  return (
    status >= 300 &&
    status < 400 &&
    redirect !== null &&
    leadsElsewhere(redirect, target.url, target.check.host, target.address)
  );
}

function wrongService(cause: Cause): Judgement {
  return { outcome: 'wrong-service', cause };
}
