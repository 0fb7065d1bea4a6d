import type { ProbeContext } from '../context.ts';
import type { HttpEvidence, TlsEvidence } from '../observation.ts';
import type { Response } from './exchange.ts';
import type { Head } from './head.ts';
import { leadsElsewhere } from './redirect.ts';
import { type Signs, signsOf } from './signs.ts';
import type { HttpTarget } from './target.ts';
import type { Answer, Asked } from './who-answered.ts';

/** What the table has to know about a question. */
export function askedOf({ check }: HttpTarget, { tls }: ProbeContext): Asked {
  return {
    role: check.role,
    scheme: check.tls ? 'https' : 'http',
    product: check.product,
    serves: check.serves,
    ownCertificate: tls.clientCertificate === undefined ? 'none' : 'given',
  };
}

/** A response as the table reads it. */
export function answerOf(response: Response, target: HttpTarget, tls: TlsEvidence | null): Answer {
  const { status, reason, redirect, content } = response;
  return {
    ...signs(response),
    status,
    reason,
    content,
    redirect: redirectOf(status, redirect, target),
    clientCertificate:
      tls?.clientCertificate === 'asked'
        ? tellsOfCertificate(response)
          ? 'told'
          : 'asked'
        : 'not-asked',
  };
}

function redirectOf(
  status: number,
  location: string | null,
  { url, check, address }: HttpTarget,
): Answer['redirect'] {
  if (status < 300 || status >= 400 || location === null) return 'none';
  return leadsElsewhere(location, url, check.host, address) ? 'elsewhere' : 'same-host';
}

/** nginx's own statuses for a missing certificate, and the words of its page for a 400. */
const CERTIFICATE_STATUSES: readonly number[] = [495, 496];
const CERTIFICATE_WORDS = 'SSL certificate';

function tellsOfCertificate({ status, page }: Response): boolean {
  return (
    CERTIFICATE_STATUSES.includes(status) || (status === 400 && page.includes(CERTIFICATE_WORDS))
  );
}

function signs({ status, headers, page }: Response): Signs {
  return signsOf(status, headers, page);
}

type AnswerEvidence = Pick<HttpEvidence, 'content' | 'iis' | 'filter' | 'relay' | 'subStatus'>;

export const NO_ANSWER: AnswerEvidence = {
  content: 'not-looked-for',
  iis: 'none',
  filter: null,
  relay: null,
  subStatus: null,
};

export function answerEvidence(response: Response): AnswerEvidence {
  const { iis, filter, relay, subStatus } = signs(response);
  return { content: response.content, iis, filter, relay, subStatus };
}

type HeadEvidence = Pick<
  HttpEvidence,
  'status' | 'reason' | 'server' | 'location' | 'serverTime' | 'localTime'
>;

export const NO_HEAD: HeadEvidence = {
  status: null,
  reason: null,
  server: null,
  location: null,
  serverTime: null,
  localTime: null,
};

export function headEvidence(
  { status, reason, server, location, serverTime }: Head,
  { now }: ProbeContext,
): HeadEvidence {
  return {
    status,
    reason,
    server,
    location,
    serverTime,
    localTime: serverTime === null ? null : new Date(now()).toISOString(),
  };
}
