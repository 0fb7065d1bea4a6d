import type { ClientEntry, ReportHead, ReportTail } from '../../model/report.ts';
import { LeftToProve } from '../../told/left-to-prove.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { Sums } from '../../told/many/sums.ts';
import type { Page } from '../../told/page.ts';
import { CLOSE_BLOCK, scriptJson, openBlock } from './block.ts';
import { clientLine } from './client.ts';
import { Dictionary } from './dictionary.ts';
import { pageHead } from './head.ts';
import { pageTail } from './tail.ts';
import type { Language } from '../../../text/language.ts';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from './generated.ts';
import { xmlWithoutCiCommands } from '../../../base/ci-commands.ts';

/** A browser reads a block as one string, and limits the length of strings. */
const CLIENTS_A_BLOCK = 1000;

/**
 * A page in one file: data in blocks, and a script that draws the part that is visible. Written while
 * clients come.
 */
export function htmlReporter(
  head: ReportHead,
  { texts, siteWords, elsewhere, shell, saved }: ReporterOptions,
): Reporter {
  const dictionary = new Dictionary();
  const sums = new Sums(head);
  const left = new LeftToProve();
  let looked = false;
  const page: Page = { head, texts };
  const title = texts.table.title({ ...head.site, ...head.run });
  return {
    opening: [
      documentStart(texts.language, `${texts.html.heading} ${title}`, texts.html.needsScript),
      openBlock('head'),
      `${scriptJson(pageHead(head, title, texts))}\n`,
      CLOSE_BLOCK,
    ].join(''),
    client(entry: ClientEntry, index = sums.clients) {
      const begins = sums.clients % CLIENTS_A_BLOCK === 0;
      const ends = begins && sums.clients > 0;
      sums.add(entry, index);
      left.add(entry, page);
      looked ||= entry.requirements.some(({ endpoints }) => endpoints.length > 0);
      return [
        ends ? CLOSE_BLOCK : '',
        begins ? openBlock('clients') : '',
        clientLine(entry, page, dictionary),
      ].join('');
    },
    close(tail: ReportTail) {
      return [
        sums.clients === 0 ? '' : CLOSE_BLOCK,
        openBlock('tail'),
        `${scriptJson(pageTail(tail, { sums, left, looked }, { siteWords, elsewhere, shell, saved }, page))}\n`,
        CLOSE_BLOCK,
        documentEnd,
      ].join('');
    },
  };
}

const POLICY = [
  "default-src 'none'",
  `script-src '${SCRIPT_HASH}'`,
  `style-src '${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Everything before the data. The page's script stands first, so that a torn file shows what it has. */
function documentStart(language: Language, title: string, needsScript: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<script>${SCRIPT}</script>
</head>
<body>
<noscript><p>${escaped(needsScript)}</p></noscript>
`;
}

const documentEnd = '</body>\n</html>\n';

function escaped(text: string): string {
  return xmlWithoutCiCommands(
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  );
}
