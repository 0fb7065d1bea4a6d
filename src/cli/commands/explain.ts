import {
  type CataloguedFlow,
  allFlows,
  defaultPortsOf,
  usesPort,
} from '../../catalogue/all-flows.ts';
import { numberOfSymbol } from '../../catalogue/error-symbols.ts';
import { LOG_ERRORS } from '../../catalogue/log-errors.ts';
import { type OwnRow, flowsOfOwn } from '../../catalogue/own.ts';
import { METHODS, type Method, PRODUCTS, isOwnMethod } from '../../catalogue/vocabulary.ts';
import { codeIn } from '../../diagnose/code.ts';
import { type PastedNumber, pastedNumber } from '../../diagnose/pasted-number.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { Meaning } from '../../report/documents/explain/number.ts';
import { explainFlows, tellMethod } from '../../report/documents/explain/flows.ts';
import { terminalParts } from '../../report/terminal/blocks.ts';
import { type Appearance, makeStyle } from '../../report/terminal/style.ts';
import type { Block } from '../../report/told/blocks.ts';
import { checkPort } from '../../site/host.ts';
import { SiteError } from '../../site/problem.ts';
import { withoutCiCommands } from '../../base/ci-commands.ts';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';
import { readOwnRows, siteOf } from '../load-site.ts';
import { command, oneOf, outputs, word, words } from '../option.ts';
import { COLOR } from '../shared-options.ts';
import { type ParsedArguments, wordsOf } from '../site-options.ts';
import type { Streams } from '../streams.ts';
import { exitCodeAfter, writeOutputs } from '../write-outputs.ts';
import { UsageError } from '../usage-error.ts';
import { nearestName } from '../words-meant.ts';

const EXPLAIN_FORMATS = ['table', 'json'] as const;
type ExplainFormat = (typeof EXPLAIN_FORMATS)[number];

export const EXPLAIN_COMMAND = command({
  help: ({ help }) => help.commands.explain,
  positionals: {
    what: { type: 'string' },
  },
  options: {
    site: word(),
    catalogue: words(),
    product: oneOf(PRODUCTS),
    output: outputs(EXPLAIN_FORMATS, 'table'),
    color: COLOR,
  },
  formats: (texts): Readonly<Record<ExplainFormat, string>> => texts.formats.explain,
  async run(said, streams, parsed) {
    const outputs = said('output');
    const product = said('product');
    const products = product === null ? PRODUCTS : [product];
    const rows = await ownRowsOf(parsed, streams);
    const flows = [
      ...allFlows(products),
      ...products.flatMap((each) =>
        flowsOfOwn(rows, each).map((flow): CataloguedFlow => ({ product: each, flow })),
      ),
    ];
    const explained = await findExplained(String(parsed['what']), flows);
    const { texts } = streams;
    const written = await writeOutputs(
      { outputs, color: said('color') },
      streams,
      async ({ all }) => {
        for (const { format, sink, appearance } of all) {
          const text =
            format === 'json'
              ? await json(explained, texts)
              : await table(explained, appearance, texts);
          await sink.write(text);
        }
      },
    );
    return exitCodeAfter(written, EXIT_CODES.ok);
  },
});

/** The user's own rows, where a site file or a catalogue is named. */
async function ownRowsOf(parsed: ParsedArguments, streams: Streams): Promise<readonly OwnRow[]> {
  const { site, catalogue } = parsed;
  if (site !== undefined) {
    try {
      return (await siteOf({ site, catalogue }, streams)).ownRows;
    } catch (thrown) {
      // Nobody named the working folder's file, and the question may have nothing to do with it.
      const isOfFile = thrown instanceof SiteError || thrown instanceof UsageError;
      const isAboutOwn = String(parsed['what']).includes('own-');
      if (!isOfFile || streams.siteIsFound !== true || isAboutOwn) throw thrown;
    }
  }
  return catalogue === undefined ? [] : readOwnRows(wordsOf(catalogue), streams.cwd);
}

/** What a word names. */
type Explained =
  | { readonly kind: 'method'; readonly method: Method; readonly flows: readonly CataloguedFlow[] }
  | { readonly kind: 'flows'; readonly flows: readonly CataloguedFlow[] }
  | {
      readonly kind: 'number';
      readonly number: number;
      /** Flows that use the number as a port. */
      readonly flows: readonly CataloguedFlow[];
      readonly meanings: readonly Meaning[];
    };

