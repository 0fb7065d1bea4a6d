/** A union's members by their codes; several codes may share one shape. */
export type ByCode<Problem extends { readonly code: string }> = {
  readonly [Code in Problem['code']]: MemberOf<Problem, Code>;
};

type MemberOf<Problem, Code> = Problem extends { readonly code: infer Codes }
  ? Code extends Codes
    ? Problem
    : never
  : never;

/** A phrase for every code. */
export type Phrases<Members> = {
  readonly [Code in keyof Members]: (problem: Members[Code]) => string;
};

/** What a problem's phrase says. */
export function phraseOf<Members, Code extends keyof Members>(
  phrases: Phrases<Members>,
  code: Code,
  problem: Members[Code],
): string {
  return phrases[code](problem);
}
