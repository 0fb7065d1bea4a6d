import { describe, expect, test } from '@jest/globals';
import type { WebRole } from '../../../src/catalogue/vocabulary.ts';
import {
  type Answer,
  type ClientCertificateDemand,
  judgeAnswer,
} from '../../../src/probe/http/who-answered.ts';
import { targetOf } from '../../../src/probe/http/target.ts';
import { check } from './servers.ts';

const STRICT: readonly WebRole[] = ['management-point', 'software-update-point'];
const LENIENT: readonly WebRole[] = [
  'distribution-point',
  'server-locator-point',
  'fallback-status-point',
];

function judge(
  role: WebRole,
  answer: Partial<Answer>,
  demand: ClientCertificateDemand = 'none',
): string {
  const target = targetOf(check(80, { role }), '10.0.0.5');
  const full: Answer = { status: 200, redirect: null, content: 'not-looked-for', ...answer };
  const judgement = judgeAnswer(full, target, demand);
  return judgement.outcome === 'open' ? 'open' : `${judgement.outcome}/${judgement.cause}`;
}

describe.each(STRICT)('the answer of a %s', (role) => {
  test.each<[Partial<Answer>, string]>([
    [{ content: 'found' }, 'open'],
    [{ content: 'missing' }, 'wrong-service/foreign-content'],
    [{ status: 401 }, 'open'],
    [{ status: 403 }, 'open'],
    [{ status: 400 }, 'wrong-service/unexpected-status'],
    [{ status: 404 }, 'wrong-service/unexpected-status'],
    [{ status: 405 }, 'wrong-service/unexpected-status'],
    [{ status: 495 }, 'wrong-service/unexpected-status'],
    [{ status: 407 }, 'wrong-service/proxy-authentication'],
    [{ status: 204 }, 'wrong-service/unexpected-status'],
    [{ status: 304 }, 'wrong-service/unexpected-status'],
    [{ status: 302, redirect: '/elsewhere' }, 'wrong-service/unexpected-status'],
    [{ status: 302, redirect: 'http://portal.example/' }, 'wrong-service/redirect-elsewhere'],
    [{ status: 500 }, 'unhealthy/server-error'],
    [{ status: 503 }, 'unhealthy/server-error'],
    [{ status: 600 }, 'wrong-service/unexpected-status'],
  ])('%j is %s', (answer, expected) => {
    expect(judge(role, answer)).toBe(expected);
  });

  test.each([
    [400, 'wrong-service/unexpected-status'],
    [403, 'open'],
    [495, 'open'],
    [496, 'open'],
    [404, 'wrong-service/unexpected-status'],
    [500, 'unhealthy/server-error'],
  ])('%d to a client without the certificate that was asked for is %s', (status, expected) => {
    expect(judge(role, { status }, 'asked')).toBe(expected);
  });

  test('400 that tells of the missing certificate is open', () => {
    expect(judge(role, { status: 400 }, 'told')).toBe('open');
  });
});

describe.each(LENIENT)('the answer of a %s', (role) => {
  test.each<[Partial<Answer>, string]>([
    [{ status: 200 }, 'open'],
    [{ status: 204 }, 'open'],
    [{ status: 302, redirect: '/other' }, 'open'],
    [{ status: 302, redirect: 'https://MP01.contoso.com/other' }, 'open'],
    [{ status: 302, redirect: 'http://portal.example/' }, 'wrong-service/redirect-elsewhere'],
    [{ status: 400 }, 'open'],
    [{ status: 401 }, 'open'],
    [{ status: 404 }, 'open'],
    [{ status: 407 }, 'wrong-service/proxy-authentication'],
    [{ status: 500 }, 'unhealthy/server-error'],
    [{ status: 999 }, 'wrong-service/unexpected-status'],
    [{ status: 99 }, 'wrong-service/unexpected-status'],
    [{ status: 0 }, 'wrong-service/unexpected-status'],
  ])('%j is %s', (answer, expected) => {
    expect(judge(role, answer)).toBe(expected);
  });
});
