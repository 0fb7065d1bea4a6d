import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { BUILT_COMMAND, REPOSITORY } from '../real/support/tool.ts';
import { makeFolder } from '../support/folder.ts';

/** How a script ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** How each system starts the shell of a step; the script's file comes last. */
export const SHELLS = {
  'github-bash': ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  'github-default': ['bash', '-e'],
  azure: ['bash', '--noprofile', '--norc'],
  gitlab: ['bash', '-eo', 'pipefail'],
  jenkins: ['sh', '-xe'],
} as const satisfies Record<string, readonly string[]>;
export type Shell = keyof typeof SHELLS;

/** npm is not run: it would need the network. What it was asked for is kept. */
const NPM = `#!/bin/sh
echo "$@" >>"$WORKSPACE_TOOLS/npm-calls"
`;

/** The built tool. Ten minutes of waiting for what is broken on purpose are cut short. */
const COMMAND = `#!/bin/sh
for word; do
  shift
  if [ "$word" = 10m ]; then set -- "$@" 50ms; else set -- "$@" "$word"; fi
done
exec "${process.execPath}" "${BUILT_COMMAND}" "$@"
`;

/** In the place of Node: keeps the words that a program was started with, and refuses them. */
const KEEPER = `#!/bin/sh
shift
printf '%s\\0' "$@" >"$WORKSPACE_TOOLS/words"
exit 2
`;

const LAB_BUILDER = `#!/bin/sh
echo built >lab-is-built
`;

/** A job's checkout, with the tools of its machine beside it. */
export class Workspace {
  readonly root = makeFolder();
  readonly checkout = path.join(this.root, 'checkout');
  readonly #tools = path.join(this.root, 'tools');
  #scripts = 0;

  constructor(siteFile: string) {
    fs.mkdirSync(this.checkout);
    fs.mkdirSync(this.#tools);
    fs.writeFileSync(path.join(this.checkout, 'lab.yaml'), siteFile);
    this.#addProgram(path.join(this.checkout, 'build-lab.sh'), LAB_BUILDER);
    this.#addProgram(path.join(this.#tools, 'npm'), NPM);
    this.#addProgram(path.join(this.#tools, 'ccm-preflight'), COMMAND);
  }

  #addProgram(file: string, text: string): void {
    fs.writeFileSync(file, text, { mode: 0o755 });
  }

  /** What npm was asked for, a line each. */
  get npmCalls(): readonly string[] {
    const file = path.join(this.#tools, 'npm-calls');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  /** From now on no program of Node's is run in here. */
  keepWords(): void {
    this.#addProgram(path.join(this.#tools, 'node'), KEEPER);
  }

  /** What a program of Node's was to be started with; null where none was. */
  get keptWords(): readonly string[] | null {
    const file = path.join(this.#tools, 'words');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\0').slice(0, -1) : null;
  }

  /** A new empty file outside of the checkout. */
  emptyFile(name: string): string {
    const file = path.join(this.root, name);
    fs.writeFileSync(file, '');
    return file;
  }

  /** Runs a step's script as its system would, in the checkout. */
  run(shell: Shell, script: string, environment: Environment = {}): Promise<Ended> {
    this.#scripts += 1;
    const file = path.join(this.root, `step-${this.#scripts}.sh`);
    fs.writeFileSync(file, script);
    const [program, ...options] = SHELLS[shell];
    return new Promise((resolve) => {
      execFile(
        program,
        [...options, file],
        {
          cwd: this.checkout,
          env: {
            PATH: `${this.#tools}:${path.dirname(process.execPath)}:/usr/bin:/bin`,
            HOME: this.root,
            CI: 'true',
            WORKSPACE_TOOLS: this.#tools,
            ...environment,
          },
        },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : error.code;
          resolve({ code: typeof code === 'number' ? code : -1, stdout, stderr });
        },
      );
    });
  }
}

export const read = (name: string): string => fs.readFileSync(path.join(REPOSITORY, name), 'utf8');
