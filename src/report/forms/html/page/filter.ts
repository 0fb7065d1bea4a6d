import type { PageHead } from '../data.ts';
import { PARTLY } from '../letters.ts';
import { isAbsent } from './judge.ts';
import type { Client } from './model.ts';

/** What is asked for; an empty text asks for nothing. */
export interface Filter {
  readonly text: string;
  /** Index of a method. */
  readonly method: string;
  /** Place in VERDICTS. */
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
export const NO_SUBNET = 'none';

export function isFiltered(filter: Filter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

/** The clients that a filter lets through, in their order. */
export function filtered(
  clients: readonly Client[],
  filter: Filter,
  head: PageHead,
): readonly Client[] {
  const text = filter.text.trim().toLowerCase();
  const columns = columnsOf(filter, head);
  const verdict = filter.verdict === '' ? null : Number(filter.verdict);
  return clients.filter(
    (client) =>
      (text === '' ||
        client.name.toLowerCase().includes(text) ||
        client.address.toLowerCase().includes(text)) &&
      (filter.subnet === '' || (client.subnet || NO_SUBNET) === filter.subnet) &&
      (verdict === null || hasVerdict(client, verdict, filter)) &&
      hasCause(client, filter, columns, head),
  );
}

function hasVerdict({ verdicts, answer }: Client, verdict: number, { method }: Filter): boolean {
  if (answer === 'i') return false;
  return method === '' ? verdicts.includes(verdict) : verdicts[Number(method)] === verdict;
}

/** The requirements whose outcomes are asked for. */
function columnsOf({ flow, method }: Filter, head: PageHead): readonly number[] {
  return head.requirements.flatMap((requirement, index) =>
    (flow === '' || requirement.flow === flow) &&
    (method === '' || requirement.method === Number(method))
      ? [index]
      : [],
  );
}

/** The cause of a client that is not there is that, whatever its flows say. */
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
