import path from 'node:path';
import { isBuiltin } from 'node:module';
import { type Plugin, build } from 'esbuild';
import { INSIDE, ROOT } from './places.ts';

/** What runs inside an executable, and the files that it was made of. */
export interface Bundle {
  readonly main: string;
  readonly thread: string;
  /** Of both, relative to the project's folder. */
  readonly inputs: readonly string[];
}

interface Part {
  readonly code: string;
  readonly inputs: readonly string[];
}

/** Modules that find things by where they stand on disk, and what takes their place inside. */
const REPLACED: Readonly<Record<string, string>> = {
  'src/cli/load-yargs.ts': 'load-yargs.ts',
  'src/cli/load-main.ts': 'load-main.ts',
  'src/run/crew/program.ts': 'program.ts',
};
const MANIFEST_READER = 'src/run/tool.ts';

/** Joins the tool and its packages into one file for the main thread and one for the others. */
export async function bundle(tool: {
  readonly name: string;
  readonly version: string;
}): Promise<Bundle> {
  const [main, thread] = await Promise.all([
    bundlePart(path.join(INSIDE, 'main.ts'), tool),
    bundlePart(path.join(ROOT, 'src/run/crew/thread.ts'), tool),
  ]);
  const inputs = [...new Set([...main.inputs, ...thread.inputs])].toSorted();
  return { main: main.code, thread: thread.code, inputs };
}

async function bundlePart(
  entry: string,
  tool: { readonly name: string; readonly version: string },
): Promise<Part> {
  const { outputFiles, warnings, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    // The main program of an executable is CommonJS, and so is a thread that begins with a text.
    format: 'cjs',
    platform: 'node',
    target: 'node22.15',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    // yargs looks for its translations beside its own files.
    define: { __dirname: '"/dev/null"' },
    plugins: [replacements(tool)],
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  const [output] = outputFiles;
  if (output === undefined) throw new TypeError('esbuild made nothing');
  const outside = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports.map((imported) => imported.path))
    .filter((name) => !isBuiltin(name));
  if (outside.length > 0) throw new Error(`not inside: ${outside.join(', ')}`);
  return { code: output.text, inputs: Object.keys(metafile.inputs) };
}

function replacements(tool: { readonly name: string; readonly version: string }): Plugin {
  return {
    name: 'what stands on disk elsewhere',
    setup(building) {
      building.onResolve({ filter: /^yargs$/ }, ({ path: name, resolveDir, kind }) =>
        kind === 'require-call'
          ? null
          : building.resolve(name, { resolveDir, kind: 'require-call' }),
      );
      building.onResolve({ filter: /^koffi$/ }, () => ({ path: path.join(INSIDE, 'koffi.ts') }));
      building.onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir }) => {
        const name = path.relative(ROOT, path.resolve(resolveDir, specifier));
        const replacement = REPLACED[name];
        return replacement === undefined ? null : { path: path.join(INSIDE, replacement) };
      });
      building.onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
        path.relative(ROOT, file) === MANIFEST_READER
          ? { contents: `export const TOOL = ${JSON.stringify(tool)};`, loader: 'ts' }
          : null,
      );
    },
  };
}
