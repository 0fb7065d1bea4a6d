import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decodeSiteText } from '../../src/site/parse.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { SiteError } from '../../src/site/problem.ts';
import type { Site } from '../../src/site/site.ts';
import { tryToLoad } from '../support/sites.ts';

const OK = 'fixtures/site/ok';
const ERR = 'fixtures/site/err';

function load(folder: string, name: string): Site {
  return loadSite({ name, text: decodeSiteText(readFileSync(path.join(folder, name)), name) });
}

function namesIn(folder: string, extension: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => path.basename(name, extension));
}

describe('site files that load', () => {
  test.each(namesIn(OK, '.yaml'))('%s is the same site as YAML and as JSON', (name) => {
    expect(load(OK, `${name}.json`)).toEqual(load(OK, `${name}.yaml`));
  });

  test('a file of the product alone is every default', () => {
    const product = { flag: '--product', path: ['product'], value: 'cm2007' };
    expect(load(OK, 'product-alone.yaml')).toEqual(loadSite(null, [product]));
  });

  test('the file of the contract', () => {
    expect(load(OK, 'contract.yaml')).toMatchObject({
      product: 'cm2007',
      siteCode: 'S01',
      communication: 'mixed',
      ports: { http: [80], https: [443], smb: 445, rpcEndpointMapper: 135 },
      clients: { rpcDynamicPorts: { first: 49_152, last: 65_535 } },
      roles: {
        distributionPoints: [{ host: 'dp01.contoso.com', serves: ['http', 'smb'], smbPort: 445 }],
        softwareUpdatePoints: [{ httpPorts: [8530], httpsPorts: [8531], ssl: false }],
      },
      install: {
        manual: { runFrom: { kind: 'share', share: { server: 'files01', share: 'ccmclient' } } },
        groupPolicy: { package: { kind: 'share', share: { server: 'files01', share: 'gpo' } } },
      },
    });
  });
});

describe('site files that are refused', () => {
  test.each(namesIn(ERR, '.yaml'))('%s', (name) => {
    const expected = readFileSync(path.join(ERR, `${name}.txt`), 'utf8').trimEnd();
    const { site, problems } = tryToLoad(() => load(ERR, `${name}.yaml`));
    expect(site).toBeNull();
    expect(new SiteError(problems).message).toBe(expected);
  });

  test('every message says file, line and column', () => {
    for (const name of namesIn(ERR, '.txt')) {
      for (const line of readFileSync(path.join(ERR, `${name}.txt`), 'utf8')
        .trim()
        .split('\n')) {
        expect(line).toMatch(new RegExp(`^${name}\\.yaml:\\d+:\\d+: \\S`));
      }
    }
  });
});
