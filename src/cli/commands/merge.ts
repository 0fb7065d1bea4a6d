import { isIP } from 'node:net';
import { checkHost } from '../../site/host.ts';
import { printable } from '../../base/printable.ts';
import { SWITCH, command, outputs, word, words } from '../option.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../report/forms/names.ts';
import { COLOR } from '../shared-options.ts';
import { wordsOf } from '../site-options.ts';
import { UsageError } from '../usage-error.ts';

const MAX_NAME_LENGTH = 255;

export const MERGE_COMMAND = command({
  help: ({ help }) => help.commands.merge,
  positionals: {
    reports: { type: 'string', array: true },
  },
  options: {
    output: outputs(REPORT_FORMATS, 'table'),
    domain: word(domainOf),
    'site-server': word(siteServerOf),
    missing: words(),
    strict: SWITCH,
    audit: SWITCH,
    quiet: SWITCH,
    color: COLOR,
  },
  formats: (texts): Readonly<Record<ReportFormat, string>> => texts.formats.report,
  async run(said, streams, parsed) {
    const outputs = said('output');
    const domain = said('domain');
    const siteServer = said('site-server');
    const { runMerge } = await import('../merge/run-merge.ts');
    return runMerge(
      {
        reports: wordsOf(parsed['reports']),
        domain,
        siteServer,
        missing: said('missing').map((name) => printable(name, MAX_NAME_LENGTH)),
        outputs,
        strict: said('strict'),
        audit: said('audit'),
        quiet: said('quiet'),
        color: said('color'),
      },
      streams,
    );
  },
});

/** @throws UsageError */
function domainOf(name: string): string {
  if ('value' in checkHost(name) && isIP(name) === 0) return name;
  throw new UsageError(({ merge }) => merge.badDomain(printable(name)));
}

/** @throws UsageError */
function siteServerOf(name: string): string {
  const checked = checkHost(name);
  if ('value' in checked) return checked.value;
  throw new UsageError(({ merge }) => merge.badSiteServer(printable(name)));
}
