import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeAction } from './action.ts';
import { MODULE, besideWindowsExecutable, moduleEntries, nugetEntries } from './administrators.ts';
import { writeSums, writeZip } from './archive.ts';
import { makeBlob } from './blob.ts';
import { type Bundle, bundle } from './bundle.ts';
import { withoutVariables } from './environment.ts';
import { writeExecutable } from './executable.ts';
import { licenceOf, licenceText, packageAt, packagesOf } from './licences.ts';
import { ROOT, lockedPackage } from './places.ts';
import { fetchPackage } from './registry.ts';
import { makeBom } from './sbom.ts';
import {
  ADDONS,
  EXTENSIONS,
  NODE_LINES,
  NODE_PROGRAMS,
  type NodeLine,
  TARGETS,
  type Target,
  USUAL_NODE,
  nodePackage,
  titleOf,
} from './targets.ts';
import { correctChecksum, rename } from './windows.ts';

// npm run package -- [--target win-x64|linux-x64]... [--node 24|22] [--out FOLDER]
//   On Linux x64; a Node of the target's version makes what is put into it.
// npm run package -- --action
//   On any system: what GitHub's action runs, which stands in the repository.

const DESCRIPTION =
  'Which ways of installing the Configuration Manager client work in this network, which break, and why';

/** Where blobs are made: theirs is the only platform that this script runs on. */
const HERE: Target = 'linux-x64';

interface Tool {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

const { values } = parseArgs({
  options: {
    action: { type: 'boolean', default: false },
    target: { type: 'string', multiple: true, default: [...TARGETS] },
    node: { type: 'string', default: USUAL_NODE },
    out: { type: 'string', default: path.join(ROOT, 'release') },
  },
});
if (values.action) await writeAction();
else await makeExecutables();

async function makeExecutables(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('executables are made on Linux x64');
  }
  const targets = values.target.map((word) => oneOf('--target', TARGETS, word));
  const line = oneOf('--node', NODE_LINES, values.node);
  const out = path.resolve(values.out);
  const tool = { ...packageAt(ROOT), description: DESCRIPTION };
  const bundled = await bundle({ name: tool.name, version: tool.version });
  fs.mkdirSync(out, { recursive: true });
  for (const target of targets) await makeOne(target, line, tool, bundled, out);
  await writeSums(out);
}

async function makeOne(
  target: Target,
  node: NodeLine,
  tool: Tool,
  bundled: Bundle,
  out: string,
): Promise<void> {
  const addon = ADDONS[target];
  const pins = { runtime: nodePackage(node, target), addon: lockedPackage(addon.package) };
  const [runtimeFolder, makerFolder, addonFolder] = await Promise.all([
    fetchPackage(pins.runtime),
    fetchPackage(nodePackage(node, HERE)),
    fetchPackage(pins.addon),
  ]);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ccm-preflight-package-'));
  const title = titleOf(tool.version, target, node);
  const file = path.join(out, `${title}${EXTENSIONS[target]}`);
  try {
    const blob = await makeBlob(
      path.join(makerFolder, NODE_PROGRAMS[HERE]),
      {
        main: bundled.main,
        assets: {
          'thread.js': bundled.thread,
          'koffi.node': fs.readFileSync(path.join(addonFolder, addon.file)),
        },
      },
      { folder, samePlatform: target === HERE },
    );
    const program = withoutVariables(
      fs.readFileSync(path.join(runtimeFolder, NODE_PROGRAMS[target])),
    );
    const renamed = target === 'win-x64' ? rename(program, tool.version) : program;
    await writeExecutable(file, renamed, blob);
    if (target === 'win-x64') correctChecksum(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  const koffi = packageAt(path.join(ROOT, 'node_modules', 'koffi'));
  const packages = [...packagesOf(bundled.inputs), koffi];
  // The package for Windows comes without Node's licence.
  const nodeLicence = fs.readFileSync(path.join(makerFolder, 'LICENSE'), 'utf8').trim();
  const licences = licenceText(fs.readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'), [
    [`Node.js ${pins.runtime.version}`, nodeLicence],
    ...packages.map((one) => [`${one.name} ${one.version}`, licenceOf(one)] as const),
  ]);
  const bom = await makeBom(tool, [...packages, pins.addon], pins.runtime);
  fs.writeFileSync(path.join(out, `${title}.cdx.json`), bom);
  const program = { content: fs.readFileSync(file), executable: true };
  const papers = [
    { name: 'LICENSES.txt', content: Buffer.from(licences), executable: false },
    { name: 'sbom.cdx.json', content: Buffer.from(bom), executable: false },
  ];
  await writeZip(path.join(out, `${title}.zip`), [
    // What people type, and what the module looks for.
    { ...program, name: `ccm-preflight${EXTENSIONS[target]}` },
    ...papers,
    ...(target === 'win-x64' ? besideWindowsExecutable() : []),
  ]);
  if (target === 'win-x64' && node === USUAL_NODE) {
    await writeZip(
      path.join(out, `${MODULE}.${tool.version}.nupkg`),
      nugetEntries(tool, [
        ...moduleEntries(),
        { ...program, name: 'ccm-preflight.exe' },
        ...papers,
      ]),
    );
  }
  const megabytes = (name: string): string =>
    (fs.statSync(path.join(out, name)).size / 1_000_000).toFixed(1);
  const sizes = `${megabytes(path.basename(file))} MB, zipped ${megabytes(`${title}.zip`)} MB`;
  process.stdout.write(`${path.relative(process.cwd(), file)}: ${sizes}\n`);
}

function oneOf<Word extends string>(option: string, words: readonly Word[], found: string): Word {
  const word = words.find((candidate) => candidate === found);
  if (word === undefined) throw new Error(`${option}: "${found}" is none of ${words.join(', ')}`);
  return word;
}
