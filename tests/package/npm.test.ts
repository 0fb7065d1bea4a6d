import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeFolder } from '../cli/run.ts';
import { mustRun, runCommand } from '../real/support/command.ts';
import { BUILT_COMMAND, REPOSITORY } from '../real/support/tool.ts';
import { describeLong } from '../support/long.ts';

interface Packed {
  readonly filename: string;
  readonly version: string;
  readonly integrity: string;
  readonly files: readonly { readonly path: string }[];
}

interface LockedPackage {
  readonly dev?: boolean;
  readonly [member: string]: unknown;
}

const EXAMPLES = ['plan', 'check', 'judge', 'merge'] as const;
const DOCUMENT = fs.readFileSync(path.join(REPOSITORY, 'docs/api.md'), 'utf8');

const read = (name: string): string => fs.readFileSync(path.join(REPOSITORY, name), 'utf8');

/** Commands find this Node's npm; their cache is the user's. */
const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

const inFolder = (folder: string, words: readonly string[]): readonly string[] => [
  'sh',
  '-c',
  'cd "$1"; shift; exec "$@"',
  'sh',
  folder,
  ...words,
];

/**
 * What `npm ci` is to install: the packed file, and our own versions of what it depends on. So it
 * needs no list of versions from the registry, and what `npm ci` here left in the cache is enough.
 */
function lockFor({ filename, version, integrity }: Packed): Readonly<Record<string, unknown>> {
  const ours: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
    read('package-lock.json'),
  );
  const { '': root, ...others } = ours.packages;
  const needed = Object.entries(others).filter(([, { dev }]) => dev !== true);
  const { dependencies, optionalDependencies, bin, engines } = root ?? {};
  return {
    name: 'empty',
    lockfileVersion: 3,
    packages: {
      '': { name: 'empty', dependencies: { 'ccm-preflight': `file:${filename}` } },
      'node_modules/ccm-preflight': {
        version,
        resolved: `file:${filename}`,
        integrity,
        dependencies,
        optionalDependencies,
        bin,
        engines,
      },
      ...Object.fromEntries(needed),
    },
  };
}

describeLong('the npm package, packed and installed')('the npm package', () => {
  const folder = makeFolder();
  let packed: Packed;

  beforeAll(async () => {
    // Without its scripts: they would build again under the feet of other tests.
    const words = ['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const [first]: readonly Packed[] = JSON.parse(
      await mustRun(inFolder(REPOSITORY, words), { environment }),
    );
    if (first === undefined) throw new Error('npm packed nothing');
    packed = first;
    const files = {
      'package.json': {
        name: 'empty',
        type: 'module',
        dependencies: { 'ccm-preflight': `file:${packed.filename}` },
      },
      'package-lock.json': lockFor(packed),
    };
    for (const [name, content] of Object.entries(files)) {
      fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
    }
    await mustRun(inFolder(folder, ['npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund']), {
      environment,
      timeoutMs: 120_000,
    });
  });

  test('holds what runs, its types, and nothing else', () => {
    const names = packed.files.map(({ path: name }) => name);
    const others = names.filter((name) => !/^dist\/.*\.(?:js|d\.ts)$/u.test(name));
    expect(others.toSorted()).toEqual(
      [
        'LICENSE',
        'README.md',
        `bin/${path.basename(BUILT_COMMAND)}`,
        'bin/package.json',
        'package.json',
      ].toSorted(),
    );
    const sources = names
      .filter((name) => name.endsWith('.js') && name.startsWith('dist/'))
      .map((name) => name.replace(/^dist\/(.*)\.js$/u, 'src/$1.ts'));
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((name) => !fs.existsSync(path.join(REPOSITORY, name)))).toEqual([]);
  });

  test('runs from an empty folder', async () => {
    const ended = await runCommand(
      inFolder(folder, ['npx', '--offline', 'ccm-preflight', 'lab', '--check']),
      { environment },
    );
    // On standard error npx may say what it thinks of the user's settings.
    expect([ended.exitCode, ended.stdout.includes('Both reports are right')]).toEqual([0, true]);
  });

  describe('for programs', () => {
    const compiled = 'compiled';

    beforeAll(async () => {
      const modules = path.join(REPOSITORY, 'node_modules');
      for (const name of EXAMPLES) {
        fs.copyFileSync(
          path.join(REPOSITORY, 'examples', `${name}.ts`),
          path.join(folder, `${name}.ts`),
        );
      }
      const options = {
        strict: true,
        exactOptionalPropertyTypes: true,
        module: 'nodenext',
        target: 'es2023',
        types: ['node'],
        typeRoots: [path.join(modules, '@types')],
        skipLibCheck: true,
        outDir: compiled,
        rootDir: '.',
      };
      const config = { compilerOptions: options, files: EXAMPLES.map((name) => `${name}.ts`) };
      fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
      await mustRun([process.execPath, path.join(modules, 'typescript/bin/tsc'), '-p', folder]);
    });

    const blocks = [...DOCUMENT.matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].map(
      ([, language = '', text = '']) => ({ language, text }),
    );
    const documented = blocks.flatMap(({ language, text }, index) =>
      language === 'ts' ? [{ text, output: blocks[index + 1]?.text }] : [],
    );

    test.each(EXAMPLES.map((name, index) => ({ name, index })))(
      'the documented example "$name" compiles and prints what is documented',
      async ({ name, index }) => {
        expect(documented[index]?.text).toBe(read(`examples/${name}.ts`));
        const program = path.join(folder, compiled, `${name}.js`);
        expect(await mustRun([process.execPath, program])).toBe(documented[index]?.output);
      },
    );

    test('there are no other examples', () => {
      const files = fs
        .readdirSync(path.join(REPOSITORY, 'examples'))
        .filter((name) => !name.endsWith('.yaml'));
      expect(files.toSorted()).toEqual(
        ['tsconfig.json', ...EXAMPLES.map((name) => `${name}.ts`)].toSorted(),
      );
      expect(documented).toHaveLength(EXAMPLES.length);
    });
  });
});
