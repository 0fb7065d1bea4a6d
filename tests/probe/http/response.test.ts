import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { headOf } from '../../../src/probe/http/head.ts';

function message(rest: Partial<IncomingMessage>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), rest);
}

test.each<[Partial<IncomingMessage>, ReturnType<typeof headOf>]>([
  // A status that no rule takes for an answer.
  [{}, { status: 0, reason: null, server: null, location: null, serverTime: null }],
  [
    { statusCode: 200, statusMessage: ' OK\u0007 ' },
    { status: 200, reason: 'OK', server: null, location: null, serverTime: null },
  ],
  [
    { statusCode: 302, statusMessage: '', headers: { server: '\u001b[31mIIS', location: '/x ' } },
    { status: 302, reason: null, server: '[31mIIS', location: '/x', serverTime: null },
  ],
  [
    { statusCode: 200, headers: { date: 'Sun, 29 Nov 2026 12:00:00 GMT' } },
    {
      status: 200,
      reason: null,
      server: null,
      location: null,
      serverTime: '2026-11-29T12:00:00.000Z',
    },
  ],
  [
    { statusCode: 200, headers: { date: 'yesterday' } },
    { status: 200, reason: null, server: null, location: null, serverTime: null },
  ],
])('the head of %j', (rest, head) => {
  expect(headOf(message(rest))).toEqual(head);
});
