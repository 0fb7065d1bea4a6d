import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../src/probe/observation.ts';
import { type See, judge, observed } from '../support/observations.ts';

const OWN = '10.0.0.7';
const OTHER = '10.0.0.8';

/** What each of two addresses of the client's name offers. */
function seen(own: Partial<Record<string, Outcome>>, other: Partial<Record<string, Outcome>>): See {
  return (check) => [
    { address: OWN, observation: observed(own[check.kind] ?? 'open') },
    { address: OTHER, observation: observed(other[check.kind] ?? 'open') },
  ];
}

function clientPush(see: See) {
  const { method, requirement, client } = judge({ site: {}, from: 'site-server', see });
  return { push: method('client-push'), requirement, client };
}

describe('a stale record beside a good one', () => {
  test('what the other computer offers proves nothing for the client', () => {
    const { push, requirement } = clientPush(
      seen({ 'rpc-endpoint-mapper': 'refused' }, { smb: 'wrong-host' }),
    );
    expect(push.here).toBe('breaks');
    expect(push.brokenBy).toEqual(['client-push/rpc-endpoint-mapper']);
    expect(requirement('client-push/smb').status).toBe('met');
    expect(requirement('client-push/rpc-endpoint-mapper').outcome).toBe('refused');
  });

  test('both addresses stay in the report', () => {
    const { requirement } = clientPush(seen({}, { smb: 'wrong-host' }));
    expect(requirement('client-push/smb').endpoints.map(({ address }) => address)).toEqual([
      OWN,
      OTHER,
    ]);
  });

  test('nor does its answer mean that the client is there', () => {
    const everything = [
      'icmp',
      'smb',
      'rpc-endpoint-mapper',
      'rpc-endpoint-mapper-udp',
      'rpc-dynamic',
    ];
    const filtered = Object.fromEntries(everything.map((kind) => [kind, 'filtered' as const]));
    const { client, push } = clientPush(seen(filtered, { smb: 'wrong-host' }));
    expect(client.answered).toBe('no');
    expect(push.verdict).toBe('breaks');
  });

  test('two addresses of the one computer help each other', () => {
    const { push } = clientPush(
      seen({ 'rpc-endpoint-mapper': 'refused' }, { smb: 'refused', icmp: 'filtered' }),
    );
    expect(push.here).toBe('works');
  });

  test('a name that leads to another computer alone: SMB tells, the rest is told as it was seen', () => {
    const { push, client } = clientPush(seen({ smb: 'wrong-host' }, { smb: 'wrong-host' }));
    expect(push.brokenBy).toEqual(['client-push/smb']);
    expect(client.answered).toBe('yes');
  });
});
