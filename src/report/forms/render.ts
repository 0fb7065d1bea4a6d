import type { ReportFormat } from './names.ts';
import { EN } from '../../text/en/index.ts';
import type { Texts } from '../../text/texts.ts';
import { FORMATS } from './formats.ts';
import type { Report } from '../model/report.ts';
import type { Appearance } from '../terminal/style.ts';

export interface RenderOptions {
  /** The language of the sentences that the form adds (default: English). */
  readonly texts?: Texts;
  /** Characters a line, for `table` (default: 80). */
  readonly width?: number;
}

const WIDTH = 80;

/** A whole report in one of the forms, as `ccm-preflight check -o` writes it into a file. */
export async function renderReport(
  { run, clients, indirect, summary, ...head }: Report,
  format: ReportFormat,
  { texts = EN, width = WIDTH }: RenderOptions = {},
): Promise<string> {
  const appearance: Appearance = { colors: false, characters: 'unicode', width };
  const make = await FORMATS[format].load({
    appearance,
    texts,
    siteWords: [],
    shell: 'sh',
  });
  const { from, joined, startedAt } = run;
  const begun = { from, ...(joined === undefined ? {} : { joined }), startedAt };
  const reporter = make({ ...head, run: begun });
  return [
    reporter.opening,
    ...clients.map((entry, index) => reporter.client(entry, index)),
    reporter.close({ run, indirect, summary }),
    ...(reporter.rest?.() ?? []),
  ].join('');
}
