import { z } from 'zod';
import { catalogueJsonSchema } from './catalogue-schema.ts';
import { siteJsonSchema } from './site-schema.ts';
import { diagnosisSchema } from './schema/diagnosis.ts';
import { diffSchema } from './schema/diff.ts';
import { discoverySchema } from './schema/discovery.ts';
import { explanationSchema } from './schema/explanation.ts';
import { lineSchema } from './schema/lines.ts';
import { planSchema } from './schema/plan.ts';
import { reportSchema } from './schema/report.ts';

/** What the program writes, by the name of the schema's file. */
export const WRITTEN = {
  report: reportSchema,
  'report-line': lineSchema,
  plan: planSchema,
  diff: diffSchema,
  diagnosis: diagnosisSchema,
  discovery: discoverySchema,
  explanation: explanationSchema,
} as const;
export type WrittenName = keyof typeof WRITTEN;

/**
 * The published schema: members may be added in later versions, so others than those it knows are
 * allowed. `closed` allows none, for a test that each is described.
 */
export function writtenSchema(
  name: WrittenName,
  members: 'open' | 'closed' = 'open',
): z.core.JSONSchema.JSONSchema {
  const schema = z.toJSONSchema(WRITTEN[name], {
    // A line may leave out what has a default; a document has all.
    io: name === 'report-line' ? 'input' : 'output',
    reused: name === 'report-line' ? 'ref' : 'inline',
    override({ zodSchema, jsonSchema }) {
      // A validator may know no formats, and its readers not what Zod's patterns say.
      delete jsonSchema.format;
      delete jsonSchema.pattern;
      if (zodSchema instanceof z.ZodObject && isPlain(zodSchema)) {
        if (members === 'closed') jsonSchema.additionalProperties = false;
        else delete jsonSchema.additionalProperties;
      }
      if (name !== 'report-line') {
        delete jsonSchema.default;
        delete jsonSchema.maxLength;
      }
      if (jsonSchema.prefixItems !== undefined) jsonSchema.minItems = jsonSchema.prefixItems.length;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const { description, ...rest } = schema;
  return { title: description ?? '', ...rest };
}

/** An object without a rule of its own for other members. */
function isPlain(schema: z.ZodObject): boolean {
  return schema.def.catchall === undefined;
}

/** All published schemas by path, as text that a formatter has not seen yet. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const names: readonly WrittenName[] = [
    'report',
    'report-line',
    'plan',
    'diff',
    'diagnosis',
    'discovery',
    'explanation',
  ];
  return Object.fromEntries([
    ['docs/schema/site.schema.json', JSON.stringify(siteJsonSchema())],
    ['docs/schema/catalogue.schema.json', JSON.stringify(catalogueJsonSchema())],
    ...names.map((name) => [
      `docs/schema/${name}.schema.json`,
      JSON.stringify(writtenSchema(name)).replaceAll('`', ''),
    ]),
  ]);
}
