import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readNames } from './read.ts';
import { runs } from '../../support/long.ts';

/** Headings and values as code page 932 has them, which nothing in Node.js writes. */
const CP932 = {
  名前: Buffer.from('96bc914f', 'hex'),
  コンピューター名: Buffer.from('8352839383738385815b835e815b96bc', 'hex'),
  東京: Buffer.from('938c8b9e', 'hex'),
} as const;

const table = (text: string): string => text.replace(/^\n/, '').replaceAll(/^ {4}/gm, '');

describe('what the console and Active Directory export', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'devices copied from the console',
      'Icon\tName\tClient\tPrimary User(s)\tSite Code\tClient Activity\n\tPC001\tYes\tCONTOSO\\anna\tS01\tActive\n\tPC002\tNo\t\tS01\t\n',
      ['PC001', 'PC002'],
    ],
    [
      'a report of the site with titles before its headings',
      'Textbox2,Textbox5\nComputers in a collection,2024-05-01\n\nDetails_Table0_Netbios_Name0,Details_Table0_SiteCode\nPC001,S01\nPC002,S01\n',
      ['PC001', 'PC002'],
    ],
    [
      'one column with a title of one word',
      'All Systems\n\nName0\nPC001\nPC002\n'.replace('Name0', 'Name'),
      ['PC001', 'PC002'],
    ],
    ['a resource name', '"Resource Name","Site"\n"PC001","S01"\n', ['PC001']],
    [
      'computers of WSUS',
      'ComputerTarget;LastSync\npc001.contoso.com;2024-05-01\n',
      ['pc001.contoso.com'],
    ],
    [
      'computers of WSUS with their full names',
      'Id,FullDomainName\n1,pc001.contoso.com\n2,pc002.contoso.com\n',
      ['pc001.contoso.com', 'pc002.contoso.com'],
    ],
    [
      'resources of the site, whose full domain name is that of the domain',
      'Full_Domain_Name0,Client0,Netbios_Name0\nCONTOSO.COM,1,PC001\nCONTOSO.COM,1,PC002\n',
      ['PC001', 'PC002'],
    ],
    [
      'accounts of Active Directory',
      '"SamAccountName","Enabled"\r\n"PC001$","True"\r\n"PC002$","False"\r\n',
      ['PC001', 'PC002'],
    ],
    ['one quoted column with its heading', '"Name"\r\n"PC001"\r\n"PC002"\r\n', ['PC001', 'PC002']],
    ['one quoted column without', '"PC001"\r\n"PC002"\r\n', ['PC001', 'PC002']],
    [
      'what dsquery computer writes',
      '"CN=PC001,OU=Clients,DC=contoso,DC=com"\r\n"CN=PC002,CN=Computers,DC=contoso,DC=com"\r\n',
      ['PC001', 'PC002'],
    ],
    [
      'distinguished names without quotation marks',
      'CN=PC001,OU=Clients,DC=contoso,DC=com\n',
      ['PC001'],
    ],
    ['what Excel writes where lists have semicolons', 'sep=;\nName;Ort\npc001;Köln\n', ['pc001']],
    ['German', 'Standort;Gerätename\nKöln;pc001\nBerlin;pc002\n', ['pc001', 'pc002']],
    ['German, a computer', 'Rechnername;Standort\npc001;Köln\n', ['pc001']],
    ['French', 'Site;Nom de l’ordinateur\nParis;pc001\n', ['pc001']],
    ['French, a device', "Site;Nom de l'appareil\nParis;pc001\n", ['pc001']],
    ['Japanese', '場所,コンピューター名\n東京,pc001\n', ['pc001']],
    ['Japanese without the long vowel', 'コンピュータ名,場所\npc001,東京\n', ['pc001']],
    ['Japanese, one column', '名前\npc001\npc002\n', ['pc001', 'pc002']],
    [
      'addresses, which are no dates',
      'Name,Site\n10.0.0.7,S01\n10.0.0.8,S01\n',
      ['10.0.0.7', '10.0.0.8'],
    ],
    [
      'clients of this tool',
      '"client","address","client_push"\r\n"10.0.0.7","10.0.0.7","breaks"\r\n',
      ['10.0.0.7'],
    ],
    [
      'a report of this tool, whose hosts are servers too',
      '"client","method","verdict","requirement","host"\r\n"pc001","manual","works","manual/mp-http","mp01.contoso.com"\r\n',
      ['pc001'],
    ],
    ['half-width katakana', 'ｺﾝﾋﾟｭｰﾀｰ名,場所\npc001,東京\n', ['pc001']],
  ])('%s', async (_what, text, names) => {
    expect(await readNames(text)).toEqual(names);
    expect(await readNames(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(names);
    expect(await readNames(`\ufeff${text}`)).toEqual(names);
  });

  test('Japanese in code page 932', async () => {
    const { 名前, コンピューター名, 東京 } = CP932;
    const csv = Buffer.concat([
      Buffer.from('"OS","'),
      コンピューター名,
      Buffer.from('","Site"\r\n"Windows","pc001","'),
      東京,
      Buffer.from('"\r\n'),
    ]);
    expect(await readNames(csv)).toEqual(['pc001']);
    expect(await readNames(Buffer.concat([名前, Buffer.from('\r\npc001\r\npc002\r\n')]))).toEqual([
      'pc001',
      'pc002',
    ]);
  });

  test.each([
    ['Gerätename;Standort\npc001;Köln\n'],
    ['Site;Nom du périphérique\nOrléans;pc001\n'],
    ['Name;Beschreibung\npc001;Gerät\n'],
  ])('in the code page of the west: %j', async (text) => {
    expect(await readNames(Buffer.from(text, 'latin1'))).toEqual(['pc001']);
  });
});

