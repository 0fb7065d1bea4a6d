import { inMethodOrder, VANTAGES, type Method, type Vantage } from '../../catalogue/vocabulary.ts';
import { printable } from '../../base/printable.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import type { SidesHead } from '../../merge/sides.ts';
import { savedOptionWords } from '../../report/told/option-words.ts';
import { type Shell, commandLine, outside, own } from '../../text/command-line.ts';
import type { Texts } from '../../text/texts.ts';

const NAMED = 5;

/** How many clients an end has checked only for other methods, and who the first are. */
interface Gap {
  readonly methods: Set<Method>;
  readonly names: string[];
  clients: number;
}

/** What no report has checked, because the joined reports are for different methods. */
export class Gaps {
  readonly #head: SidesHead;
  readonly #ends: Readonly<Record<Vantage, Gap>> = {
    'site-server': { methods: new Set(), names: [], clients: 0 },
    client: { methods: new Set(), names: [], clients: 0 },
  };

  /** @param head of all reports together */
  constructor(head: SidesHead) {
    this.#head = head;
  }

  /** @param from the ends that have looked at the client */
  add({ client, requirements }: ClientFacts, from: readonly Vantage[]): void {
    for (const end of from) {
      const missing = requirements.flatMap(({ id, outcome }) => {
        const row = this.#head.catalogue[id];
        return outcome === 'not-checked' && row?.from === end && row.necessity !== 'documented'
          ? [row.method]
          : [];
      });
      if (missing.length === 0) continue;
      const gap = this.#ends[end];
      for (const method of missing) gap.methods.add(method);
      gap.clients += 1;
      if (gap.names.length < NAMED) gap.names.push(client);
    }
  }

  /** A sentence for each end, with the command that closes the gap. */
  texts({ merge }: Texts, shell: Shell): readonly string[] {
    return VANTAGES.flatMap((from) => {
      const { methods, names, clients } = this.#ends[from];
      const [first = ''] = names;
      if (clients === 0) return [];
      const wanted = inMethodOrder(methods);
      // One of several clients reports under its own name.
      const name = outside(clients > 1 ? 'NAME' : first, 'NAME');
      const command = commandLine(
        [
          own('ccm-preflight check'),
          ...(from === 'client' ? [own('--from client --client-name')] : [own('--client')]),
          name,
          own(`--site FILE --method ${wanted.join(' ')}`),
          ...savedOptionWords(this.#head.run),
          own('-o ndjson=REPORT'),
        ],
        shell,
      );
      const told = { from, clients, names: names.map((each) => printable(each)) };
      return [merge.gap(told, wanted, command)];
    });
  }
}
