import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * A folder of a test file's own, with these files in it; removed after its tests. Its name tells
 * which test file has left it, should that fail.
 */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${nameOfTest()}-`));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

function nameOfTest(): string {
  return path.basename(expect.getState().testPath ?? 'test', '.test.ts');
}
