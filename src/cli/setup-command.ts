import { printable } from '../base/printable.ts';
import { isGatewayAddress } from '../site/gateway.ts';
import type { FlagValue } from '../site/site-from.ts';
import { UsageError } from './usage-error.ts';

const FLAG = '--from-command-line';

/**
 * The meaning of a word on a command line: `/mp:a;b` as `mp`, `SMSMP=a` as `smsmp`, a program as
 * `program`.
 */
interface SaidWord {
  readonly name: string;
  readonly value: string;
}

/**
 * The site's values in a CCMSetup command line: management points (`/mp`, `SMSMP`), other roles,
 * ports, the site code, the sources, and the share that CCMSetup.exe is run from. A gateway is
 * recognised by its whole address; the client counts as on the internet only if the command line
 * says so.
 * @throws UsageError where it says nothing of a site
 */
export function valuesOfCommandLine(text: string): readonly FlagValue[] {
  const said = wordsOf(text).map(saidBy);
  const all = (...names: readonly string[]): readonly string[] =>
    said.filter(({ name }) => names.includes(name)).flatMap(({ value }) => listOf(value));
  const sources = said
    .filter(({ name }) => name === 'source')
    .flatMap(({ value }) => sourcesOf(value));
  const program = said.find(({ name }) => name === 'program')?.value ?? '';
  const values: readonly (readonly [path: readonly string[], value: unknown])[] = [
    [['roles', 'managementPoints'], hosts(all('mp', 'smsmp'))],
    [['roles', 'cloudManagementGateways'], gateways(all('mp', 'ccmhostname'))],
    [['clients', 'location'], isOnInternet(all) ? 'internet' : undefined],
    [['roles', 'serverLocatorPoints'], hosts(all('smsslp'))],
    [['roles', 'fallbackStatusPoints'], hosts(all('fsp'))],
    [
      ['siteCode'],
      all('smssitecode')
        .find((code) => /^[a-z0-9]{3}$/i.test(code))
        ?.toUpperCase(),
    ],
    [['noCrlCheck'], said.some(({ name }) => name === 'nocrlcheck') ? true : undefined],
    [['ports', 'http'], numberOf(all('ccmhttpport').at(0))],
    [['ports', 'https'], numberOf(all('ccmhttpsport').at(0))],
    [['install', 'source'], sources.length === 0 ? undefined : [...new Set(sources)]],
    [['install', 'manual', 'runFrom'], shareOf(program)],
  ];
  const found = values
    .filter(([, value]) => value !== undefined)
    .map(([path, value]) => ({ flag: FLAG, path, value }));
  if (found.length > 0) return found;
  throw new UsageError(({ errors }) => errors.saysNoSite(FLAG, printable(text)));
}

/** The words as Windows divides them: at blanks outside of quotes, which are left out. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let isQuoted = false;
  for (const one of text) {
    if (one === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(one)) {
      if (word !== '') words.push(word);
      word = '';
    } else word += one;
  }
  return word === '' ? words : [...words, word];
}

function saidBy(word: string): SaidWord {
  const [, property, ofProperty] = /^([A-Za-z_]+)=(.*)$/.exec(word) ?? [];
  if (property !== undefined) return { name: property.toLowerCase(), value: ofProperty ?? '' };
  const [, option, ofOption] = /^[-/]([A-Za-z]+)(?::(.*))?$/.exec(word) ?? [];
  if (option !== undefined) return { name: option.toLowerCase(), value: ofOption ?? '' };
  return { name: /ccmsetup(?:\.exe)?$/i.test(word) ? 'program' : '', value: word };
}

function listOf(value: string): readonly string[] {
  return value
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function sourcesOf(value: string): readonly string[] {
  return value
    .split(';')
    .map((part) => part.trim().replace(/\\$/, ''))
    .filter((part) => part !== '');
}

/** Hosts of words that may be URLs; undefined where there are none. */
function hosts(words: readonly string[]): readonly string[] | undefined {
  const found = words
    .filter((word) => !isGatewayAddress(word))
    .map((word) => word.replace(/^https?:\/\//i, '').split('/', 1)[0] ?? '')
    .filter((host) => host !== '');
  return found.length === 0 ? undefined : [...new Set(found)];
}

/** The whole addresses of gateways, each host once; undefined where there are none. */
function gateways(words: readonly string[]): readonly string[] | undefined {
  const found = words.filter(isGatewayAddress);
  const byHost = new Map(
    found.map((word) => [hosts([word.replace(/\/CCM_.*$/is, '')])?.[0], word]),
  );
  return found.length === 0 ? undefined : [...byHost.values()];
}

/**
 * `/regtoken` is for clients on the internet, `CCMALWAYSINF=1` says that it never leaves it, and `/mp`
 * with gateways alone is of use nowhere else. `CCMHOSTNAME` is given to clients of the inner network
 * too, for the time when they are outside.
 */
function isOnInternet(all: (...names: readonly string[]) => readonly string[]): boolean {
  const points = all('mp');
  return (
    all('regtoken').length > 0 ||
    all('ccmalwaysinf').includes('1') ||
    (points.length > 0 && points.every(isGatewayAddress))
  );
}

/** Text that is no number stays text, for the schema to refuse with the rule. */
function numberOf(text: string | undefined): unknown {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

/** The share that a program is run from; undefined for one that is on a disk, or that has no path. */
function shareOf(program: string): string | undefined {
  return /^(\\\\[^\\]+\\.+)\\[^\\]+$/.exec(program)?.[1];
}
