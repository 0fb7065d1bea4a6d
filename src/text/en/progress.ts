import { type FlowName, isOwnName } from '../../catalogue/flow.ts';
import { VERDICTS as ORDER } from '../../judge/vocabulary.ts';
import type { Advance, Waiting } from '../progress.ts';
import { clients, grouped } from './numbers.ts';
import { FLOWS } from './flows.ts';
import { OUTCOMES, READINESS, VERDICTS } from './outcomes.ts';

export const PROGRESS = {
  start: 'checking',
  /** Before the first client is done. */
  checks: (done: number, planned: number) =>
    `checking: ${grouped(done)} of ${grouped(planned)} checks`,
  clients: tellAdvance,
  waiting: tellWaiting,
  /** Saved reports are read, in bytes. */
  merging: (done: number, total: number) =>
    `merging: ${grouped(Math.floor(done / MEGABYTE))} of ${grouped(Math.ceil(total / MEGABYTE))} MB`,
};

/** What works as seen from here is ready; the rest is proven elsewhere. */
const SEEN = { ...VERDICTS, works: READINESS.ready };

const MEGABYTE = 1_000_000;

function tellAdvance({ done, total, rate, secondsLeft, verdicts, noAnswer }: Advance): string {
  const counts = [
    ...ORDER.filter((verdict) => verdict !== 'not-applicable').flatMap((verdict) => {
      const count = verdicts[verdict] ?? 0;
      return count === 0 ? [] : [`${SEEN[verdict]} ${grouped(count)}`];
    }),
    ...(noAnswer === 0 ? [] : [`no answer ${grouped(noAnswer)}`]),
  ];
  const parts = [
    total === null ? clients(done) : `${grouped(done)} of ${clients(total)}`,
    ...(rate === null ? [] : [`${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))}/s`]),
    ...(secondsLeft === null ? [] : [`${timeLeft(secondsLeft)} left`]),
  ];
  return `${parts.join(', ')}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}

/** `waiting for management point HTTP at mp01:80 (refused) and 2 more, 38 s left`. */
function tellWaiting({ clients: who, flow, place, outcome, others, secondsLeft }: Waiting): string {
  const what = `${titleOf(flow)} at ${place} (${OUTCOMES[outcome]})`;
  const more = others === 0 ? '' : ` and ${grouped(others)} more`;
  const where = who === 1 ? '' : `, ${clients(who)}`;
  return `waiting for ${what}${more}${where}, ${timeLeft(secondsLeft)} left`;
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** A user's own row is told by its name. */
function titleOf(flow: FlowName): string {
  return isOwnName(flow) ? flow : FLOWS[flow].title;
}
