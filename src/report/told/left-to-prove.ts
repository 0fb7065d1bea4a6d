import type { RequirementId } from '../../catalogue/flow.ts';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { isExpectedClosed } from '../../judge/audit.ts';
import { groupBy } from '../../base/group-by.ts';
import type { ClientEntry } from '../model/report.ts';
import { type Page, titleOf } from './page.ts';
import {
  type CommandOptions,
  type Word,
  commandLine,
  outside,
  own,
} from '../../text/command-line.ts';

/** What the other end has to prove, and the command to run there. */
export interface Left {
  readonly from: Vantage;
  readonly titles: readonly string[];
  readonly command: string;
  /** Where the command saves its report. */
  readonly file: string;
}

interface EndLeft {
  readonly ids: Set<RequirementId>;
  clients: number;
  /** The first client's name, for the command to copy. */
  first: string;
}

/** Collects over all clients what only the other end can prove. */
export class LeftToProve {
  /** In a joined report either end may be missing. */
  readonly #ends: Readonly<Record<Vantage, EndLeft>> = {
    'site-server': { ids: new Set(), clients: 0, first: '' },
    client: { ids: new Set(), clients: 0, first: '' },
  };

  add(entry: ClientEntry, page: Page): void {
    for (const [opener, ids] of groupBy(
      leftFor(entry, page),
      (id) => page.head.catalogue[id]?.from,
    )) {
      if (opener === undefined) continue;
      const end = this.#ends[opener];
      for (const id of ids) end.ids.add(id);
      end.clients += 1;
      if (end.clients === 1) end.first = entry.client;
    }
  }

  /**
   * What is left to prove at each end, the end with more of it first. Reports from one end lack the
   * other.
   */
  tell(options: CommandOptions, page: Page): readonly Left[] {
    const { 'site-server': server, client } = this.#ends;
    const ends: readonly Vantage[] =
      server.clients > client.clients ? ['site-server', 'client'] : ['client', 'site-server'];
    return ends
      .filter((from) => this.#ends[from].ids.size > 0)
      .map((from) => this.#at(from, options, page));
  }

  #at(from: Vantage, { siteWords, elsewhere = [], shell }: CommandOptions, page: Page): Left {
    const { ids, clients, first } = this.#ends[from];
    // Each of several clients reports under its own name, into a file of its own.
    const name = outside(from === 'client' && clients > 1 ? 'NAME' : first, 'NAME');
    const file = `${from === 'client' ? fileName(commandLine([name], shell)) : from}.ndjson`;
    const asked: readonly Word[] =
      from === 'client'
        ? [own('--from client --client-name'), name]
        : clients > 1
          ? [own('--clients FILE')]
          : [own('--client'), name];
    const command: readonly Word[] = [
      own('ccm-preflight check'),
      ...asked,
      // A saved report does not say which file described its site.
      ...(siteWords.length === 0 ? [own('--site FILE')] : siteWords),
      ...elsewhere,
      own(`-o table -o ndjson=${file}`),
    ];
    return {
      from,
      titles: [...new Set([...ids].map((id) => titleOf(id, page)))],
      command: commandLine(command, shell),
      file,
    };
  }
}

/** The flows of this client that matter and that only the other end can prove. */
function leftFor(entry: ClientEntry, page: Page): readonly RequirementId[] {
  return entry.requirements
    .filter(({ outcome }) => outcome === 'not-checked')
    .filter(
      ({ id }) =>
        page.head.catalogue[id]?.necessity !== 'documented' || isExpectedClosed(id, page.head),
    )
    .map(({ id }) => id);
}

/** The name may be an IPv6 address, and file names on Windows contain no colon. */
function fileName(client: string): string {
  return client.replaceAll(/[^\w.-]/g, '-');
}
