import { buffer } from 'node:stream/consumers';
import { parseClientList } from './client-list.ts';
import { readBounded } from './load-site.ts';
import { type ParsedArguments, single } from './site-options.ts';
import { clientName } from './client-name.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** Two million names. */
const MAX_LIST_BYTES = 67_108_864;

/**
 * The clients of --client and --clients, each once.
 * @throws UsageError for a bad name, with its place
 */
export async function clientsOf(
  parsed: ParsedArguments,
  streams: Streams,
): Promise<readonly string[]> {
  const said = parsed['client'];
  const named = (Array.isArray(said) ? said : []).map((name) =>
    clientName(String(name), '--client'),
  );
  const list = parsed['clients'];
  const listed = list === undefined ? [] : await readList(single('clients', list), streams);
  const distinct = new Map<string, string>();
  for (const name of [...named, ...listed]) {
    const key = name.toLowerCase();
    if (!distinct.has(key)) distinct.set(key, name);
  }
  return [...distinct.values()];
}

async function readList(file: string, streams: Streams): Promise<readonly string[]> {
  const [bytes, name] =
    file === '-'
      ? [await readToEnd(streams), 'standard input']
      : [await readBounded(file, '--clients', streams.cwd, MAX_LIST_BYTES), file];
  const names = parseClientList(bytes, name);
  if (names.length === 0 && !streams.interrupt.aborted)
    throw new UsageError(`--clients: ${name} holds no client`);
  return names;
}

/** Standard input may never end: whoever interrupts has named no clients. */
async function readToEnd({ stdin, interrupt }: Streams): Promise<Buffer> {
  let stop: () => void = () => {};
  const interrupted = new Promise<Buffer>((resolve) => {
    stop = () => resolve(Buffer.alloc(0));
    if (interrupt.aborted) stop();
    interrupt.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([buffer(stdin), interrupted]);
  } finally {
    interrupt.removeEventListener('abort', stop);
  }
}
