import os from 'node:os';
import { describe, expect, test } from '@jest/globals';
import {
  GUID,
  NEGOTIATE,
  PC001,
  SERVER_TIME_ISO,
  STATUS,
  isSmb1,
  smb1Challenge,
  smb1Negotiate,
  smb1Response,
  smb2Challenge,
  smb2Command,
  smb2Error,
  smb2Negotiate,
  smb2Response,
  smb2SessionSetup,
} from './answers.ts';
import { probeListener, probePort, probeServer } from './run.ts';
import { framed } from './server.ts';
import type { Peer } from './server.ts';
import { closedPort } from '../../support/ports.ts';
import { testUnless } from '../../support/skip.ts';

type OnMessage = (peer: Peer, message: Buffer) => void;

const SHORT_MS = 250;

/** A well-behaved SMB2 server, its session setup answered by `onSession`. */
function smb2Server(onSession: OnMessage, negotiate = smb2Negotiate): OnMessage {
  return (peer, message) => {
    if (isSmb1(message)) peer.socket.end();
    else if (smb2Command(message) === NEGOTIATE) peer.send(negotiate(message));
    else onSession(peer, message);
  };
}
const pc001 = smb2Server(({ send }, message) => send(smb2Challenge(message)));

/** An old computer: closes on SMB2, answers SMB1. */
const smb1Server: OnMessage = ({ send, socket }, message) => {
  if (!isSmb1(message)) socket.end();
  else send(message[4] === 0x72 ? smb1Negotiate(message) : smb1Challenge(message));
};

function plainServer(names: Buffer, unicode: 'yes' | 'no'): OnMessage {
  return ({ send, socket }, message) => {
    if (isSmb1(message)) send(smb1Negotiate(message, { security: 'plain', names, unicode }));
    else socket.end();
  };
}

const NAMES_OF_PC001 = {
  netbiosComputerName: 'PC001',
  netbiosDomainName: 'CONTOSO',
  dnsComputerName: 'pc001.contoso.com',
  dnsDomainName: 'contoso.com',
};

describe('open over SMB2', () => {
  test('says all that the computer tells', async () => {
    const { observation, connections } = await probeServer(pc001);
    expect(observation).toEqual({
      outcome: 'open',
      reached: 'service',
      rttMs: expect.any(Number),
      evidence: {
        kind: 'smb',
        protocol: 'smb2',
        dialect: '3.1.1',
        signing: 'enabled',
        serverGuid: GUID,
        serverTime: SERVER_TIME_ISO,
        localTime: '2024-02-29T12:00:00.000Z',
        ...NAMES_OF_PC001,
        ntlmTime: SERVER_TIME_ISO,
        sessionStatus: '0xc0000016',
      },
    });
    expect(connections).toBe(1);
  });

  const hasIpv6 = Object.values(os.networkInterfaces())
    .flat()
    .some((entry) => entry?.address === '::1');
  const testIpv6 = testUnless(hasIpv6 ? null : 'this machine has no ::1');
  async function isOpenOverIpv6(): Promise<void> {
    const { observation } = await probeServer(pc001, { address: '::1', host: '::1' });
    expect(observation).toMatchObject({ outcome: 'open', evidence: NAMES_OF_PC001 });
  }
  testIpv6('over IPv6', isOpenOverIpv6);

  test.each([
    ['2.0.2', 0x0202],
    ['2.1', 0x0210],
    ['3.0', 0x0300],
    ['3.0.2', 0x0302],
  ])('dialect %s', async (text, dialect) => {
    const { observation } = await probeServer(
      smb2Server(
        ({ send }, message) => send(smb2Challenge(message)),
        (message) => smb2Negotiate(message, { dialect, securityMode: 3 }),
      ),
    );
    expect(observation.evidence).toMatchObject({ dialect: text, signing: 'required' });
  });

  test('no times, no signing', async () => {
    const { observation } = await probeServer(
      smb2Server(
        ({ socket }) => socket.end(),
        (message) => smb2Negotiate(message, { securityMode: 0, time: 0n }),
      ),
    );
    expect(observation.evidence).toMatchObject({
      signing: 'disabled',
      serverTime: null,
      localTime: null,
    });
  });

  test('the clock is read with the challenge where the negotiate told no time', async () => {
    const { observation } = await probeServer(
      smb2Server(
        ({ send }, message) => send(smb2Challenge(message)),
        (message) => smb2Negotiate(message, { time: 0n }),
      ),
    );
    expect(observation.evidence).toMatchObject({
      serverTime: null,
      ntlmTime: SERVER_TIME_ISO,
      localTime: '2024-02-29T12:00:00.000Z',
    });
  });

  test('interim responses, keep-alives and break notifications are passed over', async () => {
    const noisy = ({ socket, send }: Peer, message: Buffer, answer: Buffer): void => {
      socket.write(Buffer.from('85000000', 'hex'));
      send(smb2Error(message, STATUS.pending));
      const notification = smb2Response(message, 0, Buffer.alloc(24));
      notification.fill(0xff, 24, 32);
      send(notification);
      send(smb2Error(message, STATUS.pending));
      send(answer);
    };
    const { observation } = await probeServer((peer, message) => {
      const answer =
        smb2Command(message) === NEGOTIATE ? smb2Negotiate(message) : smb2Challenge(message);
      noisy(peer, message, answer);
    });
    expect(observation).toMatchObject({ outcome: 'open', evidence: NAMES_OF_PC001 });
  });

  test('answers that come byte by byte', async () => {
    const trickle = ({ socket }: Peer, message: Buffer): void => {
      const bytes = framed(message);
      const next = (offset: number): void => {
        if (offset < bytes.length && !socket.destroyed) {
          socket.write(bytes.subarray(offset, offset + 1), () => setImmediate(next, offset + 1));
        }
      };
      next(0);
    };
    const { observation } = await probeServer((peer, message) =>
      trickle(
        peer,
        smb2Command(message) === NEGOTIATE ? smb2Negotiate(message) : smb2Challenge(message),
      ),
    );
    expect(observation).toMatchObject({ outcome: 'open', evidence: NAMES_OF_PC001 });
  });

  test('never sends an authenticate message, and leaves no connection in TIME_WAIT', async () => {
    const seen: number[] = [];
    const ended = new Promise<unknown>((resolve) => {
      void probeServer((peer, message) => {
        seen.push(smb2Command(message));
        peer.socket.once('end', () => resolve('FIN'));
        peer.socket.once('error', (error) => resolve(error));
        pc001(peer, message);
      });
    });
    expect(await ended).toMatchObject({ code: 'ECONNRESET' });
    expect(seen).toEqual([0, 1]);
  });
});

