import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './places.ts';

/** A package that is inside, wholly or in part. */
export interface PackageInside {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

const LICENCE = /^(?:licen[cs]e|copying)(?:[.-]|$)/i;
const NOTICE = /^notice(?:\.|$)/i;

/** @returns the packages that files of a bundle come from, in the order of their names */
export function packagesOf(inputs: readonly string[]): readonly PackageInside[] {
  const folders = new Set(
    inputs.flatMap((input) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  // The same version may be installed in several places.
  const packages = [...folders]
    .map((folder) => packageAt(path.join(ROOT, folder)))
    .map((one) => [`${one.name}@${one.version}`, one] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [...new Map(packages).values()];
}

export function packageAt(folder: string): PackageInside {
  const { name, version }: { readonly name: string; readonly version: string } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  return { name, version, folder };
}

/** @throws where a package comes without the text of its licence */
export function licenceOf({ name, version, folder }: PackageInside): string {
  const names = fs.readdirSync(folder).toSorted();
  const found = names.filter((file) => LICENCE.test(file));
  if (found.length === 0) throw new Error(`${name}@${version} has no licence text`);
  return [...found, ...names.filter((file) => NOTICE.test(file))]
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim())
    .join('\n\n');
}

/** One text for all: the tool's own, Node's, and each package's. */
export function licenceText(own: string, parts: readonly (readonly [string, string])[]): string {
  const line = '='.repeat(80);
  const sections = parts.map(([title, text]) => `${line}\n${title}\n${line}\n\n${text}\n`);
  return [
    own.trim(),
    '\n\nThis program contains the following software, under these terms.\n\n',
    sections.join('\n'),
  ].join('');
}
