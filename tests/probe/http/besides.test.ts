import type net from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Product, WebRole } from '../../../src/catalogue/vocabulary.ts';
import type { HttpEvidence, Observation } from '../../../src/probe/observation.ts';
import { probeHttp } from '../../../src/probe/http/probe.ts';
import { SHORT_MS, check, closeAll, context, listenTcp } from './servers.ts';

afterAll(closeAll);

const MP = 'management-point';
const DP = 'distribution-point';
const SUP = 'software-update-point';
const SLP = 'server-locator-point';

const OWN = '<MPList/> http://www.microsoft.com/SoftwareDistribution';
const IIS = 'Server: Microsoft-IIS/10.0';
const LONG = 3_000;

interface Request {
  readonly method: string;
  readonly url: string;
  /** Status line and headers as received. */
  readonly head: string;
}

/** Node.js' own server knows no CCM_POST. */
type Act = (socket: net.Socket, request: Request) => void;

const answer =
  (status: number, headers: readonly string[], body = ''): Act =>
  (socket, { method }) => {
    const length = `Content-Length: ${body.length}`;
    const lines = [`HTTP/1.1 ${status} Told`, ...headers, length, '', ''];
    socket.end(lines.join('\r\n') + (method === 'HEAD' ? '' : body));
  };
const iis = (status = 200): Act => answer(status, [IIS], status === 200 ? OWN : '');
const cut: Act = (socket) => socket.destroy();
const swallowed: Act = () => {};
const squid = answer(403, ['Server: squid/5.7', 'X-Squid-Error: ERR_ACCESS_DENIED 0']);
const bare = answer(405, []);

const isLong = ({ head }: Request): boolean => head.length > LONG;
const isGet = ({ method }: Request): boolean => method === 'GET';
const hasRange = ({ head }: Request): boolean => head.includes('\r\nRange: ');

interface Seen {
  readonly observation: Observation<HttpEvidence>;
  /** Method, path and length class of every request. */
  readonly requests: readonly string[];
}

async function look(
  role: WebRole,
  act: (request: Request, number: number) => Act,
  timeoutMs?: number,
  product: Product = 'current-branch',
): Promise<Seen> {
  const requests: string[] = [];
  const port = await listenTcp((socket) => {
    let head = '';
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return;
      const [method = '', url = ''] = head.split(' ', 2);
      const request: Request = { method, url, head };
      const more = `${hasRange(request) ? ' range' : ''}${isLong(request) ? ' long' : ''}`;
      requests.push(`${method} ${url}${more}`);
      act(request, requests.length)(socket, request);
    });
  });
  const observation = await probeHttp(
    check(port, { role, product }),
    '127.0.0.1',
    context(timeoutMs === undefined ? {} : { timeoutMs }),
  );
  return { observation, requests };
}

describe('where all is well, one request more', () => {
  test.each<[WebRole, string, string]>([
    [MP, 'GET /SMS_MP/.sms_aut?MPLIST', 'CCM_POST /ccm_system/request long'],
    [SUP, 'GET /ClientWebService/client.asmx', 'POST /ClientWebService/client.asmx long'],
    [DP, 'GET /SMS_DP_SMSPKG$/', 'HEAD /SMS_DP_SMSPKG$/ range long'],
    [SLP, 'GET /SMS_SLP/slp.dll?site&sc=', 'GET /SMS_SLP/slp.dll?site&sc= long'],
  ])('%s: %s, %s', async (role, first, second) => {
    const { observation, requests } = await look(role, () => iis());
    expect(observation.outcome).toBe('open');
    expect(observation.evidence.fullSegmentsLost).toBeNull();
    expect(requests).toEqual([first, second]);
  });

  test.each([400, 401, 411, 500, 503])("a server's own %d is an answer", async (status) => {
    for (const role of [MP, SUP, DP] as const) {
      const { observation } = await look(role, (request) => (isGet(request) ? iis() : iis(status)));
      expect(observation).toMatchObject({
        outcome: 'open',
        evidence: { besides: { seen: 'passed', status } },
      });
    }
  });

  test('of a management point 404 is an answer: it may be to an empty message', async () => {
    const { observation, requests } = await look(MP, ({ method, url }) =>
      method === 'CCM_POST' && url === '/ccm_system/request' ? iis(404) : iis(),
    );
    expect(requests).toEqual([
      'GET /SMS_MP/.sms_aut?MPLIST',
      'CCM_POST /ccm_system/request long',
      'CCM_POST /SMS_MP/.sms_aut?MPLIST',
    ]);
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'passed', status: 404 } },
    });
  });

  test('nothing more is asked where the GET did not pass', async () => {
    const { observation, requests } = await look(DP, () => iis(404));
    expect(observation.outcome).toBe('wrong-service');
    expect(requests).toHaveLength(1);
  });
});

