import { AnswerFailure, NetworkFailure } from '../failure.ts';

type Settled<T> = { readonly value: T } | { readonly failure: unknown };

/**
 * The first success of two attempts. The second starts when the first fails in a way that the
 * second may mend, or after `patienceMs` without a result, while the first keeps waiting. Foreign
 * bytes, and faults of ours, end both.
 * @throws the failure that says more, when both fail
 */
export async function firstSuccess<T>(
  first: Promise<T>,
  startSecond: () => Promise<T>,
  patienceMs: number,
): Promise<T> {
  const firstSettled = settle(first);
  const early = await withPatience(firstSettled, patienceMs);
  if (early !== null) {
    if ('value' in early) return early.value;
    if (!isMendable(early.failure)) throw early.failure;
  }
  const secondSettled = settle(startSecond());
  const sooner = await Promise.race([firstSettled, secondSettled].map(successOrVerdict));
  if ('value' in sooner) return sooner.value;
  if (isFinal(sooner.failure)) throw sooner.failure;
  throw moreTelling(await failureOf(firstSettled), await failureOf(secondSettled));

  /** Settles at a success or a final failure; any other failure waits for the other attempt. */
  async function successOrVerdict(attempt: Promise<Settled<T>>): Promise<Settled<T>> {
    const settled = await attempt;
    if ('value' in settled || isFinal(settled.failure)) return settled;
    return attempt === firstSettled ? secondSettled : firstSettled;
  }
}

async function settle<T>(attempt: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await attempt };
  } catch (failure) {
    return { failure };
  }
}

async function failureOf<T>(attempt: Promise<Settled<T>>): Promise<unknown> {
  const settled = await attempt;
  return 'failure' in settled ? settled.failure : null;
}

async function withPatience<T>(attempt: Promise<T>, patienceMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  try {
    return await Promise.race([attempt, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** An SMB1-only server closes, resets or refuses what it does not understand. */
function isMendable(failure: unknown): boolean {
  return failure instanceof AnswerFailure && !isFinal(failure);
}

function isFinal(failure: unknown): boolean {
  if (failure instanceof AnswerFailure) return failure.why === 'not-smb';
  return !(failure instanceof NetworkFailure);
}

function moreTelling(first: unknown, second: unknown): unknown {
  return weight(second) > weight(first) ? second : first;
}

/**
 * This machine's own failure leaves the question open; a refusal shows the service; silence leaves
 * room for a slow server; that a second connection was not accepted says nothing beside the first.
 */
function weight(failure: unknown): number {
  if (failure instanceof NetworkFailure) {
    if (failure.outcome === 'error') return 4;
    return failure.outcome === 'silent' ? 2 : 0;
  }
  return failure instanceof AnswerFailure && failure.outcome === 'unhealthy' ? 3 : 1;
}