describe('what PowerShell shows', () => {
  test.each<[string, string, readonly string[]]>([
    ['one column', '\nName \n---- \nPC001\nPC002\n\n', ['PC001', 'PC002']],
    [
      'Format-Table',
      table(`

    Name                 OperatingSystem       Enabled
    ----                 ---------------       -------
    PC001                Windows 10 Enterprise    True
    PC-WITH-A-LONG-NAME1 Windows 11 Pro          False

    `),
      ['PC001', 'PC-WITH-A-LONG-NAME1'],
    ],
    [
      'numbers that stand to the right',
      table(`
    Name     Id DNSHostName
    ----     -- -----------
    PC001 12345 pc001.contoso.com
    PC002     7
    `),
      ['pc001.contoso.com', 'PC002'],
    ],
    [
      'Japanese cells before the names',
      table(`
    場所   コンピューター名 状態
    ----   ---------------- ----
    東京   PC001            はい
    大阪市 PC002            いいえ
    `),
      ['PC001', 'PC002'],
    ],
    [
      'headings that are repeated',
      'Name  OS\n----  --\nPC001 10\n\nName  OS\n----  --\nPC002 11\n',
      ['PC001', 'PC002'],
    ],
    ['a heading that nobody knows', 'Asset  Bereich\n-----  -------\nPC001  Lager\n', ['PC001']],
    [
      'Format-List',
      '\nDistinguishedName : CN=PC001,OU=Clients,DC=contoso,\n                    DC=com\nDNSHostName       : pc001.contoso.com\nEnabled           : True\nName              : PC001\n\nDistinguishedName : CN=PC002\nDNSHostName       : \nEnabled           : True\nName              : PC002\n\n\n',
      ['pc001.contoso.com', 'PC002'],
    ],
  ])('%s', async (_what, text, names) => {
    expect(await readNames(text)).toEqual(names);
    expect(
      await readNames(Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le')),
    ).toEqual(names);
  });
});

describe('a column is told by its content', () => {
  test.each<[string, string, readonly string[]]>([
    ['names beside dates', 'A,B\n2024-05-01,PC001\n2024-05-02,PC002\n', ['PC001', 'PC002']],
    ['names beside yes and no', 'Stand;Rechner 1\nja;PC001\nnein;PC002\n', ['PC001', 'PC002']],
    ['names beside site codes', 'X,Y\nS01,PC0001\nS02,PC0002\n', ['PC0001', 'PC0002']],
    ['full names before short ones', 'X,Y\nPC001,pc001.contoso.com\n', ['pc001.contoso.com']],
    ['without headings', 'PC001,Windows 10,S01\nPC002,Windows 11,S01\n', ['PC001', 'PC002']],
    [
      'beside GUIDs, hardware addresses and SIDs',
      'A,B,C,D\n550e8400-e29b-41d4-a716-446655440000,aa-bb-cc-dd-ee-ff,S-1-5-21-1,PC001\n',
      ['PC001'],
    ],
    [
      'a column Client that says yes and no, under names',
      'Client,Computer\nYes,PC001\n',
      ['PC001'],
    ],
    [
      'a column FullDomainName with the domain, beside names that nobody heads so',
      'FullDomainName,Rechner 1\nCONTOSO.COM,PC001\nCONTOSO.COM,PC002\nCONTOSO.COM,PC003\n',
      ['PC001', 'PC002', 'PC003'],
    ],
    [
      'a column Client with names before the domain',
      'FullDomainName,Client\ncontoso.com,PC001\ncontoso.com,PC002\n',
      ['PC001', 'PC002'],
    ],
    ['a column Client with names', 'Client,OS\nPC001,Windows 10\n', ['PC001']],
    [
      'a column Name that holds dates is none',
      'Name,Rechner 1\n2024-05-01,PC001\n2024-05-02,PC002\n',
      ['PC001', 'PC002'],
    ],
  ])('%s', async (_what, text, names) => {
    expect(await readNames(text)).toEqual(names);
  });

  test.each([
    ['two columns that both look like names', 'A,B\nPC001,SRV01\nPC002,SRV02\n'],
    ['names beside serial numbers', 'A,B\nPC001,5CG1234ABC\nPC002,5CG1234ABD\n'],
    ['words, of which the first may be a heading', 'A,B\nBerlin,alpha\nBerlin,beta\nKiel,gamma\n'],
    ['nothing like a name', 'A,B\n1,2024-05-01\n2,2024-05-02\n'],
    ['yes and no under Client', 'Client,OS\nYes,Windows 10\n'],
  ])('nothing is guessed of %s', async (_what, text) => {
    await expect(readNames(text)).rejects.toThrow(/no column holds .*--column/);
  });

  test('no name of a plain list is taken for a title', async () => {
    expect(await readNames('pc001\npc002\ncomputer\npc003\n')).toEqual([
      'pc001',
      'pc002',
      'computer',
      'pc003',
    ]);
  });

  test('whatever stands beside them, names under a known heading are found', async () => {
    const other = fc.constantFrom(
      '2024-05-01',
      'Yes',
      'S01',
      'a b',
      '',
      '10.0.19045',
      '"x;y"',
      'ü',
    );
    const row = fc.tuple(other, fc.stringMatching(/^pc[0-9]{1,5}$/), other);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1 }),
        fc.constantFrom('DNSHostName', 'Gerätename', 'Nom d’hôte', 'コンピューター名'),
        async (rows, heading) => {
          const lines = [`a;${heading};b`, ...rows.map((cells) => cells.join(';'))];
          expect(await readNames(lines.join('\r\n'))).toEqual(rows.map(([, name]) => name));
        },
      ),
      { numRuns: runs(100) },
    );
  });
});

