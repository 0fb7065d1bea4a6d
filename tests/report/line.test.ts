import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClientFacts, EvidenceFacts } from '../../src/judge/facts.ts';
import { factsOf } from '../../src/judge/facts.ts';
import {
  CONTROL_OUTCOMES,
  LOST_SEGMENTS,
  type RpcEndpoint,
  TRIED_OUTCOMES,
} from '../../src/probe/evidence.ts';
import { buildHead } from '../../src/report/model/build.ts';
import { lineOf } from '../../src/report/model/line.ts';
import { LineReader } from '../../src/saved/read/lines.ts';
import { EN } from '../../src/text/en/index.ts';
import { type See, judge, mapperEvidence, observed, smbEvidence } from '../support/observations.ts';
import { REPORTS, tell } from './scenes.ts';
import { runs } from '../support/long.ts';

const MAX_LINE_BYTES = 3000;
const CLIENT = 'pc001234.emea.corp.contoso.com';

/** Thirty TCP entries on twelve ports, and ten times as many that no network reaches. */
const ENTRIES: readonly RpcEndpoint[] = Array.from({ length: 330 }, (_, index) => ({
  interface: `d95afe70-a6d5-4259-822e-2c84da1dd${100 + index}`,
  version: '1.0',
  protocol: index < 30 ? 'ncacn_ip_tcp' : 'ncalrpc',
  port: index < 30 ? 49_664 + (index % 12) : null,
  address: index < 30 ? '10.123.123.123' : null,
  pipe: index < 30 ? null : `LRPC-${index}c5f2b7a9d41e0f6a8`,
  name: null,
  annotation: 'Windows Event Log',
}));

const windows: See = (check) => {
  const seen = (evidence: Parameters<typeof observed>[1]): ReturnType<See> => [
    { address: '10.123.123.123', observation: { ...observed('open', evidence), rttMs: 12.34 } },
  ];
  switch (check.kind) {
    case 'icmp':
      return seen({
        kind: 'icmp',
        sender: 'program',
        program: 'ping',
        line: '64 bytes from 10.123.123.123: icmp_seq=1 ttl=128 time=12.3 ms',
      });
    case 'smb':
      return seen(
        smbEvidence({
          serverGuid: '262c2ef87e46c3c14435e5f2ff828136',
          serverTime: '2026-11-22T13:43:39.747Z',
          localTime: '2026-11-22T13:43:39.757Z',
          ntlmTime: '2026-11-22T13:43:39.765Z',
          netbiosComputerName: 'PC001234',
          netbiosDomainName: 'EMEACORP',
          dnsComputerName: CLIENT,
          dnsDomainName: 'emea.corp.contoso.com',
        }),
      );
    case 'rpc-endpoint-mapper':
      return seen(
        mapperEvidence({
          lookupStatus: '0x00000000',
          endpoints: ENTRIES,
          bindings: ['PC001234', '10.123.123.123', 'fe80::1234:5678:9abc:def0%12'],
          comVersion: '5.7',
        }),
      );
    case 'rpc-endpoint-mapper-udp':
      return seen({ kind: 'rpc-endpoint-mapper-udp', packetType: 'response' });
    case 'rpc-dynamic':
      return seen({
        kind: 'rpc-dynamic',
        advertised: 12,
        range: { first: 49_152, last: 65_535 },
        tried: Array.from({ length: 12 }, (_, index) => ({
          port: 49_664 + index,
          outcome: 'open',
          interfaces: ENTRIES.slice(0, 3).map((entry) => entry.interface),
        })),
        control: null,
      });
    case 'http':
    case 'tcp':
    case 'revocation':
    case 'revocation-list':
    case 'domain':
    case 'dns':
    case 'kerberos':
    case 'ldap':
      return 'open';
  }
};

const ROLES = {
  managementPoints: ['mp01.contoso.com'],
  distributionPoints: [{ host: 'dp01.contoso.com', serves: ['http', 'smb'] }],
  fallbackStatusPoints: ['fsp01.contoso.com'],
  softwareUpdatePoints: [{ host: 'sup01.contoso.com', ssl: true }],
};
const INSTALL = {
  manual: { runFrom: String.raw`\\files01\ccm` },
  groupPolicy: { package: String.raw`\\files01\gpo`, source: String.raw`\\files01\ccm` },
};

