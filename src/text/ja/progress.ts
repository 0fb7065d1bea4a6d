import { type FlowName, isOwnName } from '../../catalogue/flow.ts';
import type { Texts } from '../texts.ts';
import { VERDICTS as ORDER } from '../../judge/vocabulary.ts';
import type { Advance, Waiting } from '../progress.ts';
import { clients, grouped } from './numbers.ts';
import { FLOWS } from './flows.ts';
import { OUTCOMES, READINESS, VERDICTS } from './outcomes.ts';

export const PROGRESS: Texts['progress'] = {
  start: '確認中',
  checks: (done, planned) => `確認中: ${grouped(planned)} 件中 ${grouped(done)} 件`,
  clients: tellAdvance,
  waiting: tellWaiting,
  merging: (done, total) =>
    `結合中: ${grouped(Math.ceil(total / MEGABYTE))} MB 中 ${grouped(Math.floor(done / MEGABYTE))} MB`,
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
    ...(noAnswer === 0 ? [] : [`応答なし ${grouped(noAnswer)}`]),
  ];
  const parts = [
    total === null ? clients(done) : `${clients(total)}中 ${grouped(done)} 台`,
    ...(rate === null ? [] : [`${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))} 台/秒`]),
    ...(secondsLeft === null ? [] : [`残り ${timeLeft(secondsLeft)}`]),
  ];
  return `${parts.join('、')}${counts.length === 0 ? '' : `: ${counts.join('、')}`}`;
}

/** `待機中: mp01:80 の管理ポイント HTTP (拒否) 他 2 件、残り 38 秒`. */
function tellWaiting({ clients: who, flow, place, outcome, others, secondsLeft }: Waiting): string {
  const what = `${place} の${titleOf(flow)} (${OUTCOMES[outcome]})`;
  const more = others === 0 ? '' : ` 他 ${grouped(others)} 件`;
  const where = who === 1 ? '' : `、${clients(who)}`;
  return `待機中: ${what}${more}${where}、残り ${timeLeft(secondsLeft)}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} 秒`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} 分` : `${Math.round(minutes / 60)} 時間`;
}

/** A user's own row is told by its name. */
function titleOf(flow: FlowName): string {
  return isOwnName(flow) ? flow : FLOWS[flow].title;
}
