import { expect, test } from '@jest/globals';
import { LocalNetworks } from '../../src/engine/local-networks.ts';

const networks = new LocalNetworks([
  '10.3.0.7/16',
  '192.168.1.2/24',
  'fe80::1/64',
  '2001:db8::1/64',
]);

test.each([
  ['10.3.255.1', '10.3.0.7/16'],
  ['10.4.0.1', null],
  ['192.168.1.200', '192.168.1.2/24'],
  ['192.168.2.1', null],
  ['fe80::abcd%eth0', 'fe80::1/64'],
  ['2001:db8::ffff', '2001:db8::1/64'],
  ['2001:db8:1::1', null],
  ['::1', null],
])('%s is in %s', (address, network) => {
  expect(networks.networkOf(address)).toBe(network);
});

test('a machine without a network has none', () => {
  expect(new LocalNetworks([]).networkOf('10.3.0.1')).toBeNull();
});

test("this machine's own are taken, loopback is none of them", () => {
  expect(new LocalNetworks().networkOf('127.0.0.1')).toBeNull();
});
