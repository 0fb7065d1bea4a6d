import * as fc from 'fast-check';
import { REPORTS, type Told, tell } from '../scenes.ts';
import { anyCharacter } from '../../support/any-character.ts';

/** Everything that a report takes from servers, from the site or from a language's texts. */
const KEYS = new Set([
  'client',
  'host',
  'address',
  'code',
  'explanation',
  'message',
  'title',
  'symptom',
  'fix',
  'siteCode',
  'version',
  'url',
  'server',
  'reason',
  'dnsComputerName',
  'dialect',
  'issuer',
]);

/** A report in which every text begins and ends with the same words. */
export function poisoned(told: Told, text: string): Told {
  return JSON.parse(
    JSON.stringify(told, (key: string, value: unknown) => {
      if (key === 'unmetHosts' && Array.isArray(value)) {
        return value.map((host) => `${text}${host}${text}`);
      }
      // A cause's or warning's code is a word of ours, an error's code is the system's.
      const isText = typeof value === 'string' && KEYS.has(key) && !/^[a-z0-9-]+$/.test(value);
      return isText || (key === 'client' && typeof value === 'string')
        ? `${text}${value}${text}`
        : value;
    }),
  );
}

/** What breaks out of one format or another. */
const ATTACKS = [
  '<script>alert(1)</script>',
  ']]></failure><testcase name="x"/>',
  '&amp;&#0;&lt;',
  '"\' onload="x',
  "=cmd|'/c calc'!A1",
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  'a,b;c"d"',
  'one\r\ntwo\nthree\rfour',
  '\u2028\u2029\u0085',
  '%0A::error::x',
  '\n::error title=x::y',
  '::set-output name=a::b',
  'a:b,c::d%25',
  '"} 1\nevil{a="',
  '\\" \\n \\',
  '| a | b |\n| - | - |',
  '``` `x` **b** _i_ ~~s~~ # h',
  '[x](javascript:alert(1)) ![y](http://evil.example/z.png) <http://evil.example>',
  'http://evil.example/a www.evil.example someone@evil.example @octocat #1',
  '1. one',
  '- one',
  '# one',
  '> one',
  '$x$ \\(y\\)',
  '\u0000\u0001\u001b[31m\u007f\u009b',
  '\ufffe\uffff\ud800',
  '\u{1f600}漢字',
] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'<>&"\'`|\\*_[]()#+-=@%:,;{}$~!\r\n\t \u0000a1.'.split('')),
    maxLength: 30,
  }),
);

/** Scenes that hold all that a format tells of. */
export function scene(name: string): Told {
  const report = REPORTS[name];
  if (report === undefined) throw new Error(`no scene ${name}`);
  return tell(report);
}

/** The property holds for each of the attacks, and for what fast-check thinks of. */
export function forHostileText(check: (text: string) => void, numRuns = 40): void {
  for (const attack of ATTACKS) check(attack);
  fc.assert(fc.property(hostileText, check), { numRuns });
}
