import { stringify } from 'yaml';
import type { FlagValue } from './described.ts';

/** A key of the site file, an example for where it is not said, and what to know of it. */
interface TemplateKey {
  readonly path: readonly string[];
  readonly example: string;
  readonly comment?: string;
}

interface TemplateSection {
  readonly comment: string;
  readonly keys: readonly TemplateKey[];
}

const SECTIONS: readonly TemplateSection[] = [
  {
    comment: 'The product, and how clients talk to site systems.',
    keys: [
      { path: ['product'], example: 'cm2007', comment: 'cm2007 (default) or current-branch' },
      {
        path: ['communication'],
        example: 'mixed',
        comment:
          'cm2007: mixed (default), native; current-branch: http (default), https, enhanced-http',
      },
      { path: ['siteCode'], example: 'S01' },
      { path: ['siteServer'], example: 'cm01.contoso.com' },
    ],
  },
  {
    comment: 'Ports of the site, where they are not the defaults. A list means: any of them.',
    keys: [
      { path: ['ports', 'http'], example: '80' },
      { path: ['ports', 'https'], example: '443' },
      { path: ['ports', 'smb'], example: '445', comment: 'only for labs and forwarded ports' },
      { path: ['ports', 'rpcEndpointMapper'], example: '135', comment: 'likewise' },
      { path: ['ports', 'clientNotification'], example: '10123', comment: 'current-branch' },
    ],
  },
  {
    comment: 'What decides whether a server locator point is needed (cm2007).',
    keys: [
      { path: ['activeDirectory', 'schemaExtended'], example: 'true' },
      { path: ['activeDirectory', 'sitesPublished'], example: 'true' },
      { path: ['serverLocatorPointNeeded'], example: 'auto', comment: 'auto (default), yes, no' },
    ],
  },
  {
    comment: 'The clients.',
    keys: [
      {
        path: ['clients', 'membership'],
        example: 'same-forest',
        comment: 'same-forest (default), other-forest, workgroup',
      },
      {
        path: ['clients', 'rpcDynamicPorts'],
        example: '49152-65535',
        comment: '1025-5000 before Windows Vista',
      },
    ],
  },
  {
    comment:
      'The servers that these clients would use: a host, host:port, { host, httpPort, httpsPort }, or a list.',
    keys: [
      { path: ['roles', 'managementPoints'], example: '[mp01.contoso.com]' },
      {
        path: ['roles', 'distributionPoints'],
        example: '[{ host: dp01.contoso.com, serves: [http, smb] }]',
        comment: 'serves defaults to smb in cm2007, http in current-branch',
      },
      { path: ['roles', 'serverLocatorPoints'], example: '[slp01.contoso.com]', comment: 'cm2007' },
      { path: ['roles', 'fallbackStatusPoints'], example: '[fsp01.contoso.com]' },
      {
        path: ['roles', 'softwareUpdatePoints'],
        example: '[{ host: sup01.contoso.com, httpPort: 8530, ssl: false }]',
        comment: 'HTTPS is 443 where HTTP is 80, else one higher; no port said: 80 or 8530',
      },
    ],
  },
  {
    comment: String.raw`How the methods install. UNC paths are written \\server\share, without quotes.`,
    keys: [
      {
        path: ['install', 'source'],
        example: String.raw`\\files01\ccmclient`,
        comment: '/source, for every method that takes it',
      },
      {
        path: ['install', 'manual', 'runFrom'],
        example: 'local',
        comment: 'a UNC path, or local',
      },
      { path: ['install', 'manual', 'source'], example: String.raw`\\files01\ccmclient` },
      { path: ['install', 'groupPolicy', 'package'], example: String.raw`\\files01\gpo` },
      { path: ['install', 'groupPolicy', 'source'], example: String.raw`\\files01\ccmclient` },
      {
        path: ['install', 'softwareUpdatePoint', 'source'],
        example: String.raw`\\files01\ccmclient`,
      },
    ],
  },
];

/**
 * A site file that says what the flags said and shows everything else as comments: those lines are
 * valid too once the `#` before them is taken away.
 */
export function siteTemplate(said: readonly FlagValue[]): string {
  const sections = SECTIONS.map(({ comment, keys }) => [`# ${comment}`, ...lines(keys, said, [])]);
  const head = '# Site file of ccm-preflight. Lines that begin with #- are examples: take #- away.';
  return `${[[head], ...sections].map((section) => section.join('\n')).join('\n\n')}\n`;
}

/** The keys below one group; a group of which nothing is said is a comment too. */
function lines(
  keys: readonly TemplateKey[],
  said: readonly FlagValue[],
  parent: readonly string[],
): readonly string[] {
  const depth = parent.length;
  const indent = '  '.repeat(depth);
  const names = [...new Set(keys.map(({ path }) => path[depth] ?? ''))];
  return names.flatMap((name) => {
    const below = keys.filter(({ path }) => path[depth] === name);
    const [first] = below;
    if (first !== undefined && first.path.length === depth + 1) {
      return [keyLine(first, name, indent, said)];
    }
    const anySaid = below.some((key) => valueOf(key, said) !== undefined);
    const group = [...parent, name];
    return [`${anySaid ? '' : '#-'}${indent}${name}:`, ...lines(below, said, group)];
  });
}

function keyLine(
  key: TemplateKey,
  name: string,
  indent: string,
  said: readonly FlagValue[],
): string {
  const value = valueOf(key, said);
  const text = value === undefined ? key.example : inline(value);
  const comment = key.comment === undefined ? '' : `  # ${key.comment}`;
  return `${value === undefined ? '#-' : ''}${indent}${name}: ${text}${comment}`;
}

function valueOf({ path }: TemplateKey, said: readonly FlagValue[]): unknown {
  return said.find((flag) => flag.path.join('.') === path.join('.'))?.value;
}

/** A value on one line, lists and groups in brackets. */
function inline(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
