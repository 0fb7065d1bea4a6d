import { DIAGNOSIS_FORMATS, type DiagnosisFormat } from '../../report/documents/names.ts';
import type { Command } from '../command.ts';
import { parseOutputs } from '../outputs.ts';
import { COLOR_OPTION, colorOf } from '../shared-options.ts';
import { single, wordsOf } from '../site-options.ts';

export const DIAGNOSE_COMMAND: Command = {
  help: ({ help }) => help.commands.diagnose,
  positionals: {
    logs: {
      type: 'string',
      array: true,
    },
  },
  options: {
    computer: {
      type: 'string',
      array: true,
      requiresArg: true,
    },
    since: {
      type: 'string',
      requiresArg: true,
    },
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
    },
    quiet: { type: 'boolean' },
    color: COLOR_OPTION,
  },
  formats: (texts): Readonly<Record<DiagnosisFormat, string>> => texts.diagnose.formats,
  async run(parsed, streams) {
    const outputs = parseOutputs(parsed['output'], DIAGNOSIS_FORMATS, 'table');
    const { sinceOf } = await import('../diagnose/since.ts');
    const said = parsed['since'] === undefined ? null : single('since', parsed['since']);
    const since = said === null ? null : { from: sinceOf(said, Date.now()), said };
    const { runDiagnosis } = await import('../diagnose/run.ts');
    return runDiagnosis(
      {
        logs: wordsOf(parsed['logs']),
        outputs,
        computers: wordsOf(parsed['computer']),
        since,
        quiet: parsed['quiet'] === true,
        color: colorOf(parsed),
      },
      streams,
    );
  },
};
