import type { Options } from 'yargs';
import type { Language } from '../text/language.ts';

/** Blanks that yargs puts around the left of two columns. */
export const BESIDE = 4;
/** `-o, `, or as many blanks. */
const SHORT_OPTION = 4;

/** A text in lines of a width. */
export type Fit = (text: string, width: number) => string;

/**
 * Lines that a column of yargs takes as they are: its own do not break between Japanese characters
 * as Japanese does. What has blanks between its words is left to it, and needs nothing loaded.
 */
export async function fitFor(language: Language): Promise<Fit> {
  if (language === 'en') return (text) => text;
  const { wrapText } = await import('../report/terminal/wrap.ts');
  return (text, width) => wrapText(text, width).join('\n');
}

/** Options with descriptions that fit beside their names, each group for itself. */
export function fittedOptions(
  options: Readonly<Record<string, Options>>,
  width: number,
  fit: Fit,
): Readonly<Record<string, Options>> {
  const longest = new Map<string | undefined, number>();
  for (const [name, { group }] of Object.entries(options)) {
    longest.set(group, Math.max(longest.get(group) ?? 0, `--${name}`.length));
  }
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      const left = (longest.get(option.group) ?? 0) + SHORT_OPTION + BESIDE;
      return [name, { ...option, describe: fit(option.describe ?? '', width - left) }];
    }),
  );
}

/** Lines of text that has blanks between its words; those that it has stay. */
export function byWords(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lines: string[] = [];
      for (const word of line.split(' ')) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= width) {
          lines[lines.length - 1] = `${last} ${word}`;
        } else lines.push(word);
      }
      return lines;
    })
    .join('\n');
}
