import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { probeHttp } from '../../../src/probe/http/probe.ts';
import {
  type Identity,
  folder,
  whyNoOpenssl,
  makeAuthority,
  makeIdentity,
} from './certificates.ts';
import {
  SHORT_MS,
  check as plainCheck,
  closeAll,
  context,
  listenHttps,
  listenTcp,
  listenTls,
  relay,
  relayFirstFlight,
} from './servers.ts';
import { describeUnless } from '../../support/skip.ts';

const describeTls = describeUnless(whyNoOpenssl);

const HOST = 'mp01.contoso.com';
const VERSIONS = ['TLSv1.3', 'TLSv1.2'] as const;
const ASKING = { requestCert: true, rejectUnauthorized: false } as const;
/** What nginx sends with its 400. */
const NGINX = `<html><body><center>No required SSL certificate was sent</center></body></html>`;
/** What http.sys sends for a name that no site has. */
const HTTP_SYS = '<h2>Bad Request - Invalid Hostname</h2>';

let good: Identity = { key: '', cert: '' };

beforeAll(() => {
  if (whyNoOpenssl === null) good = makeIdentity(makeAuthority('Contoso CA'), [`DNS:${HOST}`]);
});

afterAll(() => {
  closeAll();
  fs.rmSync(folder, { recursive: true, force: true });
});

const check = (port: number, rest: Parameters<typeof plainCheck>[1] = {}) =>
  plainCheck(port, { tls: true, ...rest });

const only = (version: (typeof VERSIONS)[number]) => ({ minVersion: version, maxVersion: version });

const SUSPECTED = {
  outcome: 'inconclusive',
  cause: 'client-certificate-suspected',
  evidence: { status: null, tls: { clientCertificate: 'asked', subject: 'O=Contoso, CN=mp01' } },
} as const;

describeTls('a break after a request for a client certificate', () => {
  test.each(VERSIONS)('cannot be told from one for another reason (%s)', async (version) => {
    const port = await listenTls({ ...good, ...ASKING, ...only(version) }, (socket) => {
      socket.once('data', () => socket.destroy());
    });
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      ...SUSPECTED,
      reached: 'tls',
    });
  });

  test('as a reset cannot either', async () => {
    const options = { ...ASKING, ...only('TLSv1.2') };
    const tlsPort = await listenTls({ ...good, ...options }, (socket) => {
      socket.once('data', () => socket.destroy());
    });
    const port = await listenTcp((socket) => relay(socket, tlsPort, 'resets'));
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject(SUSPECTED);
  });

  test.each(['closes', 'resets'] as const)(
    'amid the handshake cannot either: it %s',
    async (end) => {
      const tlsPort = await listenTls({ ...good, ...ASKING, ...only('TLSv1.2') }, () => {});
      const port = await listenTcp((socket) => {
        relayFirstFlight(socket, tlsPort, Buffer.alloc(0), { end });
      });
      expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
        ...SUSPECTED,
        reached: 'connected',
      });
    },
  );

  test('that only the second attempt could see cannot either', async () => {
    const tlsPort = await listenTls({ ...good, ...ASKING }, () => {});
    const silentOn13 = await listenTls({ ...good, minVersion: 'TLSv1.3' }, (socket) => {
      socket.once('data', () => socket.destroy());
    });
    let connections = 0;
    const port = await listenTcp((socket) => {
      connections += 1;
      if (connections === 1) relay(socket, silentOn13);
      else relayFirstFlight(socket, tlsPort, Buffer.alloc(0));
    });
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      ...SUSPECTED,
      reached: 'tls',
    });
  });

  test('of the first attempt’s hello is none: nothing was asked for yet', async () => {
    const tlsPort = await listenTls({ ...good, ...ASKING }, () => {});
    let connections = 0;
    const port = await listenTcp((socket) => {
      connections += 1;
      if (connections === 1) socket.once('data', () => socket.resetAndDestroy());
      else relayFirstFlight(socket, tlsPort, Buffer.alloc(0), { end: 'waits' });
    });
    const patience = context({ timeoutMs: 2 * SHORT_MS });
    expect(await probeHttp(check(port), '127.0.0.1', patience)).toMatchObject({
      outcome: 'wrong-service',
      cause: 'reset-before-answer',
      reached: 'connected',
      evidence: { tls: null },
    });
    expect(connections).toBe(2);
  });

  test('that began the handshake anew is a demand', async () => {
    const port = await listenTls({ ...good, ...only('TLSv1.2') }, (socket) => {
      socket.once('data', () => {
        socket.renegotiate({ requestCert: true, rejectUnauthorized: false }, () => {
          socket.destroy();
        });
      });
    });
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: { tls: { clientCertificate: 'asked' } },
    });
  });

  test('that did not come is another service', async () => {
    const port = await listenTls({ ...good, ...only('TLSv1.2') }, (socket) => {
      socket.once('data', () => socket.destroy());
    });
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'wrong-service',
      cause: 'closed-before-answer',
    });
  });
});

