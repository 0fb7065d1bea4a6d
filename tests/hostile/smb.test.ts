import { describe, expect, test } from '@jest/globals';
import {
  NEGOTIATE,
  challenge,
  isSmb1,
  negTokenResp,
  smb1Challenge,
  smb1Negotiate,
  smb2Challenge,
  smb2Command,
  smb2Negotiate,
  smb2Response,
} from '../probe/smb/answers.ts';
import { framed, listen, serve } from '../probe/smb/server.ts';
import type { Peer } from '../probe/smb/server.ts';
import { isSafe, textsIn } from '../fuzz/finding.ts';
import { unsafeTexts } from './outputs.ts';
import { AMPLE_MS, SHORT_MS, said, smb } from './probes.ts';

const NUMBERS = [0, 1, 31, 33, 0x7fff, 0x8000, 0xffff, 0x7fffff, 0x800000, 0xffffff];
const NOT_SMB = 'wrong-service not-smb';

async function seenOf(
  onMessage: (peer: Peer, message: Buffer) => void,
  timeoutMs = AMPLE_MS,
): Promise<string> {
  const server = await serve(onMessage);
  try {
    const seen = await smb(server.port, timeoutMs);
    expect(textsIn(seen).filter((text) => !isSafe(text))).toEqual([]);
    return said(seen);
  } finally {
    await server.close();
  }
}

describe('lengths that lie', () => {
  test.each(NUMBERS)('a packet of %i bytes, which never come', async (length) => {
    const header = Buffer.alloc(4);
    header.writeUIntBE(length, 1, 3);
    const expected = length >= 32 && length <= 65_536 ? 'silent ETIMEDOUT' : NOT_SMB;
    expect(await seenOf(({ socket }) => socket.write(header), SHORT_MS)).toBe(expected);
  });

  test('keep-alives without end', async () => {
    const keepAlives = Buffer.alloc(65_536, Buffer.from('85000000', 'hex'));
    expect(await seenOf(({ socket }) => socket.write(keepAlives))).toBe(NOT_SMB);
  });

  test('interim answers without end', async () => {
    const flood = ({ socket }: Peer, request: Buffer): void => {
      const interim = framed(smb2Response(request, 0x103, Buffer.alloc(64)));
      socket.write(Buffer.concat(Array.from({ length: 1_000 }, () => interim)));
    };
    expect(await seenOf(flood)).toBe(NOT_SMB);
  });

  // Every 16-bit field of the answer in turn, with every number: an SMB server all the same, or none.
  test.each([
    ['SMB2 negotiate', (request: Buffer) => smb2Negotiate(request), 64, 128],
    ['SMB1 negotiate', (request: Buffer) => smb1Negotiate(request), 32, 72],
  ] as const)(
    'any number in any field of an %s answer',
    async (_name, answer, first, end) => {
      for (const number of [0, 1, 0x8000, 0xffff]) {
        for (let at = first; at + 2 <= end; at += 2) {
          const outcome = await seenOf(({ send, socket }, request) => {
            const bytes = answer(request);
            if (at + 2 <= bytes.length) bytes.writeUInt16LE(number, at);
            send(bytes);
            socket.end();
          });
          // Open where SMB1 tells its names at once, without a session.
          const allowed = [
            'open',
            'inconclusive session-cut',
            NOT_SMB,
            'unhealthy negotiate-refused',
          ];
          expect(allowed).toContain(outcome);
        }
      }
    },
    60_000,
  );

  test('any number in any field of a session setup leaves the service open', async () => {
    for (const number of [0, 1, 0x8000, 0xffff]) {
      for (let at = 64; at < 220; at += 2) {
        const outcome = await seenOf(({ send, socket }, request) => {
          if (smb2Command(request) === NEGOTIATE) {
            send(smb2Negotiate(request));
            return;
          }
          const bytes = smb2Challenge(request);
          bytes.writeUInt16LE(number, at);
          send(bytes);
          socket.end();
        });
        expect(outcome).toBe('open');
      }
    }
  });
});

const answerWith =
  (names: { netbios: string; domain: string; dns: string; dnsDomain: string }, smb1 = 'no') =>
  ({ send, socket }: Peer, request: Buffer): void => {
    if (smb1 === 'no' && !isSmb1(request)) {
      const isNegotiate = smb2Command(request) === NEGOTIATE;
      send(isNegotiate ? smb2Negotiate(request) : smb2Challenge(request, names));
    } else if (!isSmb1(request)) socket.end();
    else send(request[4] === 0x72 ? smb1Negotiate(request) : smb1Challenge(request, names));
  };

describe('names', () => {
  const EVIL =
    '\u001b[2J\u009b31m\u202eevil\u2066\u200b\r\n\u0000\u2028<b>|"=1+1\ufffe\uffff\u00ad';
  test.each([
    ['with terminal escapes', EVIL],
    ['of three thousand characters', 'evil'.repeat(800)],
    ['of unpaired surrogates', '\ud800evil\udc00\udfff'],
    ['that are cut amid a pair', `${'a'.repeat(254)}\u{1f600}\u{1f600}`],
    ['of nothing but marks', '\u202e\u200f\u0000'],
  ])('%s come out clean', async (_name, name) => {
    const names = { netbios: name, domain: name, dns: name, dnsDomain: name };
    for (const smb1 of ['no', 'yes']) {
      const server = await serve(answerWith(names, smb1));
      const seen = await smb(server.port, AMPLE_MS);
      await server.close();
      expect(said(seen)).toBe('open');
      expect(unsafeTexts(seen)).toEqual([]);
    }
  });

  test('in half of a UTF-16 character', async () => {
    const whole = challenge({ netbios: 'PC001', dns: 'pc001' });
    for (let end = 32; end < whole.length; end += 1) {
      const token = negTokenResp(whole.subarray(0, end));
      const outcome = await seenOf(({ send }, request) => {
        if (smb2Command(request) === NEGOTIATE) send(smb2Negotiate(request));
        else {
          const body = Buffer.from('0900000048000000', 'hex');
          body.writeUInt16LE(token.length, 6);
          send(smb2Response(request, 0xc0000016, Buffer.concat([body, token])));
        }
      });
      expect(outcome).toBe('open');
    }
  });
});

test('a server that sends on after the whole exchange', async () => {
  const server = await listen(({ socket }) => {
    socket.resume();
    const pour = (): void => {
      while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 0x41))) continue;
    };
    socket.write(framed(smb2Negotiate(Buffer.alloc(64))));
    socket.on('drain', pour);
    pour();
  });
  const seen = await smb(server.port, AMPLE_MS);
  await server.close();
  expect(said(seen)).toBe('open');
});
