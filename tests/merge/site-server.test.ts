import { describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { SiteServers, isSameServer } from '../../src/merge/site-server.ts';

describe('names of one server', () => {
  test.each([
    ['cm01', 'CM01'],
    ['cm01.contoso.com', 'CM01.Contoso.com.'],
    ['cm01', 'cm01.contoso.com'],
    ['cm01.contoso.com', 'cm01'],
    ['10.0.0.1', '10.0.0.1'],
    ['fe80::1', 'FE80:0:0::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
  ])('%s and %s', (one, other) => {
    expect(isSameServer(one, other)).toBe(true);
  });

  test.each([
    ['cm01', 'cm02'],
    ['cm01.contoso.com', 'cm01.fabrikam.com'],
    ['cm01', 'cm010.contoso.com'],
    ['10.0.0.1', '10.0.0.2'],
    ['10', '10.0.0.1'],
    ['cm01', '10.0.0.1'],
  ])('not %s and %s', (one, other) => {
    expect(isSameServer(one, other)).toBe(false);
  });
});

describe('the site server that counts', () => {
  type Said = readonly [by: string, from: Vantage, siteServer: string | null];

  function settle(...all: readonly Said[]): SiteServers {
    const servers = new SiteServers();
    for (const [by, from, siteServer] of all) {
      expect(servers.add({ by, from: [from], siteServer })).toBeNull();
    }
    return servers;
  }

  test.each<[string, readonly Said[], string | null]>([
    ['nobody names one', [['a', 'site-server', null]], null],
    ['its report names it', [['a', 'site-server', 'cm01']], 'cm01'],
    [
      'its reports name it, one in full',
      [
        ['a', 'site-server', 'cm01'],
        ['b', 'site-server', 'CM01.contoso.com'],
      ],
      'CM01.contoso.com',
    ],
    [
      'a client alone names one',
      [
        ['a', 'site-server', null],
        ['b', 'client', 'cm01'],
      ],
      null,
    ],
    [
      "a client's full name does not stand for the short one",
      [
        ['b', 'client', 'cm01.evil.example'],
        ['a', 'site-server', 'cm01'],
      ],
      'cm01',
    ],
    [
      'one of its reports does not name it',
      [
        ['a', 'site-server', 'cm01'],
        ['b', 'site-server', null],
      ],
      null,
    ],
    ["a client's report is shown again", [['a', 'client', 'cm01']], 'cm01'],
  ])('where %s', (_what, said, siteServer) => {
    expect(settle(...said).siteServer).toBe(siteServer);
  });

  test('who named one in vain is known, and who did not name it', () => {
    const servers = settle(['own', 'client', 'cm01'], ['server', 'site-server', null]);
    expect(servers.leftOut).toMatchObject({ named: { by: 'own' }, silent: 'server' });
    expect(settle(['a', 'site-server', 'cm01']).leftOut).toBeNull();
    expect(settle(['a', 'site-server', null]).leftOut).toBeNull();
  });

  test('another one is told, whichever end names it, and a short name hides none', () => {
    const servers = settle(['a', 'site-server', 'cm01.contoso.com'], ['b', 'client', 'cm01']);
    expect(
      servers.add({ by: 'c', from: ['client'], siteServer: 'cm01.fabrikam.com' }),
    ).toMatchObject({ by: 'a', siteServer: 'cm01.contoso.com' });
  });
});
