import { isIP } from 'node:net';
import { checkHost } from '../../site/host.ts';
import { printable } from '../../base/printable.ts';
import type { Command } from '../command.ts';
import { parseOutputs } from '../outputs.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../report/forms/names.ts';
import { COLOR_OPTION, colorOf } from '../shared-options.ts';
import { single, wordsOf } from '../site-options.ts';
import { UsageError } from '../usage-error.ts';

const MAX_NAME_LENGTH = 255;

export const MERGE_COMMAND: Command = {
  help: ({ help }) => help.commands.merge,
  positionals: {
    reports: {
      type: 'string',
      array: true,
    },
  },
  options: {
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
    },
    domain: {
      type: 'string',
      requiresArg: true,
    },
    'site-server': {
      type: 'string',
      requiresArg: true,
    },
    missing: {
      type: 'string',
      array: true,
      requiresArg: true,
    },
    strict: {
      type: 'boolean',
    },
    quiet: { type: 'boolean' },
    color: COLOR_OPTION,
  },
  formats: (texts): Readonly<Record<ReportFormat, string>> => texts.formats.report,
  async run(parsed, streams) {
    const outputs = parseOutputs(parsed['output'], REPORT_FORMATS, 'table');
    const domain = parsed['domain'] === undefined ? null : single('domain', parsed['domain']);
    if (domain !== null && ('problem' in checkHost(domain) || isIP(domain) !== 0)) {
      throw new UsageError(({ merge }) => merge.badDomain(printable(domain)));
    }
    const siteServer = siteServerOf(parsed['site-server']);
    const { runMerge } = await import('../merge/run-merge.ts');
    return runMerge(
      {
        reports: wordsOf(parsed['reports']),
        domain,
        siteServer,
        missing: wordsOf(parsed['missing']).map((name) => printable(name, MAX_NAME_LENGTH)),
        outputs,
        strict: parsed['strict'] === true,
        quiet: parsed['quiet'] === true,
        color: colorOf(parsed),
      },
      streams,
    );
  },
};

/** @throws UsageError */
function siteServerOf(said: unknown): string | null {
  if (said === undefined) return null;
  const name = single('site-server', said);
  const checked = checkHost(name);
  if ('value' in checked) return checked.value;
  throw new UsageError(({ merge }) => merge.badSiteServer(printable(name)));
}
