import {
  ADDRESS_MARK,
  type AnsweredLetter,
  type DetailLine,
  type IndexLine,
  NAME_MARK,
} from '../data.ts';
import type { PageHead, PageTail, Ref } from '../data.ts';
import { readLetters } from '../letters.ts';

/** A client as the matrix needs it; the rest of its line is read when somebody opens it. */
export interface Client {
  readonly name: string;
  readonly address: string;
  readonly subnet: string;
  readonly answer: AnsweredLetter;
  /** Places in VERDICTS, one a method. */
  readonly verdicts: readonly number[];
  readonly here: readonly number[];
  /** A letter a requirement. */
  readonly letters: string;
  /** Places of requirements that this client's location needs less than the site does. */
  readonly helpful: ReadonlySet<number>;
  readonly detail: string;
}

export interface Model {
  readonly head: PageHead;
  /** null where the file has no end. */
  readonly tail: PageTail | null;
  readonly clients: readonly Client[];
  readonly dictionary: readonly string[];
}

/** What the blocks of a page say. @param blocks of one name, in the order of the page */
export function readModel(blocks: (name: string) => readonly string[]): Model | null {
  const [head] = blocks('head');
  if (head === undefined) return null;
  const [tail] = blocks('tail');
  const clients: Client[] = [];
  const dictionary: string[] = [];
  for (const block of blocks('clients')) {
    for (const line of block.split('\n')) {
      const client = readClient(line, dictionary);
      if (client !== null) clients.push(client);
    }
  }
  return {
    head: JSON.parse(head),
    tail: read<PageTail | null>(tail ?? '', null),
    clients,
    dictionary,
  };
}

function readClient(line: string, dictionary: string[]): Client | null {
  const tab = line.indexOf('\t');
  const index = tab === -1 ? null : read<IndexLine | null>(line.slice(0, tab), null);
  if (index === null) return null;
  const [name, address, subnet, answer, verdicts, here, letters, defined] = index;
  dictionary.push(...defined);
  return {
    name,
    address,
    subnet,
    answer,
    verdicts: verdicts.split('').map(Number),
    here: here.split('').map(Number),
    ...readLetters(letters),
    detail: line.slice(tab + 1),
  };
}

/** The run that wrote the file may have been stopped in the middle of a line. */
function read<T>(text: string, otherwise: T): T {
  try {
    const value: T = JSON.parse(text);
    return value;
  } catch {
    return otherwise;
  }
}

const NO_DETAIL: DetailLine = [[], [], [], [], []];

export function detailOf({ detail }: Client): DetailLine {
  return read(detail, NO_DETAIL);
}

/** A text of a client's line. */
export function textOf(ref: Ref, client: Client, { dictionary }: Model): string {
  const text = typeof ref === 'number' ? (dictionary[ref] ?? '') : ref;
  return text.replaceAll(NAME_MARK, client.name).replaceAll(ADDRESS_MARK, client.address);
}
