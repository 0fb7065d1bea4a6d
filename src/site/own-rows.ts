import { z } from 'zod';
import { printable } from '../base/printable.ts';
import { OWN_NAME, SITE_CONDITIONS } from '../catalogue/flow.ts';
import {
  HOSTS_OF_ROLE,
  MAX_OWN_TEXT,
  OWN_SERVICES,
  type OwnFlowName,
  type OwnProof,
  type OwnRow,
  isTellable,
} from '../catalogue/own.ts';
import {
  METHODS,
  type Method,
  NECESSITIES,
  type PortRange,
  PRODUCTS,
  ROLES,
  TRANSPORTS,
  VANTAGES,
} from '../catalogue/vocabulary.ts';
import { checkHost, checkPort } from './host.ts';
import { writtenPath, problemsOf } from './issue.ts';
import { type Problem, SiteError, type SiteProblem, problemAt } from './problem.ts';
import { ValueRefusal, refusing } from './refusal.ts';
import { checkRange, checked, group, oneOrMore } from './schema.ts';
import { type Path, type SourceDocument, isGroup } from './source-document.ts';
import type { Checked, ValueProblem } from './value-problem.ts';

/** A row may cost a probe for each client; the port tables themselves have fewer. */
const MAX_ROWS = 256;
/** Each method is judged for each client. */
const MAX_METHODS = 64;
const MAX_NAME = 37;

function isOwnName(text: string): text is OwnFlowName {
  return OWN_NAME.test(text);
}

function checkName(text: string): Checked<OwnFlowName> {
  return isOwnName(text)
    ? { value: text }
    : { problem: { code: 'not-an-own-name', text: printable(text), max: MAX_NAME } };
}

function checkMethod(text: string): Checked<Method> {
  const known = METHODS.find((method) => method === text);
  if (known !== undefined) return { value: known };
  return isOwnName(text)
    ? { value: text }
    : { problem: { code: 'not-a-method', text: printable(text), allowed: METHODS } };
}

/** Text as one line, whatever line breaks it has in the file. */
function checkText(text: string): Checked<string> {
  const line = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
  return isTellable(line)
    ? { value: line }
    : { problem: { code: 'not-tellable', max: MAX_OWN_TEXT } };
}

const text = checked(checkText);
const said = text.refine((line) => line !== '', refusing({ code: 'empty-text' }));

/** A number, or a range as text. */
const portOrRange = z.unknown().transform((value, context): number | PortRange | undefined => {
  if (value === undefined) return value;
  const result: Checked<number | PortRange> =
    typeof value === 'string' && value.includes('-') ? checkRange(value) : onePort(value);
  if ('value' in result) return result.value;
  context.addIssue({
    code: 'custom',
    params: { refusal: new ValueRefusal(result.problem) },
    input: value,
  });
  return z.NEVER;
});

function onePort(value: unknown): Checked<number> {
  const problem: ValueProblem = { code: 'port' };
  const port = typeof value === 'number' ? checkPort(String(value)) : { problem };
  return 'value' in port ? port : { problem };
}

/** A row with an empty list of methods or products would never be checked. */
function oneAtLeast<T extends z.ZodType>(entry: T) {
  return oneOrMore(entry).refine((list) => list.length > 0, refusing({ code: 'empty-list' }));
}

const row = group({
  id: checked(checkName),
  methods: oneAtLeast(checked(checkMethod)),
  products: oneAtLeast(z.enum(PRODUCTS)).optional(),
  from: z.enum(VANTAGES),
  to: z.enum(ROLES),
  hosts: oneAtLeast(checked(checkHost)).optional(),
  transport: z.enum(TRANSPORTS),
  port: portOrRange.optional(),
  service: z.enum(OWN_SERVICES).optional(),
  condition: oneAtLeast(z.enum(SITE_CONDITIONS)).optional(),
  necessity: z.enum(NECESSITIES),
  title: said,
  purpose: text.optional(),
  symptom: text.optional(),
  fix: text.optional(),
  source: said,
});
type RowInput = z.output<typeof row>;

const file = group({ rows: z.array(row) });

/**
 * The rows of a user's files, all together.
 * @throws SiteError with every problem of the first file that has one
 */
