import pLimit from 'p-limit';
import type { Check } from '../plan/check.ts';
import { checkKey } from '../plan/checks.ts';
import type { ProbeContext } from '../probe/context.ts';
import { SHORTAGE_CODES } from '../probe/failure.ts';
import { probe, probeRpcDynamic } from '../probe/index.ts';
import type { Observation } from '../probe/observation.ts';
import {
  type Attempted,
  SHORTAGE_PAUSES,
  attempt,
  isShortage,
  pauseForShortage,
} from './attempts.ts';
import { Batch } from './batch.ts';
import type { RunListener } from './events.ts';
import type { HostLife } from './host-life.ts';
import { Limits, type ProbeResource } from './limits.ts';
import { lookupsAtOnce } from './lookup-threads.ts';
import { Pacer } from './pacer.ts';
import { type Resolution, type Resolver, systemResolver } from './resolve.ts';
import type { CheckResult } from '../probe/result.ts';

export interface EngineOptions {
  readonly context: ProbeContext;
  /** How often a probe without an answer is repeated. */
  readonly retries: number;
  /** The most probes that run at once. */
  readonly concurrency: number;
  /** New connections a second; null for no limit. */
  readonly rate: number | null;
  /** Threads that divide these limits among them, each with a prober of its own. */
  readonly threads?: number;
  readonly listener: RunListener;
  /** Default: the system's resolver. */
  readonly resolver?: Resolver;
}

const SHORTAGE_LASTS_MS = 1000;
const MIN_LOOKUP_MS = 5000;

/** Sends probes within the run's limits. */
export class Prober {
  readonly #options: EngineOptions;
  readonly #limits: Limits;
  readonly #pacer: Pacer;
  readonly #resolver: Resolver;
  #done = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { threads = 1, rate } = options;
    this.#limits = new Limits(options.concurrency, threads);
    this.#pacer = new Pacer(rate === null ? null : rate / threads);
    const { signal, timeoutMs } = options.context;
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
   * @returns the results by `checkKey`
   */
  async run(
    checks: readonly Check[],
    resolve: Resolver = (host) => this.resolve(host),
  ): Promise<ReadonlyMap<string, CheckResult>> {
    this.#options.listener({ type: 'checks-planned', count: checks.length });
    const batch = new Batch(
      checks,
      resolve,
      (check, address, life, mapper) => this.#attempt(check, address, life, mapper),
      this.#options.context.timeoutMs,
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

  #attempt(
    check: Check,
    address: string,
    life: HostLife,
    mapper: Observation | null,
  ): Promise<Attempted> {
    const { retries } = this.#options;
    const { timeoutMs, signal, now, tls, echo = null } = this.#options.context;
    const context: ProbeContext = {
      timeoutMs,
      signal,
      now,
      tls,
      echo,
      watch: {
        hasAnswered: () => life.hasAnswered || isOfServer(check),
        connecting: () => this.#pacer.note(),
      },
    };
    return attempt(
      async () => {
        const observation = await this.#limits.run(address, needOf(check, address, context), () =>
          check.kind === 'icmp'
            ? send(check, address, context, mapper)
            : this.#pacer.turn(signal, () => send(check, address, context, mapper)),
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

/** UDP is not retried: one attempt already sends several requests, and silence proves nothing. */
const RETRIED = {
  icmp: 'yes',
  smb: 'yes',
  'rpc-endpoint-mapper': 'yes',
  'rpc-dynamic': 'yes',
  http: 'yes',
  tcp: 'yes',
  'rpc-endpoint-mapper-udp': 'no',
} as const satisfies Record<Check['kind'], 'yes' | 'no'>;

/** Servers are few and have one port each, so packets to them are always resent. */
function isOfServer(check: Check): boolean {
  switch (check.kind) {
    case 'smb':
      return check.identity === 'may-differ';
    case 'http':
    case 'tcp':
      return true;
    case 'icmp':
    case 'rpc-endpoint-mapper':
    case 'rpc-endpoint-mapper-udp':
    case 'rpc-dynamic':
      return false;
  }
}

function needOf(check: Check, address: string, { echo }: ProbeContext): ProbeResource {
  if (check.kind !== 'icmp') return 'socket';
  return echo?.serves(address) === true ? 'nothing' : 'process';
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
