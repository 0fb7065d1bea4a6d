import { parseSync } from '@swc/core';

/**
 * One small change to a source file, by its place in the text.
 * @typedef {{ file: string, line: number, code: string, original: string, replacement: string, source: string }} Mutant
 */

const SWAPS = {
  '&&': ['||'],
  '||': ['&&'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
};

/** Calls that are replaced by others, or (null) by what they were called on. */
const CALLS = {
  filter: null,
  sort: null,
  trim: null,
  toLowerCase: null,
  toUpperCase: null,
  slice: null,
  optional: null,
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
};

/**
 * Every mutant of a TypeScript file. Types, imports and the keys of objects stay as they are.
 * @returns {readonly Mutant[]}
 */
export function mutantsOf(file, text) {
  // The parser counts bytes, from its first token: latin1 makes bytes of characters, "0;" is first.
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const ast = parseSync(`0;${text}`, { syntax: 'typescript', target: 'es2022' });
  const base = ast.span.start + 2;
  const found = new Map();
  const spanOf = (node) => rangeOf(node, base);
  const textOf = ({ start, end }) => bytes.slice(start, end);
  const replace = ({ start, end }, replacement) => {
    if (textOf({ start, end }) === replacement) return;
    const source = bytes.slice(0, start) + replacement + bytes.slice(end);
    const lineStart = bytes.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = bytes.indexOf('\n', start);
    found.set(`${start} ${end} ${replacement}`, {
      file,
      line: bytes.slice(0, start).split('\n').length,
      code: utf8(bytes.slice(lineStart, lineEnd === -1 ? undefined : lineEnd)).trim(),
      original: utf8(textOf({ start, end })),
      replacement: utf8(replacement),
      source: utf8(source),
    });
  };
  for (const statement of ast.body.slice(1)) {
    visit(statement, (node) => mutate(node, { spanOf, textOf, replace }));
  }
  return [...found.values()];
}

function utf8(bytes) {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The place of a node; some nodes of the parser have only that of their parts. */
function rangeOf(node, base) {
  if (node.span !== undefined) return { start: node.span.start - base, end: node.span.end - base };
  if (node.type === 'KeyValueProperty') {
    return { start: rangeOf(node.key, base).start, end: rangeOf(node.value, base).end };
  }
  const inner = node.arguments ?? node.expression;
  const start = (node.spread ?? inner.span).start - base;
  return { start, end: inner.span.end - base };
}

const UNTOUCHED = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']);
const TYPES = new Set(['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType']);
const TYPED_EXPRESSIONS = new Set([
  'TsAsExpression',
  'TsSatisfiesExpression',
  'TsConstAssertion',
  'TsNonNullExpression',
]);

function visit(node, enter) {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, enter);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if (TYPED_EXPRESSIONS.has(node.type)) {
    visit(node.expression, enter);
    return;
  }
  if (UNTOUCHED.has(node.type) || node.type?.startsWith('Ts')) return;
  enter(node);
  for (const [key, child] of Object.entries(node)) {
    const isKey = key === 'key' && node.type !== 'Computed' && node.key?.type !== 'Computed';
    if (!TYPES.has(key) && !isKey) visit(child, enter);
  }
}

function mutate(node, edit) {
  const { spanOf, textOf, replace } = edit;
  const becomes = (...texts) => {
    for (const text of texts) replace(spanOf(node), text);
  };
  switch (node.type) {
    case 'BinaryExpression':
      mutateBinary(node, edit);
      break;
    case 'UnaryExpression':
      if (node.operator === '!' || node.operator === '-') becomes(textOf(spanOf(node.argument)));
      break;
    case 'StringLiteral':
      becomes(node.value === '' ? "'mutant'" : "''");
      break;
    case 'TemplateLiteral':
      becomes('``');
      break;
    case 'NumericLiteral':
      becomes(`${node.value + 1}`, node.value === 0 ? '(-1)' : `${node.value - 1}`);
      break;
    case 'BooleanLiteral':
      becomes(`${!node.value}`);
      break;
    case 'RegExpLiteral':
      for (const pattern of looser(node.pattern)) becomes(`/${latin1(pattern)}/${node.flags}`);
      if (node.flags.includes('i'))
        becomes(`/${latin1(node.pattern)}/${node.flags.replace('i', '')}`);
      break;
    case 'IfStatement':
    case 'ConditionalExpression':
      for (const constant of ['true', 'false']) replace(spanOf(node.test), constant);
      break;
    case 'ForStatement':
    case 'WhileStatement':
      if (node.test) replace(spanOf(node.test), 'false');
      break;
    case 'ExpressionStatement':
    case 'ThrowStatement':
      becomes(';');
      break;
    case 'FunctionBody':
      if (node.stmts.length > 0) becomes('{}');
      break;
    case 'ArrowFunctionExpression':
      if (node.body.type !== 'FunctionBody') replace(spanOf(node.body), 'undefined');
      break;
    case 'OptionalChainingExpression':
      if (node.optional) becomes(textOf(spanOf(node)).replace(/\?\.(?!.*\?\.)/s, '.'));
      break;
    case 'CallExpression':
      mutateCall(node, edit);
      break;
    case 'ArrayExpression':
      removeEach(node, node.elements.filter(Boolean), '[]', edit);
      break;
    case 'ObjectExpression':
      removeEach(node, node.properties, '{}', edit);
      break;
    case 'SwitchStatement':
      for (const each of node.cases) replace(spanOf(each), '');
      break;
    default:
      break;
  }
}

function mutateBinary(node, { spanOf, textOf, replace }) {
  const [whole, left, right] = [node, node.left, node.right].map(spanOf);
  if (node.operator === '??') {
    replace(whole, textOf(left));
    replace(whole, textOf(right));
  }
  const between = textOf({ start: left.end, end: right.start });
  for (const other of SWAPS[node.operator] ?? []) {
    replace({ start: left.end, end: right.start }, between.replace(node.operator, other));
  }
}

function mutateCall({ callee, ...call }, { spanOf, textOf, replace }) {
  if (callee.type !== 'MemberExpression') return;
  const name = callee.property.value;
  if (!Object.hasOwn(CALLS, name)) return;
  if (CALLS[name] === null) replace(spanOf(call), textOf(spanOf(callee.object)));
  else replace(spanOf(callee.property), CALLS[name]);
}

/** The container without one of its items, for each of them. */
function removeEach(container, items, empty, { spanOf, replace }) {
  for (const [index, item] of items.entries()) {
    const { start, end } = spanOf(item);
    const [before, after] = [items[index - 1], items[index + 1]];
    if (after !== undefined) replace({ start, end: spanOf(after).start }, '');
    else if (before !== undefined) replace({ start: spanOf(before).end, end }, '');
    else replace(spanOf(container), empty);
  }
}

function latin1(text) {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A pattern without its anchors, and with each quantifier changed. */
function looser(pattern) {
  const patterns = [];
  if (pattern.startsWith('^')) patterns.push(pattern.slice(1));
  if (pattern.endsWith('$')) patterns.push(pattern.slice(0, -1));
  for (const { index } of pattern.matchAll(/(?<=[\])\w.}])[*+]/g)) {
    const other = pattern[index] === '*' ? '+' : '*';
    patterns.push(pattern.slice(0, index) + other + pattern.slice(index + 1));
  }
  for (const { index } of pattern.matchAll(/(?<=[\])\w.}])\?/g)) {
    patterns.push(pattern.slice(0, index) + pattern.slice(index + 1));
  }
  return patterns;
}