describe('a method that the server does not take', () => {
  test.each([
    // Whatever the path, the one of the GET too.
    [MP, 404],
    [MP, 405],
    [MP, 501],
    [SUP, 404],
    [SUP, 405],
    [SUP, 501],
  ] as const)('%s: %d is its own word', async (role, status) => {
    const { observation } = await look(role, (request) => (isGet(request) ? iis() : iis(status)));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { status: 200, besides: { seen: 'refused', status, filter: null } },
    });
  });

  test.each([
    [MP, 502, IIS],
    [MP, 503, 'Server: Microsoft-HTTPAPI/2.0'],
    [MP, 504, IIS],
    [SUP, 503, 'Server: Microsoft-HTTPAPI/2.0'],
    [SUP, 504, IIS],
  ] as const)('%s: %d of %s is told in place of the service', async (role, status, server) => {
    const failing = answer(status, [server]);
    const { observation } = await look(role, (request) => (isGet(request) ? iis() : failing));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { status: 200, besides: { seen: 'refused', status, filter: null } },
    });
  });

  test('is not told of one of several servers that fails', async () => {
    const failing = answer(502, [IIS]);
    const { observation } = await look(MP, (request, number) =>
      isGet(request) ? iis() : number === 2 ? failing : iis(400),
    );
    expect(observation).toMatchObject({ outcome: 'open', evidence: { besides: { status: 400 } } });
  });

  test('is told of a server without signs of IIS too: whoever refuses it, it is refused', async () => {
    const plain = answer(200, [], OWN);
    const { observation } = await look(MP, (request) => (isGet(request) ? plain : bare));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'refused' } },
    });
  });

  test('is told where the page of a management point names it', async () => {
    const denied = answer(404, ['Server: Microsoft-IIS/10.0'], 'HTTP Error 404.6 - Not Found');
    const { observation } = await look(MP, (request) => (isGet(request) ? iis() : denied));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'refused' } },
    });
  });

  test.each([404, 405, 501])('leaves a distribution point open: %d', async (status) => {
    const { observation } = await look(DP, (request) => (isGet(request) ? iis() : iis(status)));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { request: 'head', seen: 'refused', status } },
    });
  });

  test('is not told of a folder that is not there by that name', async () => {
    const { observation } = await look(DP, () => iis(404), undefined, 'cm2007');
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'passed', status: 404 } },
    });
  });

  test('by a long request alone is no refusal', async () => {
    const { observation } = await look(MP, (request) => (isLong(request) ? iis(405) : iis()));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'passed', status: 200 } },
    });
  });
});

describe('what is eaten', () => {
  test.each<[string, Act, number | undefined, Partial<HttpEvidence['besides']>]>([
    ['cut', cut, undefined, { seen: 'cut', status: null, filter: null }],
    ['swallowed', swallowed, SHORT_MS, { seen: 'cut', status: null, filter: null }],
    [
      "a filter's page",
      squid,
      undefined,
      { seen: 'filtered', status: 403, filter: 'Squid, ERR_ACCESS_DENIED 0' },
    ],
    [
      'redirected to a portal of the same name',
      answer(302, [IIS, 'Location: /login']),
      undefined,
      { seen: 'filtered', status: 302, filter: null },
    ],
    ['an answer without signs', bare, undefined, { seen: 'filtered', status: 405, filter: null }],
  ])('breaks a management point and an update point: %s', async (_what, act, timeout, besides) => {
    for (const role of [MP, SUP] as const) {
      const { observation } = await look(
        role,
        (request) => (isGet(request) ? iis() : act),
        timeout,
      );
      expect(observation).toMatchObject({
        outcome: 'wrong-service',
        cause: 'verb-blocked',
        evidence: { status: 200, besides },
      });
    }
  });

  test.each<[string, (request: Request) => boolean, string]>([
    ['HEAD', ({ method }) => method === 'HEAD', 'head'],
    ['a range', hasRange, 'range'],
  ])('leaves a distribution point open: %s', async (_what, isEaten, request) => {
    const { observation } = await look(DP, (each) => (isEaten(each) ? cut : iis()));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { request, seen: 'cut' } },
    });
  });

  test('is not told of a server that bore no signs before', async () => {
    const plain = answer(200, [], OWN);
    const { observation } = await look(MP, (request) => (isGet(request) ? plain : answer(400, [])));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'passed' } },
    });
  });

  test('once, and not again, is no block', async () => {
    const { observation } = await look(MP, (_request, number) =>
      number === 2 || number === 3 ? cut : iis(),
    );
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'passed' } },
    });
  });

  test('is asked again beside the question whether the server still answers', async () => {
    const held: net.Socket[] = [];
    let waiting = 0;
    let answerControl: (() => void) | null = null;
    const cutWhenAsked = (): void => {
      if (answerControl === null || held.length < 2) return;
      waiting = held.filter(({ destroyed }) => !destroyed).length;
      for (const each of held) each.destroy();
      answerControl();
    };
    const hold: Act = (socket) => {
      held.push(socket);
      cutWhenAsked();
    };
    const control: Act = (socket, request) => {
      answerControl = () => iis()(socket, request);
      cutWhenAsked();
    };
    const { observation } = await look(MP, (request, number) => {
      if (isGet(request)) return number === 1 ? iis() : control;
      return isLong(request) ? cut : hold;
    });
    expect(waiting).toBe(2);
    expect(observation).toMatchObject({ cause: 'verb-blocked' });
  });

  test('by a server that has ceased to answer at all is no block', async () => {
    const { observation } = await look(MP, (_request, number) => (number === 1 ? iis() : cut));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'not-told' } },
    });
  });
});

