import type { z } from 'zod';
import { type WrittenName, writtenSchema } from './json-schema.ts';
import { code, codes, table } from './markdown.ts';

type Schema = z.core.JSONSchema.JSONSchema;

/** Longer lists of words are told of where they belong. */
const MAX_WORDS = 7;

/** Members that have a table of their own. */
const APART: ReadonlySet<string> = new Set(['evidence', 'self']);

interface Field {
  readonly path: string;
  readonly schema: Schema;
  /** Left out where there is nothing to say. */
  readonly optional: boolean;
}

/** The members of a document: a table for those at the top, and one for each that has members. */
export function fieldTables(name: WrittenName): string {
  const top = membersOf(writtenSchema(name));
  const simple = top.filter(({ schema }) => membersOf(schema).length === 0);
  const parts = top.filter(({ schema }) => membersOf(schema).length > 0);
  return [
    fieldTable(simple),
    ...parts.map(({ path, schema }) =>
      [
        `#### ${code(path)}`,
        ...(schema.description === undefined ? [] : [schema.description]),
        fieldTable(flat(schema, '')),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}

/** The members of a part that the tables of its document leave apart. */
export function apartTable(name: WrittenName, part: string): string {
  const found = find(writtenSchema(name), part);
  return fieldTable(flat(found, ''));
}

function find(schema: Schema, part: string): Schema {
  const below = (each: Schema): Schema | null => {
    for (const { path, schema: member } of membersOf(each)) {
      if (path.replace(/^.*[.\]]/, '') === part) return member;
      const found = below(member);
      if (found !== null) return found;
    }
    return null;
  };
  const found = below(schema);
  if (found === null) throw new RangeError(`no member ${part}`);
  return found;
}

function fieldTable(fields: readonly Field[]): string {
  return table(
    ['member', 'value', 'meaning'],
    fields.map(({ path, schema, optional }) => [
      code(path),
      `${valueText(schema)}${optional ? '; may be missing' : ''}`,
      meaning(schema, path),
    ]),
  );
}

/** @throws RangeError for a member that nobody has described */
function meaning(schema: Schema, path: string): string {
  const { description } = schema;
  if (description !== undefined) return description.replace(/\.$/, '');
  if ('const' in schema) return '';
  throw new RangeError(`${path} has no description`);
}

/** A member and what is in it. */
function flat(schema: Schema, prefix: string): readonly Field[] {
  return membersOf(schema).flatMap((field) => {
    const path = `${prefix}${field.path}`;
    const name = path.replace(/^.*[.\]]/, '');
    const inner = membersOf(field.schema);
    const own = { ...field, path };
    if (inner.length === 0 || APART.has(name)) return [own];
    return [own, ...flat(field.schema, `${path}${isList(field.schema) ? '[]' : ''}.`)];
  });
}

/** The members of an object, of a list's entries, or of a record's values: `*.verdict`. */
function membersOf(schema: Schema): readonly Field[] {
  if (schema.properties !== undefined) {
    const required = new Set(schema.required);
    return Object.entries(schema.properties).map(([path, member]) => ({
      path,
      schema: schemaOf(member),
      optional: !required.has(path),
    }));
  }
  if (schema.items !== undefined && !Array.isArray(schema.items)) {
    return membersOf(schemaOf(schema.items));
  }
  if (typeof schema.additionalProperties === 'object') {
    return membersOf(schema.additionalProperties).map((field) => ({
      ...field,
      path: `*.${field.path}`,
    }));
  }
  const seen = new Map<string, Field>();
  for (const choice of schema.anyOf ?? []) {
    const one = schemaOf(choice);
    const kind = Object.entries(one.properties ?? {}).find(
      ([, member]) => 'const' in schemaOf(member),
    );
    for (const field of membersOf(one)) {
      if (field.path === kind?.[0]) continue;
      const path = kind === undefined ? field.path : `${constOf(kind[1])}: ${field.path}`;
      if (!seen.has(path)) seen.set(path, { ...field, path });
    }
  }
  return [...seen.values()];
}

function constOf(member: z.core.JSONSchema._JSONSchema): string {
  return String(schemaOf(member).const);
}

function schemaOf(schema: z.core.JSONSchema._JSONSchema): Schema {
  return typeof schema === 'boolean' ? {} : schema;
}

function isList(schema: Schema): boolean {
  return (
    schema.type === 'array' || (schema.anyOf ?? []).some((one) => schemaOf(one).type === 'array')
  );
}

function valueText(schema: Schema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum !== undefined) {
    return schema.enum.length > MAX_WORDS ? 'a word' : codes(schema.enum.map(String));
  }
  if (schema.anyOf !== undefined) {
    const all = schema.anyOf.map((one) => valueText(schemaOf(one)));
    return [...new Set(all)].join(' or ');
  }
  const types: readonly (string | undefined)[] = [schema.type].flat();
  return types.map((type) => typeText(type, schema)).join(' or ');
}

function typeText(type: string | undefined, schema: Schema): string {
  switch (type) {
    case 'array': {
      const entry = Array.isArray(schema.items) ? {} : schemaOf(schema.items ?? {});
      return membersOf(entry).length > 0 ? 'list' : `list of: ${valueText(entry)}`;
    }
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return codes(['true', 'false']);
    case 'null':
      return code('null');
    default:
      return type ?? 'any';
  }
}
