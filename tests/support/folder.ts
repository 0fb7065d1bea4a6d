import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A folder of a test file's own, with these files in it. The end of the run removes it, also for
 * tests that were skipped when it was made.
 */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'own', 'test-'));
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}
