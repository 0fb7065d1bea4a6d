import { VERDICTS } from '../../../../judge/vocabulary.ts';
import type { PageHead } from '../data.ts';
import { PARTLY } from '../letters.ts';
import { isAbsent, standingOr } from './judge.ts';
import type { Client } from './model.ts';

/** What is asked for, in words that outlive the page; an empty text asks for nothing. */
export interface Filter {
  readonly text: string;
  readonly method: string;
  /** A verdict, or `here:` with what can be said from this end alone. */
  readonly verdict: string;
  readonly flow: string;
  /** A letter, or `answer:` with what a client that is not there has. */
  readonly cause: string;
  /** A subnet, or `none` for clients whose subnet is not known. */
  readonly subnet: string;
}

export const NO_FILTER: Filter = {
  text: '',
  method: '',
  verdict: '',
  flow: '',
  cause: '',
  subnet: '',
};

export const ANSWER = 'answer:';
export const HERE = 'here:';
export const NO_SUBNET = 'none';

export function isFiltered(filter: Filter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

/** The fragment of an address that shows these clients, empty where nothing is asked for. */
export function fragmentOf(filter: Filter): string {
  const asked = Object.entries(filter).filter(([, value]) => value !== '');
  return new URLSearchParams(asked).toString();
}

/** What a fragment asks for; anything else in it is ignored, since a link may carry any fragment. */
export function filterOf(fragment: string): Filter {
  const asked = new URLSearchParams(fragment.replace(/^#/, ''));
  return {
    text: asked.get('text') ?? '',
    method: asked.get('method') ?? '',
    verdict: asked.get('verdict') ?? '',
    flow: asked.get('flow') ?? '',
    cause: asked.get('cause') ?? '',
    subnet: asked.get('subnet') ?? '',
  };
}

/** The clients that a filter lets through, in their order. */
export function filtered(
  clients: readonly Client[],
  filter: Filter,
  head: PageHead,
): readonly Client[] {
  const text = filter.text.trim().toLowerCase();
  const columns = columnsOf(filter, head);
  const methods = methodsOf(filter, head);
  return clients.filter(
    (client) =>
      (text === '' ||
        client.name.toLowerCase().includes(text) ||
        client.address.toLowerCase().includes(text)) &&
      (filter.subnet === '' || (client.subnet || NO_SUBNET) === filter.subnet) &&
      (filter.verdict === '' || hasVerdict(client, filter.verdict, methods)) &&
      hasCause(client, filter, columns, head),
  );
}

/** The places of the methods that are asked for. */
function methodsOf({ method }: Filter, head: PageHead): readonly number[] {
  return head.methods.flatMap((each, index) =>
    method === '' || each.method === method ? [index] : [],
  );
}

function hasVerdict(client: Client, wanted: string, methods: readonly number[]): boolean {
  const { verdicts, answer } = client;
  if (answer === 'i') return false;
  if (wanted.startsWith(HERE)) {
    const standing = wanted.slice(HERE.length);
    return methods.some((index) => standingOr(client, index) === standing);
  }
  return methods.some((index) => VERDICTS[verdicts[index] ?? -1] === wanted);
}

/** The requirements whose outcomes are asked for. */
function columnsOf({ flow, method }: Filter, head: PageHead): readonly number[] {
  return head.requirements.flatMap((requirement, index) =>
    (flow === '' || requirement.flow === flow) &&
    (method === '' || head.methods[requirement.method]?.method === method)
      ? [index]
      : [],
  );
}

/** A client that does not answer has that as its one cause, whatever its flows say. */
function hasCause(
  { answer, letters }: Client,
  { cause, flow }: Filter,
  columns: readonly number[],
  head: PageHead,
): boolean {
  if (cause === '' && flow === '') return true;
  if (cause.startsWith(ANSWER)) return answer === cause.slice(ANSWER.length);
  if (isAbsent(answer) || answer === 'i') return false;
  return columns.some((column) => {
    const letter = letters[column] ?? '';
    if (letter === PARTLY && flow !== '') return true;
    return cause === '' ? statusOf(letter, head) === 'unmet' : letter === cause;
  });
}

function statusOf(letter: string, { outcomes }: PageHead): string {
  return outcomes.find((outcome) => outcome.letter === letter)?.status ?? '';
}
