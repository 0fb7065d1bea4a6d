import fs from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { makeFolder, run } from './run.ts';
import { printedBy } from '../support/printed.ts';

async function plan(...words: string[]) {
  return run(['plan', ...words, '-o', 'json']);
}

describe('--set', () => {
  test('says what no flag of its own can', async () => {
    const ended = await plan(
      '--set',
      'roles.distributionPoints=[{host: dp01, serves: [http], httpPort: 81}, {host: dp02}]',
      '--set',
      'clients.membership=workgroup',
    );
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(JSON.parse(printedBy(ended))).toMatchObject({
      requirements: expect.arrayContaining([
        expect.objectContaining({
          id: 'software-distribution/dp-http',
          endpoints: [{ host: 'dp01', port: 81 }],
        }),
      ]),
    });
  });

  test.each([
    ['ports', '--set: "ports" is not KEY=VALUE, such as ports.http=8080'],
    ['ports.http=abc', '--set ports.http: ports.http must be a number, found "abc"'],
    ['ports.http={', '--set ports.http: '],
    ['porst.http=80', '--set porst.http: unknown key "porst"; allowed: product, siteCode, '],
    ['foo.bar=1', '--set foo.bar: unknown key "foo"; allowed: product, siteCode, '],
    ['ports.foo.bar=1', '--set ports.foo.bar: unknown key "foo" in ports; allowed: http, '],
    ['ports.http.x=1', '--set ports.http.x: ports.http must be a number, found a group of keys'],
    ['__proto__.x=1', '--set: "__proto__.x=1" is not KEY=VALUE'],
    ['constructor=1', '--set constructor: unknown key "constructor"; allowed: product, '],
    ['constructor.prototype.x=1', '--set constructor.prototype.x: unknown key "constructor"; '],
    ['ports.constructor.x=1', '--set ports.constructor.x: unknown key "constructor" in ports; '],
    ['toString.call=1', '--set toString.call: unknown key "toString"; allowed: product, '],
  ])('%s is refused', async (word, message) => {
    const ended = await plan('--set', word);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
    expect('x' in {} || 'x' in Object).toBe(false);
  });

  test('is not blamed for a key that the file has too', async () => {
    const folder = makeFolder({ 'site.yaml': 'product: cm2007\nfoo:\n  bar: 1\n' });
    const ended = await run(['plan', '--site', 'site.yaml', '--set', 'foo.bar=2'], { cwd: folder });
    fs.rmSync(folder, { recursive: true });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('site.yaml:2:1: unknown key "foo"');
  });
});
