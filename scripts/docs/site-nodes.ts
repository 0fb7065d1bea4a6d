import { z } from 'zod';
import { siteSchema } from '../../src/site/schema.ts';

/** What a value of the site file is, read off its schema. */
export type SiteType =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'list-of-words'; readonly words: readonly string[] }
  | {
      readonly kind:
        | 'yes-no'
        | 'port'
        | 'ports'
        | 'range'
        | 'code'
        | 'host'
        | 'domain'
        | 'host-port'
        | 'sources'
        | 'share-or-local'
        | 'group-name'
        | 'group-names'
        | 'boundaries'
        | 'server-names'
        | 'addresses'
        | 'files'
        | 'expectations';
    }
  | { readonly kind: 'hosts'; readonly keys: readonly SiteNode[] }
  | { readonly kind: 'groups'; readonly keys: readonly SiteNode[] }
  | { readonly kind: 'group'; readonly keys: readonly SiteNode[] };

/** A key of the site file, of a group in it or of an entry in one of its lists. */
export interface SiteNode {
  /** The path; within an entry `roles.managementPoints[].host`. */
  readonly path: string;
  readonly name: string;
  readonly type: SiteType;
  /** What it is for; empty for a group within another, whose name says it. */
  readonly meaning: string;
}

/**
 * The site file's keys, in the schema's order.
 * @throws RangeError for a key that nobody has described
 */
export function siteNodes(): readonly SiteNode[] {
  return nodesOf(siteSchema, '');
}

/** All keys of the tree, groups before what is in them. */
export function flatten(nodes: readonly SiteNode[]): readonly SiteNode[] {
  return nodes.flatMap((node) => [node, ...('keys' in node.type ? flatten(node.type.keys) : [])]);
}

function nodesOf(schema: z.ZodObject, parent: string): readonly SiteNode[] {
  return Object.entries(schema.shape).map(([name, value]) => {
    const path = `${parent}${name}`;
    const type = typeOf(value, path);
    const meaning = z.globalRegistry.get(value)?.description ?? '';
    if (meaning === '' && (parent === '' || type.kind !== 'group'))
      throw new RangeError(`${path} has no meaning`);
    return { path, name, type, meaning };
  });
}

function typeOf(said: z.core.$ZodType, path: string): SiteType {
  const schema = said instanceof z.ZodOptional ? said.unwrap() : said;
  if (schema instanceof z.ZodObject) return { kind: 'group', keys: nodesOf(schema, `${path}.`) };
  if (schema instanceof z.ZodEnum) return { kind: 'words', words: schema.options.map(String) };
  if (schema instanceof z.ZodBoolean) return { kind: 'yes-no' };
  if (schema instanceof z.ZodNumber) return { kind: 'port' };
  if (schema instanceof z.ZodString) return { kind: 'code' };
  if (schema instanceof z.ZodRecord) return { kind: 'expectations' };
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject) {
    return { kind: 'groups', keys: nodesOf(schema.element, `${path}[].`) };
  }
  if (schema instanceof z.ZodPipe) {
    return schema.in instanceof z.ZodString ? textType(schema, path) : typeBehind(schema.out, path);
  }
  throw new TypeError(`no word for the type of ${path}`);
}

/** What stands behind a step that makes a list of one value. */
function typeBehind(said: z.core.$ZodType, path: string): SiteType {
  const out = said instanceof z.ZodPipe ? said.in : said;
  if (!(out instanceof z.ZodArray)) return typeOf(out, path);
  const { element } = out;
  if (element instanceof z.ZodObject)
    return { kind: 'hosts', keys: nodesOf(element, `${path}[].`) };
  const inner = typeOf(element, path);
  if (inner.kind === 'words') return { kind: 'list-of-words', words: inner.words };
  if (inner.kind === 'port') return { kind: 'ports' };
  if (inner.kind === 'sources' || inner.kind === 'boundaries' || inner.kind === 'addresses') {
    return inner;
  }
  if (inner.kind === 'code') return { kind: 'files' };
  if (inner.kind === 'host') return { kind: 'server-names' };
  if (inner.kind === 'group-name') return { kind: 'group-names' };
  throw new TypeError(`no word for the entries of ${path}`);
}

/** A text with a rule of its own is known by what it takes. */
function textType(schema: z.ZodPipe, path: string): SiteType {
  const takes = (text: string): boolean => z.safeParse(schema, text).success;
  if (takes('Osaka, 3rd floor')) return { kind: 'group-name' };
  if (takes('10.1.0.0/16')) return { kind: 'boundaries' };
  if (takes(String.raw`\\files01\share`)) {
    return { kind: takes('local') ? 'share-or-local' : 'sources' };
  }
  if (takes('mp01.contoso.com')) {
    if (!takes('10.0.0.1')) return { kind: 'domain' };
    return { kind: takes('mp01:8080') ? 'host-port' : 'host' };
  }
  if (takes('1-2')) return { kind: 'range' };
  if (takes('10.0.0.53')) return { kind: 'addresses' };
  throw new TypeError(`no word for the text of ${path}`);
}
