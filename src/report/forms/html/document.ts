import type { Language } from '../../../text/language.ts';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from './generated.ts';
import { xmlWithoutCiCommands } from '../../../base/ci-commands.ts';

const POLICY = [
  "default-src 'none'",
  `script-src '${SCRIPT_HASH}'`,
  `style-src '${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Everything before the data. The page's script stands first, so that a torn file shows what it has. */
export function documentStart(language: Language, title: string, needsScript: string): string {
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

export const documentEnd = '</body>\n</html>\n';

function escaped(text: string): string {
  return xmlWithoutCiCommands(
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  );
}
