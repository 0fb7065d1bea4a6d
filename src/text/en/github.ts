import type { Effect } from '../../judge/vocabulary.ts';
import { grouped } from './numbers.ts';

export const GITHUB = {
  /** Title of an annotation about one client. @param methods their names */
  title: (effect: Effect, methods: readonly string[], client: string) =>
    `${client}: ${methods.join(', ')} ${EFFECTS[effect][methods.length === 1 ? 'one' : 'several']}`,
  /** Replaces annotations beyond the number that GitHub shows. */
  others: (count: number) => `${grouped(count)} more: see the summary of this step`,
  /** Last line of a summary that was cut to GitHub's limit. */
  cut: 'The rest was left out, because GitHub takes no longer summary. To have everything, ask for a file: -o markdown=FILE',
};

const EFFECTS: Record<Effect, Record<'one' | 'several', string>> = {
  breaks: { one: 'breaks', several: 'break' },
  degraded: { one: 'is degraded', several: 'are degraded' },
  unproven: { one: 'is unproven', several: 'are unproven' },
};
