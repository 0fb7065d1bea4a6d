import { type ListOptions, type Tell, readList } from './clients/list.ts';
import { type Shard, parseShard, shardOf } from './clients/shard.ts';
import { keyOf } from '../site/client-key.ts';
import { clientName } from './client-name.ts';
import { type ParsedArguments, single, wordsOf } from './site-options.ts';
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
export const LIST_OPTIONS = ['column', 'skip-invalid', 'shard'];

/**
 * The clients of --client, each once.
 * @throws UsageError for a bad name
 */
export function namedClients(parsed: ParsedArguments): readonly string[] {
  return [...new Clients(named(parsed), null).names()];
}

function named(parsed: ParsedArguments): readonly string[] {
  return wordsOf(parsed['client']).map((name) => clientName(name, '--client'));
}

/**
 * The clients of --client and --clients, those of this machine's --shard.
 * @param tell takes what is to be said before the run
 * @throws UsageError for a bad name, with its place
 */
export async function clientsOf(
  parsed: ParsedArguments,
  streams: Streams,
  tell: Tell,
): Promise<Clients> {
  const shard = parsed['shard'] === undefined ? null : parseShard(single('shard', parsed['shard']));
  const names = named(parsed);
  const options = listOptions(parsed);
  const listed = options === null ? [] : await readList(options, streams, tell);
  return new Clients([...names, ...listed], shard);
}

/** @throws UsageError where an option speaks of a list that is not given */
function listOptions(parsed: ParsedArguments): ListOptions | null {
  const file = parsed['clients'];
  const column = parsed['column'];
  const skipInvalid = parsed['skip-invalid'] === true;
  if (file !== undefined) {
    return {
      file: single('clients', file),
      column: column === undefined ? null : single('column', column),
      skipInvalid,
    };
  }
  const lonely = column !== undefined ? 'column' : skipInvalid ? 'skip-invalid' : null;
  if (lonely !== null) {
    throw new UsageError(({ errors }) => errors.aboutList(`--${lonely}`));
  }
  return null;
}
