import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Check } from '../../../src/plan/check.ts';
import { checksFor } from '../../../src/plan/checks.ts';
import type { Outcome } from '../../../src/probe/observation.ts';
import type { Rule } from '../../../src/report/firewall-rules/rules.ts';
import type {
  ClientEntry,
  EndpointEntry,
  RequirementEntry,
} from '../../../src/report/model/report.ts';
import type { Judged } from '../../support/observations.ts';
import { type World, admits, judgeWorld, rulesOf, worlds } from './world.ts';
import { runs } from '../../support/long.ts';

/** What a firewall does; whoever answers anything else has none before it. */
const isFirewallOutcome = (outcome: Outcome): boolean =>
  ['filtered', 'unreachable', 'refused'].includes(outcome);

/**
 * The endpoints of a client that a firewall stands before, and that a method misses; and the dynamic
 * ports behind such an endpoint mapper.
 */
function isAskedFor(entry: ClientEntry, check: Check, judged: Judged, address: string): boolean {
  if (entry.answered !== true) return false;
  if (check.kind === 'rpc-dynamic' && isBehindMapper(judged, check.host, address)) {
    const { host, mapperPort } = check;
    const mapper: Check = { kind: 'rpc-endpoint-mapper', host, port: mapperPort };
    return isAskedFor(entry, mapper, judged, address);
  }
  const missed = new Set(
    entry.methods.flatMap(({ brokenBy, degradedBy }) => [...brokenBy, ...degradedBy]),
  );
  return (
    judged.client.requirements.some(
      ({ id, endpoints, unmetHosts }) =>
        missed.has(id) &&
        unmetHosts.includes(check.host) &&
        endpoints.some(
          (endpoint) =>
            endpoint.host === check.host &&
            endpoint.address === address &&
            endpoint.port === ('port' in check ? check.port : null) &&
            servesCheck(id, check) &&
            isFirewallOutcome(endpoint.observation.outcome),
        ),
    ) && !strangers(entry).has(address)
  );
}

function isBehindMapper({ client }: Judged, host: string, address: string): boolean {
  return client.requirements
    .filter(({ id }) => id.endsWith('/rpc-dynamic'))
    .flatMap(({ endpoints }) => endpoints)
    .some(
      (endpoint) =>
        endpoint.host === host &&
        endpoint.address === address &&
        'cause' in endpoint.observation &&
        endpoint.observation.cause === 'mapper-not-open',
    );
}

function servesCheck(id: string, check: Check): boolean {
  switch (check.kind) {
    case 'icmp':
      return id.endsWith('/icmp');
    case 'rpc-dynamic':
      return id.endsWith('/rpc-dynamic');
    case 'rpc-endpoint-mapper':
      return id.endsWith('/rpc-endpoint-mapper');
    case 'rpc-endpoint-mapper-udp':
      return id.endsWith('-udp');
    default:
      return !/\/(icmp|rpc-.*)$/.test(id);
  }
}

function strangers(entry: ClientEntry): ReadonlySet<string> {
  return new Set(
    entry.requirements
      .flatMap(({ endpoints }) => endpoints)
      .filter(({ host, outcome }) => host === entry.client && outcome === 'wrong-host')
      .flatMap(({ address }) => address ?? []),
  );
}

/** Every address of every check that the run sent. */
function sent(
  world: World,
  judged: readonly Judged[],
): readonly { client: number; check: Check; address: string }[] {
  return judged.flatMap(({ plan, client }, index) =>
    checksFor(plan, world.from, client.client).flatMap((check) => {
      const addresses = client.requirements
        .flatMap(({ endpoints }) => endpoints)
        .filter(({ host }) => host === check.host)
        .flatMap(({ address }) => address ?? []);
      return [...new Set(addresses)].map((address) => ({ client: index, check, address }));
    }),
  );
}

function opensWith(rules: readonly Rule[], world: World) {
  return (client: string, check: Check, address: string): boolean =>
    rules.some((rule) => admits(rule, world, client, check, address));
}

/** What stands in a requirement's way is a firewall, at one endpoint at least or at all. */
function isFirewalled(
  { endpoints, unmetHosts }: RequirementEntry,
  entry: ClientEntry,
  how: 'some' | 'every',
): boolean {
  const own = endpoints.filter(({ host }) => unmetHosts.includes(host));
  const is = ({ outcome, address }: EndpointEntry): boolean =>
    isFirewallOutcome(outcome) && address !== null && !strangers(entry).has(address);
  return own.length > 0 && (how === 'some' ? own.some(is) : own.every(is));
}

