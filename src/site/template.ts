import { stringify } from 'yaml';
import type { FlagValue } from './site-from.ts';
import { isGroup } from './source-document.ts';
import { withoutCiCommands } from '../base/ci-commands.ts';
import { printable } from '../base/printable.ts';

/** Sections of a site file. */
export type TemplateSectionName =
  | 'product'
  | 'ports'
  | 'locator'
  | 'clients'
  | 'roles'
  | 'locations'
  | 'install'
  | 'expect'
  | 'catalogue';

/** Keys with a comment beside them. */
export type TemplateNote =
  | 'product'
  | 'communication'
  | 'noCrlCheck'
  | 'smb'
  | 'rpcEndpointMapper'
  | 'clientNotification'
  | 'serverLocatorPointNeeded'
  | 'location'
  | 'membership'
  | 'rpcDynamicPorts'
  | 'domain'
  | 'nameServers'
  | 'distributionPoints'
  | 'serverLocatorPoints'
  | 'softwareUpdatePoints'
  | 'cloudManagementGateways'
  | 'source'
  | 'runFrom'
  | 'package';

/** The comments of a site file. */
export interface SiteTemplateTexts {
  readonly head: string;
  readonly sections: Record<TemplateSectionName, string>;
  readonly notes: Record<TemplateNote, string>;
}

/** A key of the site file, with an example value and a comment. */
interface TemplateKey {
  /** Keys joined by dots. */
  readonly path: string;
  readonly example: string;
  /** Where the other would be refused there. */
  readonly inCurrentBranch?: string;
  /** Shown where that product is said: with the other it would be refused. */
  readonly only?: 'current-branch';
  readonly note?: TemplateNote;
}

