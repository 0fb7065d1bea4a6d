import os from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { networkFailure } from '../../src/probe/failure.ts';

const IPV4 = '10.0.0.7';
const IPV6 = 'fd00::7';

describe('a connect that fails', () => {
  test.each([
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'filtered'],
    ['EHOSTUNREACH', 'unreachable'],
    ['EHOSTDOWN', 'unreachable'],
    ['ENOPROTOOPT', 'unreachable'],
    ['EPROTO', 'unreachable'],
    ['EMFILE', 'error'],
    ['EPERM', 'error'],
    ['EADDRNOTAVAIL', 'error'],
    ['UNKNOWN', 'error'],
  ])('with %s is %s', (code, outcome) => {
    for (const address of [IPV4, IPV6]) {
      expect(networkFailure(code, address)).toMatchObject({ outcome, code });
    }
  });

  test.each([
    ['linux', IPV6, 'unreachable'],
    ['linux', IPV4, 'error'],
    ['win32', IPV6, 'error'],
    ['win32', IPV4, 'error'],
  ] as const)('with EACCES on %s to %s is %s', (platform, address, outcome) => {
    expect(networkFailure('EACCES', address, platform)).toMatchObject({ outcome, code: 'EACCES' });
  });

  /** Whether this machine, whatever it is, has an address of the family beside the given kind. */
  const hasAddress = (family: 'IPv4' | 'IPv6', linkLocal: RegExp): boolean =>
    Object.values(os.networkInterfaces()).some((entries = []) =>
      entries.some((it) => it.family === family && !it.internal && !linkLocal.test(it.address)),
    );

  test.each([
    [IPV4, hasAddress('IPv4', /^169\.254\./u)],
    [IPV6, hasAddress('IPv6', /^fe[89ab]/iu)],
    ['169.254.3.3', hasAddress('IPv4', /^$/u)],
    ['fe80::7%eth0', hasAddress('IPv6', /^$/u)],
  ])('for want of a route to %s is the network’s word where there is one', (address, hasOne) => {
    const outcome = hasOne ? 'unreachable' : 'error';
    expect(networkFailure('ENETUNREACH', address)).toMatchObject({ outcome, code: 'ENETUNREACH' });
  });
});
