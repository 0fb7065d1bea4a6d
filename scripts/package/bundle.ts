import path from 'node:path';
import { isBuiltin } from 'node:module';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { INSIDE, IN_ONE_FILE, ROOT } from './places.ts';

/** What runs inside an executable, and the files that it was made of. */
export interface Bundle {
  readonly main: string;
  readonly thread: string;
  /** Both relative to the project's folder. */
  readonly inputs: readonly string[];
}

/** The tool and its packages as one text. */
interface Part {
  readonly code: string;
  /** The files that it was made of, relative to the project's folder. */
  readonly inputs: readonly string[];
}

interface Tool {
  readonly name: string;
  readonly version: string;
}

/** Modules that find things by where they stand on disk, and what takes their place. */
interface Replacements {
  readonly koffi: string;
  readonly files: Readonly<Record<string, string>>;
}

const LOADERS = {
  'src/cli/load-yargs.ts': path.join(INSIDE, 'load-yargs.ts'),
  'src/cli/load-main.ts': path.join(INSIDE, 'load-main.ts'),
} as const;
const IN_EXECUTABLE: Replacements = {
  koffi: path.join(INSIDE, 'koffi.ts'),
  files: { ...LOADERS, 'src/run/crew/start-thread.ts': path.join(INSIDE, 'program.ts') },
};
const IN_ACTION: Replacements = {
  koffi: path.join(IN_ONE_FILE, 'koffi.ts'),
  files: { ...LOADERS, 'src/run/crew/start-thread.ts': path.join(IN_ONE_FILE, 'program.ts') },
};
const MANIFEST_READER = 'src/run/tool.ts';

/** Joins the tool and its packages into one file for the main thread and one for the others. */
export async function bundle(tool: Tool): Promise<Bundle> {
  const small = { target: 'node22.15', minifySyntax: true, minifyWhitespace: true } as const;
  const [main, thread] = await Promise.all([
    bundlePart(path.join(INSIDE, 'main.ts'), tool, IN_EXECUTABLE, small),
    bundlePart(path.join(ROOT, 'src/run/crew/thread.ts'), tool, IN_EXECUTABLE, small),
  ]);
  const inputs = [...new Set([...main.inputs, ...thread.inputs])].toSorted();
  return { main: main.code, thread: thread.code, inputs };
}

/** The same in one file that Node runs, to be read by people: it stands in the repository. */
export function bundleForAction(tool: Tool): Promise<Part> {
  return bundlePart(path.join(IN_ONE_FILE, 'main.ts'), tool, IN_ACTION, { target: 'node20.19' });
}

async function bundlePart(
  entry: string,
  tool: Tool,
  replaced: Replacements,
  options: Pick<BuildOptions, 'target' | 'minifySyntax' | 'minifyWhitespace'>,
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
    charset: 'utf8',
    ...options,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    // yargs looks for its translations beside its own files.
    define: { __dirname: '"/dev/null"' },
    plugins: [replacements(tool, replaced)],
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

function replacements(tool: Tool, replaced: Replacements): Plugin {
  return {
    name: 'what stands on disk elsewhere',
    setup(building) {
      building.onResolve({ filter: /^yargs$/ }, ({ path: name, resolveDir, kind }) =>
        kind === 'require-call'
          ? null
          : building.resolve(name, { resolveDir, kind: 'require-call' }),
      );
      building.onResolve({ filter: /^koffi$/ }, () => ({ path: replaced.koffi }));
      building.onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir }) => {
        const name = path.relative(ROOT, path.resolve(resolveDir, specifier));
        const replacement = replaced.files[name];
        return replacement === undefined ? null : { path: replacement };
      });
      building.onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
        path.relative(ROOT, file) === MANIFEST_READER
          ? { contents: `export const TOOL = ${JSON.stringify(tool)};`, loader: 'ts' }
          : null,
      );
    },
  };
}
