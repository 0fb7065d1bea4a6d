import type { Command } from '../command.ts';
import { parseOutputs } from '../outputs.ts';
import { REPORT_FORMATS } from '../../text/formats.ts';
import { COLOR_OPTION } from '../shared-options.ts';

export const MERGE_COMMAND: Command = {
  positionals: {
    reports: {
      type: 'string',
      array: true,
      describe:
        'Reports that -o ndjson or -o json saved; of a client in several the newest entry stands',
    },
  },
  options: {
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      describe: 'FORMAT[=FILE], repeatable (default: table); formats below',
    },
    strict: {
      type: 'boolean',
      describe: 'Exit code 3 where nothing breaks but something could not be proven from there',
    },
    quiet: { type: 'boolean', describe: 'No progress' },
    color: COLOR_OPTION,
  },
  formats: (texts) => texts.formats.report,
  examples: [
    [
      '$0 merge shard-1.ndjson shard-2.ndjson -o table -o ndjson=site.ndjson',
      'What several machines saw, in one report',
    ],
    ['$0 merge report.ndjson', 'A saved report again, for people'],
  ],
  async run(parsed, streams) {
    const outputs = parseOutputs(parsed['output'], REPORT_FORMATS, 'table');
    const said = parsed['reports'];
    const { runMerge } = await import('../merge/run-merge.ts');
    return runMerge(
      {
        reports: (Array.isArray(said) ? said : [said]).map(String),
        outputs,
        strict: parsed['strict'] === true,
        quiet: parsed['quiet'] === true,
      },
      parsed,
      streams,
    );
  },
};
