import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { leavesOf } from '../../tests/text/samples.ts';
import { told } from '../../tests/text/told.ts';

/** All that is said, in every language: where it stands, then the same in English and in Japanese. */
export function sentences(): string {
  const english = new Map(leavesOf(EN).map((leaf) => [leaf.path, leaf]));
  return told(leavesOf(JA), english)
    .map(({ path, en, ja }) => `${path}\n  ${indented(en)}\n  ${indented(ja)}\n`)
    .join('');
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
