import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { leadsElsewhere } from '../../../src/probe/http/redirect.ts';
import { anyCharacter } from '../../support/any-character.ts';

const REQUESTED = 'http://mp01.contoso.com:8080/SMS_MP/.sms_aut?MPLIST';

test.each([
  ['/other', 'mp01.contoso.com', false],
  ['other?x', 'mp01.contoso.com', false],
  ['', 'mp01.contoso.com', false],
  ['https://mp01.contoso.com/x', 'mp01.contoso.com', false],
  ['https://MP01.Contoso.COM.:8443/', 'mp01.contoso.com', false],
  ['//mp01/', 'mp01.contoso.com', false],
  ['http://mp01.contoso.com/', 'MP01', false],
  ['http://10.0.0.5/', 'mp01.contoso.com', false],
  ['http://[2001:DB8:0::5]/', 'mp01.contoso.com', false],
  ['http://[::1/', 'mp01.contoso.com', false],
  ['http://10.0.0.6/', 'mp01.contoso.com', true],
  ['//evil.example/', 'mp01.contoso.com', true],
  ['http://mp01.fabrikam.com/', 'mp01.contoso.com', true],
  ['http://mp011/', 'mp01.contoso.com', true],
  ['http://contoso.com/', 'mp01.contoso.com', true],
  ['http://mp01.contoso.com.evil.example/', 'mp01.contoso.com', true],
  ['http://mp01.contoso.com/', '10.0.0.5', true],
  // A name whose last label is a number is none to a URL.
  ['http://mp01.contoso.com/', 'mp.999', true],
])('%s from %s leads elsewhere: %s', (location, host, expected) => {
  const address = location.includes('[2001') ? '2001:db8::5' : '10.0.0.5';
  expect(leadsElsewhere(location, REQUESTED, host, address)).toBe(expected);
});

test('any Location is judged', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (location) => {
      expect(typeof leadsElsewhere(location, REQUESTED, 'mp01', 'fe80::1%eth0')).toBe('boolean');
    }),
  );
});
