import { offAbort, onAbort } from '../base/abort.ts';
import { type Machine, THIS_MACHINE } from '../self/program.ts';
import { ownDomain } from './domain.ts';
import { fromRegistry } from './installed-client.ts';
import { askPoint } from './management-points.ts';
import type { DiscoveryQuery, Discovery, SourcedFact, NotAsked, SiteFact } from './model.ts';
import { NameQueries, checkedTargets } from './names.ts';
import type { Point, WebPorts } from './point.ts';

export interface DiscoverOptions {
  /** null where it is not given. */
  readonly siteCode: string | null;
  /** null for this machine's domain. */
  readonly domain: string | null;
  readonly managementPoints: readonly { readonly host: string; readonly port: number | null }[];
  /** null for the port in the registry, or else the usual one. */
  readonly httpPort: number | null;
  readonly httpsPort: number | null;
  /** The name server to ask; null for those of this machine. */
  readonly dns: string | null;
  /** Milliseconds for each question. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Each management point lists all of its site, so a few are enough. */
const MAX_ASKED_POINTS = 8;
const MAX_SITE_CODES = 2;
const MAX_RESOLVED = 64;
/** A name may have an address of each family, of which only one may work. */
const MAX_ADDRESSES = 2;

/**
 * Looks for a site in this machine's registry, in DNS, and at management points, each of which may
 * lead to others. Only reads, and changes nothing. Never rejects.
 */
export async function discover(
  options: DiscoverOptions,
  machine: Machine = THIS_MACHINE,
): Promise<Discovery> {
  const names = new NameQueries(options.dns, options.timeoutMs, options.signal);
  const cancel = (): void => names.cancel();
  onAbort(options.signal, cancel);
  try {
    return await new Search(options, names, machine).run();
  } finally {
    offAbort(options.signal, cancel);
  }
}

class Search {
  readonly #options: DiscoverOptions;
  readonly #names: NameQueries;
  readonly #machine: Machine;
  readonly #findings: SourcedFact[] = [];
  readonly #asked: DiscoveryQuery[] = [];
  readonly #notAsked: NotAsked[] = [];
  readonly #seen = new Set<string>();
  readonly #withoutAddress = new Set<string>();
  #refused = 0;

  constructor(options: DiscoverOptions, names: NameQueries, machine: Machine) {
    this.#options = options;
    this.#names = names;
    this.#machine = machine;
  }

