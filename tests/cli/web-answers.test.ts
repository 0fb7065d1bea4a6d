import fs from 'node:fs';
import type net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { type IssuedCertificate, makeAuthority } from '../../src/lab/certificates.ts';
import { FILTERS, GATEWAYS, IIS, OTHERS, raw } from '../probe/http/answers.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { closedPorts } from '../support/ports.ts';
import { makeFolder, parseReport, run } from './run.ts';

const folder = makeFolder();
const secure = new Set<tls.Server>();
let own: IssuedCertificate;

beforeAll(async () => {
  const authority = await makeAuthority('Contoso CA');
  own = await authority.issue({ names: ['mp01'], addresses: ['127.0.0.1'] });
});

afterEach(async () => {
  await closeListeners();
  for (const server of secure) server.close();
  secure.clear();
});

const answering =
  (bytes: string) =>
  (socket: net.Socket): void => {
    socket.once('data', () => socket.end(bytes));
  };

const serve = async (port: number, bytes: string): Promise<void> => {
  await startListener(answering(bytes), '127.0.0.1', port);
};

async function serveTls(port: number, bytes: string, options: tls.TlsOptions = {}): Promise<void> {
  const { certificate: cert, key } = own;
  const server = tls.createServer({ cert, key, ...options }, answering(bytes));
  server.on('tlsClientError', () => {});
  secure.add(server);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
}

interface Case {
  readonly seen: string;
  readonly method: 'manual' | 'software-distribution' | 'software-update-point';
  readonly flow: string;
  readonly bytes: string;
  readonly outcome: string;
  /** What the explanation says, of the cause and of the log. */
  readonly told?: readonly string[];
  readonly warnings?: readonly string[];
  readonly communication?: 'http' | 'https';
  readonly over?: 'a request for a client certificate';
  readonly ssl?: boolean;
}

const MP = { method: 'manual', flow: 'mp-http' } as const;
const DP = { method: 'software-distribution', flow: 'dp-http' } as const;
const SUP = { method: 'software-update-point', flow: 'sup-http' } as const;

const CASES: readonly Case[] = [
  {
    seen: '403.4 of a management point',
    ...MP,
    bytes: IIS.forbidden4,
    outcome: 'unhealthy',
    told: ['403.4', '"StatusCode=403"', '0x87D0027E'],
  },
  {
    seen: "squid's refusal in the place of a management point",
    ...MP,
    bytes: FILTERS.squidDenied,
    outcome: 'wrong-service',
    told: ['Squid, ERR_ACCESS_DENIED 0', '"StatusCode=403"', '0x87D0027E'],
  },
  {
    seen: '404 of a management point',
    ...MP,
    bytes: IIS.notFound,
    outcome: 'wrong-service',
    told: ['"StatusCode=404"', '0x87D0027E'],
  },
  {
    seen: 'the list of a management point through a proxy',
    ...MP,
    bytes: IIS.relayedMpList,
    outcome: 'open',
    warnings: ['relayed'],
  },
  {
    seen: '504 without a Server',
    ...MP,
    bytes: OTHERS.gatewayTimeout,
    outcome: 'unhealthy',
    told: ['"StatusCode=504"', '0x87D0027E'],
  },
  {
    seen: 'the phrase of a connection point',
    ...MP,
    flow: 'mp-https',
    communication: 'https',
    bytes: GATEWAYS.connectorCertificate,
    outcome: 'unhealthy',
    told: [
      'no client certificate for the management point',
      'CMGConnector_Clientcertificaterequired',
      '"StatusCode=403"',
      '0x87D0027E',
    ],
  },
  {
    seen: '404 of a distribution point',
    ...DP,
    bytes: IIS.notFound,
    outcome: 'wrong-service',
    told: ['no content folder', '0x80190194'],
  },
  {
    seen: '401 of a distribution point that shows itself by its challenge',
    ...DP,
    bytes: raw({ status: '401 Unauthorized', headers: ['WWW-Authenticate: Negotiate'] }),
    outcome: 'open',
  },
  {
    seen: '401 of a distribution point through a proxy',
    ...DP,
    bytes: IIS.relayed401,
    outcome: 'open',
    warnings: ['relayed'],
  },
  { seen: 'an empty list of a distribution point', ...DP, bytes: IIS.emptyList, outcome: 'open' },
  {
    seen: '503 of a distribution point',
    ...DP,
    bytes: IIS.httpApi503,
    outcome: 'unhealthy',
    told: ['0x801901F7'],
  },
  {
    seen: 'a proxy that asks for a logon',
    ...DP,
    bytes: FILTERS.squidLogon,
    outcome: 'wrong-service',
    told: ['0x80190197'],
  },
  {
    seen: '401 of an update point',
    ...SUP,
    bytes: IIS.unauthorized,
    outcome: 'unhealthy',
    told: ['0x80244017'],
  },
  {
    seen: '403 of an update point whose service wants TLS',
    ...SUP,
    bytes: IIS.forbidden,
    ssl: true,
    outcome: 'open',
  },
  {
    seen: '403 of an update point after a request for a client certificate',
    ...SUP,
    flow: 'sup-https',
    bytes: IIS.forbidden,
    ssl: true,
    over: 'a request for a client certificate',
    outcome: 'unhealthy',
    told: ['ignore client certificates', '0x80072F0C'],
  },
];

