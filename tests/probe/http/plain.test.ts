import { afterAll, describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import zlib from 'node:zlib';
import { probeHttp } from '../../../src/probe/http/probe.ts';
import { SHORT_MS, check, closeAll, context, listenHttp, listenRaw, listenTcp } from './servers.ts';
import { closedPort } from '../../support/ports.ts';

afterAll(closeAll);

const MP_LIST = '<MPList><MP Name="MP01" FQDN="mp01.contoso.com"/></MPList>';
const OK = 'HTTP/1.1 200 OK\r\n';

describe('a management point over HTTP', () => {
  test('is asked for its list by name, with nothing kept alive', async () => {
    const seen: IncomingMessage[] = [];
    const port = await listenHttp((request, response) => {
      seen.push(request);
      response.writeHead(200, { Server: 'Microsoft-IIS/7.0\u0085' }).end(MP_LIST);
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toEqual({
      outcome: 'open',
      reached: 'service',
      rttMs: expect.any(Number),
      evidence: {
        kind: 'http',
        url: `http://mp01.contoso.com:${port}/SMS_MP/.sms_aut?MPLIST`,
        status: 200,
        reason: 'OK',
        server: 'Microsoft-IIS/7.0',
        location: null,
        content: 'found',
        iis: 'headers',
        filter: null,
        relay: null,
        subStatus: null,
        serverTime: expect.any(String),
        localTime: expect.any(String),
        besides: { request: 'ccm-post', seen: 'passed', status: 400, filter: null },
        fullSegmentsLost: null,
        tls: null,
      },
    });
    expect(seen.map(({ method, url, headers }) => ({ method, url, headers }))).toEqual([
      {
        method: 'GET',
        url: '/SMS_MP/.sms_aut?MPLIST',
        headers: {
          host: `mp01.contoso.com:${port}`,
          'user-agent': 'ccm-preflight',
          accept: '*/*',
          'accept-encoding': 'identity',
          connection: 'close',
        },
      },
    ]);
  });

  test('over IPv6', async () => {
    const hosts: (string | undefined)[] = [];
    const port = await listenHttp((request, response) => {
      hosts.push(request.headers.host);
      response.end(MP_LIST);
    }, '::1');
    const observation = await probeHttp(check(port, { host: '::1' }), '::1', context());
    expect(observation.outcome).toBe('open');
    expect(hosts).toEqual([`[::1]:${port}`]);
  });

  const utf16 = Buffer.from(`\ufeff${MP_LIST}`, 'utf16le');
  test.each<[string, Record<string, string>, Buffer]>([
    ['UTF-16', {}, utf16],
    ['gzip', { 'Content-Encoding': 'gzip' }, zlib.gzipSync(MP_LIST)],
    ['deflate', { 'Content-Encoding': 'Deflate' }, zlib.deflateSync(utf16)],
    ['raw deflate', { 'Content-Encoding': 'deflate' }, zlib.deflateRawSync(MP_LIST)],
  ])('may answer in %s', async (_name, headers, body) => {
    const port = await listenHttp((_request, response) => {
      response.writeHead(200, headers).end(body);
    });
    expect((await probeHttp(check(port), '127.0.0.1', context())).outcome).toBe('open');
  });

  test.each<[string, Record<string, string>, string | Buffer]>([
    ['a page', {}, '<html>It works!</html>'],
    ['nothing', {}, ''],
    ['compressed emptiness', { 'Content-Encoding': 'gzip' }, zlib.gzipSync('')],
    ['what is not compressed', { 'Content-Encoding': 'gzip' }, 'plain'],
    ['a bomb', { 'Content-Encoding': 'gzip' }, zlib.gzipSync(Buffer.alloc(50_000_000))],
  ])('that answers %s is another service', async (_what, headers, body) => {
    const port = await listenHttp((_request, response) => {
      response.writeHead(200, headers).end(body);
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'foreign-content',
      reached: 'protocol',
      evidence: { status: 200, content: 'missing' },
    });
  });

  const length = `Content-Length: ${MP_LIST.length}\r\n`;
  const chunked = `${MP_LIST.length.toString(16)}\r\n${MP_LIST}\r\n0\r\n\r\n`;
  test.each([
    ['both lengths', `${OK}Transfer-Encoding: chunked\r\n${length}\r\n${chunked}`],
    ['both lengths the other way', `${OK}${length}Transfer-Encoding: chunked\r\n\r\n${chunked}`],
    ['a control byte in a cookie', `${OK}Set-Cookie: a=\u0001b\r\n${length}\r\n${MP_LIST}`],
    ['a folded header', `${OK}X: a\r\n b\r\n${length}\r\n${MP_LIST}`],
    ['lines without carriage returns', `HTTP/1.1 200 OK\nServer: x\n\n${MP_LIST}`],
    ['60 KiB of headers', `${OK}X: ${'x'.repeat(60 * 1024)}\r\n${length}\r\n${MP_LIST}`],
  ])('is read though it sends %s', async (_what, bytes) => {
    const port = await listenRaw(bytes, 'end');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'open', evidence: { status: 200 } });
  });

  test('is left as soon as the marker is seen in an endless body', async () => {
    const port = await listenHttp((_request, response) => {
      response.write(MP_LIST);
    });
    expect((await probeHttp(check(port), '127.0.0.1', context())).outcome).toBe('open');
  });

  test('is not read for ever', async () => {
    const port = await listenTcp((socket) => {
      const send = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536))) {
          // Until the buffer is full.
        }
      };
      socket.on('drain', send);
      socket.once('data', () => {
        socket.write(`${OK}\r\n`);
        send();
      });
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'foreign-content' });
  });

  test.each([
    ['a body that does not come', `${OK}Content-Length: 99\r\n\r\n<html>`],
    ['headers without an end', `${OK}Server: x\r\n`],
    ['half a status line', 'HTTP/1.'],
    ['only 100 Continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('that sends %s is silent', async (_what, bytes) => {
    const port = await listenRaw(bytes);
    const observation = await probeHttp(check(port), '127.0.0.1', context({ timeoutMs: SHORT_MS }));
    expect(observation).toMatchObject({ outcome: 'silent', code: 'ETIMEDOUT' });
  });

  test('that says nothing is silent', async () => {
    const port = await listenTcp(() => {});
    const observation = await probeHttp(check(port), '127.0.0.1', context({ timeoutMs: SHORT_MS }));
    expect(observation).toMatchObject({ outcome: 'silent', reached: 'connected' });
    expect(observation.rttMs).not.toBeNull();
  });

  test.each([
    ['a body that breaks off', `${OK}Content-Length: 99\r\n\r\n<html>`, 'closed-before-answer'],
    ['headers that break off', `${OK}Server: x\r\n`, 'closed-before-answer'],
    ['nothing', '', 'closed-before-answer'],
    ['chunks that are none', `${OK}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`, 'not-http'],
    ['HTTP/0.9', '<html>hello</html>', 'not-http'],
    ['a banner', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-http'],
    ['an HTTP/2 preface', Buffer.from('000000040000000000', 'hex'), 'not-http'],
    ['a TLS alert', Buffer.from('15030100020246', 'hex'), 'not-http'],
    ['a header bomb', `${OK}X: ${'x'.repeat(100_000)}\r\n\r\n`, 'not-http'],
  ])('that sends %s and closes is another service', async (_what, bytes, cause) => {
    const port = await listenRaw(bytes, 'end');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause });
  });

  test('that resets before an answer is another service', async () => {
    const port = await listenRaw('', 'reset');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'reset-before-answer' });
  });

  test('that resets amid a body is another service', async () => {
    const port = await listenRaw(`${OK}Content-Length: 99\r\n\r\n<html>`, 'reset');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    // libuv reads data and a reset that arrive together as data and an end.
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: expect.stringMatching(/^(?:reset|closed)-before-answer$/u),
    });
  });

  test('that switches protocols is another service', async () => {
    const port = await listenRaw(
      'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
    );
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ cause: 'unexpected-status', evidence: { status: 101 } });
  });

  test.each([
    ['a host without end', `http://${'a'.repeat(1100)}.example/`],
    ['a name of many labels', `http://${'a'.repeat(60)}.${'bc.'.repeat(600)}example/`],
    ['a password without end', `http://user:${'p'.repeat(1100)}@portal.example/`],
  ])('that redirects to %s is another, whatever is told of it', async (_what, location) => {
    const port = await listenRaw(
      `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
    );
    const observation = await probeHttp(
      { ...check(port), role: 'fallback-status-point' },
      '127.0.0.1',
      context(),
    );
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'redirect-elsewhere',
      evidence: { location: expect.stringMatching(/^.{1023}…$/u) },
    });
    expect(JSON.stringify(observation).length).toBeLessThan(2048);
  });

  test('that redirects is not followed', async () => {
    const port = await listenHttp((_request, response) => {
      response.writeHead(302, { Location: 'http://127.0.0.2:1/' }).end();
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'redirect-elsewhere',
      evidence: { location: 'http://127.0.0.2:1/' },
    });
  });
});

describe('the other roles over HTTP', () => {
  test.each([
    ['software-update-point', '/ClientWebService/client.asmx'],
    ['distribution-point', '/SMS_DP_SMSPKG$/'],
    ['server-locator-point', '/SMS_SLP/slp.dll?site&sc='],
    ['fallback-status-point', '/SMS_FSP/.sms_fsp'],
  ] as const)('%s is asked for %s', async (role, path) => {
    const port = await listenHttp((request, response) => {
      const body = '<a href="http://www.microsoft.com/SoftwareDistribution/x">';
      const status = request.url === path ? 200 : 500;
      response.writeHead(status, { Server: 'Microsoft-IIS/10.0' }).end(body);
    });
    const observation = await probeHttp(check(port, { role }), '127.0.0.1', context());
    expect(observation.outcome).toBe('open');
  });

  test('a status is enough, whatever becomes of the body', async () => {
    const head = 'HTTP/1.1 401 Unauthorized\r\nServer: Microsoft-IIS/10.0\r\n';
    const port = await listenRaw(`${head}Content-Length: 99\r\n\r\n`);
    const observation = await probeHttp(
      check(port, { role: 'distribution-point' }),
      '127.0.0.1',
      context(),
    );
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { status: 401, content: 'not-looked-for' },
    });
  });
});

test('a closed port is refused, an interrupted probe an error', async () => {
  const port = await listenTcp(() => {});
  const controller = new AbortController();
  const probe = probeHttp(check(port), '127.0.0.1', context({ signal: controller.signal }));
  controller.abort();
  expect(await probe).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  expect(await probeHttp(check(await closedPort()), '127.0.0.1', context())).toMatchObject({
    outcome: 'refused',
    code: 'ECONNREFUSED',
    reached: 'resolved',
  });
});
