import dns from 'node:dns/promises';
import { isIP } from 'node:net';
import { offAbort, onAbort } from '../base/abort.ts';
import { codeOf } from '../base/error-code.ts';
import { checkHost, checkHostPort } from '../site/host.ts';
import type { NameServer } from '../site/site.ts';
import type { Resolution } from './resolve.ts';

/** A service record's target (RFC 2782). */
export interface ServiceTarget {
  readonly host: string;
  readonly port: number;
}

export type ServiceResolution =
  | {
      readonly kind: 'targets';
      readonly targets: readonly ServiceTarget[];
      /** How many more targets the record has. */
      readonly left: number;
    }
  /** There is no such record, or its targets have no address. */
  | { readonly kind: 'unresolved'; readonly code: string }
  /** The resolver failed, so it is not known whether the record exists. */
  | { readonly kind: 'error'; readonly code: string };

/** Where a domain's servers are looked up; tests bring their own. */
export interface Directory {
  /** This machine's name servers. */
  readonly nameServers: () => readonly NameServer[];
  /** @param servers none: this machine's */
  readonly services: (record: string, servers: readonly NameServer[]) => Promise<ServiceResolution>;
  /** The addresses of a name, as those servers know it. */
  readonly addresses: (host: string, servers: readonly NameServer[]) => Promise<Resolution>;
}

const DNS_PORT = 53;
const TRIES = 2;
/** DNS may name more domain controllers than this. If none of these answers, the others may. */
const MAX_TARGETS = 64;
const MAX_NAME_SERVERS = 8;
/**
 * Windows lists these addresses if nobody configured a name server; none of them answers
 * (deprecated by RFC 3879).
 */
const SITE_LOCAL = /^fec0:/i;
const NOTHING: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks the name servers directly, because the system's own resolver can't look up service records.
 * @param timeoutMs for each try; there are two
 */
export function systemDirectory(timeoutMs: number, signal: AbortSignal): Directory {
  const asking = async <T>(
    servers: readonly NameServer[],
    ask: (resolver: dns.Resolver) => Promise<T>,
  ): Promise<T> => {
    const resolver = new dns.Resolver({ timeout: timeoutMs, tries: TRIES });
    if (servers.length > 0) resolver.setServers(servers.map(written));
    const cancel = (): void => resolver.cancel();
    onAbort(signal, cancel);
    try {
      return await ask(resolver);
    } finally {
      offAbort(signal, cancel);
    }
  };
  return {
    nameServers: () => {
      const known = dns.getServers().filter((text) => !SITE_LOCAL.test(text));
      return known.slice(0, MAX_NAME_SERVERS).flatMap((text) => {
        const said = checkHostPort(text);
        return 'problem' in said || isIP(said.value.host) === 0
          ? []
          : [{ address: said.value.host, port: said.value.port ?? DNS_PORT }];
      });
    },
    services: async (record, servers) => {
      try {
        const records = await asking(servers, (resolver) => resolver.resolveSrv(record));
        return targetsOf(records);
      } catch (thrown) {
        return failureOf(thrown);
      }
    },
    addresses: async (host, servers) => {
      if (isIP(host) !== 0) return { kind: 'addresses', addresses: [host] };
      const both = await Promise.allSettled([
        asking(servers, (resolver) => resolver.resolve4(host)),
        asking(servers, (resolver) => resolver.resolve6(host)),
      ]);
      const addresses = both.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      if (addresses.length > 0) return { kind: 'addresses', addresses };
      const failures = both.flatMap((each) =>
        each.status === 'rejected' ? [failureOf(each.reason)] : [],
      );
      const failed = failures.find(({ kind }) => kind === 'error') ?? failures[0];
      return failed ?? { kind: 'unresolved', code: 'ENODATA' };
    },
  };
}

interface ServiceRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** In the order in which clients are to try them, where the records say. */
function targetsOf(records: readonly ServiceRecord[]): ServiceResolution {
  const targets = records
    .toSorted(
      (a, b) => a.priority - b.priority || b.weight - a.weight || (a.name < b.name ? -1 : 1),
    )
    .flatMap(({ name, port }) => {
      const host = checkHost(name.toLowerCase());
      return 'problem' in host || port < 1 || port > 65_535 ? [] : [{ host: host.value, port }];
    });
  if (targets.length === 0) return { kind: 'unresolved', code: 'ENODATA' };
  const kept = targets.slice(0, MAX_TARGETS);
  return { kind: 'targets', targets: kept, left: targets.length - kept.length };
}

function failureOf(thrown: unknown): {
  readonly kind: 'unresolved' | 'error';
  readonly code: string;
} {
  const code = codeOf(thrown);
  return { kind: NOTHING.has(code) ? 'unresolved' : 'error', code };
}

function written({ address, port }: NameServer): string {
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
