import { DIFF_FORMATS, type DiffFormat } from '../../diff/model.ts';
import { IGNORED } from '../../diff/ignore.ts';
import { SWITCH, command, outputs, someOf } from '../option.ts';
import { COLOR } from '../shared-options.ts';
import { single } from '../site-options.ts';

export const DIFF_COMMAND = command({
  help: ({ help }) => help.commands.diff,
  positionals: {
    old: { type: 'string' },
    new: { type: 'string' },
  },
  options: {
    output: outputs(DIFF_FORMATS, 'table'),
    ignore: someOf(IGNORED),
    quiet: SWITCH,
    color: COLOR,
  },
  formats: (texts): Readonly<Record<DiffFormat, string>> => texts.diff.formats,
  async run(said, streams, parsed) {
    const outputs = said('output');
    const { runDiff } = await import('../diff/run-diff.ts');
    return runDiff(
      {
        old: single('old', parsed['old']),
        new: single('new', parsed['new']),
        outputs,
        ignored: said('ignore'),
        quiet: said('quiet'),
        color: said('color'),
      },
      streams,
    );
  },
});
