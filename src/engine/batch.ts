import type { Check, EndpointMapperUdpCheck, RpcDynamicCheck } from '../plan/check.ts';
import { checkKey } from '../plan/checks.ts';
import type { Observation } from '../probe/observation.ts';
import type { Attempted } from './attempts.ts';
import { HostLife } from './host-life.ts';
import { type Resolution, type Resolver, resolveOnce } from './resolve.ts';
import type { CheckResult, EndpointResult } from '../probe/result.ts';

/** Sends what a check needs to one address, and notes in `life` what answers. */
export type Send = (
  check: Check,
  address: string,
  life: HostLife,
  mapper: Observation | null,
) => Promise<Attempted>;

/** So many addresses of a name are looked at together; more only where none of these is open. */
const ADDRESSES_AT_ONCE = 8;

/** Runs checks that share name look-ups, hosts and results. */
export class Batch {
  readonly #connectMs: number;
  readonly #checks: readonly Check[];
  readonly #resolve: Resolver;
  readonly #send: Send;
  readonly #running = new Map<string, Promise<CheckResult>>();
  readonly #lives = new Map<string, HostLife>();

  /** @param connectMs milliseconds for the answer to a connect */
  constructor(checks: readonly Check[], resolve: Resolver, send: Send, connectMs: number) {
    this.#connectMs = connectMs;
    this.#checks = checks;
    this.#resolve = resolveOnce(resolve);
    this.#send = send;
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
    // Some firewalls open a dynamic port only after they have seen the mapper's answer.
    const mapper = check.kind === 'rpc-dynamic' ? await this.run(mapperOf(check)) : null;
    // Dynamic ports are known only where the mapper was asked.
    const addresses = resolution.addresses.filter(
      (address) => mapper === null || endpointAt(mapper, address) !== undefined,
    );
    const endpoints: EndpointResult[] = [];
    while (endpoints.length < addresses.length) {
      const next = addresses.slice(endpoints.length, endpoints.length + ADDRESSES_AT_ONCE);
      endpoints.push(
        ...(await Promise.all(next.map((address) => this.#endpoint(check, address, mapper)))),
      );
      if (endpoints.some(({ observation }) => observation.outcome === 'open')) break;
    }
    return { check, endpoints };
  }

  async #endpoint(
    check: Check,
    address: string,
    mapper: CheckResult | null,
  ): Promise<EndpointResult> {
    const { observation, attempts } = await this.#lookAt(check, address, mapper);
    const judged = (await this.#isBehindSlowPath(check, address, observation))
      ? slowPath(observation)
      : observation;
    return {
      host: check.host,
      address,
      port: portOf(check, judged),
      attempts,
      observation: judged,
    };
  }

  /** A connect is given up before an answer can come where an echo took longer than that. */
  async #isBehindSlowPath(
    check: Check,
    address: string,
    { outcome, reached }: Observation,
  ): Promise<boolean> {
    if (outcome !== 'filtered' || reached !== 'resolved' || check.kind === 'icmp') return false;
    const echo = this.#checks.find(({ kind, host }) => kind === 'icmp' && host === check.host);
    if (echo === undefined) return false;
    const seen = endpointAt(await this.run(echo), address)?.observation;
    return seen?.outcome === 'open' && (seen.rttMs ?? 0) > this.#connectMs;
  }

  async #lookAt(check: Check, address: string, mapper: CheckResult | null): Promise<Attempted> {
    const life = this.#lifeOf(address);
    if (check.kind === 'rpc-endpoint-mapper-udp' && !(await this.#isAlive(check, life))) {
      return { observation: NOT_ASKED, attempts: 0 };
    }
    const seen = mapper === null ? undefined : endpointAt(mapper, address);
    return this.#send(check, address, life, seen?.observation ?? null);
  }

  /**
   * A silent UDP port proves nothing, so a host is asked by UDP only where something else on it has
   * answered, or nothing else was checked.
   */
  async #isAlive({ host }: EndpointMapperUdpCheck, life: HostLife): Promise<boolean> {
    const others = this.#checks.filter(
      (check) => check.host === host && TELLS_LIFE[check.kind] === 'yes',
    );
    if (others.length === 0) return true;
    await Promise.race([life.firstAnswer, Promise.all(others.map((check) => this.run(check)))]);
    return life.hasAnswered;
  }

  #lifeOf(address: string): HostLife {
    const life = this.#lives.get(address) ?? new HostLife();
    this.#lives.set(address, life);
    return life;
  }
}

const TELLS_LIFE = {
  icmp: 'yes',
  smb: 'yes',
  'rpc-endpoint-mapper': 'yes',
  http: 'yes',
  tcp: 'yes',
  'rpc-dynamic': 'no',
  'rpc-endpoint-mapper-udp': 'no',
} as const satisfies Record<Check['kind'], 'yes' | 'no'>;

function endpointAt({ endpoints }: CheckResult, address: string): EndpointResult | undefined {
  return endpoints.find((endpoint) => endpoint.address === address);
}

function slowPath({ reached, rttMs, evidence }: Observation): Observation {
  return { outcome: 'inconclusive', cause: 'slow-path', reached, rttMs, evidence };
}

const NOT_ASKED: Observation = {
  outcome: 'inconclusive',
  cause: 'nothing-answered',
  reached: 'resolved',
  rttMs: null,
  evidence: { kind: 'rpc-endpoint-mapper-udp', packetType: null },
};

function mapperOf({ host, mapperPort }: RpcDynamicCheck): Check {
  return { kind: 'rpc-endpoint-mapper', host, port: mapperPort };
}

/** The port that was connected to; of dynamic ports, the first that accepted. */
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
