import { flowNameOf } from '../catalogue/flow.ts';
import type { Method } from '../catalogue/vocabulary.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import { groupBy } from '../base/group-by.ts';
import { FirstNames } from '../report/told/many/first-names.ts';
import type { Change } from './model.ts';
import type { ChangedClient, MethodChange, Pair, RequirementChange } from './model.ts';

/** Clients to which the same has happened. */
export interface Kind {
  readonly change: Change;
  /** Null where no verdict is another. */
  readonly verdict: VerdictKind | null;
  /** What was seen otherwise; empty where it is not told apart. */
  readonly seen: readonly RequirementChange[];
  readonly named: Named;
}

export interface VerdictKind extends Pair<Verdict> {
  readonly methods: readonly Method[];
  /** Over all flows, or over those that were looked at; `same` where neither is another. */
  readonly over: 'all' | 'here' | 'same';
  readonly warnings: MethodChange['warnings'];
  /** The client answered before, and does not any more. */
  readonly noAnswer: boolean;
}

/** More are not told apart. */
const MAX_KINDS = 256;

/** How many, and who the first are. */
export class Named {
  readonly #first = new FirstNames();
  #clients = 0;

  get clients(): number {
    return this.#clients;
  }

  get names(): readonly string[] {
    return this.#first.names;
  }

  add(name: string): void {
    this.#first.add({ index: this.#clients, name });
    this.#clients += 1;
  }
}

/** Changes summed by their kinds, in memory that does not grow with the clients. */
export class Kinds {
  readonly #kinds = new Map<string, Kind>();

  /** Those with another verdict, then those without; of each the most frequent first. */
  of(change: Change, what: 'verdict' | 'seen'): readonly Kind[] {
    return [...this.#kinds.values()]
      .filter((kind) => kind.change === change && (kind.verdict === null) === (what === 'seen'))
      .toSorted((a, b) => b.named.clients - a.named.clients);
  }

  add(client: ChangedClient): void {
    const noAnswer = client.answered.new === false && client.answered.old !== false;
    const told = new Set(client.methods.flatMap(({ because }) => because.map(flowNameOf)));
    for (const methods of together(client)) {
      const [first] = methods;
      if (first === undefined) continue;
      const seen = noAnswer ? [] : requirementsOf(first, client);
      const verdict = {
        ...verdictOf(first),
        warnings: first.warnings,
        methods: methods.map(({ method }) => method),
        noAnswer,
      };
      this.#add(client.client, { change: first.change, verdict, seen });
    }
    if (noAnswer) return;
    const untold = client.requirements.filter(({ id }) => !told.has(flowNameOf(id)));
    for (const [seen] of groupBy(untold, seenKey).values()) {
      if (seen === undefined) continue;
      this.#add(client.client, { change: seen.change, verdict: null, seen: [seen] });
    }
  }

  #add(client: string, kind: Omit<Kind, 'named'>): void {
    const key = keyOf(kind);
    const isTold = this.#kinds.has(key) || this.#kinds.size < MAX_KINDS;
    const told = isTold ? kind : { ...kind, seen: [] };
    const kept = isTold ? key : keyOf(told);
    const known = this.#kinds.get(kept) ?? { ...told, named: new Named() };
    this.#kinds.set(kept, known);
    known.named.add(client);
  }
}

/** Methods that changed in the same way, for the same reasons. */
function together(client: ChangedClient): readonly (readonly MethodChange[])[] {
  const groups = groupBy(client.methods, (method) => {
    const { over, old: before, new: after } = verdictOf(method);
    const why = requirementsOf(method, client).map(seenKey);
    const { appeared, gone } = method.warnings;
    return [method.change, over, before, after, ...why, ...appeared, '-', ...gone].join(' ');
  });
  return [...groups.values()];
}

function verdictOf({ verdict, here }: MethodChange): Pick<VerdictKind, 'old' | 'new' | 'over'> {
  if (verdict.old !== verdict.new) return { ...verdict, over: 'all' };
  return here.old === here.new ? { ...verdict, over: 'same' } : { ...here, over: 'here' };
}

function requirementsOf(
  { because }: MethodChange,
  { requirements }: ChangedClient,
): readonly RequirementChange[] {
  return requirements.filter(({ id }) => because.includes(id));
}

/** Methods share flows. */
function seenKey({ id, old: before, new: after }: RequirementChange): string {
  const states = [before, after].map(({ status, outcome, cause, unmetHosts }) =>
    [status, outcome, cause ?? '', status === 'met' ? unmetHosts.length : ''].join('/'),
  );
  return [flowNameOf(id), ...states].join(' ');
}

function keyOf({ change, verdict, seen }: Omit<Kind, 'named'>): string {
  const of =
    verdict === null
      ? []
      : [
          verdict.methods.join('+'),
          verdict.over,
          verdict.old,
          verdict.new,
          verdict.noAnswer,
          ...verdict.warnings.appeared,
          '-',
          ...verdict.warnings.gone,
        ];
  return [change, ...of, '|', ...seen.map(seenKey)].join(' ');
}
