import { DIAGNOSIS_FORMATS, type DiagnosisFormat } from '../../report/documents/names.ts';
import { SWITCH, command, outputs, word, words } from '../option.ts';
import { COLOR } from '../shared-options.ts';
import { wordsOf } from '../site-options.ts';

export const DIAGNOSE_COMMAND = command({
  help: ({ help }) => help.commands.diagnose,
  positionals: {
    logs: { type: 'string', array: true },
  },
  options: {
    computer: words(),
    since: word(),
    output: outputs(DIAGNOSIS_FORMATS, 'table'),
    quiet: SWITCH,
    color: COLOR,
  },
  formats: (texts): Readonly<Record<DiagnosisFormat, string>> => texts.diagnose.formats,
  async run(said, streams, parsed) {
    const outputs = said('output');
    const { sinceOf } = await import('../diagnose/since.ts');
    const moment = said('since');
    const since = moment === null ? null : { from: sinceOf(moment, Date.now()), said: moment };
    const { runDiagnosis } = await import('../diagnose/run.ts');
    return runDiagnosis(
      {
        logs: wordsOf(parsed['logs']),
        outputs,
        computers: said('computer'),
        since,
        quiet: said('quiet'),
        color: said('color'),
      },
      streams,
    );
  },
});
