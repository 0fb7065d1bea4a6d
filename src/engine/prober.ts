import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Check, RpcDynamicCheck } from '../plan/check.ts';
import { checkKey } from '../plan/checks.ts';
import type { ProbeContext } from '../probe/context.ts';
import { probe, probeRpcDynamic } from '../probe/index.ts';
import type { Observation } from '../probe/observation.ts';
import { type Attempted, attempt } from './attempts.ts';
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
/** getaddrinfo runs on libuv's four threads: more at once would only wait there. */
const MAX_LOOKUPS_AT_ONCE = 4;
const MIN_LOOKUP_MS = 5000;

/** Sends probes within the run's limits. */
export class Prober {
  readonly #options: EngineOptions;
  readonly #probes: LimitFunction;
  readonly #pings: LimitFunction;
  readonly #resolver: Resolver;

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

  /** The addresses of a name, within the limit of look-ups. */
  resolve(host: string): Promise<Resolution> {
    return this.#resolver(host);
  }

  /**
   * Runs a batch at once; each name is resolved once, each check is done once.
   * @returns the results by `checkKey`
   */
  async run(checks: readonly Check[]): Promise<ReadonlyMap<string, CheckResult>> {
    this.#options.listener({ type: 'checks-planned', count: checks.length });
    const batch = new Batch(resolveOnce(this.#resolver), (check, address, mapper) =>
      this.#attempt(check, address, mapper),
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
      () => limit(() => send(check, address, context, mapper)),
      retries,
      context.signal,
    );
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