function requirement(entry: ClientEntry, id: string): RequirementEntry {
  const found = entry.requirements.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

describe('the rules of a run', () => {
  test('admit each blocked passage once, and nothing else', () => {
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const judged = judgeWorld(world);
        const { rules, entries } = rulesOf(world, judged);
        for (const { client, check, address } of sent(world, judged)) {
          const entry = entries[client];
          const one = judged[client];
          if (entry === undefined || one === undefined) throw new Error('no such client');
          const by = rules.rules.filter((rule) =>
            admits(rule, world, entry.client, check, address),
          );
          expect(by.length).toBe(isAskedFor(entry, check, one, address) ? 1 : 0);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('once they are applied, no method breaks that only firewalls broke', () => {
    let mended = 0;
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const { rules, entries } = rulesOf(world, judgeWorld(world));
        const after = judgeWorld(world, opensWith(rules.rules, world));
        const methods = entries.flatMap((entry, index) =>
          entry.answered === true
            ? entry.methods.map((before) => ({
                before,
                entry,
                again: after[index]?.method(before.method),
              }))
            : [],
        );
        const stillBroken = methods
          .filter(({ before: { brokenBy }, entry }) =>
            brokenBy.every((id) => isFirewalled(requirement(entry, id), entry, 'some')),
          )
          .filter(({ before, again }) => {
            mended += before.brokenBy.length;
            return again?.verdict === 'breaks' || again?.brokenBy.length !== 0;
          });
        expect(stillBroken).toEqual([]);
        const stillWorse = methods
          .filter(({ before: { brokenBy, degradedBy }, entry }) =>
            [...brokenBy, ...degradedBy].every((id) =>
              isFirewalled(requirement(entry, id), entry, 'every'),
            ),
          )
          .filter(({ again }) => again?.brokenBy.length !== 0 || again.degradedBy.length !== 0);
        expect(stillWorse).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
    expect(mended).toBeGreaterThan(runs(100));
  });

  test('once they are applied, no push stays unproven behind an endpoint mapper', () => {
    let proven = 0;
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const { rules, entries } = rulesOf(world, judgeWorld(world));
        const after = judgeWorld(world, opensWith(rules.rules, world));
        entries.forEach((entry, index) => {
          const mapper = 'client-push/rpc-endpoint-mapper';
          if (entry.answered !== true || world.from === 'client') return;
          if (!isFirewalled(requirement(entry, mapper), entry, 'every')) return;
          proven += 1;
          expect(after[index]?.requirement('client-push/rpc-dynamic').status).toBe('met');
        });
      }),
      { numRuns: runs(300) },
    );
    expect(proven).toBeGreaterThan(runs(20) / 2);
  });

  test('are the least: without any one of them something stays unmet', () => {
    let left = 0;
    fc.assert(
      fc.property(worlds('simple'), (world) => {
        const { rules } = rulesOf(world, judgeWorld(world));
        const missing = (applied: readonly Rule[]): number =>
          judgeWorld(world, opensWith(applied, world))
            .flatMap(({ client }) => client.requirements)
            .reduce((sum, { unmetHosts }) => sum + unmetHosts.length, 0);
        const all = missing(rules.rules);
        // What could not be looked at may be open already.
        for (const rule of rules.rules.filter(({ seen }) =>
          seen.some(([outcome]) => outcome !== 'inconclusive'),
        )) {
          expect(missing(rules.rules.filter((other) => other !== rule))).toBeGreaterThan(all);
          left += 1;
        }
      }),
      { numRuns: runs(100) },
    );
    expect(left).toBeGreaterThan(runs(100));
  });

  test('name the servers of which one is enough: without the rule to another nothing breaks', () => {
    let left = 0;
    fc.assert(
      fc.property(worlds('simple'), (world) => {
        const { rules } = rulesOf(world, judgeWorld(world));
        const broken = (applied: readonly Rule[]): unknown =>
          judgeWorld(world, opensWith(applied, world)).map(({ client }) =>
            client.methods.map(({ brokenBy }) => brokenBy),
          );
        const all = broken(rules.rules);
        for (const rule of rules.rules.filter(({ alternatives }) => alternatives.length > 0)) {
          left += 1;
          expect(rule.necessity).toBe('required');
          expect(broken(rules.rules.filter((other) => other !== rule))).toEqual(all);
        }
      }),
      { numRuns: 300 },
    );
    expect(left).toBeGreaterThan(20);
  });

  test('no two are for the same passage of the same end', () => {
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const { rules } = rulesOf(world, judgeWorld(world)).rules;
        const keys = rules.map(({ necessity, from, to, transport, ports }) =>
          JSON.stringify([
            necessity,
            from.roles,
            to.names,
            to.names.length > 0 && to.addresses,
            transport,
            ports,
          ]),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: runs(100) },
    );
  });

  test('count each client that answers, and leave out each that does not', () => {
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const { rules, entries } = rulesOf(world, judgeWorld(world));
        const answering = entries.filter(({ answered }) => answered === true).length;
        const leftOut = Object.values(rules.left).reduce((sum, { clients }) => sum + clients, 0);
        expect(answering + leftOut).toBe(entries.length);
        for (const { from, to } of rules.rules) {
          expect((from.clients ?? to.clients ?? 0) >= 1).toBe(true);
          expect(from.clients ?? to.clients ?? 0).toBeLessThanOrEqual(answering);
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
