import type { GithubTexts } from '../github.ts';
import type { Effect } from '../many.ts';
import { grouped } from './numbers.ts';

export const GITHUB: GithubTexts = {
  title: (effect, methods, client) =>
    `${client}: ${methods.join(', ')} ${EFFECTS[effect][methods.length === 1 ? 'one' : 'several']}`,
  others: (count) => `${grouped(count)} more: see the summary of this step`,
  cut: 'The rest was left out, because GitHub takes no longer summary. To have everything, ask for a file: -o markdown=FILE',
};

const EFFECTS: Record<Effect, Record<'one' | 'several', string>> = {
  breaks: { one: 'breaks', several: 'break' },
  degraded: { one: 'is degraded', several: 'are degraded' },
  unproven: { one: 'is unproven', several: 'are unproven' },
};
