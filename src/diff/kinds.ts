import { flowNameOf } from '../catalogue/flow.ts';
import type { Method } from '../catalogue/vocabulary.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import { groupBy } from '../base/group-by.ts';
import { FirstNames } from '../report/told/many/first-names.ts';
import type { Change } from './model.ts';
import {
  type ChangedClient,
  type MethodChange,
  type Pair,
  type RequirementChange,
  hasStoppedAnswering,
} from './model.ts';

/** Clients in which the same was seen, and the changes of their methods that follow. */
export interface Kind {
  readonly change: Change;
  /** Changed verdicts first, then the most frequent; empty where no method is better or worse. */
  readonly verdicts: readonly VerdictKind[];
  /** What was seen to change; empty if kinds are no longer distinguished. */
  readonly seen: readonly RequirementChange[];
  /** Warnings about these methods. */
  readonly warnings: MethodChange['warnings'];
  /** They answered before, and do not any more. */
  readonly noAnswer: boolean;
  readonly named: Named;
}

/** `ready`: all that was looked at works, and the rest is proven elsewhere. */
export type ShownVerdict = Verdict | 'ready';

export interface VerdictKind extends Transition {
  readonly methods: readonly Method[];
  readonly clients: number;
}

interface Transition extends Pair<ShownVerdict> {
  /** Over all flows, or over those that were looked at; `same` where neither is another. */
  readonly over: 'all' | 'here' | 'same';
}

/** At most this many kinds are distinguished; further ones are counted together. */
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

/** A kind while it is counted. */
interface Counted extends Omit<Kind, 'verdicts'> {
  readonly transitions: Map<string, Transition & { readonly method: Method; clients: number }>;
}

type Cause = Pick<Kind, 'change' | 'seen' | 'warnings' | 'noAnswer'>;

const NO_WARNINGS: MethodChange['warnings'] = { appeared: [], gone: [] };

/** Changes summed by their kinds, in memory that does not grow with the clients. */
export class Kinds {
  readonly #kinds = new Map<string, Counted>();

  /** Kinds with a changed verdict, or those without one; the most frequent first. */
  of(change: Change, what: 'verdict' | 'seen'): readonly Kind[] {
    return [...this.#kinds.values()]
      .filter(
        (kind) => kind.change === change && (kind.transitions.size === 0) === (what === 'seen'),
      )
      .map(({ transitions, ...kind }) => ({
        ...kind,
        verdicts: verdictsOf([...transitions.values()]),
      }))
      .toSorted((a, b) => b.named.clients - a.named.clients);
  }

  add(client: ChangedClient): void {
    const noAnswer = hasStoppedAnswering(client);
    const told = new Set<string>();
    for (const methods of together(client)) {
      const [first] = methods;
      if (first === undefined) continue;
      const seen = requirementsOf(first, client);
      for (const { id } of seen) told.add(flowNameOf(id));
      const cause = { change: first.change, warnings: first.warnings, noAnswer };
      this.#add(client.client, { ...cause, seen: noAnswer ? [] : seen }, methods);
    }
    if (noAnswer) {
      // What was blocked before is not worse by silence, and no less worth a word.
      if (client.methods.length === 0) {
        const { change } = client;
        this.#add(client.client, { change, warnings: NO_WARNINGS, seen: [], noAnswer }, []);
      }
      return;
    }
    const untold = client.requirements.filter(({ id }) => !told.has(flowNameOf(id)));
    for (const [seen] of groupBy(untold, seenKey).values()) {
      if (seen === undefined) continue;
      const { change } = seen;
      this.#add(client.client, { change, warnings: NO_WARNINGS, seen: [seen], noAnswer }, []);
    }
  }

  #add(client: string, cause: Cause, methods: readonly MethodChange[]): void {
    const hasVerdict = methods.length > 0;
    const key = keyOf(cause, hasVerdict);
    const isTold = this.#kinds.has(key) || this.#kinds.size < MAX_KINDS;
    const told = isTold ? cause : { ...cause, seen: [] };
    const kept = isTold ? key : keyOf(told, hasVerdict);
    const known = this.#kinds.get(kept) ?? { ...told, transitions: new Map(), named: new Named() };
    this.#kinds.set(kept, known);
    known.named.add(client);
    for (const change of methods) {
      const transition = { method: change.method, ...transitionOf(change) };
      const of = [transition.method, transitionKey(transition)].join(' ');
      const counted = known.transitions.get(of) ?? { ...transition, clients: 0 };
      known.transitions.set(of, counted);
      counted.clients += 1;
    }
  }
}

/** Methods with the same change, for the same number of clients, are listed together. */
function verdictsOf(
  transitions: readonly (Transition & { readonly method: Method; readonly clients: number })[],
): readonly VerdictKind[] {
  const groups = groupBy(transitions, (each) => `${transitionKey(each)} ${each.clients}`);
  return [...groups.values()]
    .flatMap(([first, ...others]): VerdictKind[] => {
      if (first === undefined) return [];
      const { method, ...of } = first;
      return [{ ...of, methods: [method, ...others.map((other) => other.method)] }];
    })
    .toSorted(
      (a, b) => Number(a.over === 'same') - Number(b.over === 'same') || b.clients - a.clients,
    );
}

function transitionKey({ over, old: before, new: after }: Transition): string {
  return [over, before, after].join(' ');
}

/** Methods that changed for the same reasons. */
function together(client: ChangedClient): readonly (readonly MethodChange[])[] {
  const groups = groupBy(client.methods, (method) => {
    const why = requirementsOf(method, client).map(seenKey);
    const { appeared, gone } = method.warnings;
    return [method.change, ...why, ...appeared, '-', ...gone].join(' ');
  });
  return [...groups.values()];
}

function transitionOf({ verdict, here }: MethodChange): Transition {
  if (verdict.old !== verdict.new) {
    return {
      old: shownOf(verdict.old, here.old),
      new: shownOf(verdict.new, here.new),
      over: 'all',
    };
  }
  return here.old === here.new ? { ...verdict, over: 'same' } : { ...here, over: 'here' };
}

function shownOf(verdict: Verdict, here: Verdict): ShownVerdict {
  return verdict === 'unproven' && here === 'works' ? 'ready' : verdict;
}

/** What made the method better or worse; other changes are listed separately. */
function requirementsOf(
  { because, change }: MethodChange,
  { requirements }: ChangedClient,
): readonly RequirementChange[] {
  const all = requirements.filter(({ id }) => because.includes(id));
  const alike = all.filter((each) => each.change === change);
  return alike.length === 0 ? all : alike;
}

/** Methods share flows. */
function seenKey({ id, old: before, new: after }: RequirementChange): string {
  const states = [before, after].map(({ status, outcome, cause, unmetHosts }) =>
    [status, outcome, cause ?? '', status === 'met' ? unmetHosts.length : ''].join('/'),
  );
  return [flowNameOf(id), ...states].join(' ');
}

function keyOf({ change, warnings, seen, noAnswer }: Cause, hasVerdict: boolean): string {
  const { appeared, gone } = warnings;
  return [change, noAnswer, hasVerdict, ...appeared, '-', ...gone, '|', ...seen.map(seenKey)].join(
    ' ',
  );
}
