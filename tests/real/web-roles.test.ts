import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeAuthority } from '../../src/lab/certificates.ts';
import { makeFolder } from '../support/folder.ts';
import { isFull } from './support/mode.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';
import type { CheckRun } from './support/tool.ts';
import {
  MP_ANSWER,
  SILENT_ANSWER,
  SUP_ANSWER,
  type WebCase,
  type WebFlow,
  expectedOf,
  said,
  startCases,
} from './support/web-case.ts';

const ELSEWHERE = 'return 302 https://portal.example.net/login;';
const SAME_HOST = 'return 302 /elsewhere;';
const FOREIGN = "return 200 '<html>It works!</html>';";
const CLOSE = 'return 444;';
const BAD_GATEWAY = 'proxy_pass http://127.0.0.1:10;';

const DAY_MS = 86_400_000;
const ago = (days: number): Date => new Date(Date.now() - days * DAY_MS);

const WORKS = { outcome: 'open', verdict: 'works' } as const;
const unhealthy = (cause: string) => ({ outcome: 'unhealthy', cause, verdict: 'breaks' }) as const;
const wrong = (cause: string) => ({ outcome: 'wrong-service', cause, verdict: 'breaks' }) as const;
const SILENT = { outcome: 'silent', verdict: 'breaks' } as const;
const NOTED_404 = { ...WORKS, warnings: ['http-404'] } as const;

const UNTOLD = (cause: string) =>
  ({ outcome: 'inconclusive', cause, verdict: 'unproven' }) as const;

type Row = readonly [answer: string, expected: WebCase['expected'], signs?: 'none'];

/** Contract section 5: roles with content of their own. */
const WITH_CONTENT: readonly Row[] = [
  ['return 401;', unhealthy('logon-demanded')],
  ['return 403;', unhealthy('forbidden')],
  ['return 401;', wrong('not-iis'), 'none'],
  ['return 403;', wrong('not-iis'), 'none'],
  [FOREIGN, wrong('foreign-content')],
  ['return 204;', wrong('unexpected-status')],
  ['return 400;', wrong('unexpected-status')],
  ['return 404;', wrong('unexpected-status')],
  ['return 407;', wrong('proxy-authentication')],
  [ELSEWHERE, wrong('redirect-elsewhere')],
  [SAME_HOST, wrong('unexpected-status')],
  ['return 500;', unhealthy('server-error')],
  ['return 503;', unhealthy('server-error')],
  [BAD_GATEWAY, unhealthy('server-error')],
  [CLOSE, wrong('closed-before-answer')],
  [SILENT_ANSWER, SILENT],
];

/** Those without content of their own that have to be told by signs of IIS. */
const WITHOUT_CONTENT: readonly Row[] = [
  [FOREIGN, WORKS],
  ['return 401;', WORKS],
  ['return 403;', WORKS],
  ['return 404;', NOTED_404],
  [FOREIGN, UNTOLD('not-iis'), 'none'],
  ['return 401;', UNTOLD('not-iis'), 'none'],
  ['return 404;', UNTOLD('not-iis'), 'none'],
  ['return 407;', wrong('proxy-authentication')],
  [ELSEWHERE, wrong('redirect-elsewhere')],
  ['return 500;', unhealthy('server-error')],
  ['return 503;', unhealthy('server-error')],
  [CLOSE, wrong('closed-before-answer')],
  [SILENT_ANSWER, SILENT],
];

/** Where a distribution point says what its folder does not, and the others are there all the same. */
const ODD = ['return 204;', 'return 405;', SAME_HOST] as const;

function casesOf(flow: WebFlow, rows: readonly Row[]): readonly WebCase[] {
  return rows.map(([answer, expected, signs]) => ({
    title: `${flow}: ${answer}${signs === undefined ? '' : ' without signs of IIS'}`,
    flow,
    answer,
    ...(signs !== undefined && { signs }),
    // Helpful only: without it the method works worse.
    expected:
      flow === 'fsp-http' && expected.verdict !== 'works'
        ? { ...expected, verdict: expected.verdict === 'breaks' ? 'degraded' : 'works' }
        : expected,
  }));
}

