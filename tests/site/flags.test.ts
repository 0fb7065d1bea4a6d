import { describe, expect, test } from '@jest/globals';
import type { FlagValue } from '../../src/site/site-from.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { siteOf } from '../support/sites.ts';

const flag = (name: string, path: string, value: unknown): FlagValue => ({
  flag: `--${name}`,
  path: path.split('.'),
  value,
});

const PRODUCT = flag('product', 'product', 'cm2007');
const MP = flag('mp', 'roles.managementPoints', ['mp09']);

describe('flags', () => {
  test('stand alone', () => {
    expect(loadSite(null, [PRODUCT, MP]).roles.managementPoints).toMatchObject([{ host: 'mp09' }]);
  });

  test('add to what the file says', () => {
    const site = siteOf({ roles: { distributionPoints: 'dp01' } }, [MP]);
    expect(site.roles.distributionPoints).toMatchObject([{ host: 'dp01' }]);
    expect(site.roles.managementPoints).toMatchObject([{ host: 'mp09' }]);
  });

  test('override what the file says, and leave its neighbours', () => {
    const site = siteOf(
      { ports: { http: 80, https: 444 }, roles: { managementPoints: ['a', 'b'] } },
      [MP, flag('http-port', 'ports.http', [8080])],
    );
    expect(site.roles.managementPoints).toMatchObject([{ host: 'mp09' }]);
    expect(site.ports).toMatchObject({ http: [8080], https: [444] });
  });

  test('make the groups that the file leaves empty', () => {
    const file = { name: 'f', text: 'product: cm2007\nroles:\n' };
    expect(loadSite(file, [MP]).roles.managementPoints).toHaveLength(1);
  });

  test('are named by what is wrong with them', () => {
    expect(() => siteOf({}, [flag('mp', 'roles.managementPoints', ['mp 09'])])).toThrow(
      /^--mp: roles\.managementPoints\[0\]: "mp 09" is not a host name/,
    );
    expect(() => loadSite(null, [flag('http-port', 'ports.http', ['x'])])).toThrow(
      /^--http-port: ports\.http\[0\] must be a number, found "x"/,
    );
  });

  test('do not hide what is wrong with the file', () => {
    expect(() => loadSite({ name: 'f', text: 'roles: mp01\n' }, [MP])).toThrow(
      'f:1:8: roles must be a group of keys, found "mp01"',
    );
    expect(() => loadSite({ name: 'f', text: 'prodct: x\n' }, [MP])).toThrow(/^f:1:1: unknown key/);
  });

  test('mend what is wrong with the file where they override it', () => {
    const file = { name: 'f', text: 'product: cm2007\nroles: { managementPoints: "mp 01" }\n' };
    expect(() => loadSite(file)).toThrow(/"mp 01" is not a host name/);
    expect(loadSite(file, [MP]).roles.managementPoints).toMatchObject([{ host: 'mp09' }]);
  });

  test('contradict the file at the place of what is to mend', () => {
    const native = flag('communication', 'communication', 'native');
    expect(() => loadSite({ name: 'f', text: 'product: current-branch\n' }, [native])).toThrow(
      /^--communication: communication "native" does not exist in product current-branch/,
    );
    const product = flag('product', 'product', 'current-branch');
    expect(() => loadSite({ name: 'f', text: 'communication: native\n' }, [product])).toThrow(
      /^f:1:16: communication "native" does not exist in product current-branch/,
    );
    expect(() => loadSite(null, [product, native])).toThrow(/^--communication: /);
    expect(() => loadSite(null, [native])).toThrow(/^the flags: nobody said which product/);
  });

  test('alone or with a file: nobody guesses the product', () => {
    const words =
      'nobody said which product this is: --product cm2007 or --product current-branch, or a site file with "product: current-branch"';
    expect(() => loadSite(null, [MP])).toThrow(new Error(`the flags: ${words}`));
    expect(() => loadSite({ name: 'f', text: '' }, [MP])).toThrow(new Error(`f:1:1: ${words}`));
    expect(loadSite({ name: 'f', text: '' }, [PRODUCT]).product).toBe('cm2007');
  });

  test('the port of TLS where plain HTTP is meant is refused, and right where HTTPS is', () => {
    const current = flag('product', 'product', 'current-branch');
    const sup = flag('sup', 'roles.softwareUpdatePoints', ['wsus01.contoso.com:8531']);
    expect(() => loadSite(null, [current, sup])).toThrow(
      /^--sup: wsus01\.contoso\.com: 8531 is a port of HTTPS, .*: wsus01\.contoso\.com:8530; .* --sup-ssl yes \(ssl: true\)$/,
    );
    const mp = flag('mp', 'roles.managementPoints', ['mp01:443']);
    expect(() => loadSite(null, [current, mp])).toThrow(
      /^--mp: mp01: 443 is a port of HTTPS, .*: leave it out; .* --communication https$/,
    );
    expect(() => loadSite(null, [PRODUCT, mp])).toThrow(/--communication native$/);
    const native = flag('communication', 'communication', 'native');
    expect(loadSite(null, [PRODUCT, native, mp]).roles.managementPoints).toMatchObject([
      { httpPorts: [80], httpsPorts: [443] },
    ]);
    const http = flag('http-port', 'ports.http', [443]);
    expect(() => loadSite(null, [PRODUCT, native, http])).toThrow(
      /^--http-port: 443 is a port of HTTPS, .* --https-port 443/,
    );
  });

  test('come before the file among the problems', () => {
    expect(() =>
      loadSite({ name: 'f', text: 'siteCode: x\nproduct: y\n' }, [
        flag('mp', 'roles.managementPoints', ['']),
      ]),
    ).toThrow(/^--mp: .*\nf:1:11: .*\nf:2:10: [^\n]*$/);
  });
});
