import { describe, expect, test } from '@jest/globals';
import {
  type ServerBreak,
  judgeBreak,
  suspectDemand,
} from '../../../src/probe/http/client-certificate.ts';
import { AnswerFailure, NetworkFailure } from '../../../src/probe/failure.ts';

const CLOSED = new AnswerFailure('wrong-service', 'closed-before-answer');
const RESET = new AnswerFailure('wrong-service', 'reset-before-answer');
const FAILED = new AnswerFailure('wrong-service', 'tls-handshake-failed');

const judge = (rest: Partial<ServerBreak>): string => {
  const ending = judgeBreak({
    failure: FAILED,
    request: 'handshake',
    plainAlert: null,
    code: 'UNKNOWN',
    ...rest,
  });
  if (ending.kind === 'certificate-demanded') return ending.kind;
  return ending.failure instanceof AnswerFailure ? ending.failure.why : ending.failure.message;
};

describe('after a request for a client certificate', () => {
  test.each([40, 42, 46, 49, 116])('alert %d in plain text is a demand', (plainAlert) => {
    expect(judge({ plainAlert })).toBe('certificate-demanded');
  });

  test.each([
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  ])('the encrypted alert %s is a demand', (code) => {
    expect(judge({ code })).toBe('certificate-demanded');
  });

  test.each([10, 45, 48, 70, 80])('alert %d in plain text is none', (plainAlert) => {
    expect(judge({ plainAlert })).toBe('tls-handshake-failed');
  });

  test.each(['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_BAD_CERTIFICATE', 'ECONNRESET'])(
    '%s is none',
    (code) => {
      expect(judge({ code })).toBe('tls-handshake-failed');
    },
  );

  test.each([CLOSED, RESET])('a bare break cannot be told: %s', (failure) => {
    expect(judge({ failure })).toBe('client-certificate-suspected');
    expect(judge({ failure, request: 'renegotiation' })).toBe('certificate-demanded');
    expect(judge({ failure, request: 'none' })).toBe(failure.why);
  });

  test.each([
    new AnswerFailure('inconclusive', 'no-common-tls'),
    new AnswerFailure('wrong-service', 'not-http'),
    new NetworkFailure('silent', 'ETIMEDOUT'),
  ])('another failure stays: %s', (failure) => {
    for (const request of ['handshake', 'renegotiation'] as const) {
      expect(judgeBreak({ failure, request, plainAlert: null, code: 'UNKNOWN' })).toEqual({
        kind: 'failed',
        failure,
      });
    }
  });
});

test.each([40, 42, 46, 49])('alert %d without a request is no demand', (plainAlert) => {
  expect(judge({ request: 'none', plainAlert })).toBe('tls-handshake-failed');
});

describe('a request that was seen on another connection only', () => {
  test.each([CLOSED, RESET])('makes a bare break suspect: %s', (failure) => {
    expect(suspectDemand(failure)).toMatchObject({
      outcome: 'inconclusive',
      why: 'client-certificate-suspected',
    });
  });

  test.each([FAILED, new NetworkFailure('silent', 'ETIMEDOUT')])('leaves %s', (failure) => {
    expect(suspectDemand(failure)).toBe(failure);
  });
});
