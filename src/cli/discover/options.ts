import { isIP } from 'node:net';
import type { Options } from 'yargs';
import type { DiscoverOptions } from '../../discover/discover.ts';
import { checkHost, checkHostPort, checkPort } from '../../site/host.ts';
import { printable } from '../../base/printable.ts';
import { parseDuration } from '../duration.ts';
import { type ParsedArguments, single, wordsOf } from '../site-options.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

/** How a site is looked for, besides what a site file can say. */
export const LOOKING_OPTIONS = {
  domain: { type: 'string', requiresArg: true },
  dns: { type: 'string', requiresArg: true },
  timeout: { type: 'string', requiresArg: true },
} as const satisfies Readonly<Record<string, Options>>;

const DEFAULT_TIMEOUT = '3s';
const DNS_PORT = 53;

/**
 * What a command line says of how to look.
 * @throws UsageError that names the option
 */
export function discoverOptions(
  parsed: ParsedArguments,
  { interrupt }: Pick<Streams, 'interrupt'>,
): DiscoverOptions {
  return {
    siteCode: said(parsed, 'site-code', siteCodeOf),
    domain: said(parsed, 'domain', domainOf),
    managementPoints: wordsOf(parsed['mp']).map((word) => pointOf(word)),
    httpPort: firstPort(parsed, 'http-port'),
    httpsPort: firstPort(parsed, 'https-port'),
    dns: said(parsed, 'dns', serverOf),
    timeoutMs: parseDuration(said(parsed, 'timeout', String) ?? DEFAULT_TIMEOUT, '--timeout'),
    signal: interrupt,
  };
}

function said<T>(parsed: ParsedArguments, name: string, read: (word: string) => T): T | null {
  return parsed[name] === undefined ? null : read(single(name, parsed[name]));
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

/** The first of alternate ports is where to begin. */
function firstPort(parsed: ParsedArguments, name: string): number | null {
  const [word] = wordsOf(parsed[name]);
  if (word === undefined) return null;
  const checked = checkPort(word);
  if ('problem' in checked) {
    throw new UsageError(({ site }) => `--${name}: ${site.host(checked.problem)}`);
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
