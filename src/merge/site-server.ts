import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { withoutZone } from '../base/zone.ts';
import type { Vantage } from '../catalogue/vocabulary.ts';
import { keyOf } from '../site/client-key.ts';

/** What one report, or the user, says the site server is. */
export interface SiteServerSaid {
  /** Where the name was given: a report's name, or a flag. */
  readonly by: string;
  /** The ends that it looks from. */
  readonly from: readonly Vantage[];
  /** null where it does not say. */
  readonly siteServer: string | null;
}

/** Somebody who names a site server. */
export interface SiteServerNamed extends SiteServerSaid {
  readonly siteServer: string;
}

/** Whether two names are one computer's for all that is known: a short name may be a full one's. */
export function isSameServer(one: string, other: string): boolean {
  const [a, b] = [serverKey(one), serverKey(other)];
  if (a === b) return true;
  const isShort = !a.includes('.') || !b.includes('.');
  const isName = isIP(a) === 0 && isIP(b) === 0;
  return isName && isShort && a.split('.')[0] === b.split('.')[0];
}

function serverKey(name: string): string {
  const key = keyOf(name);
  const literal = withoutZone(key);
  return isIP(literal) === 0 ? key : ipaddr.process(literal).toString();
}

/**
 * Decides which computer is the site server, which firewall rules admit: the user's word counts first,
 * then that of all reports made from a site server. The word of a client's report alone is not enough.
 */
export class SiteServers {
  /** Different spellings only, so few: contradictions are refused. */
  readonly #named = new Map<string, SiteServerNamed>();
  readonly #decided = { server: new Deciding(), client: new Deciding() };

  /** @returns who names another one, if there is somebody */
  add(said: SiteServerSaid): SiteServerNamed | null {
    const decided = said.from.includes('site-server') ? 'server' : 'client';
    this.#decided[decided].add(said);
    const { siteServer } = said;
    if (siteServer === null) return null;
    const known = [...this.#named.values()];
    const other = known.find((each) => !isSameServer(each.siteServer, siteServer));
    const key = serverKey(siteServer);
    if (!this.#named.has(key)) this.#named.set(key, { ...said, siteServer });
    return other ?? null;
  }

  /** The site server that counts; null where those whose word it is do not all name it. */
  get siteServer(): string | null {
    return this.#deciding.siteServer;
  }

  /**
   * The report that named one in vain, and the one whose word counts and that did not; null where
   * there is none.
   */
  get leftOut(): { readonly named: SiteServerNamed; readonly silent: string } | null {
    const [named] = this.#named.values();
    const { silent } = this.#deciding;
    return named === undefined || silent === null ? null : { named, silent };
  }

  /** Reports of clients alone decide nothing but what they show again. */
  get #deciding(): Deciding {
    const { server, client } = this.#decided;
    return server.said > 0 ? server : client;
  }
}

class Deciding {
  #said = 0;
  #siteServer: string | null = null;
  #silent: string | null = null;

  get said(): number {
    return this.#said;
  }

  get silent(): string | null {
    return this.#silent;
  }

  get siteServer(): string | null {
    return this.#silent === null ? this.#siteServer : null;
  }

  add({ by, siteServer }: SiteServerSaid): void {
    this.#said += 1;
    if (siteServer === null) this.#silent ??= by;
    // The full name says more.
    else if ((this.#siteServer?.length ?? 0) < siteServer.length) this.#siteServer = siteServer;
  }
}
