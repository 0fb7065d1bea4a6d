import { Blocks } from './clients/blocks.ts';
import { type ListOptions, type Tell, readList, readNames } from './clients/list.ts';
import { ONLY_WORDS, type OnlyWord } from './clients/only.ts';
import { type Shard, parseShard, shardOf } from './clients/shard.ts';
import { keyOf } from '../site/client-key.ts';
import { kindOfWord } from './list-file.ts';
import { methodsOf } from './shared-options.ts';
import { type ParsedArguments, single, wordsOf } from './site-options.ts';
import { commandLine, own, typed } from '../text/command-line.ts';
import { printable } from '../base/printable.ts';
import { shellOf } from './shell.ts';
import type { Told } from '../text/told-error.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** The clients to look at, each once, in the order in which they were named. */
export class Clients {
  /** By what makes two names one client. */
  readonly #names = new Map<string, string>();
  readonly #leftOut = new Set<string>();

  /** @param shard this machine's share of them; null for all */
  constructor(names: Iterable<string>, shard: Shard | null) {
    for (const name of names) {
      const key = keyOf(name);
      const isOurs = shard === null || shardOf(key, shard.of) === shard.index;
      if (isOurs && !this.#names.has(key)) this.#names.set(key, name);
    }
  }

  get count(): number {
    return this.#names.size;
  }

  names(): Iterable<string> {
    return this.#names.values();
  }

  /** Leaves a client out that is done. @returns false where it was left out before */
  leaveOut(name: string): boolean {
    const key = keyOf(name);
    if (this.#leftOut.has(key)) return false;
    this.#leftOut.add(key);
    this.#names.delete(key);
    return true;
  }
}

/** Options that speak of the clients to look at. */
export const LIST_OPTIONS = ['column', 'only', 'skip-invalid', 'shard'];

/**
 * The clients of --client, each once.
 * @param tell takes how many addresses a block comes to
 * @throws UsageError for a bad name, and for more addresses than are looked at
 */
export async function namedClients(
  parsed: ParsedArguments,
  streams: Pick<Streams, 'cwd'>,
  tell: Tell,
): Promise<readonly string[]> {
  const blocks = new Blocks();
  const names = await named(parsed, streams, tell, blocks);
  await tellAddresses(blocks, tell);
  return [...new Clients(names, null).names()];
}

/** How many addresses there are is announced before the first one. */
async function tellAddresses(blocks: Blocks, tell: Tell): Promise<void> {
  const told = blocks.told();
  if (told !== null) await tell(told);
}

async function named(
  parsed: ParsedArguments,
  { cwd }: Pick<Streams, 'cwd'>,
  tell: Tell,
  blocks: Blocks,
): Promise<readonly string[]> {
  const said = wordsOf(parsed['client']);
  const kinds = await Promise.all(said.map((word) => kindOfWord(word, cwd)));
  for (const [index, kind] of kinds.entries()) {
    if (kind === 'name') continue;
    const word = said[index] ?? '';
    const line = commandLine([own('--clients'), typed(word, 'FILE')], shellOf());
    const told: Told = ({ errors }) => errors.list.fileAsName[kind](printable(word), line);
    if (kind === 'file') throw new UsageError(told);
    await tell(told);
  }
  const words = said.map((name) => ({ name }));
  const refuse = (problem: Told): never => {
    throw new UsageError(problem);
  };
  return readNames(words, () => '--client', blocks, refuse);
}

/**
 * The clients of --client and --clients, those of this machine's --shard.
 * @param tell takes what is to be said before the run
 * @throws UsageError for a bad name, with its place, and for more addresses than are looked at
 */
export async function clientsOf(
  parsed: ParsedArguments,
  streams: Streams,
  tell: Tell,
): Promise<Clients> {
  const shard = parsed['shard'] === undefined ? null : parseShard(single('shard', parsed['shard']));
  const blocks = new Blocks();
  const names = await named(parsed, streams, tell, blocks);
  const options = listOptions(parsed);
  const listed = options === null ? [] : await readList(options, streams, tell, blocks);
  await tellAddresses(blocks, tell);
  return new Clients([...names, ...listed], shard);
}

/** @throws UsageError where an option speaks of a list that is not given */
function listOptions(parsed: ParsedArguments): ListOptions | null {
  const { clients: file, column, only } = parsed;
  const skipInvalid = parsed['skip-invalid'] === true;
  if (file !== undefined) {
    return {
      file: single('clients', file),
      column: column === undefined ? null : single('column', column),
      only: only === undefined ? null : onlyOf(only),
      methods: methodsOf(parsed),
      skipInvalid,
    };
  }
  const lonely = ['column', 'only', ...(skipInvalid ? ['skip-invalid'] : [])].find(
    (name) => parsed[name] !== undefined,
  );
  if (lonely !== undefined) {
    throw new UsageError(({ errors }) => errors.aboutList(`--${lonely}`));
  }
  return null;
}

function onlyOf(said: unknown): readonly OnlyWord[] {
  const words = wordsOf(said);
  return ONLY_WORDS.filter((word) => words.includes(word));
}
