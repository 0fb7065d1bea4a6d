import { withPatience } from '../../base/patience.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';

/** Once an answer takes this many round trips, the second attempt joins the first. */
const ROUND_TRIPS_ALONE = 2;

/**
 * Milliseconds after which the second attempt starts beside the first: early enough for its three
 * round trips (connection, negotiation, session) in the time that both have.
 * @param timeoutMs milliseconds for the answer to a connect
 * @param rttMs milliseconds of the connect's own round trip
 */
export function secondAfter(timeoutMs: number, rttMs: number): number {
  return Math.max(timeoutMs / 2, ROUND_TRIPS_ALONE * rttMs);
}

type Settled<T> = { readonly value: T } | { readonly failure: unknown };

/**
 * The first success of two attempts. The second starts when the first fails in a way that leaves
 * hope for the second, or has no result after `patienceMs`; then both go on. Bytes that are not
 * SMB, and faults of our own, end both.
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

/**
 * Whether the second attempt has hope: an SMB1-only server closes, resets or refuses what it does
 * not understand.
 */
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
 * This machine's own failure leaves the question open, so it weighs most. A refusal proves an SMB
 * server, silence may be a slow one, and on a path that is too slow it says nothing. That a second
 * connection was not accepted weighs nothing beside what the first one saw.
 */
function weight(failure: unknown): number {
  if (failure instanceof NetworkFailure) {
    if (failure.outcome === 'error') return 5;
    return failure.outcome === 'silent' ? 2 : 0;
  }
  if (!(failure instanceof AnswerFailure)) return 1;
  if (failure.outcome === 'unhealthy') return 4;
  return failure.why === 'slow-path' ? 3 : 1;
}

/** A part of an attempt that can be cancelled before the attempt ends. */
export interface Branch {
  /** Ends with its parent at the latest; its timer starts when it is first read. */
  readonly deadline: Deadline;
  readonly cancel: () => void;
}

/** Begins a branch of `parent`: same end, same interruption, its own cancellation. */
export function branchOf(parent: Deadline): Branch {
  let begun: Branch | null = null;
  let isCancelled = false;
  return {
    get deadline() {
      begun ??= begin(parent);
      if (isCancelled) begun.cancel();
      return begun.deadline;
    },
    cancel: () => {
      isCancelled = true;
      begun?.cancel();
    },
  };
}

function begin(parent: Deadline): Branch {
  const deadline = parent.phase(parent.remainingMs());
  return { deadline, cancel: () => deadline.callOff() };
}
