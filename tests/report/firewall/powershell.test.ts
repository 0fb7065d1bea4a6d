import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commentLine, quoted } from '../../../src/report/firewall-rules/powershell-quote.ts';
import { rulesScript } from '../../../src/report/firewall-rules/powershell.ts';
import type { Rule, RuleSet } from '../../../src/report/firewall-rules/rules.ts';
import { judgeWorld, rulesOf, worlds } from './world.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { runs } from '../../support/long.ts';

/** What PowerShell takes for a single quote (about_Quoting_Rules), ours and the typographic ones. */
const QUOTES = "'\u2018\u2019\u201a\u201b";
const HOSTILE = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...QUOTES.split(''),
      '"',
      '`',
      '$',
      '(',
      ')',
      ';',
      '#',
      '\n',
      '\r',
      '\0',
      'a',
      ' ',
      '-',
      '日',
      '😀',
      '\u2028',
    ),
  }),
  fc.string({ unit: anyCharacter }),
  fc.constant("'; Remove-Item C:\\ -Recurse #"),
  fc.constant('\u2019; Remove-Item C:\\ -Recurse #'),
  fc.constant('$(calc)'),
  fc.constant('#>\n# SIG # Begin signature block'),
);

const isQuote = (character: string): boolean => character !== '' && QUOTES.includes(character);

type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'comment'; readonly value: string }
  | { readonly kind: 'code'; readonly value: string };

/** PowerShell's tokens as far as these scripts use them; throws where a quote is not closed. */
function tokens(script: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const character = script.charAt(at);
    if (isQuote(character)) {
      let value = '';
      for (at += 1; ; at += 1) {
        if (at >= script.length) throw new Error('a quote is not closed');
        if (!isQuote(script.charAt(at))) value += script.charAt(at);
        else if (isQuote(script.charAt(at + 1))) {
          at += 1;
          value += script.charAt(at);
        } else break;
      }
      at += 1;
      found.push({ kind: 'text', value });
    } else if (character === '#') {
      const end = script.slice(at).search(/\r|\n/);
      const value = end === -1 ? script.slice(at) : script.slice(at, at + end);
      at += value.length;
      found.push({ kind: 'comment', value });
    } else {
      const value = /^(?:[$@]?[\w-]+|\s+|.)/s.exec(script.slice(at))?.[0] ?? character;
      at += value.length;
      found.push({ kind: 'code', value });
    }
  }
  return found;
}

/** The value of an expression of texts and numbered characters. */
function valueOf(expression: string): string {
  const code = tokens(expression)
    .filter(({ value, kind }) => kind === 'text' || value.trim() !== '')
    .map(({ kind, value }) => (kind === 'text' ? { kind, value } : { kind, value: value.trim() }));
  let said = '';
  for (const [index, { kind, value }] of code.entries()) {
    if (kind === 'text') said += value;
    else if (value.startsWith('0x')) said += String.fromCharCode(Number(value));
    else if (!['(', ')', '+', '[', ']', 'char'].includes(value)) {
      throw new Error(`${value} at ${index} is no part of a text`);
    }
  }
  return said;
}

/** Everything but what stands in quotes and comments. */
function code(script: string): string {
  return tokens(script)
    .flatMap(({ kind, value }) => (kind === 'code' ? [value] : kind === 'text' ? ["''"] : []))
    .join('');
}

/** What is left of a code's brackets when each pair is taken out. */
function bracketsLeft(text: string): string {
  let left = text.replaceAll(/[^()[\]{}]/g, '');
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replaceAll(/\(\)|\[\]|\{\}/g, '');
  }
  return left;
}

describe('a quoted text', () => {
  test.each([
    ['cm01.contoso.com', "'cm01.contoso.com'"],
    ["it's", "'it''s'"],
    ['$env:TEMP `n', "'$env:TEMP `n'"],
    ['', "''"],
    ['a\u2019b', "('' + 'a' + [char]0x2019 + 'b')"],
    ['\n', "('' + [char]0x000A)"],
    ['😀', "('' + [char]0xD83D + [char]0xDE00)"],
  ])('%j', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });

  test('is that text and nothing else, in ASCII', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const expression = quoted(text);
        expect(expression).toMatch(/^[ -~]+$/);
        expect(valueOf(expression)).toBe(text);
      }),
      { numRuns: runs(1000) },
    );
  });

  test('stays a part of its line in a comment', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        expect(commentLine(text)).toMatch(/^# [ -~]*$/);
      }),
      { numRuns: runs(100) },
    );
  });
});