export function ownRowsFrom(documents: readonly SourceDocument[]): readonly OwnRow[] {
  const rows: OwnRow[] = [];
  const places = new Map<string, string>();
  for (const document of documents) {
    const problems: Problem[] = [];
    for (const [index, input] of inputsOf(document).entries()) {
      const at = (path: Path): string => whereIn(document, ['rows', index, ...path], 'value');
      const first = places.get(input.id);
      const read: { readonly row: OwnRow } | RowConflict =
        first === undefined
          ? rowOf(input)
          : { path: ['id'], problem: { code: 'row-twice', id: input.id, where: first } };
      places.set(input.id, first ?? at(['id']));
      if ('problem' in read) problems.push(problemAt(at(read.path), read.problem));
      else rows.push(read.row);
    }
    if (problems.length > 0) throw new SiteError(problems);
  }
  if (rows.length > MAX_ROWS) {
    const problem: SiteProblem = { code: 'too-many-rows', rows: rows.length, max: MAX_ROWS };
    throw new SiteError([problemAt(documents.at(-1)?.name ?? '', problem)]);
  }
  const methods = new Set(rows.flatMap((each) => each.methods).filter(isOwnName)).size;
  if (methods > MAX_METHODS) {
    const problem: SiteProblem = { code: 'too-many-own-methods', methods, max: MAX_METHODS };
    throw new SiteError([problemAt(documents.at(-1)?.name ?? '', problem)]);
  }
  return rows;
}

/** @throws SiteError */
function inputsOf(document: SourceDocument): readonly RowInput[] {
  const { value } = document;
  if (!isGroup(value) || !Object.hasOwn(value, 'rows')) {
    throw new SiteError([problemAt(`${document.name}:1:1`, { code: 'rows-missing' })]);
  }
  const parsed = file.safeParse(value);
  if (parsed.success) return parsed.data.rows;
  throw new SiteError(
    parsed.error.issues
      .flatMap((issue) => problemsOf(issue, value))
      .map(({ path, what, problem }) => problemAt(whereIn(document, path, what), problem)),
  );
}

function whereIn(document: SourceDocument, path: Path, what: 'key' | 'value'): string {
  const { line, column } = document.locate(writtenPath(document.value, path).path, what);
  return `${document.name}:${line}:${column}`;
}

interface RowConflict {
  readonly path: Path;
  readonly problem: SiteProblem;
}

/** Checks the rules that involve several keys of a row. */
function rowOf(input: RowInput): { readonly row: OwnRow } | RowConflict {
  const { id, from, to, hosts, methods, products = PRODUCTS } = input;
  // Only these two ends run the tool, and each flow is proven from the end that opens it.
  if ((to === 'client') !== (from === 'site-server')) {
    return { path: ['to'], problem: { code: 'row-ends', id, from, to } };
  }
  if (to === 'client' && hosts !== undefined) {
    return { path: ['hosts'], problem: { code: 'row-with-hosts', id } };
  }
  if (HOSTS_OF_ROLE[to] === null && hosts === undefined) {
    return { path: ['to'], problem: { code: 'row-without-hosts', id, to } };
  }
  const proof = proofOf(input);
  if ('problem' in proof) return proof;
  return {
    row: {
      name: id,
      methods: [...new Set(methods)],
      products,
      from,
      to,
      transport: input.transport,
      proof,
      named: hosts ?? null,
      when: input.condition ?? ['always'],
      necessity: input.necessity,
      words: {
        title: input.title,
        purpose: input.purpose ?? '',
        symptom: input.symptom ?? '',
        fix: input.fix ?? '',
        source: input.source,
      },
    },
  };
}

function proofOf({ id, transport, port, service }: RowInput): OwnProof | RowConflict {
  if (transport === 'icmp') {
    if (port !== undefined) return { path: ['port'], problem: { code: 'row-with-port', id } };
    return service === undefined ? { kind: 'icmp' } : serviceConflict(id, service);
  }
  if (port === undefined) {
    return { path: ['transport'], problem: { code: 'row-without-port', id, transport } };
  }
  if (transport === 'udp' || typeof port !== 'number') {
    return service === undefined ? { kind: 'by-hand', port } : serviceConflict(id, service);
  }
  return { kind: 'service', service: service ?? 'tcp', port };
}

function serviceConflict(id: string, service: (typeof OWN_SERVICES)[number]): RowConflict {
  return { path: ['service'], problem: { code: 'row-service', id, service } };
}