describeTls('an alert after a request for a client certificate', () => {
  test.each(VERSIONS)('by a server that insists on one is open (%s)', async (version) => {
    const options = { requestCert: true, rejectUnauthorized: true, ...only(version) };
    const port = await listenTls({ ...good, ...options }, () => {});
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: { status: null, tls: { clientCertificate: 'asked' } },
    });
  });

  const alerting = async (requestCert: boolean, alert: number): Promise<number> => {
    const options = { ...ASKING, requestCert, ...only('TLSv1.2') };
    const tlsPort = await listenTls({ ...good, ...options }, () => {});
    const bytes = Buffer.from([21, 3, 3, 0, 2, 2, alert]);
    return listenTcp((socket) => relayFirstFlight(socket, tlsPort, bytes));
  };

  test.each([40, 42, 46, 49, 116])('of a missing one (%d) is open', async (alert) => {
    const port = await alerting(true, alert);
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: { tls: { clientCertificate: 'asked', downgraded: 'no' } },
    });
  });

  test('of another kind is another service', async () => {
    const port = await alerting(true, 80);
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'wrong-service',
      cause: 'tls-handshake-failed',
    });
  });

  test('that was never made is no demand', async () => {
    const port = await alerting(false, 42);
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'wrong-service',
      cause: 'tls-handshake-failed',
    });
  });
});

describeTls('nothing in common', () => {
  test('is not taken for a demand', async () => {
    const tlsPort = await listenTls(
      { ...good, ...ASKING, ...only('TLSv1.2'), ecdhCurve: 'X25519' },
      () => {},
    );
    // RFC 5246 7.4.3: after the curve and the 32 bytes of its key stands the signature's algorithm.
    const curve = Buffer.from('03001d20', 'hex');
    const withOtherSignature = (packet: Buffer): Buffer => {
      const at = packet.indexOf(curve);
      if (at >= 0) packet.writeUInt16BE(0x0101, at + curve.length + 32);
      return packet;
    };
    const port = await listenTcp((socket) => {
      relayFirstFlight(socket, tlsPort, Buffer.alloc(0), { change: withOtherSignature });
    });
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'inconclusive',
      cause: 'no-common-tls',
      reached: 'connected',
    });
  });
});

