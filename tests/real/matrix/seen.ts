/** The parts of a report that are compared. */
export interface Seen {
  readonly exitCode: number | null;
  readonly answered: boolean | null;
  readonly methods: readonly SeenMethod[];
  readonly requirements: readonly SeenRequirement[];
  /** `computer port outcome`. */
  readonly indirect: readonly string[];
  /** Why each requirement has its outcome, for whoever reads a failure; not compared. */
  readonly details?: string;
}

export interface SeenMethod {
  readonly method: string;
  readonly verdict: string;
  readonly here: string;
  readonly brokenBy: readonly string[];
  readonly degradedBy: readonly string[];
  readonly unproven: readonly string[];
}

export interface SeenRequirement {
  readonly id: string;
  /** One that was seen, or several of which any is right. */
  readonly outcomes: readonly string[];
  readonly status: 'met' | 'unmet' | 'unproven';
}

/** A report, or what batch.js leaves of it. */
interface AnyReport {
  readonly summary?: { readonly exitCode: number };
  readonly exitCode?: number;
  readonly clients: readonly {
    readonly answered: boolean | null;
    readonly methods: readonly SeenMethod[];
    readonly requirements: readonly {
      readonly id: string;
      readonly outcome: string;
      readonly status: SeenRequirement['status'];
      readonly causes?: readonly (string | null)[];
      readonly endpoints?: readonly { readonly code?: string; readonly cause?: string }[];
    }[];
  }[];
  readonly indirect: readonly {
    readonly host: string;
    readonly port: number | null;
    readonly outcome: string;
  }[];
}

/**
 * @param computerOf the computer that a host's name stands for
 */
export function seenIn(
  report: AnyReport,
  exitCode: number | null,
  computerOf: (host: string) => string,
): Seen {
  const [client] = report.clients;
  if (client === undefined || report.clients.length > 1) throw new Error('one client is expected');
  return {
    details: client.requirements
      .map(({ id, outcome, causes, endpoints = [] }) => {
        const why = causes ?? endpoints.map(({ code, cause }) => cause ?? code ?? null);
        return `${id} ${outcome} ${why.join(' ')}`;
      })
      .join('\n'),
    exitCode,
    answered: client.answered,
    methods: client.methods.map(({ method, verdict, here, brokenBy, degradedBy, unproven }) => ({
      method,
      verdict,
      here,
      brokenBy: [...brokenBy].sort(),
      degradedBy: [...degradedBy].sort(),
      unproven: [...unproven].sort(),
    })),
    requirements: client.requirements
      .map(({ id, outcome, status }) => ({ id, outcomes: [outcome], status }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    indirect: [
      ...new Set(
        report.indirect.map(({ host, port, outcome }) => `${computerOf(host)} ${port} ${outcome}`),
      ),
    ].sort(),
  };
}

/** What was seen, with each outcome replaced by all that are right where it is one of them. */
export function settle({ details: _details, ...seen }: Seen, expected: Seen): Seen {
  return {
    ...seen,
    requirements: seen.requirements.map((one) => {
      const right = expected.requirements.find(({ id }) => id === one.id);
      const isRight = one.outcomes.every((outcome) => right?.outcomes.includes(outcome) === true);
      return right !== undefined && isRight ? { ...one, outcomes: right.outcomes } : one;
    }),
  };
}
