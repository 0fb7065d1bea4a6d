import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type DomainControllerOptions,
  startDirectory,
  startKeyCenter,
} from '../../src/lab/simulator/domain-controller.ts';
import { type NameServerOptions, startNameServer } from '../../src/lab/simulator/name-server.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type {
  ClientEntry,
  IndirectEntry,
  RequirementEntry,
} from '../../src/report/model/report.ts';
import { check } from '../../src/run/check.ts';
import { closedPort } from '../support/ports.ts';
import { siteOf } from '../support/sites.ts';

const DOMAIN = 'emea.contoso.com';
const FOREST = 'contoso.com';
const DC = `dc01.${DOMAIN}`;
const simulators: Simulator[] = [];

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

async function track(starting: Promise<Simulator>): Promise<number> {
  const simulator = await starting;
  simulators.push(simulator);
  return simulator.port;
}

type Service = NameServerOptions['services'][number];

interface Scene {
  readonly controller?: Partial<DomainControllerOptions>;
  /** Beside the usual ones. */
  readonly services?: readonly Service[];
  readonly without?: RegExp;
  readonly domain?: string;
  readonly fault?: NameServerOptions['fault'];
}

interface Seen {
  readonly entry: ClientEntry;
  readonly indirect: readonly IndirectEntry[];
  readonly flow: (name: string) => RequirementEntry | undefined;
}

/** A client of a domain that is part of a forest, and its one domain controller. */
async function look(
  { controller = {}, services = [], without, domain = DOMAIN, fault }: Scene = {},
  from: 'client' | 'site-server' = 'client',
): Promise<Seen> {
  const at = { address: '127.0.0.1', port: 0, domain: DOMAIN, forest: FOREST, computerName: DC };
  const [ldap, gc, kerberos] = await Promise.all(
    [startDirectory, startDirectory, startKeyCenter].map((start) =>
      track(start({ ...at, ...controller })),
    ),
  );
  const known = [
    { record: `_ldap._tcp.dc._msdcs.${DOMAIN}`, target: DC, port: ldap ?? 0 },
    { record: `_ldap._tcp.gc._msdcs.${FOREST}`, target: DC, port: gc ?? 0 },
    { record: `_kerberos._tcp.dc._msdcs.${DOMAIN}`, target: DC, port: kerberos ?? 0 },
    ...services,
  ].filter(({ record }) => without?.test(record) !== true);
  const dns = await track(
    startNameServer({
      address: '127.0.0.1',
      port: 0,
      services: known,
      addresses: [
        { name: DC, address: '127.0.0.1' },
        { name: `dc02.${DOMAIN}`, address: '127.0.0.1' },
      ],
      fault,
    }),
  );
  const site = siteOf({
    product: 'current-branch',
    clients: { domain, nameServers: `127.0.0.1:${dns}` },
    install: { manual: { runFrom: 'local', source: String.raw`C:\ccm` } },
  });
  const report = await check({
    plan: makePlan(site, ['manual']),
    from,
    clients: ['127.0.0.1'],
    retries: 0,
    timeoutMs: 2_000,
  });
  const [entry] = report.clients;
  if (entry === undefined) throw new Error('one client is expected');
  return {
    entry,
    indirect: report.indirect,
    flow: (name) => entry.requirements.find(({ id }) => id === `manual/${name}`),
  };
}

const FLOWS = ['dns', 'kerberos', 'ldap', 'global-catalog'] as const;

