import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, jest, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { z } from 'zod';
import { describeLong } from './support/long.ts';

jest.setTimeout(600_000);

/**
 * Expressions that may take more steps than their text has characters, as `/source/flags`, each with
 * the reason why that does no harm: a bound, and where it stands. Better than an entry here is another
 * expression, or none.
 */
const EXCUSED: Readonly<Record<string, string>> = {};

const ROOT = path.join(import.meta.dirname, '..');
const CHECKER = path.join(import.meta.dirname, 'support', 'growth.js');
const FOLDERS = ['src', 'bin', 'scripts'];

const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .map((file) => path.join(folder, file)),
);

interface Expressions {
  /** The files of each `/source/flags`. */
  readonly literals: ReadonlyMap<string, readonly string[]>;
  /** Files that make expressions out of strings, which nothing can check. */
  readonly made: readonly string[];
}

const { literals, made } = expressionsOf(FILES);

function expressionsOf(files: readonly string[]): Expressions {
  const found = new Map<string, string[]>();
  const computed = new Set<string>();
  for (const file of files) {
    const syntax = file.endsWith('ts')
      ? ({ syntax: 'typescript' } as const)
      : ({ syntax: 'ecmascript' } as const);
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    for (const node of nodesOf(parseSync(text, { ...syntax, target: 'es2022' }))) {
      if (node['type'] === 'RegExpLiteral') {
        const key = `/${String(node['pattern'])}/${String(node['flags'])}`;
        found.set(key, [...(found.get(key) ?? []), file]);
      }
      if (makesExpression(node)) computed.add(file);
    }
  }
  return { literals: found, made: [...computed] };
}

type Node = Readonly<Record<string, unknown>>;

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  else if (isNode(value)) {
    yield value;
    yield* nodesOf(Object.values(value));
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** `RegExp(…)`, `new RegExp(…)`, and `match('…')`, which makes one too. */
function makesExpression({ type, callee, arguments: words }: Node): boolean {
  if (type !== 'NewExpression' && type !== 'CallExpression') return false;
  if (!isNode(callee)) return false;
  if (callee['type'] === 'Identifier') return callee['value'] === 'RegExp';
  const { property } = callee;
  const name = isNode(property) ? property['value'] : undefined;
  if (name !== 'match' && name !== 'matchAll' && name !== 'search') return false;
  return [...nodesOf(words)].some(
    (node) => node['type'] === 'StringLiteral' || node['type'] === 'TemplateLiteral',
  );
}

/** How fast the steps of each grow, at worst. */
async function growthsOf(expressions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const checking = promisify(execFile)(process.execPath, [CHECKER]);
  checking.child.stdin?.end(JSON.stringify(expressions));
  const growths = z.array(z.string()).parse(JSON.parse((await checking).stdout));
  return new Map(expressions.map((expression, index) => [expression, growths[index] ?? 'unknown']));
}

/** Those that the checker takes for safe. */
async function safeIn(expressions: readonly string[]): Promise<readonly string[]> {
  const growths = await growthsOf(expressions);
  return expressions.filter((expression) => growths.get(expression) === 'safe');
}

/** Those that are neither safe nor excused. */
function worseIn(growths: ReadonlyMap<string, string>): readonly object[] {
  return [...growths]
    .filter(([expression, growth]) => growth !== 'safe' && EXCUSED[expression] === undefined)
    .map(([expression, growth]) => ({ expression, growth, files: literals.get(expression) }));
}

describe('a regular expression', () => {
  test('is found where there is one', () => {
    expect(FILES.length).toBeGreaterThan(400);
    expect(literals.size).toBeGreaterThan(200);
  });

  test('is written as one, so that it can be checked', () => {
    expect(made).toEqual([]);
  });
});

describeLong('how the steps of every regular expression grow')('a regular expression', () => {
  test('that takes more steps than its text has characters would be seen', async () => {
    const worse = [
      '/\\s+$/u',
      '/^(\\S[^:]*?)\\s*:\\s*(.*?)\\s*$/u',
      '/^(?:a+)+$/',
      '/#.*$/',
      '/code\\s*(?:is|=)?\\s*(\\d+)/i',
      '/Unable to connect(?:\\s*\\([^)]*\\))? on "([^"]*)"/i',
      '/<FQDN>\\s*([^"<>&]{1,256})\\s*<\\/FQDN>/iu',
      '/(?:Unable|Failed) to (?:copy|write)\\b.*(?:file|folder)/i',
    ];
    expect(await safeIn(worse)).toEqual([]);
  });

  test('takes no more steps than its text has characters, or is excused', async () => {
    const growths = await growthsOf([...literals.keys()]);
    expect(worseIn(growths)).toEqual([]);
    const idle = Object.keys(EXCUSED).filter(
      (expression) => !literals.has(expression) || growths.get(expression) === 'safe',
    );
    expect(idle).toEqual([]);
  });
});