const roleOf = (flow: string): string =>
  flow.startsWith('mp')
    ? 'managementPoints'
    : flow.startsWith('dp')
      ? 'distributionPoints'
      : 'softwareUpdatePoints';

test.each(CASES.map((each) => [each.seen, each] as const))('%s', async (_seen, each) => {
  const { method, flow, bytes, outcome, told = [], warnings = [], ssl } = each;
  const [httpPort, httpsPort = 0] = await closedPorts(2);
  if (flow.endsWith('https')) {
    const asked = each.over === undefined ? {} : { requestCert: true, rejectUnauthorized: false };
    await serveTls(httpsPort, bytes, asked);
    await serve(httpPort, IIS.wsus);
  } else {
    await serve(httpPort, bytes);
    await serveTls(httpsPort, IIS.wsus);
  }
  const point = { host: '127.0.0.1', httpPort, httpsPort, ...(ssl === true && { ssl }) };
  const site = {
    product: 'current-branch',
    communication: each.communication ?? 'http',
    roles: { [roleOf(flow)]: [point] },
    install: { manual: { runFrom: 'local' } },
  };
  fs.writeFileSync(path.join(folder, 'site.json'), JSON.stringify(site));
  const { stdout } = await run(`check --from client --site site.json --method ${method} -o json`, {
    cwd: folder,
  });
  const [client] = parseReport(stdout).clients;
  expect(client?.requirements.find(({ id }) => id === `${method}/${flow}`)).toMatchObject({
    outcome,
  });
  for (const words of told) expect(stdout).toContain(JSON.stringify(words).slice(1, -1));
  const codes = client?.warnings.map(({ code }) => code) ?? [];
  expect(
    codes.filter((code) => code !== 'unknown-issuer' && code !== 'client-certificate'),
  ).toEqual(warnings);
});

test.each(
  Object.entries(FILTERS).flatMap(([name, bytes]) =>
    (['cm2007', 'current-branch'] as const).map((product) => [name, product, bytes] as const),
  ),
)('%s in the place of every role leaves no method, in %s', async (_name, product, bytes) => {
  const [port] = await closedPorts(1);
  await serve(port, bytes);
  const host = `127.0.0.1:${port}`;
  const site = {
    product,
    communication: product === 'cm2007' ? 'mixed' : 'http',
    roles: {
      managementPoints: [host],
      distributionPoints: [{ host: '127.0.0.1', httpPort: port, serves: ['http'] }],
      softwareUpdatePoints: [host],
    },
    install: { manual: { runFrom: 'local' }, groupPolicy: { package: 'local' } },
  };
  fs.writeFileSync(path.join(folder, 'site.json'), JSON.stringify(site));
  const { stdout } = await run('check --from client --site site.json -o json', { cwd: folder });
  const methods = parseReport(stdout).clients[0]?.methods ?? [];
  expect(methods).toHaveLength(5);
  for (const { verdict, here } of methods) {
    expect(['breaks', 'unproven']).toContain(verdict);
    expect(['breaks', 'unproven']).toContain(here);
  }
});

test('cm2007 has other words for the status of a management point', async () => {
  const [port] = await closedPorts(1);
  await serve(port, IIS.forbidden);
  const { stdout } = await run(
    `check --from client --product cm2007 --mp 127.0.0.1:${port} --run-from local --method manual`,
    { cwd: folder },
  );
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('"returned status code 403"');
  expect(stdout).not.toContain('0x87D0027E');
});
