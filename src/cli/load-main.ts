import { createRequire } from 'node:module';
import type { CommandEntry } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import type { main } from './main.ts';

/** What a command imports once its words are found right. */
const LATER: ReadonlyMap<string, string> = new Map([
  ['check', './run-check.js'],
  ['merge', './merge/run-merge.js'],
  ['diff', './diff/run-diff.js'],
]);

/**
 * Loads the tool, and what the chosen command needs. import() opens all files of a module at once,
 * which took 200 open files when measured, and reads them in the thread pool; require() opens one
 * after the other and is quicker, and what it loaded is loaded for import() too.
 */
export async function loadMain(argv: readonly string[]): Promise<typeof main> {
  if (requiresModules()) {
    const require = createRequire(import.meta.url);
    for (const part of ['./main.js', ...COMMANDS.flatMap((entry) => partsOf(entry, argv))]) {
      require(part);
    }
  }
  return (await import('./main.ts')).main;
}

function partsOf({ usage }: CommandEntry, argv: readonly string[]): readonly string[] {
  const [name = ''] = usage.split(' ');
  if (!argv.includes(name)) return [];
  const later = LATER.get(name);
  return [`./commands/${name}.js`, ...(later === undefined ? [] : [later])];
}

/** Node 22.0 to 22.11 can't. */
function requiresModules(): boolean {
  return 'require_module' in process.features && process.features.require_module;
}
