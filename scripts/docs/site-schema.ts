import { type SiteNode, type SiteType, siteNodes } from './site-nodes.ts';
import { EXPECTED_STATES } from '../../src/site/site.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const PORT = { type: 'integer', minimum: 1, maximum: 65_535 } as const;

/**
 * A JSON Schema of the site file, for editors. What one key can't judge alone, and what needs more
 * than a pattern (host names, UNC paths), is left to the tool.
 */
export function siteJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Site file of ccm-preflight',
    ...group(siteNodes()),
  };
}

function group(nodes: readonly SiteNode[], required: readonly string[] = []): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      nodes.map(({ name, type, meaning }) => {
        const description = meaning.replaceAll('`', '');
        return [name, { ...(description === '' ? {} : { description }), ...schemaOf(type) }];
      }),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function schemaOf(type: SiteType): JsonSchema {
  switch (type.kind) {
    case 'words':
      // YAML 1.1 habits: yes and no may arrive as true and false.
      return {
        enum: [...type.words, ...(type.words.includes('yes') ? [true, false] : [])],
      };
    case 'list-of-words': {
      const word = { enum: type.words };
      return { anyOf: [word, { type: 'array', items: word, minItems: 1 }] };
    }
    case 'yes-no':
      return { type: 'boolean' };
    case 'port':
      return PORT;
    case 'ports':
      return { anyOf: [PORT, { type: 'array', items: PORT, minItems: 1 }] };
    case 'range':
      return { type: 'string', pattern: String.raw`^\s*\d+\s*-\s*\d+\s*$` };
    case 'code':
      return { type: 'string', pattern: '^[A-Za-z0-9]{3}$' };
    case 'expectations':
      return { type: 'object', additionalProperties: { enum: EXPECTED_STATES } };
    case 'host':
    case 'domain':
    case 'host-port':
    case 'share-or-local':
    case 'group-name':
      return { type: 'string', minLength: 1 };
    case 'group-names':
    case 'boundaries':
    case 'server-names':
    case 'addresses':
    case 'files':
    case 'sources': {
      const entry = { type: 'string', minLength: 1 };
      return { anyOf: [entry, { type: 'array', items: entry }] };
    }
    case 'hosts': {
      const entry = {
        anyOf: [{ type: 'string', minLength: 1 }, group(type.keys, ['host'])],
      };
      return { anyOf: [...entry.anyOf, { type: 'array', items: entry }] };
    }
    case 'groups':
      return { type: 'array', items: group(type.keys, ['name']) };
    case 'group':
      return group(type.keys);
  }
}
