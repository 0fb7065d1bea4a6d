import { describe, expect, test } from '@jest/globals';
import type { DomainService } from '../../src/catalogue/flow.ts';
import type { ServiceResolution } from '../../src/engine/directory.ts';
import { type DomainMeans, lookInDomain } from '../../src/engine/domain.ts';
import type { Resolution } from '../../src/engine/resolve.ts';
import type { Check } from '../../src/plan/check.ts';
import type { NetworkOutcome } from '../../src/probe/observation.ts';
import type { EndpointResult } from '../../src/probe/result.ts';
import type { NameServer } from '../../src/site/site.ts';

const DOMAIN = 'contoso.com';
const SERVER = { address: '10.0.0.53', port: 53 } as const satisfies NameServer;
const NOWHERE = { kind: 'unresolved', code: 'ENOTFOUND' } as const;
const at = (...addresses: string[]): Resolution => ({ kind: 'addresses', addresses });

interface Scene {
  /** What this computer's own resolver says of the domain. */
  readonly found?: Resolution;
  /** What its name servers say of the same. */
  readonly told?: Resolution;
  readonly services?: ServiceResolution;
  /** What comes of each server that is asked. */
  readonly outcomeOf?: (host: string) => 'open' | NetworkOutcome;
  readonly said?: readonly NameServer[];
}

async function look(service: DomainService, scene: Scene) {
  const { found = NOWHERE, told = NOWHERE, services = NOWHERE, said = [] } = scene;
  const asked: string[] = [];
  const run = async (check: Check) => {
    asked.push(check.host);
    return { check, endpoints: [endpointOf(check.host, scene.outcomeOf?.(check.host) ?? 'open')] };
  };
  const means: DomainMeans = {
    directory: {
      nameServers: () => [SERVER],
      services: async () => services,
      addresses: async () => told,
    },
    run,
    resolve: async () => found,
  };
  const { endpoints } = await lookInDomain(
    { kind: 'domain', host: DOMAIN, service, nameServers: said },
    means,
  );
  const words = endpoints.map(({ observation }) =>
    observation.outcome === 'inconclusive' ? observation.cause : observation.outcome,
  );
  return { words, asked };
}

function endpointOf(host: string, outcome: 'open' | NetworkOutcome): EndpointResult {
  const seen = { reached: 'none', rttMs: null, evidence: { kind: 'none' } } as const;
  return {
    host,
    address: '10.0.0.1',
    port: 389,
    attempts: 1,
    observation:
      outcome === 'open' ? { outcome, ...seen } : { outcome, code: 'ETIMEDOUT', ...seen },
  };
}

/** So many domain controllers, of which only the last one answers. */
function controllers(count: number, left: number): ServiceResolution {
  const targets = Array.from({ length: count }, (_none, index) => ({
    host: `dc${index}.${DOMAIN}`,
    port: 389,
  }));
  return { kind: 'targets', targets, left };
}

describe.each([
  ['a name server that does not answer', 'dns', { outcomeOf: () => 'filtered' }, 'filtered'],
  ['a record that is missing', 'ldap', {}, 'unresolved'],
] as const)('%s', (_what, service, scene, plain) => {
  test.each([
    ['where nothing else finds the domain', {}, plain],
    [
      'where the name servers tell the same addresses',
      { found: at('10.0.0.1', '10.0.0.2'), told: at('10.0.0.2') },
      plain,
    ],
    ['where the domain is found, not by them', { found: at('10.0.0.1') }, 'resolved-otherwise'],
    [
      'where they tell the addresses of its public name',
      { found: at('10.0.0.1'), told: at('192.0.2.1') },
      'resolved-otherwise',
    ],
    [
      'where they do not say whether they know it',
      { found: at('10.0.0.1'), told: { kind: 'error', code: 'ETIMEOUT' } },
      'resolved-otherwise',
    ],
    [
      'where the site file names them, whatever this computer finds',
      { found: at('10.0.0.1'), said: [SERVER] },
      plain,
    ],
  ] as const)('%s', async (_where, more, expected) => {
    expect((await look(service, { ...scene, ...more })).words).toEqual([expected]);
  });
});

test('one name server that has the record decides, whatever else finds the domain', async () => {
  expect(await look('dns', { found: at('10.0.0.1') })).toEqual({
    words: ['open'],
    asked: [SERVER.address],
  });
});

describe('domain controllers', () => {
  test('are asked eight at a time, until one answers', async () => {
    const { words, asked } = await look('ldap', {
      services: controllers(20, 0),
      outcomeOf: (host) => (host === `dc9.${DOMAIN}` ? 'open' : 'filtered'),
    });
    expect(asked).toHaveLength(16);
    expect(words.filter((word) => word === 'open')).toHaveLength(1);
  });

  test.each([
    [0, 'filtered'],
    [1, 'not-all-asked'],
  ])('none answers, and %i were not asked: %s', async (left, expected) => {
    const services = controllers(10, left);
    const { words } = await look('kerberos', { services, outcomeOf: () => 'filtered' });
    expect(new Set(words)).toEqual(new Set([expected]));
  });
});
