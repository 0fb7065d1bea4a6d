import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, makeAuthority } from '../../src/lab/certificates.ts';
import { startRevocationList } from '../../src/lab/simulator/revocation-list.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { startWebRole } from '../../src/lab/simulator/web-role.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { RequirementEntry } from '../../src/report/model/report.ts';
import { check } from '../../src/run/check.ts';
import { siteOf } from '../support/sites.ts';

let authority: Authority;
const simulators: Simulator[] = [];

beforeAll(async () => {
  authority = await makeAuthority('Fabrikam Issuing');
});

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

async function track(starting: Promise<Simulator>): Promise<number> {
  const simulator = await starting;
  simulators.push(simulator);
  return simulator.port;
}

interface Seen {
  readonly requirement: RequirementEntry | undefined;
  readonly here: string | undefined;
  readonly explanation: string | undefined;
}

/** A client whose management points have certificates that lead to these places. */
async function look(
  addresses: readonly (string | readonly string[] | undefined)[],
  from: 'client' | 'site-server' = 'client',
): Promise<Seen> {
  const points = await Promise.all(
    addresses.map((revocationList, index) => {
      const address = `127.0.0.${index + 2}`;
      const tls = { authority, names: [], addresses: [address], revocationList };
      const role = 'management-point' as const;
      return track(startWebRole({ address, port: 0, role, tls })).then((port) => ({
        host: address,
        httpsPort: port,
        clientNotificationPort: port,
      }));
    }),
  );
  const site = siteOf({
    product: 'current-branch',
    communication: 'https',
    roles: { managementPoints: points },
    install: { manual: { runFrom: 'local', source: String.raw`C:\ccm` } },
  });
  const { clients } = await check({
    plan: makePlan(site, ['manual']),
    from,
    clients: ['127.0.0.1'],
    tls: { ca: authority.certificate },
    retries: 0,
  });
  const [entry] = clients;
  return {
    requirement: entry?.requirements.find(({ id }) => id === 'manual/crl-http'),
    here: entry?.methods[0]?.here,
    explanation: entry?.methods[0]?.explanation,
  };
}

const list = (options: Partial<Parameters<typeof startRevocationList>[0]> = {}): Promise<number> =>
  track(startRevocationList({ address: '127.0.0.9', port: 0, authority, ...options }));
const url = (port: number): string => `http://127.0.0.9:${port}/ca.crl`;

describe('from the client, where certificates lead is looked at', () => {
  test('a list that several certificates name is told once', async () => {
    const port = await list();
    const { requirement, here } = await look([url(port), url(port)]);
    expect(requirement).toMatchObject({ status: 'met', outcome: 'open', unmetHosts: [] });
    expect(requirement?.endpoints).toMatchObject([
      { host: '127.0.0.9', address: '127.0.0.9', port, outcome: 'open' },
    ]);
    expect(here).toBe('works');
  });

  test('one that is out of reach degrades, and says what comes of it', async () => {
    const port = await list({ fault: 'refuse' });
    const { requirement, here, explanation } = await look([url(port)]);
    expect(requirement).toMatchObject({
      status: 'unmet',
      outcome: 'refused',
      unmetHosts: ['127.0.0.9'],
    });
    expect(here).toBe('degraded');
    expect(explanation).toContain('0x80072F19');
    expect(explanation).toContain('nless Windows holds a valid copy');
  });

  test('of two certificates one that leads nowhere degrades', async () => {
    const [good, bad] = [await list(), await list({ fault: 'http-500' })];
    const { requirement, here } = await look([url(good), url(bad)]);
    expect(requirement).toMatchObject({ status: 'met', unmetHosts: ['127.0.0.9'] });
    expect(here).toBe('degraded');
  });

  test.each([
    ['a directory alone', 'ldap:///CN=Fabrikam?certificateRevocationList', 'no-http-address'],
    ['nothing', undefined, 'no-http-address'],
  ])(
    'a certificate that names %s is not looked at, and stands in no way',
    async (_what, address, cause) => {
      const { requirement, here } = await look([address]);
      expect(requirement).toMatchObject({
        status: 'unproven',
        outcome: 'inconclusive',
        endpoints: [{ cause }],
      });
      expect(here).toBe('works');
    },
  );

  test('a directory beside a list that is out of reach may have it: nothing is said', async () => {
    const directory = 'ldap:///CN=Fabrikam?certificateRevocationList';
    const port = await list({ fault: 'refuse' });
    const { requirement, here } = await look([[directory, url(port)]]);
    expect(requirement).toMatchObject({
      status: 'unproven',
      outcome: 'inconclusive',
      unmetHosts: [],
      endpoints: [{ outcome: 'refused' }, { cause: 'other-addresses' }],
    });
    expect(here).toBe('works');
    const good = await list();
    expect((await look([[directory, url(good)]])).requirement).toMatchObject({ status: 'met' });
  });

  test('from the site server it is not', async () => {
    const port = await list({ fault: 'refuse' });
    const { requirement } = await look([url(port)], 'site-server');
    expect(requirement).toMatchObject({ outcome: 'not-checked' });
  });
});
