import { expect, test } from '@jest/globals';
import path from 'node:path';
import { ownDomain } from '../../src/discover/domain.ts';
import { makeFolder } from '../cli/run.ts';
import { windows } from '../self/machine.ts';

const folder = makeFolder({
  'resolv.conf': 'nameserver 10.0.0.53\nsearch corp.contoso.com contoso.com\n',
  'domain.conf': 'domain contoso.com\n',
  'none.conf': 'nameserver 10.0.0.53\n# search contoso.com\n',
  'odd.conf': 'search $(reboot)\n',
});

const LINUX = { ...windows({}), platform: 'linux' } as const;
const file = (name: string): string => path.join(folder, name);

test.each([
  ['resolv.conf', 'corp.contoso.com'],
  ['domain.conf', 'contoso.com'],
  ['none.conf', null],
  ['odd.conf', null],
  ['missing.conf', null],
])('the resolver of %s searches %s', (name, domain) => {
  expect(ownDomain(LINUX, null, 'pc001', file(name))).toBe(domain);
});

test('its own full name outranks where its resolver looks', () => {
  expect(ownDomain(LINUX, null, 'PC001.Corp.Contoso.com', file('domain.conf'))).toBe(
    'corp.contoso.com',
  );
});

test('on Windows the registry, else the domain of the logon', () => {
  const machine = { ...windows({}), env: { USERDNSDOMAIN: 'CONTOSO.COM' } };
  expect(ownDomain(machine, 'corp.contoso.com', 'PC001')).toBe('corp.contoso.com');
  expect(ownDomain(machine, null, 'PC001', file('domain.conf'))).toBe('contoso.com');
});