describe('open whatever becomes of the session setup', () => {
  const told = { outcome: 'open', reached: 'service' };

  test('refused', async () => {
    const { observation } = await probeServer(
      smb2Server(({ send }, message) => send(smb2Error(message, STATUS.accessDenied))),
      { identity: 'must-match', host: 'pc001' },
    );
    expect(observation).toMatchObject({ ...told, evidence: { sessionStatus: '0xc0000022' } });
  });

  test('a token that is none', async () => {
    const { observation } = await probeServer(
      smb2Server(({ send }, message) =>
        send(smb2SessionSetup(message, STATUS.moreProcessing, Buffer.from('a10301'))),
      ),
    );
    expect(observation).toMatchObject({
      ...told,
      evidence: { sessionStatus: '0xc0000016', netbiosComputerName: null },
    });
  });

  test('foreign bytes', async () => {
    const { observation } = await probeServer(
      smb2Server(({ socket }) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    expect(observation).toMatchObject(told);
  });
});

describe('a session that is cut, as by a filter that looks into SMB', () => {
  const CUT = { outcome: 'inconclusive', cause: 'session-cut', reached: 'service' };

  test.each<[string, OnMessage]>([
    ['closed', ({ socket }) => socket.end()],
    ['reset', ({ socket }) => socket.resetAndDestroy()],
    ['silent', () => {}],
  ])('%s', async (_, onSession) => {
    const { observation } = await probeServer(smb2Server(onSession), { timeoutMs: SHORT_MS });
    expect(observation).toMatchObject({
      ...CUT,
      evidence: { dialect: '3.1.1', sessionStatus: null },
    });
  });

  test('over SMB1', async () => {
    const { observation } = await probeServer(({ send, socket }, message) => {
      if (isSmb1(message) && message[4] === 0x72) send(smb1Negotiate(message));
      else socket.end();
    });
    expect(observation).toMatchObject({ ...CUT, evidence: { protocol: 'smb1' } });
  });
});

describe('SMB1 as the second attempt', () => {
  const smb1 = { outcome: 'open', evidence: { protocol: 'smb1', dialect: 'NT LM 0.12' } };

  test('after a close', async () => {
    const { observation, connections } = await probeServer(smb1Server);
    expect(observation).toMatchObject({
      ...smb1,
      evidence: {
        ...NAMES_OF_PC001,
        signing: 'enabled',
        serverGuid: GUID,
        serverTime: SERVER_TIME_ISO,
        sessionStatus: '0xc0000016',
      },
    });
    expect(connections).toBe(2);
  });

  test('after a reset', async () => {
    const { observation } = await probeServer((peer, message) => {
      if (isSmb1(message)) smb1Server(peer, message);
      else peer.socket.resetAndDestroy();
    });
    expect(observation).toMatchObject(smb1);
  });

  test('after a reset that may be here before the connection is', async () => {
    // Which of the two comes first is the system's choice: often enough of so many it is the reset.
    const seen = await Promise.all(
      Array.from({ length: 40 }, () =>
        probeListener((peer) => {
          if (peer.nth === 0) peer.socket.resetAndDestroy();
          else peer.socket.on('data', (chunk: Buffer) => smb1Server(peer, chunk.subarray(4)));
        }),
      ),
    );
    for (const { observation } of seen) expect(observation).toMatchObject(smb1);
  });

  test('after an SMB1 answer', async () => {
    const { observation } = await probeServer((peer, message) => {
      if (isSmb1(message)) smb1Server(peer, message);
      else peer.send(smb1Response(message, Buffer.alloc(0), Buffer.alloc(0), { status: 1 }));
    });
    expect(observation).toMatchObject(smb1);
  });

  test('after an SMB2 error', async () => {
    const { observation } = await probeServer((peer, message) => {
      if (isSmb1(message)) smb1Server(peer, message);
      else peer.send(smb2Error(message, STATUS.notSupported));
    });
    expect(observation).toMatchObject(smb1);
  });

  test('after half of the deadline', async () => {
    const { observation } = await probeServer(
      (peer, message) => {
        if (isSmb1(message)) smb1Server(peer, message);
      },
      { timeoutMs: 1000 },
    );
    expect(observation).toMatchObject(smb1);
  });

  test('a slow SMB2 server that closes on SMB1 is still open', async () => {
    let answerFirst = (): void => {};
    const { observation, connections } = await probeServer(
      (peer, message) => {
        if (isSmb1(message)) {
          peer.socket.end(() => answerFirst());
        } else if (smb2Command(message) === NEGOTIATE) {
          answerFirst = () => peer.send(smb2Negotiate(message));
        } else {
          peer.send(smb2Challenge(message));
        }
      },
      { timeoutMs: 1000 },
    );
    expect(connections).toBe(2);
    expect(observation).toMatchObject({ outcome: 'open', evidence: { protocol: 'smb2' } });
  });

  test('silent to SMB2, closing on SMB1: silent, not wrong', async () => {
    const { observation } = await probeServer(
      (peer, message) => {
        if (isSmb1(message)) peer.socket.end();
      },
      { timeoutMs: SHORT_MS },
    );
    expect(observation).toMatchObject({ outcome: 'silent', code: 'ETIMEDOUT' });
  });

  test('a multi-protocol negotiate answered with the wildcard goes on with SMB2', async () => {
    const messageIds: bigint[] = [];
    const { observation } = await probeServer((peer, message) => {
      if (isSmb1(message)) peer.send(smb2Negotiate(message, { dialect: 0x02ff }));
      else if (peer.nth === 0) peer.socket.end();
      else {
        messageIds.push(message.readBigUInt64LE(24));
        pc001(peer, message);
      }
    });
    expect(messageIds).toEqual([1n, 2n]);
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { protocol: 'smb2', dialect: '3.1.1', ...NAMES_OF_PC001 },
    });
  });

  test('the wildcard and then silence is SMB2 of unknown dialect', async () => {
    const { observation } = await probeServer(
      (peer, message) => {
        if (isSmb1(message)) peer.send(smb2Negotiate(message, { dialect: 0x02ff }));
        else if (peer.nth === 0) peer.socket.end();
      },
      { timeoutMs: SHORT_MS },
    );
    expect(observation).toMatchObject({
      outcome: 'inconclusive',
      cause: 'session-cut',
      evidence: { protocol: 'smb2', dialect: null },
    });
  });

  test('a multi-protocol negotiate answered with 2.0.2 goes on with the session setup', async () => {
    const { observation } = await probeServer((peer, message) => {
      if (isSmb1(message)) peer.send(smb2Negotiate(message, { dialect: 0x0202 }));
      else if (peer.nth === 0) peer.socket.end();
      else peer.send(smb2Challenge(message));
    });
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { protocol: 'smb2', dialect: '2.0.2', ...NAMES_OF_PC001 },
    });
  });

  test.each([
    ['Unicode', Buffer.from('WORKGROUP\0OLDPC\0', 'utf16le'), 'yes'],
    ['OEM', Buffer.from('WORKGROUP\0OLDPC\0', 'latin1'), 'no'],
    ['without a last terminator', Buffer.from('WORKGROUP\0OLDPC', 'utf16le'), 'yes'],
  ] as const)('without extended security, names in %s', async (_, names, unicode) => {
    const { observation } = await probeServer(plainServer(names, unicode), {
      host: 'oldpc.contoso.com',
      identity: 'must-match',
    });
    expect(observation).toMatchObject({
      ...smb1,
      evidence: {
        netbiosDomainName: 'WORKGROUP',
        netbiosComputerName: 'OLDPC',
        serverGuid: null,
        sessionStatus: null,
        serverTime: SERVER_TIME_ISO,
      },
    });
  });

  test('without extended security and without names', async () => {
    const { observation } = await probeServer(plainServer(Buffer.alloc(0), 'no'), {
      host: 'oldpc',
      identity: 'must-match',
    });
    expect(observation).toMatchObject({ ...smb1, evidence: { netbiosComputerName: null } });
  });
});

