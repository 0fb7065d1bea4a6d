import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Check, RpcDynamicCheck } from '../plan/check.ts';
import { checkKey } from '../plan/checks.ts';
import type { ProbeContext } from '../probe/context.ts';
import { probe, probeRpcDynamic } from '../probe/index.ts';
import { SHORTAGE_CODES } from '../probe/failure.ts';
import type { Observation } from '../probe/observation.ts';
import {
  type Attempted,
  SHORTAGE_PAUSES,
  attempt,
  isShortage,
  pauseForShortage,
} from './attempts.ts';
import type { Listener } from './events.ts';
import { type Resolution, type Resolver, resolveOnce, systemResolver } from './resolve.ts';
import type { CheckResult, EndpointResult } from './result.ts';

export interface EngineOptions {
  readonly context: ProbeContext;
  /** How often what got no answer is tried again. */
  readonly retries: number;
  /** Probes at once. */
  readonly concurrency: number;
  readonly listener: Listener;
  /** The system's, unless a program brings its own. */
  readonly resolver?: Resolver;
}

/** Each ping is a process. */
const MAX_PINGS_AT_ONCE = 32;
/** getaddrinfo gets half of libuv's four threads: more at once would only wait there. */
const MAX_LOOKUPS_AT_ONCE = 2;
/** Fewer would make a run endless, and fit into 64 open files. */
const LEAST_PROBES_AT_ONCE = 8;
const LEAST_PINGS_AT_ONCE = 2;
/** After a shortage is told, those that were under way tell it too. */
const SHORTAGE_ECHO_MS = 100;
const SHORTAGE_LASTS_MS = 1000;
const MIN_LOOKUP_MS = 5000;

/** Sends probes within the run's limits. */
export class Prober {
  readonly #options: EngineOptions;
  readonly #probes: LimitFunction;
  readonly #pings: LimitFunction;
  readonly #resolver: Resolver;
  #done = 0;
  #shortAt = -Infinity;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#probes = pLimit(options.concurrency);
    this.#pings = pLimit(Math.min(options.concurrency, MAX_PINGS_AT_ONCE));
    const { signal, timeoutMs } = options.context;
    // Every probe under way listens; Node warns of more than ten.
    setMaxListeners(0, signal);
    this.#resolver =
      options.resolver ??
      systemResolver(pLimit(MAX_LOOKUPS_AT_ONCE), Math.max(timeoutMs, MIN_LOOKUP_MS), signal);
  }

  /**
   * The addresses of a name, within the limit of look-ups. A look-up needs files too, and says
   * EAI_AGAIN where it gets none: what fails in a shortage is asked again.
   */
  async resolve(host: string): Promise<Resolution> {
    const { signal } = this.#options.context;
    let resolution = await this.#resolver(host);
    for (let pauses = 0; pauses < SHORTAGE_PAUSES && !signal.aborted; pauses += 1) {
      if (resolution.kind !== 'error') break;
      if (SHORTAGE_CODES.has(resolution.code)) this.#spare();
      else if (performance.now() - this.#shortAt > SHORTAGE_LASTS_MS) break;
      await pauseForShortage(signal);
      resolution = await this.#resolver(host);
    }
    return resolution;
  }

  /**
   * Runs a batch at once; each name is resolved once, each check is done once.
   * @returns the results by `checkKey`
   */
  async run(checks: readonly Check[]): Promise<ReadonlyMap<string, CheckResult>> {
    this.#options.listener({ type: 'checks-planned', count: checks.length });
    const batch = new Batch(
      resolveOnce((host) => this.resolve(host)),
      (check, address, mapper) => this.#attempt(check, address, mapper),
    );
    const results = await Promise.all(
      checks.map(async (check) => {
        const result = await batch.run(check);
        const outcome = result.endpoints[0]?.observation.outcome ?? 'error';
        this.#options.listener({ type: 'check-done', host: check.host, outcome });
        return [checkKey(check), result] as const;
      }),
    );
    return new Map(results);
  }

  #attempt(check: Check, address: string, mapper: Observation | null): Promise<Attempted> {
    const { context, retries } = this.#options;
    const limit = check.kind === 'icmp' ? this.#pings : this.#probes;
    return attempt(
      async () => {
        const observation = await limit(() => send(check, address, context, mapper));
        if (isShortage(observation)) this.#spare();
        else this.#done += 1;
        return observation;
      },
      retries,
      context.signal,
      () => this.#done,
    );
  }

  /** This machine has too little for so many probes at once. */
  #spare(): void {
    if (performance.now() - this.#shortAt < SHORTAGE_ECHO_MS) return;
    this.#shortAt = performance.now();
    for (const [limit, least] of [
      [this.#probes, LEAST_PROBES_AT_ONCE],
      [this.#pings, LEAST_PINGS_AT_ONCE],
    ] as const) {
      if (limit.concurrency > least) limit.concurrency = Math.ceil(limit.concurrency / 2);
    }
  }
}

function send(
  check: Check,
  address: string,
  context: ProbeContext,
  mapper: Observation | null,
): Promise<Observation> {
  if (check.kind !== 'rpc-dynamic') return probe(check, address, context);
  if (mapper === null) throw new TypeError('the endpoint mapper comes before its dynamic ports');
  return probeRpcDynamic(check, address, context, mapper);
}

type SendAttempt = (
  check: Check,
  address: string,
  mapper: Observation | null,
) => Promise<Attempted>;

/** Checks that share names and results. */
class Batch {
  readonly #resolve: Resolver;
  readonly #attempt: SendAttempt;
  readonly #running = new Map<string, Promise<CheckResult>>();

  constructor(resolve: Resolver, attempt: SendAttempt) {
    this.#resolve = resolve;
    this.#attempt = attempt;
  }

  run(check: Check): Promise<CheckResult> {
    const key = checkKey(check);
    const running = this.#running.get(key) ?? this.#start(check);
    this.#running.set(key, running);
    return running;
  }

  async #start(check: Check): Promise<CheckResult> {
    const resolution = await this.#resolve(check.host);
    if (resolution.kind !== 'addresses') {
      return { check, endpoints: [withoutAddress(check, resolution)] };
    }
    // Some firewalls open a dynamic port only after the mapper's answer has crossed them.
    const mapper = check.kind === 'rpc-dynamic' ? await this.run(mapperOf(check)) : null;
    const endpoints = await Promise.all(
      resolution.addresses.map(async (address): Promise<EndpointResult> => {
        const seen = mapper?.endpoints.find((endpoint) => endpoint.address === address);
        const { observation, attempts } = await this.#attempt(
          check,
          address,
          seen?.observation ?? null,
        );
        return {
          host: check.host,
          address,
          port: portOf(check, observation),
          attempts,
          observation,
        };
      }),
    );
    return { check, endpoints };
  }
}

function mapperOf({ host, mapperPort }: RpcDynamicCheck): Check {
  return { kind: 'rpc-endpoint-mapper', host, port: mapperPort };
}

/** A dynamic port is known only afterwards: the first that accepted. */
function portOf(check: Check, { evidence }: Observation): number | null {
  if ('port' in check) return check.port;
  if (evidence.kind !== 'rpc-dynamic') return null;
  return evidence.tried.find(({ outcome }) => outcome === 'open')?.port ?? null;
}

function withoutAddress(
  check: Check,
  { kind, code }: Exclude<Resolution, { kind: 'addresses' }>,
): EndpointResult {
  return {
    host: check.host,
    address: null,
    port: 'port' in check ? check.port : null,
    attempts: 0,
    observation: { outcome: kind, code, reached: 'none', rttMs: null, evidence: { kind: 'none' } },
  };
}
