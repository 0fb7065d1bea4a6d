import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { Command } from '../command.ts';
import { COMPLETION_SCRIPTS, SHELLS } from '../completion/scripts.ts';
import { print } from '../output-error.ts';

export const COMPLETION_COMMAND: Command = {
  help: ({ help }) => help.commands.completion,
  positionals: {
    shell: { type: 'string', choices: [...SHELLS] },
  },
  options: {},
  async run(parsed, streams) {
    const shell = SHELLS.find((known) => known === parsed['shell']);
    if (shell !== undefined) await print(streams, COMPLETION_SCRIPTS[shell]);
    return EXIT_CODES.ok;
  },
};