describe('identity', () => {
  const ask = (host: string, identity: 'must-match' | 'may-differ' = 'must-match') =>
    probeServer(pc001, { host, identity });

  test.each(['pc001', 'PC001', 'pc001.contoso.com', 'Pc001.fabrikam.com.', '127.0.0.1', '::1'])(
    'asked for as %s: open',
    async (host) => {
      expect((await ask(host)).observation.outcome).toBe('open');
    },
  );

  test('another name', async () => {
    expect((await ask('pc002.contoso.com')).observation).toMatchObject({
      outcome: 'wrong-host',
      cause: 'other-computer-name',
      reached: 'service',
      evidence: NAMES_OF_PC001,
    });
  });

  test('another name of a server is no fault', async () => {
    expect((await ask('files01', 'may-differ')).observation.outcome).toBe('open');
  });

  test('equal by NetBIOS name only, cut to 15 characters', async () => {
    const { observation } = await probeServer(
      smb2Server(({ send }, message) =>
        send(smb2Challenge(message, { netbios: 'PCWITHALONGNAME' })),
      ),
      { host: 'pcwithalongname-in-berlin.contoso.com', identity: 'must-match' },
    );
    expect(observation.outcome).toBe('open');
  });

  test('equal by DNS name only', async () => {
    const { observation } = await probeServer(
      smb2Server(({ send }, message) => send(smb2Challenge(message, { ...PC001, netbios: 'X' }))),
      { host: 'pc001', identity: 'must-match' },
    );
    expect(observation.outcome).toBe('open');
  });

  test('a computer that tells no name of its own', async () => {
    const { observation } = await probeServer(
      smb2Server(({ send }, message) => send(smb2Challenge(message, { domain: 'CONTOSO' }))),
      { host: 'pc001', identity: 'must-match' },
    );
    expect(observation.outcome).toBe('open');
  });
});