describe('the line of a Windows computer from which everything answers', () => {
  test.each([
    ['one management point', { roles: { managementPoints: ['mp01.contoso.com'] } }],
    [
      'every role of cm2007',
      {
        serverLocatorPointNeeded: 'yes',
        roles: { ...ROLES, serverLocatorPoints: ['slp01.contoso.com'] },
        install: INSTALL,
      },
    ],
    ['every role of current branch', { product: 'current-branch', roles: ROLES, install: INSTALL }],
  ] as const)('with %s is short', (_what, site) => {
    const { plan, client } = judge({ site, from: 'site-server', client: CLIENT, see: windows });
    const tool = { name: 'ccm-preflight', version: '1.0.0' };
    const head = buildHead(plan, 'site-server', '2024-05-01T12:00:00.000Z', tool, EN);
    const line = JSON.stringify(lineOf(factsOf(client), head));
    expect(client.methods[0]?.here).toBe('works');
    expect(Buffer.byteLength(line)).toBeLessThan(MAX_LINE_BYTES);
    expect(line).not.toMatch(/explanation|message|Windows Event Log/);
  });
});

const word = fc.constantFrom('PC001', 'pc001.contoso.com', 'CONTOSO', 'contoso.com', 'a.b', 'x');
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null });
const port = fc.integer({ min: 0, max: 65_535 });

const evidence: fc.Arbitrary<EvidenceFacts> = fc.oneof(
  fc.constant({}),
  fc.record({
    kind: fc.constant('icmp' as const),
    sender: fc.constantFrom('program', 'raw-socket'),
    program: orNull(word),
    line: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('smb' as const),
    protocol: orNull(fc.constantFrom('smb1', 'smb2')),
    dialect: orNull(word),
    signing: orNull(fc.constantFrom('required', 'enabled', 'disabled')),
    serverGuid: orNull(word),
    serverTime: orNull(word),
    localTime: orNull(word),
    netbiosComputerName: orNull(word),
    netbiosDomainName: orNull(word),
    dnsComputerName: orNull(word),
    dnsDomainName: orNull(word),
    ntlmTime: orNull(word),
    sessionStatus: orNull(fc.constantFrom('0xc0000016', '0xc0000022')),
  }),
  fc.record({
    kind: fc.constant('rpc-endpoint-mapper' as const),
    lookup: fc.constantFrom('complete', 'partial', 'denied', 'failed', 'not-asked'),
    lookupStatus: orNull(fc.constantFrom('0x00000000', '0x16c9a0d6')),
    endpoints: fc.constant([]),
    bindings: orNull(fc.array(word)),
    comVersion: orNull(word),
    fullSegmentsLost: orNull(fc.constantFrom(...LOST_SEGMENTS)),
    entries: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('rpc-dynamic' as const),
    advertised: fc.nat(),
    range: fc.record({ first: port, last: port }),
    tried: fc.array(
      fc
        .record({ port, outcome: fc.constantFrom(...TRIED_OUTCOMES), interfaces: fc.array(word) })
        .map((tried) => (tried.outcome === 'open' ? { ...tried, interfaces: [] } : tried)),
    ),
    control: orNull(fc.record({ port, outcome: fc.constantFrom(...CONTROL_OUTCOMES) })),
  }),
  fc.record({
    kind: fc.constant('rpc-endpoint-mapper-udp' as const),
    packetType: orNull(word),
  }),
);

test('what is left out of a line is put back, whatever was seen', () => {
  const scene = REPORTS['push-blocked'];
  if (scene === undefined) throw new Error('the scene is missing');
  const { head, clients } = tell(scene);
  const [client] = clients.map(({ methods, ...entry }): ClientFacts => ({
    ...entry,
    methods: methods.map(
      ({ explanation: _explanation, readiness: _readiness, ...method }) => method,
    ),
    warnings: [],
  }));
  if (client === undefined) throw new Error('the scene has a client');
  const reader = new LineReader('r.ndjson');
  reader.read(JSON.stringify({ type: 'run', ...head }));
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          host: word,
          address: orNull(fc.oneof(fc.ipV4(), fc.ipV6())),
          port: orNull(port),
          reached: fc.constantFrom('none', 'resolved', 'connected', 'tls', 'protocol', 'service'),
          rttMs: orNull(fc.integer({ min: 0, max: 99_999 }).map((hundredths) => hundredths / 100)),
          attempts: fc.integer({ min: 0, max: 11 }),
          evidence,
        }),
      ),
      fc.array(word),
      fc.constantFrom('open', 'filtered'),
      (seen, unmetHosts, outcome) => {
        const facts: ClientFacts = {
          ...client,
          requirements: client.requirements.map((requirement) =>
            requirement.id === 'client-push/smb'
              ? {
                  id: requirement.id,
                  status: outcome === 'open' ? 'met' : 'unmet',
                  outcome,
                  unmetHosts,
                  endpoints: seen.map(({ host, address, port: number, ...rest }) => ({
                    host,
                    address,
                    port: number,
                    outcome,
                    ...rest,
                  })),
                }
              : { ...requirement, endpoints: [], unmetHosts: [] },
          ),
        };
        const read = reader.read(JSON.stringify(lineOf(facts, head)));
        expect(read).toEqual({ type: 'client', facts });
      },
    ),
    { numRuns: runs(100) },
  );
});
