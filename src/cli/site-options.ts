import type { Options } from 'yargs';
import { COMMUNICATIONS, PRODUCTS } from '../catalogue/vocabulary.ts';
import type { FlagValue } from '../site/load.ts';
import { checkHostPort } from '../site/host.ts';
import { LOCATOR_POINT_NEEDS, MEMBERSHIPS, SERVED_PROTOCOLS } from '../site/site.ts';
import { UsageError } from './usage-error.ts';

/** How a flag's words become a value of the site file. */
type Kind = 'text' | 'port' | 'ports' | 'hosts' | 'yes-no';

interface SiteFlag {
  readonly path: readonly string[];
  readonly kind: Kind;
  readonly describe: string;
  readonly choices?: readonly string[];
}

/** Every flag that says what a site file can say, and where it belongs there. */
const SITE_FLAGS: Readonly<Record<string, SiteFlag>> = {
  product: { path: ['product'], kind: 'text', describe: 'Product', choices: PRODUCTS },
  communication: {
    path: ['communication'],
    kind: 'text',
    describe:
      'How clients talk to site systems: mixed or native (cm2007), http, https or enhanced-http (current-branch)',
    choices: [...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']],
  },
  'site-code': { path: ['siteCode'], kind: 'text', describe: 'Site code, for the report' },
  'site-server': { path: ['siteServer'], kind: 'text', describe: 'Site server, for the report' },
  mp: {
    path: ['roles', 'managementPoints'],
    kind: 'hosts',
    describe: 'Management points, HOST[:PORT]',
  },
  dp: {
    path: ['roles', 'distributionPoints'],
    kind: 'hosts',
    describe: 'Distribution points, HOST[:PORT]',
  },
  slp: {
    path: ['roles', 'serverLocatorPoints'],
    kind: 'hosts',
    describe: 'Server locator points, HOST[:PORT]',
  },
  fsp: {
    path: ['roles', 'fallbackStatusPoints'],
    kind: 'hosts',
    describe: 'Fallback status points, HOST[:PORT]',
  },
  sup: {
    path: ['roles', 'softwareUpdatePoints'],
    kind: 'hosts',
    describe: 'Software update points, HOST[:HTTP-PORT]',
  },
  source: {
    path: ['install', 'source'],
    kind: 'text',
    describe: '/source of CCMSetup, a UNC path',
  },
  'manual-source': {
    path: ['install', 'manual', 'source'],
    kind: 'text',
    describe: '/source of the manual installation, where it differs',
  },
  'gpo-source': {
    path: ['install', 'groupPolicy', 'source'],
    kind: 'text',
    describe: '/source of the Group Policy installation, where it differs',
  },
  'sup-source': {
    path: ['install', 'softwareUpdatePoint', 'source'],
    kind: 'text',
    describe: '/source of the installation by software update point, where it differs',
  },
  'run-from': {
    path: ['install', 'manual', 'runFrom'],
    kind: 'text',
    describe: 'Where CCMSetup.exe is run from: a UNC path, or local',
  },
  'gpo-package': {
    path: ['install', 'groupPolicy', 'package'],
    kind: 'text',
    describe: 'Share of the Group Policy package, a UNC path',
  },
  'http-port': {
    path: ['ports', 'http'],
    kind: 'ports',
    describe: 'HTTP port of the site, and alternates',
  },
  'https-port': {
    path: ['ports', 'https'],
    kind: 'ports',
    describe: 'HTTPS port of the site, and alternates',
  },
  'smb-port': { path: ['ports', 'smb'], kind: 'port', describe: 'SMB port, for labs' },
  'rpc-port': {
    path: ['ports', 'rpcEndpointMapper'],
    kind: 'port',
    describe: 'Port of the RPC endpoint mapper, for labs',
  },
  'notification-port': {
    path: ['ports', 'clientNotification'],
    kind: 'port',
    describe: 'Port of the client notification',
  },
  'schema-extended': {
    path: ['activeDirectory', 'schemaExtended'],
    kind: 'yes-no',
    describe: 'The Active Directory schema is extended',
    choices: ['yes', 'no'],
  },
  'sites-published': {
    path: ['activeDirectory', 'sitesPublished'],
    kind: 'yes-no',
    describe: 'All sites are published in Active Directory',
    choices: ['yes', 'no'],
  },
  'slp-needed': {
    path: ['serverLocatorPointNeeded'],
    kind: 'text',
    describe: 'A server locator point is needed',
    choices: LOCATOR_POINT_NEEDS,
  },
  membership: {
    path: ['clients', 'membership'],
    kind: 'text',
    describe: 'Where the clients are',
    choices: MEMBERSHIPS,
  },
  'rpc-dynamic-ports': {
    path: ['clients', 'rpcDynamicPorts'],
    kind: 'text',
    describe: 'Dynamic range of the clients, such as 49152-65535',
  },
};

/** Flags about every host of a role: they are put into each of its entries. */
const ENTRY_FLAGS = {
  'dp-serves': {
    role: 'distributionPoints',
    host: 'dp',
    key: 'serves',
    describe: 'What the distribution points of --dp serve',
    choices: SERVED_PROTOCOLS,
  },
  'sup-ssl': {
    role: 'softwareUpdatePoints',
    host: 'sup',
    key: 'ssl',
    describe: 'The software update points of --sup need TLS',
    choices: ['yes', 'no'],
  },
} as const;

const GROUP = 'The site (also in a site file):';

/** The options for yargs. */
export const SITE_OPTIONS: Readonly<Record<string, Options>> = {
  site: { type: 'string', requiresArg: true, describe: 'Site file, YAML or JSON', group: GROUP },
  ...Object.fromEntries(
    Object.entries(SITE_FLAGS).map(([name, flag]) => [name, optionOf(flag)] as const),
  ),
  ...Object.fromEntries(
    Object.entries(ENTRY_FLAGS).map(
      ([name, { describe, choices, key }]) =>
        [
          name,
          {
            ...(key === 'serves' ? { array: true } : {}),
            type: 'string',
            requiresArg: true,
            describe,
            choices: [...choices],
            group: GROUP,
          },
        ] as const,
    ),
  ),
};

function optionOf({ kind, describe, choices }: SiteFlag): Options {
  return {
    type: 'string',
    requiresArg: true,
    describe,
    group: GROUP,
    ...(kind === 'hosts' || kind === 'ports' ? { array: true } : {}),
    ...(choices === undefined ? {} : { choices: [...choices] }),
  };
}

export type ParsedArguments = Readonly<Record<string, unknown>>;

/**
 * The values that flags say, each with its place in the site file.
 * @throws UsageError where a flag is said twice
 */
export function siteFlags(parsed: ParsedArguments): readonly FlagValue[] {
  return Object.entries(SITE_FLAGS).flatMap(([name, flag]) => {
    const said = parsed[name];
    if (said === undefined) return [];
    return [{ flag: `--${name}`, path: flag.path, value: valueOf(name, flag, said, parsed) }];
  });
}

function valueOf(name: string, flag: SiteFlag, said: unknown, parsed: ParsedArguments): unknown {
  if (flag.kind === 'hosts') return wordsOf(said).map((word) => entryOf(name, word, parsed));
  if (flag.kind === 'ports') return wordsOf(said).map(numberOf);
  const word = single(name, said);
  switch (flag.kind) {
    case 'port':
      return numberOf(word);
    case 'yes-no':
      return word === 'yes';
    case 'text':
      return word;
  }
}

/** A host with what the flags about its role add. */
function entryOf(name: string, word: string, parsed: ParsedArguments): unknown {
  const extras = Object.entries(ENTRY_FLAGS).flatMap(([flag, { host, key }]) => {
    const said = parsed[flag];
    if (host !== name || said === undefined) return [];
    return [[key, key === 'ssl' ? single(flag, said) === 'yes' : wordsOf(said)] as const];
  });
  return extras.length === 0 ? word : { host: word, ...Object.fromEntries(extras) };
}

/** Text that is no number stays text, for the schema to refuse with the place and the rule. */
function numberOf(word: string): unknown {
  return /^\d+$/.test(word) ? Number(word) : word;
}

function wordsOf(said: unknown): readonly string[] {
  return (Array.isArray(said) ? said : [said]).map(String);
}

/** @throws UsageError where an option that takes one value has several */
export function single(name: string, said: unknown): string {
  if (Array.isArray(said)) throw new UsageError(`--${name} is given more than once`);
  return String(said);
}

/** @throws UsageError where a flag needs another that is missing */
export function checkEntryFlags(parsed: ParsedArguments): void {
  for (const [flag, { host }] of Object.entries(ENTRY_FLAGS)) {
    if (parsed[flag] !== undefined && parsed[host] === undefined) {
      throw new UsageError(`--${flag} speaks of the hosts of --${host}, which is not given`);
    }
  }
}

/**
 * Host names as a client list or `--client` gives them.
 * @throws UsageError with the place of the first bad one
 */
export function clientName(text: string, where: string): string {
  const checked = checkHostPort(text);
  if ('problem' in checked) throw new UsageError(`${where}: ${checked.problem}`);
  if (checked.value.port !== null) {
    throw new UsageError(
      `${where}: "${text}" names a port; a client is a name or an address alone`,
    );
  }
  return checked.value.host;
}

/** Flags besides the site's that a run from the other end needs too. */
const SHARED_FLAGS = ['method', 'ca', 'client-cert', 'client-key'];

/** The flags again, quoted for a shell: what the other vantage's run needs too. */
export function quoteSiteArguments(parsed: ParsedArguments): string {
  const names = ['site', ...Object.keys(SITE_FLAGS), ...Object.keys(ENTRY_FLAGS), ...SHARED_FLAGS];
  return names
    .filter((name) => parsed[name] !== undefined)
    .map((name) => `--${name} ${wordsOf(parsed[name]).map(quote).join(' ')}`)
    .join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word}"`;
}
