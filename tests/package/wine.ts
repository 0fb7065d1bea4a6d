import fs from 'node:fs';
import path from 'node:path';
import { PROGRAM_PATH, mustRun, runCommand } from '../real/support/command.ts';

const MAX_RUN_MS = 120_000;

/** What a Windows program did. */
export interface WineEnded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function hasWine(): boolean {
  return PROGRAM_PATH.split(':').some((folder) => fs.existsSync(path.join(folder, 'wine')));
}

/** A Windows of a test's own, in one folder. */
export class Wine {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#environment = {
      HOME: folder,
      WINEPREFIX: path.join(folder, 'prefix'),
      WINEDEBUG: '-all',
      // Neither is asked for, and both would be looked for.
      WINEDLLOVERRIDES: 'mscoree,mshtml=',
    };
  }

  static async create(folder: string): Promise<Wine> {
    const wine = new Wine(folder);
    // Node wants Windows 10; wine 8 says 7.
    const version = ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'];
    await mustRun(['wine', ...version], { environment: wine.#environment, timeoutMs: MAX_RUN_MS });
    return wine;
  }

  /** Runs a program in the folder. Its output goes to files, because wine's pipes are not Node's. */
  async run(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<WineEnded> {
    const script = 'cd "$1"; shift; exec wine "$@" </dev/null >stdout 2>stderr';
    const { exitCode } = await runCommand(['sh', '-c', script, 'sh', this.#folder, ...words], {
      environment: { ...this.#environment, ...environment },
      timeoutMs: MAX_RUN_MS,
    });
    const read = (name: string): string =>
      fs.readFileSync(path.join(this.#folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { code: exitCode, stdout: read('stdout'), stderr: read('stderr') };
  }

  /** Ends what wine keeps running, and only in this prefix. */
  async close(): Promise<void> {
    await runCommand(['wineserver', '--kill', '--wait'], { environment: this.#environment });
  }
}
