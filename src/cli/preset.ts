import path from 'node:path';
import type { Options } from 'yargs';
import { printable } from '../base/printable.ts';
import { type Distrust, distrustOf } from '../files/trust.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** The site file that is taken where none is named. */
export const SITE_FILE = 'ccm-preflight.yaml';
const PREFIX = 'CCM_PREFLIGHT_';
const YES: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);
const NO: ReadonlySet<string> = new Set(['0', 'false', 'no', 'off']);

/** Options from the working folder or the environment, so that nobody has to type them. */
export interface Preset {
  /** Values of options, by name. Options on the command line override them. */
  readonly values: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** Why the working folder's site file is not used; null if it is, or if there is none. */
  readonly siteLeft: Distrust | null;
}

export const NO_PRESET: Preset = { values: {}, siteLeft: null };

/**
 * Options from the environment, such as CCM_PREFLIGHT_CLIENT_CERT for `--client-cert`, and the
 * working folder's site file if nobody else can have written it.
 * @throws UsageError that names the variable
 */
export function presetOf(
  options: Readonly<Record<string, Options>>,
  { env, cwd }: Pick<Streams, 'env' | 'cwd'>,
): Preset {
  const said = Object.entries(options).flatMap(([name, option]) => {
    const variable = PREFIX + name.toUpperCase().replaceAll('-', '_');
    const value = env[variable];
    return value === undefined || value === ''
      ? []
      : [[name, valueOf(variable, value, option)] as const];
  });
  const site = 'site' in options ? distrustOf(path.join(cwd, SITE_FILE)) : 'absent';
  return {
    values: { ...(site === null ? { site: SITE_FILE } : {}), ...Object.fromEntries(said) },
    siteLeft: site === 'absent' ? null : site,
  };
}

/** Whether the site file was found rather than named by the user. */
export function hasFoundSite({ values }: Preset, site: unknown, argv: readonly string[]): boolean {
  const isNamed = argv.some((word) => word === '--site' || word.startsWith('--site='));
  return !isNamed && site === SITE_FILE && values['site'] === SITE_FILE;
}

function valueOf(
  variable: string,
  value: string,
  { type, array, choices }: Options,
): string | boolean | readonly string[] {
  if (type === 'boolean') return switchOf(variable, value);
  const words = array === true ? value.split(';').map((word) => word.trim()) : [value];
  for (const word of words) {
    if (choices === undefined || choices.includes(word)) continue;
    const allowed = choices.filter((choice) => choice !== undefined).map(String);
    throw new UsageError(({ errors }) => errors.notAllowed(variable, printable(word), allowed));
  }
  return array === true ? words.filter((word) => word !== '') : value;
}

function switchOf(variable: string, value: string): boolean {
  const word = value.toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new UsageError(({ errors }) => errors.yesOrNo(variable, printable(value)));
}
