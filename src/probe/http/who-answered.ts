import type { Product, Scheme, WebRole } from '../../catalogue/vocabulary.ts';
import type { AnswerOutcome, Cause, HttpEvidence } from '../observation.ts';
import type { Signs } from './signs.ts';

/** What is known before the request. */
export interface Asked {
  readonly role: WebRole;
  readonly scheme: Scheme;
  readonly product: Product;
  /** `content`: HTTP of an update point whose service wants TLS; content alone comes over it. */
  readonly serves: 'service' | 'content';
  /** Whether this side has a client certificate to present. */
  readonly ownCertificate: 'given' | 'none';
}

/** An answer as the table reads it: its status, and the signs of who gave it. */
export interface Answer extends Signs {
  readonly status: number;
  /** The reason phrase beside the status. */
  readonly reason: string | null;
  readonly redirect: 'none' | 'same-host' | 'elsewhere';
  /** Whether the body contains what only this role serves. */
  readonly content: HttpEvidence['content'];
  /**
   * `asked`: the server asked for a client certificate, which it may do without. `told`: it also
   * said that it admits nobody without one.
   */
  readonly clientCertificate: 'not-asked' | 'asked' | 'told';
}

/** What came back: an answer, or an end of the handshake that demands a client certificate. */
export type Seen = Answer | 'certificate-demanded';

/** What an answer says about the service. */
export type Judgement =
  { readonly outcome: 'open' } | { readonly outcome: AnswerOutcome; readonly cause: Cause };

/** One row of the table: the roles that it holds for, what is seen, and what follows. */
interface Row {
  readonly roles: readonly WebRole[] | 'any';
  readonly seen: (answer: Answer, asked: Asked) => boolean;
  readonly gives: Judgement | ((answer: Answer, asked: Asked) => Judgement);
}

const OPEN: Judgement = { outcome: 'open' };
const wrongService = (cause: Cause): Judgement => ({ outcome: 'wrong-service', cause });
const unhealthy = (cause: Cause): Judgement => ({ outcome: 'unhealthy', cause });
const inconclusive = (cause: Cause): Judgement => ({ outcome: 'inconclusive', cause });

const MP = 'management-point';
const DP = 'distribution-point';
const SUP = 'software-update-point';
const CMG = 'cloud-management-gateway';
/** Roles whose own content is known, so that any other page is another service. */
const WITH_CONTENT: readonly WebRole[] = [MP, SUP];

const isIis = ({ iis }: Answer): boolean => iis !== 'none';
const isRefusal = ({ status }: Answer): boolean => status === 401 || status === 403;
const isOwnContent = ({ status, content }: Answer): boolean =>
  status === 200 && content === 'found';
const overTls = ({ scheme }: Asked): boolean => scheme === 'https';
/**
 * 403 may have other reasons, but after a request for a certificate the missing certificate is the
 * usual one.
 */
const demandsCertificate = ({ clientCertificate, status }: Answer): boolean =>
  clientCertificate === 'told' || (clientCertificate === 'asked' && status === 403);
const hasPhrase = ({ reason }: Answer, begin: string): boolean =>
  reason?.toLowerCase().startsWith(begin.toLowerCase()) === true;

/** Sub-statuses of 403 that stop a client (support.microsoft.com/help/943891). */
const REFUSED_FOR: Readonly<Record<string, Cause>> = {
  '403.4': 'tls-required',
  '403.6': 'address-rejected',
  '403.7': 'client-certificate-required',
  '403.13': 'client-certificate-refused',
  '403.16': 'client-certificate-refused',
  '403.17': 'client-certificate-refused',
};

/** The cause that the page names, or what the status says. */
function refusalOf({ status, subStatus }: Answer): Judgement {
  const named = subStatus === null ? undefined : REFUSED_FOR[subStatus];
  return unhealthy(named ?? (status === 401 ? 'logon-demanded' : 'forbidden'));
}

const isNamedRefusal = ({ subStatus }: Answer): boolean =>
  subStatus !== null && Object.hasOwn(REFUSED_FOR, subStatus);

/** Reason phrases of a cloud management gateway, in place of a status's usual words. */
const GATEWAY_PHRASES: readonly (readonly [begins: string, cause: Cause])[] = [
  ['CMGConnector_Clientcertificaterequired', 'gateway-certificate-required'],
  ['CMGConnector_Forbidden', 'gateway-forbidden'],
  ['CMGService_Invalid_Token', 'gateway-token-invalid'],
];

function gatewayRefusal(answer: Answer): Judgement {
  const known = GATEWAY_PHRASES.find(([begins]) => hasPhrase(answer, begins));
  return unhealthy(known?.[1] ?? 'gateway-refusal');
}

function isOfFilter(answer: Answer): boolean {
  if (isOwnContent(answer)) return false;
  const { filter, redirect, relay } = answer;
  return filter !== null || redirect === 'elsewhere' || (relay !== null && !isIis(answer));
}

