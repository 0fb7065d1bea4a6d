import { UNIONS } from './unions.ts';
import { type Leaf, samplesFor, valuesIn } from './samples.ts';

/** What both languages say, with the same values. */
export interface Told {
  readonly path: string;
  readonly en: string;
  readonly ja: string;
  readonly values: { readonly en: readonly string[]; readonly ja: readonly string[] };
}

/** Texts that no values were found for are left out: they need some in `unions.ts`. */
export function told(
  japanese: readonly Leaf[],
  english: ReadonlyMap<string, Leaf>,
): readonly Told[] {
  return japanese.flatMap(({ path, value, arity }) => {
    const { value: other, arity: otherArity } = english.get(path) ?? { value: '', arity: 0 };
    if (typeof value === 'string' || typeof other === 'string') {
      return [tell(path, String(other), String(value))];
    }
    return (argumentsOf(path, other, Math.max(arity, otherArity)) ?? []).map((given) =>
      tell(path, String(other(...given)), String(value(...given))),
    );
  });
}

function tell(path: string, en: string, ja: string): Told {
  return { path, en, ja, values: { en: valuesIn(en), ja: valuesIn(ja) } };
}

function argumentsOf(
  path: string,
  value: (...samples: readonly unknown[]) => unknown,
  arity: number,
): readonly (readonly unknown[])[] | null {
  const listed = UNIONS[path];
  if (listed !== undefined) return listed;
  const found = samplesFor(value, arity);
  return found === null ? null : [found];
}

/** The texts that are left out. */
export function untold(english: ReadonlyMap<string, Leaf>): readonly string[] {
  return [...english.values()].flatMap(({ path, value, arity }) =>
    typeof value === 'string' || argumentsOf(path, value, arity) !== null ? [] : [path],
  );
}
