import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/plan/check.ts';
import type { Observation, Outcome } from '../../src/probe/observation.ts';
import { httpEvidence, judge, observed } from '../support/observations.ts';
import type { SiteWords } from '../support/sites.ts';

const FORBIDDEN: Observation = observed('open', httpEvidence({ status: 403, content: 'missing' }));
const OWN: Observation = observed('open', httpEvidence());

const siteWith = (point: object): SiteWords => ({
  product: 'current-branch',
  roles: { managementPoints: ['mp01'], softwareUpdatePoints: [{ host: 'sup01', ...point }] },
});

/** What is seen at each port of the update point; the rest is open. */
const seen =
  (ports: Readonly<Record<number, Outcome | Observation>>) =>
  (check: Check): Outcome | Observation =>
    check.kind === 'http' && check.role === 'software-update-point'
      ? (ports[check.port] ?? 'filtered')
      : 'open';

function told(point: object, ports: Readonly<Record<number, Outcome | Observation>>): unknown {
  const { method, requirement } = judge({
    site: siteWith(point),
    from: 'client',
    see: seen(ports),
  });
  const { outcome, unmetHosts } = requirement('software-update-point/sup-http');
  return [outcome, unmetHosts, method('software-update-point').here];
}

describe('a refusal where content of an update point is looked for, whose ports nobody told', () => {
  test('at the port of another web site is none of its own', () => {
    expect(told({ ssl: true }, { 80: FORBIDDEN, 8531: OWN })).toEqual([
      'filtered',
      ['sup01'],
      'breaks',
    ]);
  });

  test.each<[string, Readonly<Record<number, Outcome | Observation>>]>([
    ['at its own', { 8530: FORBIDDEN, 8531: OWN }],
    ['at its own, on the default web site', { 80: FORBIDDEN, 443: OWN }],
    ['at both, with the service at both', { 80: FORBIDDEN, 443: OWN, 8531: OWN }],
    ['beside its own', { 80: FORBIDDEN, 8530: FORBIDDEN, 8531: OWN }],
    ['but the whole service there', { 80: OWN, 8531: OWN }],
  ])('%s is its own', (_what, ports) => {
    expect(told({ ssl: true }, ports)).toEqual(['open', [], 'works']);
  });

  test.each<[string, Readonly<Record<number, Outcome | Observation>>, readonly unknown[]]>([
    ['is not known', { 80: FORBIDDEN, 443: 'error', 8531: OWN }, ['error', [], 'unproven']],
    [
      'does not matter where content is open at the service’s own pair',
      { 80: FORBIDDEN, 443: 'error', 8530: FORBIDDEN, 8531: OWN },
      ['open', [], 'works'],
    ],
    [
      'does not matter where nothing is open there',
      { 80: 'refused', 443: 'error', 8531: OWN },
      ['refused', ['sup01'], 'breaks'],
    ],
  ])('whose TLS port this machine failed to look at %s', (_what, ports, expected) => {
    expect(told({ ssl: true }, ports)).toEqual(expected);
  });

  test('counts where its service was not found over TLS: that breaks by itself', () => {
    expect(told({ ssl: true }, { 80: FORBIDDEN })).toEqual(['open', [], 'breaks']);
  });

  test('is its own where its port was told', () => {
    expect(told({ ssl: true, httpPort: 80 }, { 80: FORBIDDEN, 443: OWN })).toEqual([
      'open',
      [],
      'works',
    ]);
  });
});
