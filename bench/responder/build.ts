import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../../tests/real/support/command.ts';
import { repliesHeader } from './replies.ts';
import { requestsHeader } from './requests.ts';

/** What the responder plays, and what asks it as fast as can be. @returns the program's path */
export const buildResponder = (folder: string): Promise<string> =>
  build(folder, 'responder', 'replies.h', repliesHeader());

export const buildLoad = (folder: string): Promise<string> =>
  build(folder, 'load', 'requests.h', requestsHeader());

async function build(folder: string, name: string, header: string, text: string): Promise<string> {
  const source = fileURLToPath(new URL(`./${name}.c`, import.meta.url));
  const program = path.join(folder, name);
  fs.writeFileSync(path.join(folder, header), text);
  await mustRun(['gcc', '-O2', '-Wall', '-Wextra', '-Werror', '-I', folder, '-o', program, source]);
  return program;
}
