/** When a run was, as its report says. */
export interface RunTimes {
  readonly startedAt: string;
  /** null if the run was killed before it could write it. */
  readonly finishedAt: string | null;
}

/** The latest time in a run. */
export function lastMoment({ startedAt, finishedAt }: RunTimes): string {
  return finishedAt ?? startedAt;
}

/** Orders runs, older first: by the end, for a run may have been resumed long after it began. */
export function compareAges(a: RunTimes, b: RunTimes): number {
  return (
    Date.parse(lastMoment(a)) - Date.parse(lastMoment(b)) ||
    Date.parse(a.startedAt) - Date.parse(b.startedAt)
  );
}

/** The earliest and the latest of moments in ISO 8601. */
export function span(moments: readonly [string, ...string[]]): {
  readonly first: string;
  readonly last: string;
} {
  let [first] = moments;
  let last = first;
  for (const moment of moments) {
    if (Date.parse(moment) < Date.parse(first)) first = moment;
    if (Date.parse(moment) > Date.parse(last)) last = moment;
  }
  return { first, last };
}
