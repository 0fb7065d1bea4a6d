import pLimit from 'p-limit';
import type { Check, HostCheck } from '../plan/check.ts';
import type { BoundCheck } from '../plan/checks.ts';
import type { ProbeContext } from '../probe/context.ts';
import { SHORTAGE_CODES } from '../probe/failure.ts';
import { probe, probeRpcDynamic } from '../probe/index.ts';
import type { Begun } from '../probe/knock.ts';
import type { Observation } from '../probe/observation.ts';
import {
  type Attempted,
  SHORTAGE_PAUSES,
  attempt,
  isShortage,
  pauseForShortage,
} from './attempts.ts';
import { Batch } from './batch.ts';
import { type Directory, systemDirectory } from './directory.ts';
import type { RunListener } from './events.ts';
import type { HostLife } from './host-life.ts';
import { Limits, type ProbeResource } from './limits.ts';
import { lookupsAtOnce } from './lookup-queue.ts';
import { Pace, type Rate } from './pace.ts';
import { type Resolution, type Resolver, systemResolver } from './resolve.ts';
import { type KnockRounds, Scout, type Sleep, knockable } from './scout.ts';
import { SourceAddresses } from './source-addresses.ts';
import type { CheckResult, CheckResults, EndpointResult } from '../probe/result.ts';
import { sourceFor } from '../probe/source.ts';

export interface EngineOptions {
  readonly context: ProbeContext;
  /** How often a probe without an answer is repeated. */
  readonly retries: number;
  /** The most probes that run at once. */
  readonly concurrency: number;
  /** New connections a second. */
  readonly rate: Rate;
  /** Threads that divide these limits among them, each with a prober of its own. */
  readonly threads?: number;
  readonly listener: RunListener;
  /** Default: the system's resolver. */
  readonly resolver?: Resolver;
  /** Default: the name servers of the system. */
  readonly directory?: Directory;
}

const SHORTAGE_LASTS_MS = 1000;
const MIN_LOOKUP_MS = 5000;

/** Sends probes within the run's limits. */
export class Prober {
  readonly #options: EngineOptions;
  readonly #limits: Limits;
  readonly #pace: Pace;
  readonly #resolver: Resolver;
  readonly #directory: Directory;
  readonly #scout: Scout | null;
  readonly #sources: SourceAddresses;
  #done = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { threads = 1, rate } = options;
    this.#limits = new Limits(options.concurrency, threads);
    this.#sources = new SourceAddresses(options.context.sources ?? []);
    this.#pace = new Pace(rate, threads);
    const { signal, timeoutMs, echo = null } = options.context;
    const { retries } = options;
    const pace = this.#pace;
    this.#scout = echo === null ? null : new Scout({ echo, timeoutMs, retries, pace, signal });
    this.#directory = options.directory ?? systemDirectory(timeoutMs, signal);
    this.#resolver =
      options.resolver ??
      systemResolver(
        pLimit(lookupsAtOnce(threads)),
        Math.max(timeoutMs, MIN_LOOKUP_MS),
        options.retries,
        signal,
      );
  }

  /**
   * The addresses of a name, within the limit of look-ups. A look-up needs open files as well, and
   * fails with EAI_AGAIN without one, so it is repeated during a shortage.
   */
  async resolve(host: string): Promise<Resolution> {
    const { signal } = this.#options.context;
    let resolution = await this.#resolver(host);
    for (let pauses = 0; pauses < SHORTAGE_PAUSES && !signal.aborted; pauses += 1) {
      if (resolution.kind !== 'error') break;
      if (SHORTAGE_CODES.has(resolution.code)) this.#limits.spare();
      else if (this.#limits.sinceShortageMs() > SHORTAGE_LASTS_MS) break;
      await pauseForShortage(signal);
      resolution = await this.#resolver(host);
    }
    return resolution;
  }

  /**
   * Runs checks in parallel; each name is resolved once, each check runs once.
   * @param resolve this prober's resolver, or one that caches its results
   * @param sleep called when the checks only wait for a first answer, and when they go on
   * @returns the results by the checks' keys
   */
  async run(
    checks: readonly BoundCheck[],
    resolve: Resolver = (host) => this.resolve(host),
    sleep: Sleep = () => {},
  ): Promise<CheckResults> {
    this.#options.listener({ type: 'checks-planned', count: checks.length });
    const begun = await this.#begin(
      checks.map(({ check }) => check),
      resolve,
      sleep,
    );
    try {
      return await this.#runAll(checks, resolve, begun);
    } finally {
      begun?.close();
    }
  }

  /** Sends the first packets of a client's probes; null where the probes send their own. */
  async #begin(
    checks: readonly Check[],
    resolve: Resolver,
    sleep: Sleep,
  ): Promise<KnockRounds | null> {
    const target = this.#scout === null || this.#limits.isShort ? null : knockable(checks);
    if (this.#scout === null || target === null) return null;
    const resolution = await resolve(target.host);
    if (resolution.kind !== 'addresses') return null;
    const [address, ...others] = resolution.addresses;
    if (address === undefined || others.length > 0 || !this.#scout.serves(address)) return null;
    return this.#scout.look(address, target.ports, sleep);
  }

  async #runAll(
    checks: readonly BoundCheck[],
    resolve: Resolver,
    begun: Begun | null,
  ): Promise<CheckResults> {
    const batch = new Batch(
      checks,
      resolve,
      (check, address, life, mapper) => this.#attempt(check, address, life, mapper, begun),
      this.#options.context.timeoutMs,
      this.#directory,
    );
    const results = await Promise.all(
      checks.map(async (bound) => {
        const result = await batch.run(bound);
        const outcome = result.endpoints[0]?.observation.outcome ?? 'error';
        this.#options.listener({ type: 'check-done', host: bound.check.host, outcome });
        return { bound, result };
      }),
    );
    const byKey = new Map<string, CheckResult>();
    // One object for each endpoint: the judge tells by identity that results share an endpoint.
    const known = new Map<EndpointResult, EndpointResult>();
    for (const { bound, result } of results) {
      const endpoints: EndpointResult[] = [];
      for (const endpoint of result.endpoints) {
        const withSource = known.get(endpoint) ?? (await this.#withSource(endpoint));
        known.set(endpoint, withSource);
        endpoints.push(withSource);
      }
      byKey.set(bound.key, { ...result, endpoints });
    }
    return byKey;
  }

  /** Done last, because by then connections have shown most of the source addresses. */
  async #withSource(endpoint: EndpointResult): Promise<EndpointResult> {
    const { address, attempts } = endpoint;
    if (address === null || attempts === 0 || this.#options.context.signal.aborted) return endpoint;
    const source = await this.#sources.to(address);
    return source === null ? endpoint : { ...endpoint, source };
  }

  async #attempt(
    check: HostCheck,
    address: string,
    life: HostLife,
    mapper: Observation | null,
    begun: Begun | null,
  ): Promise<Attempted> {
    const { retries } = this.#options;
    const { signal, sources = [] } = this.#options.context;
    const pacer = this.#pace.pacerFor(address);
    const context: ProbeContext = {
      ...this.#options.context,
      watch: {
        hasAnswered: () => life.hasAnswered || isOfServer(check),
        begun,
        connecting: () => pacer.note(),
        sourceFor: (to) => sourceFor(to, sources),
        sentFrom: (to, source) => this.#sources.note(to, source),
      },
    };
    return attempt(
      async () => {
        const observation = await this.#limits.run(address, needOf(check, address, context), () =>
          connects(check, begun)
            ? pacer.turn(signal, () => send(check, address, context, mapper))
            : send(check, address, context, mapper),
        );
        life.note(observation);
        if (isShortage(observation)) this.#limits.spare();
        else this.#done += 1;
        return observation;
      },
      RETRIED[check.kind] === 'yes' ? retries : 0,
      signal,
      () => this.#done,
    );
  }
}

