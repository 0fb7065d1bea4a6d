import type { FileHandle } from 'node:fs/promises';
import type { ClientFacts } from '../judge/facts.ts';
import { LineReader } from './read/lines.ts';
import { ReadError } from './read/problem.ts';
import { openRegular } from '../files/regular.ts';
import { chunksOf } from './bytes.ts';
import { readLines } from './read-lines.ts';
import { unreadable } from './file-error.ts';
import { clientsIn } from './clients.ts';
import type { SavedFile } from './saved-file.ts';

/** Clients report themselves in thousands of files. */
const MAX_OPEN = 32;
const MAX_HELD_BYTES = 67_108_864;
/** Bytes that are read first of a line; few lines are longer. */
const FIRST_BYTES = 16_384;

interface OpenFile {
  readonly handle: FileHandle;
  readonly reader: LineReader;
}

/** Clients of saved reports by their places, in any order; few files are open or held at a time. */
export class SavedEntries {
  readonly #files: ReadonlyMap<number, SavedFile>;
  readonly #whole: (facts: ClientFacts, run: number) => ClientFacts;
  /** Least recently used first. */
  readonly #open = new Map<number, OpenFile>();
  /** Reports that can only be read as a whole; the last one that was read comes last. */
  readonly #held = new Map<number, ReadonlyMap<number, ClientFacts>>();

  /**
   * @param files by the rank of their runs
   * @param whole makes an entry one of all reports together
   */
  constructor(
    files: ReadonlyMap<number, SavedFile>,
    whole: (facts: ClientFacts, run: number) => ClientFacts = (facts) => facts,
  ) {
    this.#files = files;
    this.#whole = whole;
  }

  /** @throws ReadError where the report has changed meanwhile, ReportFileError where it can't be read */
  async read(run: number, place: number): Promise<ClientFacts> {
    const file = this.fileOf(run);
    const facts =
      file.format === 'ndjson' && file.places === 'bytes'
        ? await this.#readLine(run, file, place)
        : (await this.#hold(run, file)).get(place);
    if (facts === undefined) throw changed(file);
    return this.#whole(facts, run);
  }

  /** The report with that rank. */
  fileOf(run: number): SavedFile {
    const file = this.#files.get(run);
    if (file === undefined) throw new RangeError('no report has that rank');
    return file;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ handle }) => handle.close()));
    this.#open.clear();
    this.#held.clear();
  }

  async #readLine(run: number, file: SavedFile, place: number): Promise<ClientFacts | undefined> {
    try {
      const { handle, reader } = await this.#opened(run, file);
      const read = reader.read(await lineAt(handle, file, place));
      return read.type === 'client' ? read.facts : undefined;
    } catch (thrown) {
      throw unreadable(file.name, thrown);
    }
  }

  async #opened(run: number, file: SavedFile): Promise<OpenFile> {
    const known = this.#open.get(run);
    if (known !== undefined) {
      this.#open.delete(run);
      this.#open.set(run, known);
      return known;
    }
    for (const [oldest, { handle }] of this.#open) {
      if (this.#open.size < MAX_OPEN) break;
      this.#open.delete(oldest);
      await handle.close();
    }
    const handle = await openRegular(file.path);
    const opened = { handle, reader: new LineReader(file.name) };
    this.#open.set(run, opened);
    // The first line has what the others leave out.
    opened.reader.read(await lineAt(handle, file, 0));
    return opened;
  }

  async #hold(run: number, file: SavedFile): Promise<ReadonlyMap<number, ClientFacts>> {
    const known = this.#held.get(run);
    if (known !== undefined) return known;
    let bytes = file.size;
    for (const other of [...this.#held.keys()].toReversed()) {
      bytes += this.#files.get(other)?.size ?? 0;
      if (bytes > MAX_HELD_BYTES) this.#held.delete(other);
    }
    const clients = new Map<number, ClientFacts>();
    const { signal } = new AbortController();
    for await (const { facts, place } of clientsIn(file, { count: () => {}, signal })) {
      clients.set(place, facts);
    }
    this.#held.set(run, clients);
    return clients;
  }
}

/** @throws ReadError */
async function lineAt(handle: FileHandle, file: SavedFile, place: number): Promise<string> {
  for await (const { text } of readLines(chunksOf(handle, { from: place, piece: FIRST_BYTES }))) {
    if (text !== null) return text;
    break;
  }
  throw changed(file);
}

/** A report is not as it was when it was read before. */
export function changed({ name }: SavedFile): ReadError {
  return new ReadError(name, null, ({ saved }) => saved.changed);
}
