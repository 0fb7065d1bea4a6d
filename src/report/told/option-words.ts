import { METHODS } from '../../catalogue/vocabulary.ts';
import { type Word, outside, own } from '../../text/command-line.ts';
import { type HeadFacts, KEPT_OPTIONS } from '../model/report.ts';

/** What a saved report tells of the command line that made it, for one that is to see as much. */
export function wordsOfSaved({
  run,
  methods,
}: Pick<HeadFacts, 'run' | 'methods'>): readonly Word[] {
  const some = METHODS.every((known) => methods.some(({ method }) => method === known))
    ? []
    : methods;
  return [
    own('--site FILE'),
    ...(some.length === 0 ? [] : [own(`--method ${some.map(({ method }) => method).join(' ')}`)]),
    ...savedOptionWords(run),
  ];
}

/** Files are placeholders: what they are called is known where the report was made. */
export function savedOptionWords({ options = {} }: HeadFacts['run']): readonly Word[] {
  return KEPT_OPTIONS.flatMap((name): readonly Word[] => {
    const value = options[name];
    if (value === undefined) return [];
    return [own(`--${name}`), value === null ? own('FILE') : outside(value, 'VALUE')];
  });
}
