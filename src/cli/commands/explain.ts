import {
  type CataloguedFlow,
  allFlows,
  defaultPortsOf,
  usesPort,
} from '../../catalogue/all-flows.ts';
import { METHODS, PRODUCTS } from '../../catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import { explainFlows, explainMethod } from '../../report/documents/explain/flows.ts';
import type { Appearance } from '../../report/terminal/style.ts';
import { checkPort } from '../../site/host.ts';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';
import type { Command } from '../command.ts';
import { COLOR_OPTION, appearanceOf, colorOf } from '../shared-options.ts';
import { single } from '../site-options.ts';
import { print } from '../output-error.ts';
import { UsageError } from '../usage-error.ts';

export const EXPLAIN_COMMAND: Command = {
  help: ({ help }) => help.commands.explain,
  positionals: {
    what: {
      type: 'string',
    },
  },
  options: {
    product: {
      type: 'string',
      requiresArg: true,
      choices: [...PRODUCTS],
    },
    color: COLOR_OPTION,
  },
  async run(parsed, streams) {
    const product = parsed['product'];
    const products = PRODUCTS.filter(
      (known) => product === undefined || known === single('product', product),
    );
    const text = await explain(
      String(parsed['what']),
      allFlows(products),
      appearanceOf(colorOf(parsed), streams, null),
      streams.texts,
    );
    await print(streams, text);
    return EXIT_CODES.ok;
  },
};

/** @throws UsageError naming what can be explained */
async function explain(
  what: string,
  flows: readonly CataloguedFlow[],
  appearance: Appearance,
  texts: Texts,
): Promise<string> {
  const method = METHODS.find((known) => known === what);
  if (method !== undefined) {
    const ofMethod = flows.filter(({ flow }) => flow.method === method);
    return explainMethod(method, ofMethod, appearance, texts);
  }
  const number = numberIn(what);
  if (number !== null) return explainNumber(number, what, flows, appearance, texts);
  const found = flows.filter(({ flow }) =>
    [flow.id, flow.name, flow.transport].some((name) => name === what),
  );
  if (found.length > 0) return explainFlows(found, appearance, texts);
  throw new UsageError((said) => notFound(what, flows, said));
}

/**
 * A number may be a port, an error and a state message: all are told, first what people mean by it. A
 * port of its own comes before the error, an error before a port that only lies in a range.
 */
async function explainNumber(
  number: number,
  what: string,
  flows: readonly CataloguedFlow[],
  appearance: Appearance,
  texts: Texts,
): Promise<string> {
  const { numberMeanings } = await import('../../report/documents/explain/number.ts');
  const ports = /^\d+$/.test(what) ? flows.filter(({ flow }) => usesPort(flow, number)) : [];
  const isOwn = ports.some(({ flow }) => defaultPortsOf(flow).includes(number));
  const told = ports.length === 0 ? [] : [explainFlows(ports, appearance, texts)];
  const others = numberMeanings(number, appearance, texts);
  const parts = isOwn ? [...told, ...others] : [...others, ...told];
  if (parts.length > 0) return parts.join('\n');
  throw new UsageError((said) => notFound(what, flows, said));
}

/** `0x80070035`, `80070035`, `-2147024843`, `53`; null for what is no number. */
function numberIn(what: string): number | null {
  if (/^8[0-9a-f]{7}$/i.test(what)) return Number.parseInt(what, 16);
  return /^(0x[0-9a-f]{1,8}|-?\d{1,10})$/i.test(what) ? Number(what) : null;
}

function notFound(what: string, flows: readonly CataloguedFlow[], { errors, site }: Texts): string {
  if (/^\d+$/.test(what)) {
    const port = checkPort(what);
    return 'problem' in port
      ? `explain: ${site.host(port.problem)}`
      : errors.explain.unusedPort(what);
  }
  if (numberIn(what) !== null) return errors.explain.unknownError(printable(what));
  const [prefix] = what.split('/');
  const ids = [...new Set(flows.map(({ flow }) => flow.id))];
  const near = ids.filter((id) => id.startsWith(`${prefix}/`));
  const allowed = near.length > 0 ? near : [...METHODS, errors.explain.others];
  return errors.explain.unknown(printable(what), allowed.join(', '));
}