describe('a name as people write it', () => {
  test.each<[string, readonly string[]]>([
    ['pc1$', ['pc1']],
    ['CONTOSO\\pc1', ['pc1']],
    ['CONTOSO\\PC1$', ['PC1']],
    ['\\\\pc1', ['pc1']],
    ['\\\\pc1\\', ['pc1']],
    ['"pc1"', ['pc1']],
    ['10.0.0.0/30', ['10.0.0.1', '10.0.0.2']],
    ['10.0.0.7/29', ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6']],
    ['10.0.0.6/31', ['10.0.0.6', '10.0.0.7']],
    ['10.0.0.7/32', ['10.0.0.7']],
    ['10.0.0.9-11', ['10.0.0.9', '10.0.0.10', '10.0.0.11']],
    ['10.0.0.255-1.1', ['10.0.0.255', '10.0.1.0', '10.0.1.1']],
    ['10.0.0.255-10.0.1.0', ['10.0.0.255', '10.0.1.0']],
    ['2001:db8::/126', ['2001:db8::', '2001:db8::1', '2001:db8::2', '2001:db8::3']],
    ['pc10-20', ['pc10-20']],
  ])('%s', async (text, names) => {
    expect(await readNames(`${text}\n`)).toEqual(names);
  });

  test.each([
    ['$', '"$" is not a host name'],
    ['\\\\pc1\\c$', 'is not a host name'],
    ['10.0.0.0/33', '"10.0.0.0/33" is no block or range'],
    ['10.0.0.20-10', '"10.0.0.20-10" is no block or range'],
    ['10.0.0.0-256', '"10.0.0.0-256" is no block or range'],
    ['10.0.0.0/15', '"10.0.0.0/15" is 131070 addresses, and at most 65536 are looked at'],
    ['2001:db8::/64', '"2001:db8::/64" is 18446744073709551616 addresses'],
    ['0.0.0.0-2', '0.0.0.0 is an unspecified address'],
  ])('%s is refused', async (text, message) => {
    await expect(readNames(`${text}\n`)).rejects.toThrow(message);
  });

  test('a block of every size has its addresses in a row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: 30 }), fc.nat(255), async (length, third) => {
        const names = await readNames(`10.1.${third}.9/${length}\n`);
        expect(names).toHaveLength(2 ** (32 - length) - 2);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: runs(12) },
    );
  });
});
