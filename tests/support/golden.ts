import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'fixtures/golden';

/** What a command printed, as a golden file holds it. */
export interface Transcript {
  /** A command line, or what is shown. */
  readonly title: string;
  readonly text: string;
  readonly exitCode: number;
}

/** The transcript as text, and the text of its golden file. */
export interface Golden {
  readonly actual: string;
  readonly expected: string;
}

/**
 * A transcript and `fixtures/golden/NAME.txt`. With UPDATE_GOLDEN=1 in the environment the file is
 * written first: read the difference before it is committed.
 */
export function golden(name: string, { title, text, exitCode }: Transcript): Golden {
  const file = path.join(FOLDER, `${name}.txt`);
  const lines = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const actual = `$ ${title}\n${lines}exit code ${exitCode}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : `${file} is missing`;
  return { actual, expected };
}
