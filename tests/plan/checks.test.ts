import { describe, expect, test } from '@jest/globals';
import { clientTarget, destinationOf, portOfCheck } from '../../src/plan/bind.ts';
import { checksFor, serverChecks } from '../../src/plan/checks.ts';
import { isOwnFlow } from '../../src/catalogue/flow.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { siteOf } from '../support/sites.ts';

const PORTS = {
  http: 81,
  https: 444,
  smb: 446,
  rpcEndpointMapper: 136,
  clientNotification: 10_124,
};

describe('what a probe is given', () => {
  test('for a client: ports and range of the site, and who it must be', () => {
    const plan = makePlan(siteOf({ ports: PORTS, clients: { rpcDynamicPorts: '1025-5000' } }));
    const host = 'pc001';
    expect(checksFor(plan, 'site-server', host)).toEqual([
      { kind: 'icmp', host },
      { kind: 'smb', host, port: 446, identity: 'must-match' },
      { kind: 'rpc-endpoint-mapper', host, port: 136 },
      { kind: 'rpc-endpoint-mapper-udp', host, port: 136 },
      { kind: 'rpc-dynamic', host, mapperPort: 136, range: { first: 1025, last: 5000 } },
    ]);
  });

  test('for servers: their ports and pages, and whose certificates are good', () => {
    const plan = makePlan(
      siteOf({
        product: 'current-branch',
        communication: 'enhanced-http',
        ports: PORTS,
        roles: {
          managementPoints: 'mp01',
          distributionPoints: [{ host: 'dp01', serves: ['http', 'smb'] }],
          fallbackStatusPoints: 'fsp01',
          softwareUpdatePoints: [{ host: 'sup01', httpPort: 8530, ssl: true }],
        },
        install: { manual: { runFrom: String.raw`\\files01\ccm` } },
      }),
    );
    const web = (
      host: string,
      role: string,
      port: number,
      tls: boolean,
      serves = 'service',
    ): unknown => ({
      kind: 'http',
      host,
      port,
      tls,
      role,
      product: 'current-branch',
      serves,
      siteIssuedCertificate: 'accepted',
    });
    const checks = checksFor(plan, 'client', null);
    expect(checks).toHaveLength(10);
    expect(checks).toEqual(
      expect.arrayContaining([
        web('mp01', 'management-point', 81, false),
        web('mp01', 'management-point', 444, true),
        web('dp01', 'distribution-point', 81, false),
        web('dp01', 'distribution-point', 444, true),
        web('fsp01', 'fallback-status-point', 81, false),
        web('sup01', 'software-update-point', 8530, false, 'content'),
        web('sup01', 'software-update-point', 8531, true),
        { kind: 'tcp', host: 'mp01', port: 10_124 },
        { kind: 'smb', host: 'dp01', port: 446, identity: 'may-differ' },
        { kind: 'smb', host: 'files01', port: 446, identity: 'may-differ' },
      ]),
    );
    expect(serverChecks(plan).map(({ check }) => check)).toEqual(checks);
  });
});

describe('the targets of a requirement', () => {
  test('are named as they are asked for', () => {
    const plan = makePlan(siteOf({ roles: { managementPoints: ['mp01', 'mp02'] } }));
    const destination = plan.requirements.find(({ id }) => id === 'manual/mp-http')?.destination;
    expect(destination).toMatchObject({
      kind: 'hosts',
      targets: [
        { host: 'mp01', checks: [{ host: 'mp01' }] },
        { host: 'mp02', checks: [{ host: 'mp02' }] },
      ],
    });
  });

  test('that nobody named have the ports of the site', () => {
    const words = { ports: PORTS, roles: { softwareUpdatePoints: 'u' } };
    const plans = [
      makePlan(siteOf({ ...words, communication: 'native' })),
      makePlan(siteOf({ ...words, product: 'current-branch' })),
    ];
    const ports = (id: string): unknown =>
      plans.flatMap(({ requirements }) => requirements).find((each) => each.id === id)?.ports;
    expect(ports('manual/mp-https')).toEqual([444]);
    expect(ports('manual/share-smb')).toEqual([446]);
    expect(ports('manual/client-notification')).toEqual([10_124]);
  });

  test('a catalogue that has a client or a share serve pages is refused', () => {
    const site = siteOf({ roles: { managementPoints: 'mp01' } });
    const { requirements } = makePlan(site);
    const flow = requirements.find(({ id }) => id === 'manual/mp-http')?.flow;
    if (flow === undefined || isOwnFlow(flow)) throw new Error('manual/mp-http is not there');
    for (const service of ['http', 'https', 'client-notification'] as const) {
      expect(() => clientTarget({ ...flow, service }, site, 'pc001')).toThrow(
        new TypeError(`manual/mp-http: a client does not serve ${service}`),
      );
    }
    for (const to of ['client', 'site-server', 'source-server'] as const) {
      expect(() => destinationOf({ ...flow, to }, site)).toThrow(
        new TypeError(`a ${to} does not serve HTTP`),
      );
    }
  });

  test('a check without a port of its own has none', () => {
    expect(portOfCheck({ kind: 'icmp', host: 'a' })).toBeNull();
    expect(portOfCheck({ kind: 'tcp', host: 'a', port: 7 })).toBe(7);
  });
});