/** @throws UsageError naming what can be explained */
async function findExplained(said: string, flows: readonly CataloguedFlow[]): Promise<Explained> {
  const what = nameMeant(said);
  const methods = [...METHODS, ...flows.map(({ flow }) => flow.method)];
  const method = methods.find((known) => known === what);
  if (method !== undefined) {
    return { kind: 'method', method, flows: flows.filter(({ flow }) => flow.method === method) };
  }
  const found = flows.filter(({ flow }) =>
    [flow.id, flow.name, flow.transport].some((name) => name === what),
  );
  if (found.length > 0) return { kind: 'flows', flows: found };
  const port = portMeant(said);
  const number = numberIn(port ?? said);
  if (number !== null) {
    const { value, form } = number;
    // A bare 53 was read in a log, where it is an error and no port.
    const isError = port === null && LOGGED.has(value);
    const ports =
      form === 'decimal'
        ? flows.filter(({ flow }) => usesPort(flow, value) && !(isError && flow.hosts === 'domain'))
        : [];
    const { meaningsOf } = await import('../../report/documents/explain/number.ts');
    const meanings = meaningsOf(number);
    if (ports.length + meanings.length > 0) {
      return { kind: 'number', number: value, flows: ports, meanings };
    }
  }
  throw new UsageError((texts) => notFound(said, flows, texts));
}

const LOGGED: ReadonlySet<number> = new Set(
  Object.values(LOG_ERRORS).map(({ decimal }) => decimal),
);

/** What people call the methods. */
const SHORT_NAMES: Readonly<Record<string, Method>> = {
  push: 'client-push',
  sup: 'software-update-point',
  wsus: 'software-update-point',
  gpo: 'group-policy',
  'logon-script': 'manual',
};

/** `TCP 445`, `445/tcp`, `tcp:445`, `port 445`; null for anything else. */
function portMeant(said: string): string | null {
  const word = said.trim();
  const port =
    /^(?:port|tcp|udp)[ :/-]?(\d{1,5})$/i.exec(word) ?? /^(\d{1,5})[ /:-]?(?:tcp|udp)$/i.exec(word);
  return port?.[1] ?? null;
}

/** `Client Push`, `push`, `SMB`: names in other spellings, and short ones. */
function nameMeant(said: string): string {
  const name = said.trim().toLowerCase().replaceAll(/\s+/g, '-');
  return Object.hasOwn(SHORT_NAMES, name) ? (SHORT_NAMES[name] ?? name) : name;
}

async function table(explained: Explained, appearance: Appearance, texts: Texts): Promise<string> {
  const blocks = await tell(explained, texts);
  // A user's own rows say what they like.
  return withoutCiCommands(`${terminalParts(blocks, makeStyle(appearance))}\n`);
}

async function tell(explained: Explained, texts: Texts): Promise<readonly Block[]> {
  switch (explained.kind) {
    case 'method':
      return tellMethod(explained.method, explained.flows, texts);
    case 'flows':
      return explainFlows(explained.flows, texts);
    case 'number':
      return tellNumber(explained, texts);
  }
}

async function json(explained: Explained, texts: Texts): Promise<string> {
  const { explanationJson } = await import('../../report/documents/explain/json.ts');
  const meanings = explained.kind === 'number' ? explained.meanings : [];
  return explanationJson(explained.flows, meanings, texts);
}

/**
 * A number may be a port, an error and a state message. All are explained, the likeliest meaning
 * first: a port that is listed by itself comes before an error, an error before a port that only
 * lies in a range.
 */
async function tellNumber(
  { number, flows, meanings }: Extract<Explained, { kind: 'number' }>,
  texts: Texts,
): Promise<readonly Block[]> {
  const { tellMeaning } = await import('../../report/documents/explain/code.ts');
  const isOwn = flows.some(({ flow }) => defaultPortsOf(flow).includes(number));
  const told = explainFlows(flows, texts);
  const others = meanings.map((meaning) => tellMeaning(meaning, texts));
  return isOwn ? [...told, ...others] : [...others, ...told];
}

/** A number, Microsoft's name of one, or the error in a sentence; null for what has none. */
function numberIn(what: string): PastedNumber | null {
  const symbol = numberOfSymbol(what.trim());
  if (symbol !== null) return { value: symbol, form: 'hexadecimal' };
  const number = pastedNumber(what);
  if (number !== null) return number;
  const told = /\s/.test(what.trim()) ? codeIn(`error: ${what}`) : null;
  return told === null ? null : { value: Number(told.hex), form: 'hexadecimal' };
}

function notFound(what: string, flows: readonly CataloguedFlow[], { errors, site }: Texts): string {
  if (/^\d{1,6}$/.test(what)) {
    const port = checkPort(what);
    return 'problem' in port
      ? `explain: ${site.host(port.problem)}`
      : errors.explain.unusedPort(what);
  }
  if (numberIn(what) !== null) return errors.explain.unknownError(printable(what));
  const [prefix] = what.split('/');
  const ids = [...new Set(flows.map(({ flow }) => flow.id))];
  const near = ids.filter((id) => id.startsWith(`${prefix}/`));
  const own = flows.map(({ flow }) => flow.method).filter(isOwnMethod);
  const allowed = near.length > 0 ? near : [...METHODS, ...new Set(own), errors.explain.others];
  const names = flows.map(({ flow }) => flow.name);
  const meant = nearestName(nameMeant(what), [...METHODS, ...new Set([...names, ...own]), ...near]);
  return errors.explain.unknown(printable(what), allowed.join(', '), meant);
}
