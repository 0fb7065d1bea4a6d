import { PRODUCTS } from '../../src/catalogue/vocabulary.ts';
import { ENTRY_FLAGS, SITE_FLAGS } from '../../src/cli/site-flags.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { code, codes, table } from './markdown.ts';
import { type SiteNode, type SiteType, flatten, siteNodes } from './site-nodes.ts';

/** The parts of the reference of the site file. */
export const SITE_FILE_PARTS = {
  'site-keys': () => keyTable(siteNodes().filter((node) => !isGroup(node))),
  'site-groups': () =>
    siteNodes()
      .filter(isGroup)
      .map((node) => groupText(node))
      .join('\n\n'),
} as const;

/** What has a section of its own. */
function isGroup({ type }: SiteNode): boolean {
  return type.kind === 'group' || type.kind === 'groups';
}

function groupText({ path, type, meaning }: SiteNode): string {
  const keys = 'keys' in type ? flatten(type.keys).filter((key) => key.type.kind !== 'group') : [];
  return [`### ${code(path)}`, meaning, keyTable(keys)].join('\n\n');
}

function keyTable(nodes: readonly SiteNode[]): string {
  return table(
    ['key', 'value', 'default', 'flag', 'meaning'],
    nodes.map(({ path, type, meaning }) => [
      code(path),
      valueText(type),
      defaultText(path),
      flagText(path),
      meaning,
    ]),
  );
}

function valueText(type: SiteType): string {
  switch (type.kind) {
    case 'words':
      return codes(type.words);
    case 'list-of-words':
      return `${codes(type.words)}, or a list`;
    case 'yes-no':
      return codes(['true', 'false']);
    case 'port':
      return 'port, 1 to 65535';
    case 'ports':
      return 'port, or a list of ports';
    case 'range':
      return 'range of ports, `first-last`';
    case 'code':
      return 'three letters or digits';
    case 'host':
      return 'host name or address';
    case 'host-port':
      return 'host name or address, with or without `:port`';
    case 'sources':
      return 'UNC path, or a folder of a local disk, or a list of these (any of them)';
    case 'share-or-local':
      return 'UNC path, or `local`';
    case 'group-name':
      return 'text';
    case 'group-names':
      return 'a name, or a list';
    case 'boundaries':
      return 'network (`10.1.0.0/16`, `2001:db8:1::/48`), range (`10.1.0.10-10.1.0.99`), or a list of these';
    case 'domain':
      return 'full name of a domain';
    case 'expectations':
      return 'a flow or a requirement each: `closed`';
    case 'addresses':
      return 'an address, with a port or without, or a list';
    case 'files':
      return 'a file, or a list';
    case 'server-names':
      return 'host name or address, or a list';
    case 'groups':
      return 'a list of groups of keys';
    case 'hosts':
      return 'a host, `host:port`, a group of the keys below, or a list of these';
    case 'group':
      return 'a group of keys';
  }
}

/** What an empty site file comes to, in each product. */
function defaultText(path: string): string {
  const found = PRODUCTS.map((product) => {
    const site = siteFromFiles({ name: 'site.yaml', text: `product: ${product}` });
    return path === 'product' ? 'none: it has to be said' : valueAt(site, path);
  });
  const [old, now] = found;
  if (old === undefined || now === undefined) return '';
  if (old === now) return old;
  return PRODUCTS.map((product, at) => `${product}: ${found[at]}`).join('; ');
}

/** Scalars, ranges and lists of ports; empty for what is not there and for what is nobody's default. */
function valueAt(root: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null
          ? Object.entries(at).find(([name]) => name === key)?.[1]
          : undefined,
      root,
    );
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return code(String(value));
  }
  if (Array.isArray(value)) return codes(value.map(String));
  if (typeof value === 'object' && value !== null && 'first' in value && 'last' in value) {
    return code(`${String(value.first)}-${String(value.last)}`);
  }
  return '';
}

function flagText(path: string): string {
  const named = Object.entries(SITE_FLAGS).find(([, flag]) => flag.path === path);
  if (named !== undefined) return code(`--${named[0]}`);
  const ofEntry = Object.entries(ENTRY_FLAGS).find(
    ([, { role, key }]) => path === `roles.${role}[].${key}`,
  );
  return ofEntry === undefined ? '' : code(`--${ofEntry[0]}`);
}
