import { DIFF_FORMATS, type DiffFormat } from '../../diff/model.ts';
import type { Command } from '../command.ts';
import { parseOutputs } from '../outputs.ts';
import { COLOR_OPTION, colorOf } from '../shared-options.ts';
import { single } from '../site-options.ts';

export const DIFF_COMMAND: Command = {
  help: ({ help }) => help.commands.diff,
  positionals: {
    old: { type: 'string' },
    new: { type: 'string' },
  },
  options: {
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
    },
    quiet: { type: 'boolean' },
    color: COLOR_OPTION,
  },
  formats: (texts): Readonly<Record<DiffFormat, string>> => texts.diff.formats,
  async run(parsed, streams) {
    const outputs = parseOutputs(parsed['output'], DIFF_FORMATS, 'table');
    const { runDiff } = await import('../diff/run-diff.ts');
    return runDiff(
      {
        old: single('old', parsed['old']),
        new: single('new', parsed['new']),
        outputs,
        quiet: parsed['quiet'] === true,
        color: colorOf(parsed),
      },
      streams,
    );
  },
};
