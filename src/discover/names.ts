import { Resolver, lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { offAbort, onAbort } from '../base/abort.ts';
import { codeOf } from '../base/error-code.ts';
import { checkHost } from '../site/host.ts';

/** A service record, RFC 2782. */
export interface ServiceRecord {
  readonly name: string;
  readonly port: number;
}

export type NameAnswer<T> =
  | { readonly kind: 'answered'; readonly records: readonly T[] }
  /** The name does not exist, or has no such record. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly code: string };

const TRIES = 2;
const NOTHING: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NODATA']);

/** Looks names up at this machine's name servers, or at the one that the user named. */
export class NameQueries {
  readonly #resolver: Resolver;
  readonly #server: string | null;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal;

  /**
   * @param server `10.0.0.53`, `[::1]:5353`; null for those of this machine
   * @param timeoutMs for each try; there are two
   */
  constructor(server: string | null, timeoutMs: number, signal: AbortSignal) {
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
    this.#server = server;
    if (server !== null) this.#resolver.setServers([server]);
  }

  services(record: string): Promise<NameAnswer<ServiceRecord>> {
    return answer(async () =>
      (await this.#resolver.resolveSrv(record)).map(({ name, port }) => ({ name, port })),
    );
  }

  /** The addresses of a name: from the system's resolver, unless the user named a server. */
  addresses(host: string): Promise<NameAnswer<string>> {
    if (isIP(host) !== 0) return Promise.resolve({ kind: 'answered', records: [host] });
    if (this.#server === null) {
      // The system's resolver takes no deadline and can't be stopped.
      const looking = lookup(host, { all: true });
      return answer(async () => {
        const found = await within(this.#timeoutMs * TRIES, this.#signal, looking);
        return found.map(({ address }) => address);
      });
    }
    return this.#asked(host);
  }

  async #asked(host: string): Promise<NameAnswer<string>> {
    const both = await Promise.all([
      answer(() => this.#resolver.resolve4(host)),
      answer(() => this.#resolver.resolve6(host)),
    ]);
    const records = both.flatMap((each) => (each.kind === 'answered' ? each.records : []));
    if (records.length > 0) return { kind: 'answered', records };
    return both.find(({ kind }) => kind === 'failed') ?? { kind: 'nothing' };
  }

  /** Cancels running queries. */
  cancel(): void {
    this.#resolver.cancel();
  }
}

class Late extends Error {
  readonly code = 'ETIMEDOUT';
}

function within<T>(milliseconds: number, signal: AbortSignal, waiting: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Late());
    const timer = setTimeout(late, milliseconds);
    onAbort(signal, late);
    waiting.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      offAbort(signal, late);
    });
    if (signal.aborted) late();
  });
}

async function answer<T>(ask: () => Promise<readonly T[]>): Promise<NameAnswer<T>> {
  try {
    const records = await ask();
    return records.length === 0 ? { kind: 'nothing' } : { kind: 'answered', records };
  } catch (thrown) {
    const code = codeOf(thrown);
    return NOTHING.has(code) ? { kind: 'nothing' } : { kind: 'failed', code };
  }
}

/** More management points than any site has. */
const MAX_TARGETS = 64;

/**
 * The valid targets of service records. A target that is only a root label means "no such service".
 */
export function checkedTargets(records: readonly ServiceRecord[]): {
  readonly hosts: readonly ServiceRecord[];
  readonly refused: number;
} {
  const hosts = records.slice(0, MAX_TARGETS).flatMap(({ name, port }) => {
    const checked = checkHost(name.toLowerCase());
    return 'problem' in checked || port < 1 || port > 65_535 ? [] : [{ name: checked.value, port }];
  });
  return { hosts, refused: records.length - hosts.length };
}