/** Comment lines, without `#`, that say where values come from. */
export interface TemplateRemarks {
  /** Below the first line. */
  readonly head: readonly string[];
  /** Above a key; the map's keys are paths joined by dots. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

const NO_REMARKS: TemplateRemarks = { head: [], keys: new Map() };

const MAX_COMMENT_LENGTH = 2000;

interface TemplateSection {
  readonly name: TemplateSectionName;
  readonly keys: readonly TemplateKey[];
}

const SECTIONS: readonly TemplateSection[] = [
  {
    name: 'product',
    keys: [
      { path: 'product', example: 'cm2007', note: 'product' },
      {
        path: 'communication',
        example: 'mixed',
        inCurrentBranch: 'enhanced-http',
        note: 'communication',
      },
      { path: 'noCrlCheck', example: 'false', note: 'noCrlCheck' },
      { path: 'siteCode', example: 'S01' },
      { path: 'siteServer', example: 'cm01.contoso.com' },
    ],
  },
  {
    name: 'ports',
    keys: [
      { path: 'ports.http', example: '80' },
      { path: 'ports.https', example: '443' },
      { path: 'ports.smb', example: '445', note: 'smb' },
      { path: 'ports.rpcEndpointMapper', example: '135', note: 'rpcEndpointMapper' },
      { path: 'ports.clientNotification', example: '10123', note: 'clientNotification' },
    ],
  },
  {
    name: 'locator',
    keys: [
      { path: 'activeDirectory.schemaExtended', example: 'true' },
      { path: 'activeDirectory.sitesPublished', example: 'true' },
      { path: 'serverLocatorPointNeeded', example: 'auto', note: 'serverLocatorPointNeeded' },
    ],
  },
  {
    name: 'clients',
    keys: [
      { path: 'clients.location', example: 'intranet', note: 'location' },
      { path: 'clients.membership', example: 'same-forest', note: 'membership' },
      { path: 'clients.rpcDynamicPorts', example: '49152-65535', note: 'rpcDynamicPorts' },
      { path: 'clients.domain', example: 'contoso.com', only: 'current-branch', note: 'domain' },
      {
        path: 'clients.nameServers',
        example: '[10.0.0.53]',
        only: 'current-branch',
        note: 'nameServers',
      },
    ],
  },
  {
    name: 'roles',
    keys: [
      { path: 'roles.managementPoints', example: '[mp01.contoso.com]' },
      {
        path: 'roles.distributionPoints',
        example: '[{ host: dp01.contoso.com, serves: [http, smb] }]',
        note: 'distributionPoints',
      },
      {
        path: 'roles.serverLocatorPoints',
        example: '[slp01.contoso.com]',
        note: 'serverLocatorPoints',
      },
      { path: 'roles.fallbackStatusPoints', example: '[fsp01.contoso.com]' },
      {
        path: 'roles.softwareUpdatePoints',
        example: '[{ host: sup01.contoso.com, httpPort: 8530, ssl: false }]',
        note: 'softwareUpdatePoints',
      },
      {
        path: 'roles.cloudManagementGateways',
        example: '[cmg.contoso.com]',
        note: 'cloudManagementGateways',
      },
    ],
  },
  {
    name: 'locations',
    keys: [
      {
        path: 'boundaryGroups',
        example:
          '[{ name: Osaka, boundaries: [10.1.0.0/16, 10.9.4.10-10.9.4.99], distributionPoints: dp01.contoso.com }]',
        only: 'current-branch',
      },
    ],
  },
  {
    name: 'install',
    keys: [
      { path: 'install.source', example: String.raw`\\files01\ccmclient`, note: 'source' },
      { path: 'install.manual.runFrom', example: 'local', note: 'runFrom' },
      { path: 'install.manual.source', example: String.raw`\\files01\ccmclient` },
      { path: 'install.groupPolicy.package', example: String.raw`\\files01\gpo`, note: 'package' },
      { path: 'install.groupPolicy.source', example: String.raw`\\files01\ccmclient` },
      { path: 'install.softwareUpdatePoint.source', example: String.raw`\\files01\ccmclient` },
    ],
  },
  { name: 'expect', keys: [{ path: 'expect', example: '{ smb: closed }' }] },
  { name: 'catalogue', keys: [{ path: 'catalogue', example: 'catalogue.yaml' }] },
];

/**
 * A site file with the values of the flags; every other key is shown as a comment, which is valid
 * once its `#-` is removed.
 */
export function siteTemplate(
  said: readonly FlagValue[],
  { head, sections, notes }: SiteTemplateTexts,
  remarks: TemplateRemarks = NO_REMARKS,
): string {
  const parts = SECTIONS.flatMap(({ name, keys }) => {
    const shown = keys.filter((key) => isOf(key, said));
    return shown.length === 0
      ? []
      : [[`# ${sections[name]}`, ...lines(shown, said, 0, { notes, remarks })]];
  });
  const top = [head, ...remarks.head].map((line) => commentLine(line));
  return `${[top, ...parts].map((part) => part.join('\n')).join('\n\n')}\n`;
}

/** The lines of one group; a group without values is a comment too. */
function lines(
  keys: readonly TemplateKey[],
  said: readonly FlagValue[],
  depth: number,
  words: TemplateWords,
): readonly string[] {
  const indent = '  '.repeat(depth);
  const names = [...new Set(keys.map((key) => partsOf(key)[depth] ?? ''))];
  return names.flatMap((name) => {
    const below = keys.filter((key) => partsOf(key)[depth] === name);
    const [first] = below;
    if (first !== undefined && partsOf(first).length === depth + 1) {
      return keyLines(first, name, indent, said, words);
    }
    const anySaid = below.some((key) => valueOf(key, said) !== undefined);
    return [`${anySaid ? '' : '#-'}${indent}${name}:`, ...lines(below, said, depth + 1, words)];
  });
}

interface TemplateWords extends Pick<SiteTemplateTexts, 'notes'> {
  readonly remarks: TemplateRemarks;
}

function keyLines(
  key: TemplateKey,
  name: string,
  indent: string,
  said: readonly FlagValue[],
  { notes, remarks }: TemplateWords,
): readonly string[] {
  const value = valueOf(key, said);
  // A long list has a line for each entry.
  if (Array.isArray(value) && value.some(isGroup) && key.path === name) {
    return [`${name}:`, ...value.map((entry) => `  - ${inline(entry)}`)];
  }
  const text = value === undefined ? exampleOf(key, said) : inline(value);
  const comment = key.note === undefined ? '' : `  # ${notes[key.note]}`;
  return [
    ...(remarks.keys.get(key.path) ?? []).map((line) => commentLine(line, indent)),
    `${value === undefined ? '#-' : ''}${indent}${name}: ${text}${comment}`,
  ];
}

function exampleOf({ example, inCurrentBranch }: TemplateKey, said: readonly FlagValue[]): string {
  return productIn(said) === 'current-branch' ? (inCurrentBranch ?? example) : example;
}

function isOf(key: TemplateKey, said: readonly FlagValue[]): boolean {
  const { only } = key;
  return only === undefined || productIn(said) === only || valueOf(key, said) !== undefined;
}

function productIn(said: readonly FlagValue[]): unknown {
  return said.find(({ path }) => path.join('.') === 'product')?.value;
}

function partsOf({ path }: TemplateKey): readonly string[] {
  return path.split('.');
}

function valueOf({ path }: TemplateKey, said: readonly FlagValue[]): unknown {
  return said.find((flag) => flag.path.join('.') === path)?.value;
}

/** What a server or the machine said can't end a comment and begin a key. */
function commentLine(text: string, indent = ''): string {
  return withoutCiCommands(`${indent}# ${printable(text, MAX_COMMENT_LENGTH)}`);
}

/** A value on one line, lists and groups in brackets. */
function inline(value: unknown): string {
  return stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    blockQuote: false,
    singleQuote: false,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    defaultStringType: hasLooseBlanks(value) ? 'QUOTE_DOUBLE' : 'PLAIN',
    defaultKeyType: 'PLAIN',
  }).trimEnd();
}

/** Blanks at an end, line ends, blanks other than the usual one: a reader may take them for none. */
function hasLooseBlanks(value: unknown): boolean {
  if (typeof value === 'string') return value !== value.trim() || /[^\P{Z} ]|\p{Cc}/u.test(value);
  if (Array.isArray(value)) return value.some(hasLooseBlanks);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLooseBlanks);
}