describeTls('400 to a client without a certificate', () => {
  const serve = (body: string | Buffer, headers = {}, options: object = ASKING): Promise<number> =>
    listenHttps({ ...good, ...options }, (_request, response) => {
      response.writeHead(400, headers).end(body);
    });

  test.each<[string, string | Buffer, Record<string, string>]>([
    ['in plain text', NGINX, {}],
    ['compressed', zlib.gzipSync(NGINX), { 'Content-Encoding': 'gzip' }],
  ])('is a demand where its body says so, %s', async (_how, body, headers) => {
    for (const version of VERSIONS) {
      const port = await serve(body, headers, { ...ASKING, ...only(version) });
      expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
        outcome: 'open',
        reached: 'service',
        evidence: {
          status: 400,
          content: 'not-looked-for',
          tls: { clientCertificate: 'asked', downgraded: 'no' },
        },
      });
    }
  });

  const UNEXPECTED = { outcome: 'wrong-service', cause: 'unexpected-status' } as const;

  test.each<[string, string | Buffer, Record<string, string>]>([
    ['other words', HTTP_SYS, {}],
    ['nothing', '', {}],
    ['what is not compressed', NGINX, { 'Content-Encoding': 'gzip' }],
    ['what comes too late', `${' '.repeat(1_000_000)}${NGINX}`, {}],
  ])('with %s is none', async (_what, body, headers) => {
    const port = await serve(body, headers);
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      ...UNEXPECTED,
      evidence: { status: 400, content: 'not-looked-for', tls: { clientCertificate: 'asked' } },
    });
  });

  test('with those words, but none asked for, is none', async () => {
    const port = await serve(NGINX, {}, {});
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject(UNEXPECTED);
  });

  test('is judged by its status where the body never ends', async () => {
    const port = await listenHttps({ ...good, ...ASKING }, (_request, response) => {
      response.writeHead(400).write(HTTP_SYS);
    });
    const patience = context({ timeoutMs: 2 * SHORT_MS });
    expect(await probeHttp(check(port), '127.0.0.1', patience)).toMatchObject(UNEXPECTED);
  });

  test('is judged by its status where the body breaks off', async () => {
    const port = await listenHttps({ ...good, ...ASKING }, (_request, response) => {
      response.writeHead(400, { 'Content-Length': '999' }).write(HTTP_SYS, () => {
        response.destroy();
      });
    });
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject(UNEXPECTED);
  });

  test('is an error where the run is interrupted amid the body', async () => {
    const controller = new AbortController();
    const port = await listenHttps({ ...good, ...ASKING }, (_request, response) => {
      response.writeHead(400).write(HTTP_SYS, () => setImmediate(() => controller.abort()));
    });
    const interrupted = context({ signal: controller.signal });
    expect(await probeHttp(check(port), '127.0.0.1', interrupted)).toMatchObject({
      outcome: 'error',
      code: 'ABORT_ERR',
    });
  });
});

describeTls('a server’s certificate', () => {
  const changing = async (change: (packet: Buffer) => Buffer, options = {}): Promise<number> => {
    const tlsPort = await listenTls({ ...good, ...only('TLSv1.2'), ...options }, () => {});
    return listenTcp((socket) => relayFirstFlight(socket, tlsPort, Buffer.alloc(0), { change }));
  };
  /** A change of one byte of the certificate on its way, where `what` is, at `offset`. */
  const altering = (what: Buffer, offset: number, value: number) => (packet: Buffer) => {
    const at = packet.indexOf(what);
    if (at >= 0) packet.writeUInt8(value, at + offset);
    return packet;
  };
  const FAILED = {
    outcome: 'wrong-service',
    cause: 'tls-handshake-failed',
    reached: 'connected',
  } as const;

  test('that is none leaves the request for the client’s', async () => {
    const { raw } = new X509Certificate(good.cert);
    const port = await changing(altering(raw, 0, 0x31), ASKING);
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      ...FAILED,
      evidence: {
        tls: {
          subject: null,
          names: [],
          issuer: null,
          validFrom: null,
          validTo: null,
          nameMatches: 'unknown',
          clientCertificate: 'asked',
        },
      },
    });
  });

  test('with a key that is none is told, and ends no process', async () => {
    const port = await changing(altering(Buffer.from('03420004', 'hex'), 3, 5));
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      ...FAILED,
      evidence: { tls: { subject: 'O=Contoso, CN=mp01', names: [HOST], nameMatches: 'unknown' } },
    });
  });
});
