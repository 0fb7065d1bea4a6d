import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PAGE = fileURLToPath(new URL('../../src/report/forms/html/page/', import.meta.url));
export const GENERATED = fileURLToPath(
  new URL('../../src/report/forms/html/generated.ts', import.meta.url),
);

/** The module that the reporter takes the page's script and style from. */
export async function bundlePage(): Promise<string> {
  const script = await bundled('main.ts');
  const style = await bundled('style.css');
  return [
    '// Made of src/report/forms/html/page by the build: edit there.\n',
    constant('SCRIPT', script),
    `export const SCRIPT_HASH = '${hashOf(script)}';\n`,
    constant('STYLE', style),
    `export const STYLE_HASH = '${hashOf(style)}';`,
    '',
  ].join('\n');
}

/** Readable, for whoever wants to know what runs in a report. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: PAGE,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: {},
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`nothing came of ${entry}`);
  if (/<\/(?:script|style)/i.test(file.text)) throw new Error(`${entry} would end its element`);
  return `\n${withoutControls(file.text)}`;
}

/**
 * The bundler writes a string's control characters as they are, and HTML forbids them. They stand in
 * strings alone, where an escape says the same.
 */
function withoutControls(script: string): string {
  return script.replaceAll(/(?![\t\n\r])\p{Cc}/gu, (control) => {
    const code = control.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function constant(name: string, text: string): string {
  const lines = text.split('\n').map((line) => `  ${JSON.stringify(line)},\n`);
  return `export const ${name}: string = [\n${lines.join('')}].join('\\n');\n`;
}

/** What a Content-Security-Policy allows. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