const PLAIN: readonly WebCase[] = [
  ...casesOf('mp-http', [[MP_ANSWER, WORKS], ...WITH_CONTENT]),
  ...casesOf('sup-http', [[SUP_ANSWER, WORKS], ...WITH_CONTENT]),
  ...casesOf('dp-http', [
    ...WITHOUT_CONTENT,
    ...ODD.map((answer) => [answer, UNTOLD('unexpected-status')] as const),
  ]),
  ...(['slp-http', 'fsp-http'] as const).flatMap((flow) =>
    casesOf(flow, [...WITHOUT_CONTENT, ...ODD.map((answer) => [answer, WORKS] as const)]),
  ),
  {
    title: 'mp-http: over IPv6',
    flow: 'mp-http',
    answer: MP_ANSWER,
    family: 'v6',
    expected: WORKS,
  },
  {
    title: 'mp-http: asked by its IPv6 address',
    flow: 'mp-http',
    answer: MP_ANSWER,
    family: 'v6',
    askedBy: 'address',
    expected: WORKS,
  },
  {
    title: 'mp-http: TLS answers where plain HTTP is expected',
    flow: 'mp-http',
    answer: MP_ANSWER,
    scheme: 'the other',
    expected: wrong('unexpected-status'),
  },
];

/** What a role over TLS says where no CA was given. */
const UNKNOWN_ISSUER = { ...WORKS, warnings: ['unknown-issuer'] } as const;
const DEMANDED = { ...WORKS, warnings: ['client-certificate'] } as const;
const LEGACY = { ...WORKS, warnings: ['legacy-tls'] } as const;

