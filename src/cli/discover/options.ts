import { isIP } from 'node:net';
import type { DiscoverOptions } from '../../discover/discover.ts';
import { checkHost, checkHostPort, checkPort } from '../../site/host.ts';
import { printable } from '../../base/printable.ts';
import { type Option, timeSpan, saidOf, word, words } from '../option.ts';
import { type ParsedArguments, wordsOf } from '../site-options.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_TIMEOUT_MS = 3000;
const DNS_PORT = 53;

/** The first of alternate ports is where to begin. */
const FIRST_PORT: Option<number | null> = {
  words: word().words,
  read(said, name) {
    const [first] = wordsOf(said);
    if (first === undefined) return null;
    const checked = checkPort(first);
    if ('value' in checked) return checked.value;
    throw new UsageError(({ site }) => `--${name}: ${site.host(checked.problem)}`);
  },
};

/** Where to begin, which a site file can say too. */
export const BEGINNING_OPTIONS = {
  'site-code': word(siteCodeOf),
  mp: { words: words().words, read: (said: unknown) => wordsOf(said).map(pointOf) },
  'http-port': FIRST_PORT,
  'https-port': FIRST_PORT,
};

/** How a site is looked for, besides what a site file can say. */
export const LOOKING_OPTIONS = {
  domain: word(domainOf),
  dns: word(serverOf),
  timeout: word(timeSpan()),
};

/**
 * The options of a command line that say how to look.
 * @throws UsageError that names the option
 */
export function discoverOptions(
  parsed: ParsedArguments,
  { interrupt }: Pick<Streams, 'interrupt'>,
): DiscoverOptions {
  const said = saidOf({ ...BEGINNING_OPTIONS, ...LOOKING_OPTIONS }, parsed);
  return {
    siteCode: said('site-code'),
    domain: said('domain'),
    managementPoints: said('mp'),
    httpPort: said('http-port'),
    httpsPort: said('https-port'),
    dns: said('dns'),
    timeoutMs: said('timeout') ?? DEFAULT_TIMEOUT_MS,
    signal: interrupt,
  };
}

function siteCodeOf(word: string): string {
  if (!/^[a-z0-9]{3}$/iu.test(word)) {
    throw new UsageError(({ discover }) => discover.badSiteCode(printable(word)));
  }
  return word.toUpperCase();
}

function domainOf(word: string): string {
  const checked = checkHost(word);
  if ('problem' in checked || isIP(word) !== 0) {
    throw new UsageError(({ discover }) => discover.badDomain(printable(word)));
  }
  return checked.value.toLowerCase();
}

function pointOf(word: string): { readonly host: string; readonly port: number | null } {
  const checked = checkHostPort(word);
  if ('problem' in checked) {
    throw new UsageError(({ site }) => `--mp: ${site.host(checked.problem)}`);
  }
  return checked.value;
}

/** In the form that the resolver takes: a name would have to be looked up first. */
function serverOf(word: string): string {
  const checked = checkHostPort(word);
  if ('problem' in checked || isIP(checked.value.host) === 0) {
    throw new UsageError(({ discover }) => discover.badServer(printable(word)));
  }
  const { host, port } = checked.value;
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port ?? DNS_PORT}`;
}
