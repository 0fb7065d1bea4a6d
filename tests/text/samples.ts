import type { Texts } from '../../src/text/texts.ts';

/** A sentence of the tables, or what makes one of them. */
export interface Leaf {
  /** `errors.list.notCsv`. */
  readonly path: string;
  readonly value: string | ((...samples: readonly unknown[]) => unknown);
  /** How many parameters a function takes. */
  readonly arity: number;
}

/** Everything that a language says. */
export function leavesOf(texts: Texts): readonly Leaf[] {
  return leaves('', texts);
}

function leaves(path: string, value: unknown): readonly Leaf[] {
  if (typeof value === 'string') return [{ path, value, arity: 0 }];
  if (typeof value === 'function') {
    const call = (...samples: readonly unknown[]): unknown =>
      Reflect.apply(value, undefined, samples);
    return [{ path, value: call, arity: value.length }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: readonly [string, unknown]) =>
    leaves(path === '' ? name : `${path}.${name}`, member),
  );
}

const WORDS = ['Qa1', 'Qb2', 'Qc3', 'Qd4', 'Qe5'];
const NUMBERS = [61, 62, 63, 64, 65];

/** Values of the unions that texts speak of, each with others of its kind. */
const KINDS: readonly (readonly string[])[] = [
  ['manual', 'client-push'],
  ['breaks', 'works', 'degraded', 'unproven'],
  ['client', 'site-server'],
  ['filtered', 'open', 'wrong-host'],
  ['clock-skew', 'smb1-only'],
  ['mixed', 'native'],
  ['cm2007', 'current-branch'],
  ['required', 'helpful'],
  ['tcp', 'udp', 'icmp'],
];

/** What one argument may be, plain ones first. */
function candidates(at: number): readonly unknown[] {
  const word = WORDS[at] ?? 'Qx';
  return [
    word,
    NUMBERS[at] ?? 69,
    [word, `${word}x`],
    anyObject(at),
    ...KINDS.map(([first]) => first),
    ...KINDS.map(([first]) => [first]),
  ];
}

const NUMBERED =
  /^(clients|of|done|total|count|failures|attempts|records|rate|secondsLeft|noAnswer|interrupted|tornBytes|same|compared|decimal|rules|better|worse|gone|appeared|other|incomparable|seconds|machines|times|computers|succeeded|failed|lines|unknown)$/;
const LISTED = /^(names|hosts|ports|seen|needs|broken|degraded|elsewhere|unclear|titles)$/;
const KNOWN: Readonly<Record<string, unknown>> = {
  method: 'manual',
  methods: ['manual', 'client-push'],
  verdict: 'breaks',
  here: 'breaks',
  before: ['filtered'],
  after: ['open'],
  from: 'client',
  to: 'management-point',
  transport: 'tcp',
  outcome: 'filtered',
  product: 'cm2007',
  communication: 'mixed',
  vantage: 'client',
  vantages: ['client'],
  roles: ['management-point'],
  where: null,
  unnamed: [{ title: 'Q0unnamed', hosts: 'run-from-share' }],
  warned: 'no',
  verdicts: { breaks: 7 },
  startedAt: '2024-05-01T12:00:00.000Z',
};

/** An object that has every member, its values told from each other. */
function anyObject(at: number): unknown {
  return new Proxy(
    {},
    {
      get(_target, name) {
        if (typeof name === 'symbol') return undefined;
        if (Object.hasOwn(KNOWN, name)) return KNOWN[name];
        if (NUMBERED.test(name)) return 40 + (name.length % 40);
        const word = `Q${at}${name}`;
        return LISTED.test(name) ? [word] : word;
      },
      ownKeys: () => ['breaks'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}

/** Arguments that a function takes without a word of nonsense; null where none were found. */
export function samplesFor(
  tell: (...samples: readonly unknown[]) => unknown,
  arity: number,
): readonly unknown[] | null {
  const tried = (samples: readonly unknown[]): readonly unknown[] | null => {
    if (samples.length === arity) return isSensible(() => tell(...samples)) ? samples : null;
    for (const candidate of candidates(samples.length)) {
      const found = tried([...samples, candidate]);
      if (found !== null) return found;
    }
    return null;
  };
  return tried([]);
}

function isSensible(tell: () => unknown): boolean {
  try {
    const text = tell();
    return typeof text === 'string' && !/undefined|\[object|NaN|function|=>/.test(text);
  } catch {
    return false;
  }
}

/** The values that a sentence was given and has in it. */
export function valuesIn(text: string): readonly string[] {
  return [...new Set(text.match(/Q[a-e0-9][A-Za-z0-9]*/g) ?? [])].toSorted();
}