describe('not open', () => {
  test('refused, with no second attempt', async () => {
    expect(await probePort(await closedPort())).toMatchObject({
      outcome: 'refused',
      code: 'ECONNREFUSED',
      reached: 'resolved',
      rttMs: null,
    });
  });

  test('silent', async () => {
    const { observation, connections } = await probeListener(() => {}, { timeoutMs: SHORT_MS });
    expect(observation).toMatchObject({
      outcome: 'silent',
      code: 'ETIMEDOUT',
      reached: 'connected',
    });
    expect(connections).toBe(2);
  });

  test('interim responses and nothing more', async () => {
    const { observation } = await probeServer(
      ({ send }, message) => send(smb2Error(message, STATUS.pending)),
      { timeoutMs: SHORT_MS },
    );
    expect(observation).toMatchObject({ outcome: 'silent', reached: 'protocol' });
  });

  test('closed at once, twice', async () => {
    const { observation, connections } = await probeListener(({ socket }) => socket.end());
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'closed-before-answer',
      reached: 'connected',
    });
    expect(connections).toBe(2);
  });

  test('reset after the request, twice', async () => {
    const { observation } = await probeServer(({ socket }) => socket.resetAndDestroy());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'reset-before-answer' });
  });

  test.each([1, 4, 8, 40, 100])('closed after %i bytes of the answer', async (length) => {
    const { observation } = await probeServer(({ socket }, message) => {
      socket.end(framed(smb2Negotiate(message)).subarray(0, length));
    });
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'closed-before-answer' });
  });

  test('reset, then closed: the first attempt gives the cause', async () => {
    const { observation } = await probeServer(({ socket, nth }) => {
      if (nth === 0) socket.resetAndDestroy();
      else socket.end();
    });
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'reset-before-answer' });
  });

  const foreign: readonly (readonly [string, Buffer])[] = [
    ['an SSH banner', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n')],
    ['an HTTP answer', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['one foreign byte', Buffer.from('2')],
    ['a NetBIOS refusal', Buffer.from('8300000182', 'hex')],
    ['a keep-alive with content', Buffer.from('8500000100', 'hex')],
    ['an empty message', Buffer.from('00000000', 'hex')],
    ['an oversized length', Buffer.from('00fffffffe534d42', 'hex')],
    ['another signature', Buffer.from('0000004068747470', 'hex')],
    ['an encrypted message', Buffer.from('00000040fd534d42', 'hex')],
    ['nothing but keep-alives', Buffer.from('85000000'.repeat(100), 'hex')],
  ];
  test.each(foreign)('%s', async (_, bytes) => {
    const { observation, connections } = await probeListener(({ socket }) => socket.write(bytes));
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'not-smb',
      reached: 'connected',
    });
    expect(connections).toBe(1);
  });

  test('foreign bytes at the second attempt end the first too', async () => {
    let first: Peer | undefined;
    const { observation } = await probeServer(
      (peer) => {
        if (peer.nth === 0) first = peer;
        else peer.socket.write('SSH-2.0-OpenSSH_9.6\r\n');
      },
      { timeoutMs: 600 },
    );
    expect(first).toBeDefined();
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'not-smb' });
  });

  test('an echo of our own request', async () => {
    const { observation } = await probeListener(({ socket }) => socket.pipe(socket));
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'not-smb',
      reached: 'connected',
    });
  });

  test('a dialect that nobody offered', async () => {
    const { observation } = await probeServer(({ send }, message) =>
      send(smb2Negotiate(message, { dialect: 0x0999 })),
    );
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'not-smb' });
  });

  test('refused in SMB2 twice', async () => {
    const { observation, connections } = await probeServer(({ send }, message) =>
      send(smb2Error(message, STATUS.notSupported)),
    );
    expect(observation).toMatchObject({
      outcome: 'unhealthy',
      cause: 'negotiate-refused',
      reached: 'protocol',
    });
    expect(connections).toBe(2);
  });

  test('refused in SMB2, then in SMB1 for want of a dialect', async () => {
    const { observation } = await probeServer(({ send }, message) =>
      send(
        isSmb1(message)
          ? smb1Response(message, Buffer.from('ffff', 'hex'), Buffer.alloc(0))
          : smb2Error(message, STATUS.notSupported),
      ),
    );
    expect(observation).toMatchObject({ outcome: 'unhealthy', cause: 'negotiate-refused' });
  });

  test('refused, then closed: the service answered once', async () => {
    const { observation } = await probeServer(({ send, socket }, message) => {
      if (isSmb1(message)) socket.end();
      else send(smb2Error(message, STATUS.accessDenied));
    });
    expect(observation).toMatchObject({ outcome: 'unhealthy', reached: 'protocol' });
  });

  test('the wildcard, then a refusal', async () => {
    const { observation } = await probeServer((peer, message) => {
      if (isSmb1(message)) peer.send(smb2Negotiate(message, { dialect: 0x02ff }));
      else peer.send(smb2Error(message, STATUS.notSupported));
    });
    expect(observation).toMatchObject({
      outcome: 'unhealthy',
      cause: 'negotiate-refused',
      reached: 'protocol',
    });
  });

  test('an interrupted run', async () => {
    const run = new AbortController();
    const { observation } = await probeServer(() => run.abort(), { signal: run.signal });
    expect(observation).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });

  test('a run that is interrupted during the second attempt', async () => {
    const run = new AbortController();
    const { observation } = await probeServer(
      ({ nth, socket }) => {
        if (nth === 0) socket.end();
        else run.abort();
      },
      { signal: run.signal },
    );
    expect(observation).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });
});