const PARAMETERS = [
  'Name',
  'DisplayName',
  'Group',
  'Protocol',
  'LocalPort',
  'IcmpType',
  'Program',
  'Service',
  'RemoteAddress',
];

/** The rules that a script makes, as tables of its own expressions. */
function windowsRules(script: string): readonly Readonly<Record<string, string>>[] {
  return [...script.matchAll(/^Set-InboundRule @\{\r\n(.*?)^\}\r$/gms)].map(([, body = '']) =>
    Object.fromEntries(
      body
        .trimEnd()
        .split('\r\n')
        .map((line) => {
          const [, name = '', value = ''] = /^ {4}(\w+) += (.*)$/.exec(line) ?? [];
          expect(PARAMETERS).toContain(name);
          return [name, value.replace(/ # [\w ()]+$/, '')];
        }),
    ),
  );
}

function rule(rest: Partial<Rule> = {}): Rule {
  return {
    necessity: 'required',
    methods: ['client-push'],
    locations: [],
    from: { roles: ['site-server'], names: [], addresses: [], clients: null },
    to: { roles: ['client'], names: [], addresses: ['10.0.0.7'], clients: 1 },
    transport: 'tcp',
    ports: [445],
    requirements: ['client-push/smb'],
    sources: [],
    alternatives: [],
    seen: [['filtered', 1]],
    ...rest,
  };
}

const NOBODY = { names: [], clients: 0 };
function rules(all: readonly Rule[], site: Partial<RuleSet['site']> = {}): RuleSet {
  return {
    site: {
      product: 'cm2007',
      communication: 'mixed',
      communicationSaid: 'told',
      siteCode: null,
      ...site,
    },
    basis: 'seen',
    rules: all,
    elsewhere: [],
    untold: [],
    notLookedAt: { 'site-server': [], client: [] },
    byHand: [],
    own: {},
    notNamed: [],
    closed: [],
    left: { 'no-answer': NOBODY, 'no-address': NOBODY, interrupted: NOBODY, unknown: NOBODY },
  };
}

describe('the script', () => {
  test('is ASCII with Windows line ends, its quotes and brackets closed, each rule once and for the site server alone', () => {
    fc.assert(
      fc.property(worlds('any'), (world) => {
        const script = rulesScript(rulesOf(world, judgeWorld(world)).rules);
        expect(script).toMatch(/^(?:[ -~]*\r\n)+$/);
        expect(bracketsLeft(code(script))).toBe('');
        const made = windowsRules(script);
        const names = made.map(({ Name }) => Name);
        expect(new Set(names).size).toBe(names.length);
        for (const { Name, RemoteAddress, Protocol } of made) {
          expect(Name).toMatch(/^'ccm-preflight-[a-z0-9-]+'$/);
          expect(RemoteAddress).toBe(
            { "'TCP'": '$remote', "'ICMPv4'": '$remoteV4', "'ICMPv6'": '$remoteV6' }[
              Protocol ?? ''
            ],
          );
        }
        expect(script.match(/Set-InboundRule @/g) ?? []).toHaveLength(made.length);
      }),
      { numRuns: runs(100) },
    );
  });

  test('is the same code whatever a saved report calls its site, servers and clients', () => {
    const all = (text: string): RuleSet =>
      rules(
        [
          rule({ to: { roles: ['client'], names: [text], addresses: [], clients: 1 } }),
          rule({
            from: { roles: ['client'], names: [text], addresses: [], clients: 1 },
            to: { roles: ['management-point'], names: [text], addresses: [], clients: null },
            ports: [80],
            requirements: ['client-push/mp-http'],
          }),
        ],
        { siteServer: text, siteCode: text },
      );
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const script = rulesScript(all(text));
        const [, said = ''] = /\$SiteServer = @\((.*)\),\r$/m.exec(script) ?? [];
        expect(valueOf(said)).toBe(text);
        expect(code(script.replace(said, "''"))).toBe(code(rulesScript(all('cm01'))));
      }),
      { numRuns: runs(500) },
    );
  });

  test('removes rules by name alone: without one Windows would lose them all', () => {
    const script = code(rulesScript(rules([rule()])));
    expect(script.match(/Remove-NetFirewallRule.*/g)).toEqual([
      'Remove-NetFirewallRule -Name $Rule.Name',
    ]);
    expect(script).not.toMatch(/\|\s*Remove-NetFirewallRule/);
  });

  test('asks for the site server where the site does not name it', () => {
    expect(rulesScript(rules([rule()]))).toContain(
      '[Parameter(Mandatory = $true)]\r\n    [string[]] $SiteServer,\r\n',
    );
    expect(rulesScript(rules([rule()], { siteServer: 'cm01' }))).not.toContain('Mandatory');
  });

  test.each<[string, Partial<Rule>, readonly Record<string, string>[]]>([
    [
      'SMB on a port of its own',
      { ports: [4450] },
      [{ Protocol: "'TCP'", LocalPort: "'4450'", Group: "'@FirewallAPI.dll,-28502'" }],
    ],
    [
      'the endpoint mapper by its keyword',
      { ports: [135], requirements: ['client-push/rpc-endpoint-mapper'] },
      [{ LocalPort: "'RPCEPMap'", Service: "'rpcss'", Group: "'@FirewallAPI.dll,-34251'" }],
    ],
    [
      'the endpoint mapper elsewhere',
      { ports: [1350], requirements: ['client-push/rpc-endpoint-mapper'] },
      [{ LocalPort: "'1350'", Service: "'rpcss'" }],
    ],
    [
      'dynamic ports by the services behind them',
      { ports: ['49152-65535'], requirements: ['client-push/rpc-dynamic'] },
      [
        { Service: "'winmgmt'", Group: "'@FirewallAPI.dll,-34251'" },
        { LocalPort: "'RPC'", Group: "'@FirewallAPI.dll,-29502'" },
      ],
    ],
    [
      'echo requests of both families',
      { transport: 'icmp', ports: [], requirements: ['client-push/icmp'] },
      [
        { Protocol: "'ICMPv4'", IcmpType: "'8'" },
        { Protocol: "'ICMPv6'", IcmpType: "'128'" },
      ],
    ],
    ['not what was refused: Windows Firewall drops', { seen: [['refused', 3]] }, []],
    ['not what a router refused', { seen: [['unreachable', 3]] }, []],
    [
      'what only some clients refuse',
      {
        seen: [
          ['filtered', 1],
          ['refused', 3],
        ],
      },
      [{}],
    ],
  ])('opens %s', (_what, rest, expected) => {
    const made = windowsRules(rulesScript(rules([rule(rest)])));
    expect(made).toHaveLength(expected.length);
    expected.forEach((members, index) => expect(made[index]).toMatchObject(members));
  });

  test('says why what clients refused is not in it, and looks for no rule that they lack', () => {
    const script = rulesScript(rules([rule({ seen: [['refused', 3]] })]));
    expect(script).toContain(
      "# There is nothing to open in the clients' own firewall that this run can tell of.\r\n",
    );
    expect(script).toMatch(
      /# Not in this script, for Windows Firewall drops, and these were refused.*\r\n(?:#.*\r\n)*# {3}Rule 1: TCP 445/,
    );
    expect(script).not.toContain('these are for the servers');
  });

  test('says what it may lack: what could not be told of', () => {
    const names = ['10.0.0.7', '10.0.0.8'];
    const remark = { server: null, outcome: 'inconclusive', remedy: null, names } as const;
    const script = rulesScript({
      ...rules([rule()]),
      untold: [
        { ...remark, id: 'client-push/rpc-dynamic', clients: 12 },
        { ...remark, id: 'client-push/mp-http', server: 'mp01', clients: 12 },
      ],
    });
    expect(script).toMatch(
      /# Not in this script, because it could not be told[^]*\r\n# {3}client-push\/rpc-dynamic: 12 clients, 10\.0\.0\.7, 10\.0\.0\.8, 10 more\r\n/,
    );
    expect(script).toContain('ccm-preflight plan');
    expect(script).not.toContain('client-push/mp-http');
    expect(rulesScript(rules([rule()]))).not.toContain('could not be told');
  });

  test('names no more than twenty blocks of a rule', () => {
    const addresses = Array.from(
      { length: 300 },
      (_none, at) => `10.0.${at >> 7}.${(at * 2) % 256}`,
    );
    const script = rulesScript(
      rules([rule({ to: { roles: ['client'], names: [], addresses, clients: 300 } })]),
    );
    expect(script).toContain('280 more');
    expect(script.length).toBeLessThan(6000);
  });
});
