import { z } from 'zod';
import { REPORT_SCHEMA } from '../../report/model/report.ts';
import { ReadError, type Where, checkShape } from './problem.ts';

/** A line that stands for a part of a document. */
export interface DocumentLine {
  readonly text: string;
  readonly where: Where;
}

const document = z.looseObject({
  // Checked first, so that another program's document is reported as such.
  schema: z.literal(REPORT_SCHEMA),
  clients: z.array(z.unknown()),
  summary: z.looseObject({}),
});
/** Anything but an object is read as an empty one; its line is refused later, with its place. */
const members = z.looseObject({}).catch({});

/**
 * What was saved with `-o json`, as the lines that `-o ndjson` would have written.
 * @param file its name, for what is refused
 * @throws ReadError for what is no report
 */
export function* linesOfDocument(text: string, file: string): Generator<DocumentLine> {
  const { clients, indirect, summary, ...head } = parsed(text, file);
  const lineOf = (type: string, said: unknown, where: Where): DocumentLine => {
    const { type: _ofAnother, ...others } = members.parse(said);
    return { text: lineText({ type, ...others }, file), where };
  };
  yield lineOf('run', head, null);
  for (const [index, client] of clients.entries()) {
    yield lineOf('client', client, `clients[${index}]`);
  }
  yield lineOf('summary', { ...summary, run: head['run'], indirect }, null);
}

function parsed(text: string, file: string): z.infer<typeof document> {
  const checked = checkShape(
    document,
    orRefused(() => JSON.parse(text), file),
  );
  if ('problem' in checked) throw new ReadError(file, null, checked.problem);
  return checked.data;
}

function lineText(line: object, file: string): string {
  // Endless nesting can be read, but not written.
  return orRefused(() => JSON.stringify(line), file);
}

function orRefused<T>(make: () => T, file: string): T {
  try {
    return make();
  } catch {
    throw new ReadError(file, null, ({ saved }) => saved.notJsonDocument);
  }
}
