import { SITE_CONDITIONS } from '../../src/catalogue/flow.ts';
import { EN } from '../../src/text/en/index.ts';
import { ROW_KEYS } from './catalogue-schema.ts';
import { code, table } from './markdown.ts';

/** The parts of the page about rows of a user's own. */
export const OWN_ROW_PARTS = {
  'row-keys': () =>
    table(
      ['key', 'meaning'],
      Object.entries(ROW_KEYS).map(([name, { description }]) => [code(name), description]),
    ),
  'row-conditions': () =>
    table(
      ['condition', 'the flow is needed where'],
      SITE_CONDITIONS.map((name) => [code(name), EN.explain.conditions[name]]),
    ),
} as const;
