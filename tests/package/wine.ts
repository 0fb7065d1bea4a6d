import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { PROGRAM_PATH, mustRun, runCommand, spawnProgram, until } from '../real/support/command.ts';

const MAX_RUN_MS = 120_000;

/** What moves a terminal's cursor, colours its text or sets its title. */
const CONTROL_SEQUENCE = /\u001b(?:\[[\d;?]*[A-Za-z]|\][^\u0007]*\u0007|.)/g;

/** A Debian in a folder that has wine, where this machine has none or an older one. */
const ROOT = process.env['CCM_PREFLIGHT_WINE_ROOT'];

/** Runs a command in that folder, with what a test needs of this machine at its usual place. */
const INSIDE = `
root=$1; shift
for place in "$1" "$2"; do
  mkdir -p "$root$place"
  mount --bind "$place" "$root$place"
done
shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
exec chroot "$root" "$@"
`;

/** What a Windows program did. */
export interface WineEnded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function hasWine(): boolean {
  // In a folder of its own the name is a link that leads nowhere from here.
  return PROGRAM_PATH.split(':').some((folder) => {
    const program = path.join(ROOT ?? '/', folder, 'wine');
    return fs.lstatSync(program, { throwIfNoEntry: false }) !== undefined;
  });
}

/** Puts a command elsewhere, such as into a network namespace: its words before those of wine. */
export type Enter = readonly string[];

/** A Windows of a test's own, in one folder. */
export class Wine {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;
  readonly #programs: string;
  readonly #enter: Enter;

  private constructor(folder: string, programs: string, enter: Enter) {
    this.#folder = folder;
    this.#programs = programs;
    this.#enter = enter;
    this.#environment = {
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      WINEPREFIX: path.join(folder, 'prefix'),
      WINEDEBUG: '-all',
      // Neither is asked for, and both would be looked for.
      WINEDLLOVERRIDES: 'mscoree,mshtml=',
      LC_ALL: 'C.UTF-8',
    };
  }

  /**
   * @param programs the folder of the programs that it is to run
   * @param enter where all of it runs: wine's server, which opens all sockets, starts at once
   */
  static async create(folder: string, programs: string, enter: Enter = []): Promise<Wine> {
    const wine = new Wine(folder, programs, enter);
    const options = { environment: wine.#environment, timeoutMs: MAX_RUN_MS };
    // Node wants Windows 10; wine says what it likes.
    const version = ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'];
    await mustRun(wine.#inside(['wine', ...version]), options);
    return wine;
  }

  #inside(words: readonly string[]): readonly string[] {
    if (ROOT === undefined) return [...this.#enter, ...words];
    const places = [ROOT, this.#folder, this.#programs];
    const inside = ['unshare', '--mount', 'sh', '-euc', INSIDE, 'sh', ...places];
    return [...this.#enter, ...inside, ...words];
  }

  /**
   * Runs a program in the folder. Its output goes to files, because wine's pipes are not Node's.
   * @param within a folder inside that one to start in
   */
  async run(
    words: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    within = '',
  ): Promise<WineEnded> {
    const script =
      'cd "$1"; out=$2; shift 2; exec wine "$@" </dev/null >"$out/stdout" 2>"$out/stderr"';
    const place = path.join(this.#folder, within);
    const { exitCode } = await runCommand(
      this.#inside(['sh', '-c', script, 'sh', place, this.#folder, ...words]),
      { environment: { ...this.#environment, ...environment }, timeoutMs: MAX_RUN_MS },
    );
    const read = (name: string): string =>
      fs.readFileSync(path.join(this.#folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { code: exitCode, stdout: read('stdout'), stderr: read('stderr') };
  }

  /** Starts a program at a terminal, which writes down in a file what it is shown. */
  #atTerminal(words: readonly string[], file: string): ChildProcess {
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const inside = this.#inside(['sh', '-c', `cd '${this.#folder}' && exec wine ${quoted}`]);
    const line = inside.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    return spawnProgram(['script', '--quiet', '--return', '--command', line, file], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: PROGRAM_PATH, TERM: 'xterm', ...this.#environment },
    });
  }

  /**
   * Runs a program at a terminal, where somebody types Ctrl-C as soon as it has made a file.
   * @param made the file's name, in the folder
   * @returns its exit code
   */
  async interrupt(words: readonly string[], made: string): Promise<number | null> {
    const child = this.#atTerminal(words, '/dev/null');
    const ended = once(child, 'exit');
    const isMade = async (): Promise<boolean> =>
      fs.existsSync(path.join(this.#folder, made)) || child.exitCode !== null;
    await until(isMade, MAX_RUN_MS, () => `${made} was not made`);
    child.stdin?.write('\u0003');
    const [code] = await ended;
    return typeof code === 'number' ? code : null;
  }

  /**
   * Runs a program at a terminal, and gives what that shows: without blanks and ends of lines, since
   * the console breaks them where its window ends.
   */
  async show(
    words: readonly string[],
  ): Promise<{ readonly code: unknown; readonly shown: string }> {
    const file = path.join(this.#folder, 'terminal');
    const [code] = await once(this.#atTerminal(words, file), 'exit');
    const shown = fs.readFileSync(file, 'utf8').replaceAll(CONTROL_SEQUENCE, '');
    return { code, shown: shown.replaceAll(/\s/g, '') };
  }

  /** Ends what wine keeps running, and only in this prefix. */
  async close(): Promise<void> {
    await runCommand(this.#inside(['wineserver', '--kill', '--wait']), {
      environment: this.#environment,
    });
  }
}