function filterOf({ status, redirect }: Answer): Judgement {
  if (status === 407) return wrongService('proxy-authentication');
  return wrongService(redirect === 'elsewhere' ? 'redirect-elsewhere' : 'filter-page');
}

/**
 * Whether the role that was asked has answered (docs/verdicts.md); the first row that applies
 * decides. Anything that is not HTTP never gets here.
 */
const TABLE: readonly Row[] = [
  { roles: 'any', seen: isOfFilter, gives: filterOf },
  { roles: WITH_CONTENT, seen: isOwnContent, gives: OPEN },
  {
    roles: [CMG],
    seen: (answer) =>
      answer.status === 200 ||
      demandsCertificate(answer) ||
      (isRefusal(answer) && hasPhrase(answer, 'CMGService_')),
    gives: OPEN,
  },
  {
    roles: 'any',
    seen: (answer) => hasPhrase(answer, 'CMGConnector_') || hasPhrase(answer, 'CMGService_'),
    gives: gatewayRefusal,
  },
  {
    roles: 'any',
    seen: ({ status }) => status >= 500 && status < 600,
    gives: unhealthy('server-error'),
  },
  {
    roles: 'any',
    seen: ({ status, answeredBy }) =>
      answeredBy === 'http-api' && (status === 400 || status === 404),
    gives: unhealthy('no-such-site'),
  },
  {
    roles: [SUP],
    seen: (answer, asked) => overTls(asked) && demandsCertificate(answer),
    gives: unhealthy('update-client-certificate'),
  },
  {
    roles: [MP, DP],
    seen: (answer, asked) =>
      overTls(asked) &&
      asked.ownCertificate === 'none' &&
      (answer.clientCertificate === 'told' || (demandsCertificate(answer) && isIis(answer))),
    gives: OPEN,
  },
  {
    roles: [MP],
    seen: ({ status }, asked) =>
      overTls(asked) && asked.ownCertificate === 'given' && status === 403,
    gives: unhealthy('client-certificate-refused'),
  },
  { roles: [MP], seen: (answer) => isRefusal(answer) && isIis(answer), gives: refusalOf },
  {
    roles: [MP],
    seen: isRefusal,
    gives: (_answer, asked) => (overTls(asked) ? inconclusive('not-iis') : wrongService('not-iis')),
  },
  {
    roles: [SUP],
    seen: (answer, { scheme, serves }) =>
      scheme === 'http' && serves === 'content' && answer.status === 403 && isIis(answer),
    gives: OPEN,
  },
  { roles: [SUP], seen: (answer) => isRefusal(answer) && isIis(answer), gives: refusalOf },
  { roles: [SUP], seen: isRefusal, gives: wrongService('not-iis') },
  {
    roles: [DP],
    seen: (answer) => isRefusal(answer) && isIis(answer) && isNamedRefusal(answer),
    gives: refusalOf,
  },
  {
    roles: [DP],
    seen: (answer) => (answer.status === 200 || isRefusal(answer)) && isIis(answer),
    gives: OPEN,
  },
  {
    // That folder's name contains a drive letter, which is not known: SMS_DP_SMSPKGD$.
    roles: [DP],
    seen: (answer, { product }) => product === 'cm2007' && answer.status === 404 && isIis(answer),
    gives: OPEN,
  },
  {
    roles: [DP],
    seen: ({ status }, { product }) => product === 'current-branch' && status === 404,
    gives: (answer) => wrongService(isIis(answer) ? 'no-content-folder' : 'not-iis'),
  },
  {
    roles: ['server-locator-point', 'fallback-status-point'],
    // RFC 9110 15: no status is below 100.
    seen: (answer) => answer.status >= 100 && answer.status < 500 && isIis(answer),
    gives: OPEN,
  },
  {
    roles: WITH_CONTENT,
    seen: () => true,
    gives: ({ status }) => wrongService(status === 200 ? 'foreign-content' : 'unexpected-status'),
  },
  {
    roles: 'any',
    seen: () => true,
    gives: (answer) => inconclusive(isIis(answer) ? 'unexpected-status' : 'not-iis'),
  },
];

export function whoAnswered(seen: Seen, asked: Asked): Judgement {
  if (seen === 'certificate-demanded') return demanded(asked);
  const row = TABLE.find(
    ({ roles, seen: holds }) =>
      (roles === 'any' || roles.includes(asked.role)) && holds(seen, asked),
  );
  if (row === undefined) throw new TypeError('the last row of the table holds for every answer');
  return typeof row.gives === 'function' ? row.gives(seen, asked) : row.gives;
}

/** The same judgement for a handshake that failed because there was no client certificate. */
function demanded({ role }: Asked): Judgement {
  switch (role) {
    case MP:
    case DP:
    case CMG:
      return OPEN;
    case SUP:
      return unhealthy('update-client-certificate');
    case 'server-locator-point':
    case 'fallback-status-point':
      return inconclusive('client-certificate-suspected');
  }
}
