import type { Tell } from './clients/bad-lines.ts';
import { type ListOptions, openList } from './clients/list.ts';
import { keyOf } from '../site/client-key.ts';
import { Selection } from './clients/selection.ts';
import { parseShard } from './clients/shard.ts';
import { clientName } from './client-name.ts';
import { type ParsedArguments, single } from './site-options.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** The clients to look at, each once, as a run takes them. */
export interface Clients {
  /** How many; null where only the end of a pipe will tell. */
  readonly count: number | null;
  /**
   * To be called once.
   * @param tell takes what is to be said of lines that are left out
   * @throws UsageError, while it is iterated, for a bad line that came through a pipe
   */
  names(tell: Tell): AsyncIterable<string>;
  /** Leaves a client out that is done; before `names`. @returns whether it was not left out before */
  leaveOut(name: string): boolean;
}

/** Options that speak of the clients to look at. */
export const LIST_OPTIONS = ['column', 'skip-invalid', 'shard'];

/**
 * The clients of --client, each once.
 * @throws UsageError for a bad name
 */
export function namedClients(parsed: ParsedArguments): readonly string[] {
  const said = parsed['client'];
  const names = (Array.isArray(said) ? said : []).map((name) =>
    clientName(String(name), '--client'),
  );
  const distinct = new Selection(null);
  return names.filter((name) => distinct.takes(name));
}

/** This machine, from a client. */
export function oneClient(name: string): Clients {
  const done = new Set<string>();
  return {
    get count() {
      return done.has(keyOf(name)) ? 0 : 1;
    },
    leaveOut(other) {
      const isNew = !done.has(keyOf(other));
      done.add(keyOf(other));
      return isNew;
    },
    async *names() {
      if (!done.has(keyOf(name))) yield name;
    },
  };
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
  const named = namedClients(parsed);
  const options = listOptions(parsed);
  const selection = new Selection(shard);
  const look = (names: readonly string[]): void => {
    for (const name of names) selection.expect(name);
  };
  look(named);
  const list = options === null ? null : await openList(options, streams, tell, look);
  let count = list?.isLasting === false ? null : selection.size;
  return {
    get count() {
      return count;
    },
    leaveOut(name) {
      const known = selection.leaveOut(name);
      if (known === 'expected' && count !== null) count -= 1;
      return known !== 'taken';
    },
    async *names(tellThen) {
      yield* named.filter((name) => selection.takes(name));
      if (list === null) return;
      for await (const names of list.blocks(tellThen)) {
        yield* names.filter((name) => selection.takes(name));
      }
    },
  };
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
      waits: parsed['wait'] !== undefined,
    };
  }
  const lonely = column !== undefined ? 'column' : skipInvalid ? 'skip-invalid' : null;
  if (lonely !== null) {
    throw new UsageError(({ errors }) => errors.aboutList(`--${lonely}`));
  }
  return null;
}