  async run(): Promise<Discovery> {
    const { signal, siteCode, httpPort, httpsPort } = this.#options;
    this.#addOption(
      '--site-code',
      siteCode === null ? [] : [{ what: 'site-code', value: siteCode }],
    );
    this.#addOption(
      '--http-port',
      httpPort === null ? [] : [{ what: 'http-port', value: httpPort }],
    );
    this.#addOption(
      '--https-port',
      httpsPort === null ? [] : [{ what: 'https-port', value: httpsPort }],
    );
    const registry = await fromRegistry(this.#machine, signal);
    this.#findings.push(...registry.findings);
    this.#asked.push(...registry.asked);
    this.#refused += registry.refused;
    await this.#askPoints(this.#options.managementPoints);
    await this.#askPoints(this.#named());
    await this.#askDns(this.#options.domain ?? ownDomain(this.#machine, registry.domain));
    // Management points that only a list names are not asked: they would give the same list.
    await this.#askPoints(this.#named('dns'));
    if (this.#seen.size === 0) this.#notAsked.push('no-management-point');
    if (!signal.aborted) await this.#resolveOthers();
    return {
      findings: this.#findings,
      asked: this.#asked,
      notAsked: this.#notAsked,
      refused: this.#refused,
      withoutAddress: [...this.#withoutAddress].toSorted(),
      complete: !signal.aborted,
    };
  }

  #addOption(option: string, statements: readonly SiteFact[]): void {
    const source = { kind: 'option', option } as const;
    this.#findings.push(...statements.map((statement) => ({ ...statement, source })));
  }

  #named(by: 'registry' | 'dns' = 'registry'): DiscoverOptions['managementPoints'] {
    return this.#findings.flatMap((finding) =>
      finding.what === 'management-point' && finding.source.kind === by
        ? [{ host: finding.value, port: finding.port }]
        : [],
    );
  }

  async #askPoints(points: DiscoverOptions['managementPoints']): Promise<void> {
    const fresh = points.filter(({ host, port }) => {
      const key = `${host.toLowerCase()} ${port ?? ''}`;
      if (this.#seen.has(key) || this.#seen.size >= MAX_ASKED_POINTS) return false;
      this.#seen.add(key);
      return true;
    });
    const ports = this.#ports();
    const { timeoutMs, signal } = this.#options;
    const answers = await Promise.all(
      fresh.map(async ({ host, port }) => {
        const addresses = await this.#addressesOf(host);
        const asked: DiscoveryQuery[] = [];
        for (const address of addresses.slice(0, MAX_ADDRESSES)) {
          if (signal.aborted) break;
          const point: Point = { host, address, port };
          const said = await askPoint(point, ports, timeoutMs, signal);
          asked.push(...said.asked);
          if (said.findings.length > 0) return { point, ...said, asked };
        }
        return { point: { host, address: '', port }, findings: [], asked, refused: 0 };
      }),
    );
    for (const each of answers) {
      const { findings, point } = each;
      // A management point that gives its own name goes into the site file by that name.
      const isMet = findings.some(
        ({ source }) =>
          source.kind === 'management-point-list' || source.kind === 'management-point',
      );
      const namesItself = findings.some(
        ({ what, source }) => what === 'management-point' && source.kind !== 'option',
      );
      if (isMet && !namesItself && this.#isFromUser(point)) {
        this.#addOption('--mp', [
          { what: 'management-point', value: point.host, port: point.port },
        ]);
      }
      this.#findings.push(...findings);
      this.#asked.push(...each.asked);
      this.#refused += each.refused;
    }
  }

  #isFromUser({ host }: Point): boolean {
    return this.#options.managementPoints.some((said) => said.host === host);
  }

  /** Ports from the user, or else from the registry. */
  #ports(): WebPorts {
    const said = (what: 'http-port' | 'https-port', usual: number): number => {
      const found = this.#findings.find((finding) => finding.what === what);
      return found?.what === what ? found.value : usual;
    };
    return { http: said('http-port', 80), https: said('https-port', 443) };
  }

  async #askDns(domain: string | null): Promise<void> {
    const codes = new Set(
      this.#findings.flatMap((finding) => (finding.what === 'site-code' ? [finding.value] : [])),
    );
    if (codes.size === 0) this.#notAsked.push('dns-without-site-code');
    else if (domain === null) this.#notAsked.push('dns-without-domain');
    if (domain === null) return;
    for (const code of [...codes].slice(0, MAX_SITE_CODES)) {
      await this.#askRecord(`_mssms_mp_${code.toLowerCase()}._tcp.${domain}`, code);
    }
  }

  /** The record's name contains the site code, so its targets belong to that site. */
  async #askRecord(record: string, code: string): Promise<void> {
    if (this.#options.signal.aborted) return;
    const { dns: server } = this.#options;
    const answer = await this.#names.services(record);
    const source = { kind: 'dns', record, server } as const;
    this.#asked.push({
      of: source,
      outcome: answer.kind,
      code: answer.kind === 'failed' ? answer.code : null,
    });
    if (answer.kind !== 'answered') return;
    const { hosts, refused } = checkedTargets(answer.records);
    this.#refused += refused;
    if (hosts.length === 0) return;
    this.#findings.push({ what: 'site-code', value: code, source });
    this.#findings.push(
      ...hosts.map(({ name, port }) => ({
        what: 'management-point' as const,
        value: name,
        port,
        source,
      })),
    );
  }

  async #addressesOf(host: string): Promise<readonly string[]> {
    const answer = await this.#names.addresses(host);
    if (answer.kind === 'answered') return answer.records;
    this.#withoutAddress.add(host);
    return [];
  }

  /** Looks up the names that were found but not asked, to see whether they have addresses here. */
  async #resolveOthers(): Promise<void> {
    const hosts = this.#findings.flatMap(({ what, value }) =>
      what === 'management-point' ||
      what === 'fallback-status-point' ||
      what === 'software-update-point' ||
      what === 'cloud-management-gateway'
        ? [value]
        : [],
    );
    const distinct = [...new Set(hosts)].slice(0, MAX_RESOLVED);
    await Promise.all(distinct.map((host) => this.#addressesOf(host)));
  }
}