describe('from the client', () => {
  test('the domain is found, and the global catalog by the forest that its controller names', async () => {
    const { flow, entry } = await look();
    for (const name of FLOWS) expect(flow(name)).toMatchObject({ outcome: 'open' });
    expect(flow('global-catalog')?.endpoints).toMatchObject([{ host: DC, outcome: 'open' }]);
    expect(entry.warnings).toEqual([]);
  });

  test('a record that is missing is told by its name', async () => {
    const { flow, entry } = await look({ without: /^_kerberos/ });
    expect(flow('kerberos')).toMatchObject({
      status: 'unmet',
      outcome: 'unresolved',
      unmetHosts: [`_kerberos._tcp.dc._msdcs.${DOMAIN}`],
    });
    const [manual] = entry.methods;
    expect(manual).toMatchObject({ here: 'degraded' });
    expect(manual?.explanation).toContain(
      `DNS has no service record _kerberos._tcp.dc._msdcs.${DOMAIN}`,
    );
  });

  test('a domain that DNS does not know: name server and records are told, and nothing breaks', async () => {
    const { flow, entry } = await look({ domain: 'fabrikam.com' });
    expect(flow('dns')).toMatchObject({
      outcome: 'unhealthy',
      endpoints: [{ cause: 'record-missing' }],
    });
    expect(flow('ldap')).toMatchObject({ outcome: 'unresolved' });
    expect(flow('global-catalog')).toMatchObject({
      status: 'unproven',
      endpoints: [{ cause: 'forest-not-known' }],
    });
    expect(entry.methods[0]).toMatchObject({ here: 'degraded', brokenBy: [] });
  });

  test('a controller that is dead, and one without address, beside one that answers: warned of, no worse', async () => {
    const record = `_ldap._tcp.dc._msdcs.${DOMAIN}`;
    const { flow, entry } = await look({
      services: [
        { record, target: `dc02.${DOMAIN}`, port: await closedPort() },
        { record, target: `dc09.${DOMAIN}`, port: 389 },
      ],
    });
    expect(flow('ldap')).toMatchObject({ status: 'met', unmetHosts: [] });
    expect(entry.warnings.map(({ facts }) => facts)).toEqual([
      { code: 'service-record', host: `dc02.${DOMAIN}`, flow: 'ldap', outcome: 'refused' },
      { code: 'service-record', host: `dc09.${DOMAIN}`, flow: 'ldap', outcome: 'unresolved' },
    ]);
    expect(entry.methods[0]).toMatchObject({ degradedBy: [] });
  });

  test('the controller of another domain at a stale record is another computer', async () => {
    const { flow } = await look({ controller: { domain: 'fabrikam.com' } });
    expect(flow('ldap')).toMatchObject({
      outcome: 'wrong-host',
      endpoints: [{ host: DC, cause: 'other-domain' }],
    });
  });

  test('where no controller tells the forest, a record of the domain is taken', async () => {
    const { flow } = await look({
      controller: { fault: 'close' },
      services: [
        { record: `_ldap._tcp.gc._msdcs.${DOMAIN}`, target: DC, port: await closedPort() },
      ],
    });
    expect(flow('ldap')).toMatchObject({ outcome: 'wrong-service' });
    expect(flow('global-catalog')).toMatchObject({ outcome: 'refused' });
  });

  test('a name server that is not there leaves the rest unknown', async () => {
    const { flow, entry } = await look({ fault: 'refuse' });
    expect(flow('dns')).toMatchObject({ outcome: 'refused' });
    for (const name of FLOWS.slice(1)) expect(flow(name)).toMatchObject({ outcome: 'error' });
    expect(entry.methods[0]).toMatchObject({ degradedBy: ['manual/dns'] });
  });
});

test('from the site server the controllers are looked at for comparison, and not its own name server', async () => {
  const { indirect, flow } = await look({}, 'site-server');
  for (const name of FLOWS) expect(flow(name)).toMatchObject({ outcome: 'not-checked' });
  expect(indirect.map(({ host, outcome, requirements }) => [host, outcome, requirements])).toEqual([
    [DC, 'open', ['manual/kerberos']],
    [DC, 'open', ['manual/ldap']],
    [DC, 'open', ['manual/global-catalog']],
  ]);
});

test.each([
  ['no domain', {}],
  ['a workgroup', { domain: DOMAIN, membership: 'workgroup' }],
  ['the internet', { domain: DOMAIN, location: 'internet' }],
])('%s: none of it is needed', (_what, clients) => {
  const { requirements, excluded } = makePlan(siteOf({ product: 'current-branch', clients }));
  for (const name of FLOWS) {
    expect(requirements.map(({ id }) => id)).not.toContain(`manual/${name}`);
    expect(excluded.map(({ id }) => id)).toContain(`manual/${name}`);
  }
});
