import { expect, test } from '@jest/globals';
import { type OwnComputer, isThisComputer } from '../../src/self/own-name.ts';

const asked: string[] = [];
const computer: OwnComputer = {
  hostname: 'PC001-ACCOUNTING-2',
  addresses: ['10.0.0.7', 'fe80::7%eth0'],
  lookup: async (name) => {
    asked.push(name);
    if (name === 'alias.contoso.com') return ['10.0.0.7'];
    if (name === 'localhost') return ['127.0.0.1'];
    if (name === 'pc002.contoso.com') return ['10.0.0.8'];
    throw new Error('ENOTFOUND');
  },
};

test.each([
  ['pc001-accounting-2', true],
  ['PC001-Accounting-2.contoso.com', true],
  // The name that NetBIOS keeps.
  ['pc001-accountin', true],
  ['10.0.0.7', true],
  ['fe80::7', true],
  ['127.0.0.1', true],
  ['10.0.0.8', false],
])('%s is this computer: %s, and no name service is asked', async (name, own) => {
  asked.length = 0;
  expect(await isThisComputer(name, computer)).toBe(own);
  expect(asked).toEqual([]);
});

test.each([
  ['alias.contoso.com', true],
  ['localhost', true],
  ['pc002.contoso.com', false],
  ['pc003.contoso.com', false],
  ['pc001.contoso.com', false],
])('%s is this computer: %s, by its addresses', async (name, own) => {
  expect(await isThisComputer(name, computer)).toBe(own);
});
