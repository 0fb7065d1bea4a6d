import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { transformSync } from '@swc/core';

const OPTIONS = {
  swcrc: false,
  configFile: false,
  jsc: {
    parser: { syntax: 'typescript' },
    target: 'es2022',
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
};

const compiled = new Map();

export function compile(file, source) {
  return transformSync(source, { ...OPTIONS, filename: file }).code;
}

function codeOf(file) {
  const code = compiled.get(file) ?? compile(file, readFileSync(file, 'utf8'));
  compiled.set(file, code);
  return code;
}

/**
 * A fresh copy of our own modules, in which one file's code is another; packages are shared.
 * @param {ReadonlyMap<string, string>} instead code by absolute file name
 * @param {ReadonlyMap<string, object>} shims namespaces by specifier
 */
export function makeLoader(instead, shims) {
  const modules = new Map();
  const own = (file) => {
    const known = modules.get(file);
    if (known !== undefined) return known;
    const code = instead.get(file) ?? codeOf(file);
    const made = new vm.SourceTextModule(code, { identifier: file });
    modules.set(file, made);
    return made;
  };
  const foreign = async (specifier) => {
    const key = `package ${specifier}`;
    const known = modules.get(key);
    if (known !== undefined) return known;
    const names = shims.get(specifier) ?? (await import(specifier));
    const made = new vm.SyntheticModule(Object.keys(names), function evaluate() {
      for (const name of Object.keys(names)) this.setExport(name, names[name]);
    });
    modules.set(key, made);
    return made;
  };
  const link = (specifier, { identifier }) =>
    specifier.startsWith('.')
      ? own(path.resolve(path.dirname(identifier), specifier))
      : foreign(specifier);
  const load = async (file) => {
    const entry = own(file);
    if (entry.status === 'unlinked') await entry.link(link);
    await entry.evaluate();
  };
  /** Whether `file` imports `wanted`, itself or through others. */
  const reaches = (file, wanted, seen = new Set()) => {
    if (file === wanted) return true;
    seen.add(file);
    return (modules.get(file)?.dependencySpecifiers ?? [])
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.resolve(path.dirname(file), specifier))
      .some((next) => !seen.has(next) && reaches(next, wanted, seen));
  };
  return Object.assign(load, { reaches });
}
