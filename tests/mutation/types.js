import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** What is left over of a mutant's code is no reason to refuse it. */
const OPTIONS = ['--noEmit', '--noUnusedLocals', 'false', '--noUnusedParameters', 'false'];

/** A copy of the sources that the compiler can be asked about. */
export class TypeChecker {
  #folder = mkdtempSync(path.join(tmpdir(), 'ccm-preflight-mutation-'));

  constructor() {
    for (const name of ['src', 'tsconfig.json', 'package.json']) {
      cpSync(name, path.join(this.#folder, name), { recursive: true });
    }
    symlinkSync(path.resolve('node_modules'), path.join(this.#folder, 'node_modules'));
  }

  /** Whether the compiler refuses a file's changed text: no test has to see that. */
  async refuses(file, original, changed) {
    const copy = path.join(this.#folder, file);
    writeFileSync(copy, changed);
    try {
      await run(path.resolve('node_modules/.bin/tsc'), ['-p', this.#folder, ...OPTIONS]);
      return false;
    } catch {
      return true;
    } finally {
      writeFileSync(copy, original);
    }
  }

  close() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
