import { describe, expect, test } from '@jest/globals';
import { METHODS, type Method } from '../../src/catalogue/vocabulary.ts';
import { clockOf } from '../../src/judge/clock.ts';
import type { RequirementFacts } from '../../src/judge/facts.ts';
import {
  effectsOfClient,
  effectsOfClock,
  effectsOfProxy,
  effectsOfService,
} from '../../src/judge/self-effects.ts';
import { tellSelf } from '../../src/report/told/self.ts';
import type { SelfFacts, ServiceName, ServiceState, StartType } from '../../src/self/facts.ts';
import { EN } from '../../src/text/en/index.ts';
import { httpEvidence } from '../support/observations.ts';

const NOW = '2026-06-01T12:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

const service = (name: ServiceName, state: ServiceState, type: StartType) =>
  ({ name, status: { kind: 'told', state, start: { kind: 'told', type } } }) as const;

describe('what facts of a computer mean for methods', () => {
  test.each([
    [service('BITS', 'stopped', 'manual'), []],
    [service('BITS', 'stopped', 'disabled'), ['bits-setup', 'bits-packages']],
    [service('BITS', 'running', 'disabled'), []],
    [{ name: 'BITS', status: { kind: 'absent' } }, ['bits-setup', 'bits-packages']],
    [{ name: 'BITS', status: { kind: 'unknown', code: 'EACCES' } }, []],
    [service('Winmgmt', 'running', 'automatic'), []],
    [service('Winmgmt', 'stopped', 'disabled'), ['wmi-push', 'wmi-client']],
    [service('CcmExec', 'running', 'automatic'), []],
    [service('CcmExec', 'stopped', 'automatic'), ['agent-idle']],
    [{ name: 'CcmExec', status: { kind: 'absent' } }, []],
    [service('ccmsetup', 'running', 'manual'), ['setup-running']],
    [service('ccmsetup', 'start-pending', 'manual'), ['setup-running']],
    [service('ccmsetup', 'stopped', 'manual'), []],
  ] as const)('%j: %j', (facts, effects) => {
    expect(effectsOfService(facts)).toEqual(effects);
  });

  test('a proxy, a client, and a clock that Kerberos does not take', () => {
    expect(effectsOfProxy({ kind: 'direct' })).toEqual([]);
    expect(effectsOfProxy({ kind: 'unknown', code: 'NETSH_OUTPUT' })).toEqual([]);
    expect(effectsOfProxy({ kind: 'proxy', servers: ['p:1'], exempt: [] })).toContain('proxy-web');
    expect(effectsOfClient({ kind: 'none' })).toEqual(['none-installed']);
    expect(effectsOfClient({ kind: 'unknown', code: 'EACCES' })).toEqual([]);
    expect(effectsOfClient({ kind: 'installed', version: '5.00', siteCode: null })).toHaveLength(5);
    expect(effectsOfClock({ aheadSeconds: 300, servers: 1 })).toEqual([]);
    expect(effectsOfClock({ aheadSeconds: -301, servers: 1 })).toEqual(['clock-off']);
  });
});

describe('the clock of this computer', () => {
  const endpoint = (address: string, serverSeconds: number | null) => ({
    host: address,
    address,
    port: 80,
    outcome: 'open' as const,
    reached: 'service' as const,
    rttMs: 1,
    attempts: 1,
    evidence: httpEvidence({
      serverTime: serverSeconds === null ? null : after(serverSeconds),
      localTime: NOW,
    }),
  });
  const requirement = (...endpoints: RequirementFacts['endpoints']): RequirementFacts => ({
    id: 'manual/mp-http',
    status: 'met',
    outcome: 'open',
    unmetHosts: [],
    endpoints,
  });

  test('is held against the middle of those that tell the time, each server once', () => {
    const mp = endpoint('10.0.0.1', -4_000);
    const seen = clockOf([
      requirement(mp, endpoint('10.0.0.2', -4_001)),
      requirement(mp, endpoint('10.0.0.3', 90_000), endpoint('10.0.0.4', null)),
    ]);
    expect(seen).toEqual({ aheadSeconds: 4_000, servers: 3 });
  });

  test('is told by nobody where none tells the time', () => {
    expect(clockOf([requirement(endpoint('10.0.0.1', null))])).toBeNull();
    expect(
      clockOf([{ ...requirement(), endpoints: [{ ...endpoint('x', 0), evidence: {} }] }]),
    ).toBeNull();
  });

  test('that agrees has no sign', () => {
    expect(JSON.stringify(clockOf([requirement(endpoint('10.0.0.1', 0))]))).toBe(
      '{"aheadSeconds":0,"servers":1}',
    );
  });
});

describe('the sentences', () => {
  const self: SelfFacts = {
    listening: [],
    firewall: null,
    winHttpProxy: { kind: 'proxy', servers: ['proxy:8080'], exempt: ['<local>'] },
    services: [
      service('BITS', 'stopped', 'disabled'),
      { name: 'Winmgmt', status: { kind: 'unknown', code: 'EACCES' } },
      { name: 'CcmExec', status: { kind: 'absent' } },
      { name: 'ccmsetup', status: { kind: 'absent' } },
    ],
    installedClient: { kind: 'none' },
  };
  const told = (...methods: readonly Method[]): readonly string[] =>
    tellSelf(
      {
        self,
        methods: METHODS.map((method) => ({
          method,
          verdict: methods.includes(method) ? 'works' : 'not-applicable',
          here: 'works',
          readiness: 'ready',
          brokenBy: [],
          degradedBy: [],
          unproven: [],
          explanation: '',
          alternatives: [],
        })),
      },
      EN,
    );

  test('name the methods that apply and that a fact means something for, and no others', () => {
    expect(told('manual')).toEqual([
      'WinHTTP: the proxy proxy:8080 is set; exempt from it: <local>. Manual or logon script: requests to the management point and the distribution points may go to that proxy, where their names are not exempt; this run asked them without it.',
      "Service Background Intelligent Transfer Service (BITS): stopped, disabled. Manual or logon script: BITS is a prerequisite of the client: CCMSetup downloads the client's files from web servers by it (/BITSPriority).",
      'Service Windows Management Instrumentation (Winmgmt): nothing is known, this machine forbids it (EACCES).',
      'Installed client: none.',
    ]);
    expect(told('software-distribution').at(-1)).toBe(
      'Installed client: none. Software distribution: presupposes an installed client, and there is none.',
    );
    expect(told(...METHODS)[0]).toContain('Every method: requests to the management point');
    expect(told()[0]).toBe('WinHTTP: the proxy proxy:8080 is set; exempt from it: <local>.');
  });
});