describeReal(['web'])('web roles on nginx', () => {
  const folder = makeFolder();
  const pem = (name: string): string => path.join(folder, `${name}.pem`);
  const ca = ['--ca', pem('ca')];
  const demand = (more = ''): string =>
    `ssl_client_certificate ${pem('ca')}; ssl_verify_client on; ${more}`;

  const overTls = (
    title: string,
    expected: WebCase['expected'],
    more: Partial<WebCase> = {},
  ): WebCase => ({
    title: `mp-https: ${title}`,
    flow: 'mp-https',
    answer: MP_ANSWER,
    options: ca,
    ...more,
    expected,
  });

  const secure: readonly WebCase[] = [
    overTls('a certificate of the given CA', WORKS),
    overTls('the same over IPv6', WORKS, { family: 'v6' }),
    overTls('a CA that is not known here', UNKNOWN_ISSUER, { options: [] }),
    overTls('another CA than the given', unhealthy('certificate-issuer'), {
      options: ['--ca', pem('other')],
    }),
    overTls('asked by an address that the certificate names', WORKS, {
      askedBy: 'address',
      certificate: { addresses: 'its own' },
    }),
    overTls('asked by an address that the certificate lacks', unhealthy('certificate-name'), {
      askedBy: 'address',
    }),
    overTls('an expired certificate', unhealthy('certificate-expired'), {
      certificate: { notBefore: ago(20), notAfter: ago(10) },
    }),
    overTls('a certificate of the future', unhealthy('certificate-not-yet-valid'), {
      certificate: { notBefore: ago(-10), notAfter: ago(-20) },
    }),
    overTls('a misnamed certificate', unhealthy('certificate-name'), {
      certificate: { name: 'other.contoso.com' },
    }),
    overTls('a wildcard certificate', WORKS, { certificate: { name: '*.contoso.com' } }),
    overTls('TLS 1.2 alone', WORKS, { tlsOptions: 'ssl_protocols TLSv1.2;' }),
    overTls('TLS 1.3 alone', WORKS, { tlsOptions: 'ssl_protocols TLSv1.3;' }),
    overTls('TLS 1.1 alone', LEGACY, {
      tlsOptions: 'ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;',
    }),
    overTls('TLS 1.0 alone', LEGACY, {
      tlsOptions: 'ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0;',
    }),
    overTls('no TLS for this name', wrong('tls-handshake-failed'), {
      tlsOptions: 'ssl_reject_handshake on;',
    }),
    overTls('plain HTTP where TLS is expected', wrong('not-tls'), { scheme: 'the other' }),
    overTls('a client certificate demanded', DEMANDED, { tlsOptions: demand() }),
    overTls('a client certificate demanded over TLS 1.2', DEMANDED, {
      tlsOptions: demand('ssl_protocols TLSv1.2;'),
    }),
    overTls('a client certificate demanded over TLS 1.3 alone', DEMANDED, {
      tlsOptions: demand('ssl_protocols TLSv1.3;'),
    }),
    overTls('a client certificate demanded and given', DEMANDED, {
      tlsOptions: demand(),
      options: [...ca, '--client-cert', pem('client'), '--client-key', pem('client-key')],
    }),
    overTls('a client certificate asked for, not insisted on', DEMANDED, {
      tlsOptions: `ssl_client_certificate ${pem('ca')}; ssl_verify_client optional;`,
    }),
    overTls('403', unhealthy('forbidden'), { answer: 'return 403;' }),
    overTls('403 without signs of IIS', UNTOLD('not-iis'), {
      answer: 'return 403;',
      signs: 'none',
    }),
    overTls('500', unhealthy('server-error'), { answer: 'return 500;' }),
    overTls('closes after the handshake', wrong('closed-before-answer'), { answer: CLOSE }),
    overTls('says nothing after the handshake', SILENT, { answer: SILENT_ANSWER }),
    overTls('redirects to another host', wrong('redirect-elsewhere'), { answer: ELSEWHERE }),
    { ...overTls('', WORKS), title: 'dp-https: 200', flow: 'dp-https', answer: FOREIGN },
    { ...overTls('', NOTED_404), title: 'dp-https: 404', flow: 'dp-https', answer: 'return 404;' },
    { ...overTls('', WORKS), title: 'sup-https: 200', flow: 'sup-https', answer: SUP_ANSWER },
    {
      ...overTls('', unhealthy('certificate-expired')),
      title: 'sup-https: an expired certificate',
      flow: 'sup-https',
      answer: SUP_ANSWER,
      certificate: { notBefore: ago(20), notAfter: ago(10) },
    },
  ];

  // The matrix has most of the plain ones too.
  const plain = isFull() ? PLAIN : PLAIN.filter((_entry, index) => index % 3 === 0);
  const all = [...plain, ...secure];
  let network: Network;
  let runs: ReadonlyMap<WebCase, Promise<CheckRun>>;

  beforeAll(async () => {
    network = await Network.create();
    const [authority, other] = await Promise.all([
      makeAuthority('Contoso Lab CA'),
      makeAuthority('Another CA'),
    ]);
    const client = await authority.issue({ names: ['pc001.contoso.com'] });
    fs.writeFileSync(pem('ca'), authority.certificate);
    fs.writeFileSync(pem('other'), other.certificate);
    fs.writeFileSync(pem('client'), client.certificate);
    fs.writeFileSync(pem('client-key'), client.key);
    const site = await network.addHost('client');
    const web = await network.addHost('web');
    await site.addAddress();
    runs = await startCases(all, { site, web, authority });
  });

  afterAll(async () => {
    await network.close();
  });

  test.each(all.map((entry) => [entry.title, entry] as const))('%s', async (_title, entry) => {
    const run = await runs.get(entry);
    if (run === undefined) throw new Error('the case was not run');
    expect(said(run, entry)).toEqual(expectedOf(entry));
    expect(run.stderr).toBe('');
  });
});
