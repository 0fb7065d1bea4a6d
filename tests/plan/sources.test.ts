import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type TableFlow, isOwnFlow } from '../../src/catalogue/flow.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { siteOf } from '../support/sites.ts';
import { CONTRACT_METHODS, CONTRACT_PRODUCTS, type ContractProduct } from './contract.ts';
import { describeUnless } from '../support/skip.ts';

const DOCUMENT = '../shared/sources/cm2007-client-deployment-ports.ja.txt';

function flowsOf(product: ContractProduct): readonly TableFlow[] {
  const plan = makePlan(siteOf({ product }));
  return [...plan.requirements, ...plan.excluded].flatMap(({ flow }) =>
    isOwnFlow(flow) ? [] : [flow],
  );
}

function flow(product: ContractProduct, id: string): TableFlow | undefined {
  return flowsOf(product).find((each) => each.id === id);
}

describe('what the document has wrong', () => {
  test('the HTTP row of Group Policy keeps its erratum', () => {
    expect(flow('cm2007', 'group-policy/mp-http')?.source.erratum).toMatch(
      /native mode.*"secure".*mixed mode and plain HTTP are meant/,
    );
  });

  test('no other row has one', () => {
    const wrong = CONTRACT_PRODUCTS.flatMap(flowsOf).filter(({ source }) => source.erratum);
    expect(wrong.map(({ id }) => id)).toEqual(['group-policy/mp-http']);
  });
});

describe('rows that the tables lack say so', () => {
  test('cm2007', () => {
    const derived = flowsOf('cm2007').filter(({ source }) => source.derivation);
    expect(derived.map(({ id }) => id).toSorted()).toEqual([
      'group-policy/package-smb',
      'software-update-point/mp-http',
      'software-update-point/mp-https',
    ]);
  });

  test('current-branch', () => {
    const derived = flowsOf('current-branch').filter(({ source }) => source.derivation);
    expect(derived.map(({ id }) => id).toSorted()).toEqual(
      [
        'group-policy/package-smb',
        'manual/mp-http',
        'manual/mp-https',
        'manual/cmg-https',
        'software-distribution/cmg-https',
        ...CONTRACT_METHODS.flatMap((method) =>
          ['crl-http', 'dns', 'kerberos', 'ldap'].map((name) => `${method}/${name}`),
        ),
        'software-update-point/mp-http',
        'software-update-point/mp-https',
        ...['client-push', 'group-policy', 'manual', 'software-update-point'].flatMap((method) => [
          `${method}/dp-http`,
          `${method}/dp-https`,
        ]),
      ].toSorted(),
    );
  });
});

describe('directions', () => {
  test.each(CONTRACT_PRODUCTS)('%s: the site server opens what the push needs', (product) => {
    const opened = flowsOf(product).filter(({ from }) => from === 'site-server');
    expect(opened.map(({ id }) => id)).toEqual([
      'client-push/icmp',
      'client-push/smb',
      'client-push/rpc-endpoint-mapper',
      'client-push/rpc-endpoint-mapper-udp',
      'client-push/rpc-dynamic',
    ]);
    expect(opened.every(({ to }) => to === 'client')).toBe(true);
  });

  test.each(CONTRACT_PRODUCTS)(
    '%s: SMB and RPC are "between" where a table has them, the rest is stated',
    (product) => {
      for (const { id, name, direction, source } of flowsOf(product)) {
        const between = name.includes('smb') || name.startsWith('rpc-');
        const isRead = between && source.derivation === undefined;
        expect([id, direction]).toEqual([id, isRead ? 'read' : 'stated']);
      }
    },
  );

  test('the reading is said among the reasons', () => {
    const { requirements } = makePlan(siteOf());
    const smb = requirements.find(({ id }) => id === 'client-push/smb');
    const icmp = requirements.find(({ id }) => id === 'client-push/icmp');
    expect(smb?.reasons).toContainEqual({ code: 'direction-read', value: 'site-server' });
    expect(icmp?.reasons.map(({ code }) => code)).toEqual(['always']);
  });
});

describe('notes', () => {
  test.each(CONTRACT_PRODUCTS)('%s', (product) => {
    for (const { id, name, source } of flowsOf(product)) {
      // The ports of gateways and of revocation lists are none of the site's.
      const web = /http|notification/.test(name) && !/^c(?:mg|rl)-/.test(name);
      const note = web ? (name.startsWith('sup-') ? 2 : 1) : undefined;
      expect([id, source.note]).toEqual([id, note]);
    }
  });
});

const withDocument = describeUnless(existsSync(DOCUMENT) ? null : `${DOCUMENT} is not here`);

withDocument('the document', () => {
  test('has the sections of cm2007 as headings', () => {
    const lines = new Set(
      readFileSync(DOCUMENT, 'utf8')
        .split(/\r?\n/)
        .map((line) => line.trim()),
    );
    for (const { source } of flowsOf('cm2007')) {
      expect(source.document).toBe('cm2007-ports');
      expect(lines).toContain(source.section);
    }
  });
});