describe('full-size packets', () => {
  test.each<[WebRole]>([[MP], [SUP], [DP], [SLP]])(
    'that are lost on the way to a %s are told',
    async (role) => {
      const { observation } = await look(
        role,
        (request) => (isLong(request) ? swallowed : iis()),
        SHORT_MS,
      );
      expect(observation).toMatchObject({
        outcome: 'open',
        evidence: { fullSegmentsLost: 'sent' },
      });
    },
  );

  test.each<[WebRole]>([[MP], [SUP], [DP]])(
    'that are lost on the way to a %s that refuses the method are told',
    async (role) => {
      const { observation } = await look(
        role,
        (request) => (isLong(request) ? swallowed : isGet(request) ? iis() : iis(405)),
        SHORT_MS,
      );
      expect(observation).toMatchObject({
        outcome: 'open',
        evidence: { besides: { seen: 'refused' }, fullSegmentsLost: 'sent' },
      });
    },
  );

  test('that are lost once are not', async () => {
    const { observation } = await look(
      MP,
      (_request, number) => (number === 2 ? swallowed : iis()),
      SHORT_MS,
    );
    expect(observation).toMatchObject({ outcome: 'open', evidence: { fullSegmentsLost: null } });
  });

  test('a long header that is refused says nothing of the path', async () => {
    const { observation } = await look(MP, (request) => (isLong(request) ? cut : iis()));
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { besides: { seen: 'passed' }, fullSegmentsLost: null },
    });
  });

  test.each<[string, Act]>([
    ['does not come', swallowed],
    [
      'does not come whole',
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${IIS}\r\nContent-Length: 99\r\n\r\n<`),
    ],
  ])('of an answer that %s, where a short one does', async (_what, act) => {
    const { observation } = await look(MP, (request) => (isGet(request) ? act : iis()), SHORT_MS);
    expect(observation).toMatchObject({
      outcome: 'silent',
      evidence: { fullSegmentsLost: 'received' },
    });
  });

  test('a server that says nothing at all is silent, and no more', async () => {
    const { observation } = await look(MP, () => swallowed, SHORT_MS);
    expect(observation).toMatchObject({ outcome: 'silent', evidence: { fullSegmentsLost: null } });
  });
});

describe('a failure of one of several servers behind a name', () => {
  test.each([500, 502, 503, 504])('%d is asked once more', async (status) => {
    const { observation } = await look(MP, (_request, number) => iis(number === 1 ? status : 200));
    expect(observation).toMatchObject({ outcome: 'open', evidence: { status: 200 } });
  });

  test('that stays is told', async () => {
    const { observation, requests } = await look(MP, () => iis(503));
    expect(observation).toMatchObject({
      outcome: 'unhealthy',
      cause: 'server-error',
      evidence: { status: 503 },
    });
    expect(requests).toHaveLength(2);
  });

  test('that is followed by a cut is told', async () => {
    const { observation } = await look(DP, (_request, number) => (number === 1 ? iis(503) : cut));
    expect(observation).toMatchObject({ outcome: 'unhealthy', evidence: { status: 503 } });
  });
});
