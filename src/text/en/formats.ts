import type { FormatTexts } from '../formats.ts';

export const FORMATS: FormatTexts = {
  report: {
    table: 'for people, at a terminal',
    json: 'one document with everything, for programs',
    ndjson: 'a line a client as soon as it is judged; what --resume and merge read',
  },
  plan: {
    table: 'for people, at a terminal',
    json: 'for programs',
    csv: 'a row a flow, for a spreadsheet',
    markdown: 'a table for a change request or a wiki',
  },
};