const RETRIED = {
  icmp: 'yes',
  smb: 'yes',
  'rpc-endpoint-mapper': 'yes',
  'rpc-dynamic': 'yes',
  http: 'yes',
  tcp: 'yes',
  'revocation-list': 'yes',
  kerberos: 'yes',
  ldap: 'yes',
  // Over UDP one attempt already sends several requests, and silence proves nothing.
  dns: 'no',
  'rpc-endpoint-mapper-udp': 'no',
} as const satisfies Record<HostCheck['kind'], 'yes' | 'no'>;

/** Whether a probe opens a connection now, rather than take over one that was begun for it. */
function connects(check: HostCheck, begun: Begun | null): boolean {
  switch (check.kind) {
    case 'icmp':
      return false;
    case 'smb':
    case 'rpc-endpoint-mapper':
      return begun?.hasConnection(check.port) !== true;
    case 'rpc-endpoint-mapper-udp':
    case 'rpc-dynamic':
    case 'http':
    case 'tcp':
    case 'revocation-list':
    case 'dns':
    case 'kerberos':
    case 'ldap':
      return true;
  }
}

/** Servers are few and have one port each, so packets to them are always resent. */
function isOfServer(check: HostCheck): boolean {
  switch (check.kind) {
    case 'smb':
      return check.identity === 'may-differ';
    case 'http':
    case 'tcp':
    case 'revocation-list':
    case 'dns':
    case 'kerberos':
    case 'ldap':
      return true;
    case 'icmp':
    case 'rpc-endpoint-mapper':
    case 'rpc-endpoint-mapper-udp':
    case 'rpc-dynamic':
      return false;
  }
}

function needOf(check: HostCheck, address: string, { echo }: ProbeContext): ProbeResource {
  if (check.kind !== 'icmp') return 'socket';
  return echo?.serves(address) === true ? 'nothing' : 'process';
}

function send(
  check: HostCheck,
  address: string,
  context: ProbeContext,
  mapper: Observation | null,
): Promise<Observation> {
  if (check.kind !== 'rpc-dynamic') return probe(check, address, context);
  if (mapper === null) throw new TypeError('the endpoint mapper comes before its dynamic ports');
  return probeRpcDynamic(check, address, context, mapper);
}
