import { EN } from '../text/en/index.ts';
import type { Texts } from '../text/texts.ts';

/** The texts of the language that people are spoken to in. */
export function textsFor(): Promise<Texts> {
  return Promise.resolve(EN);
}
