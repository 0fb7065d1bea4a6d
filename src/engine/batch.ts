import type {
  Check,
  EndpointMapperCheck,
  EndpointMapperUdpCheck,
  HostCheck,
  RevocationCheck,
  RpcDynamicCheck,
} from '../plan/check.ts';
import { portOfCheck } from '../plan/bind.ts';
import { type BoundCheck, boundCheck } from '../plan/checks.ts';
import { listChecks, namesOthers } from '../probe/revocation/checks.ts';
import { type Cause, type Observation, inDoubt } from '../probe/observation.ts';
import type { Attempted } from './attempts.ts';
import type { Directory } from './directory.ts';
import { lookInDomain } from './domain.ts';
import { HostLife } from './host-life.ts';
import { notProbed } from './not-probed.ts';
import { type Resolution, type Resolver, resolveOnce } from './resolve.ts';
import type { CheckResult, EndpointResult } from '../probe/result.ts';

/** Sends what a check needs to one address, and notes in `life` what answers. */
export type Send = (
  check: HostCheck,
  address: string,
  life: HostLife,
  mapper: Observation | null,
) => Promise<Attempted>;

/**
 * How many addresses of a name are probed together; the next ones only if none of these is open.
 */
const ADDRESSES_AT_ONCE = 8;

/** A connect that took at most this share of its timeout shows that the path is quick. */
const QUICK_SHARE = 1 / 2;

/** Runs checks that share name look-ups, hosts and results. */
export class Batch {
  readonly #connectMs: number;
  readonly #directory: Directory;
  readonly #checks: readonly BoundCheck[];
  readonly #resolve: Resolver;
  readonly #send: Send;
  readonly #running = new Map<string, Promise<CheckResult>>();
  readonly #lives = new Map<string, HostLife>();

  /** @param connectMs milliseconds for the answer to a connect */
  constructor(
    checks: readonly BoundCheck[],
    resolve: Resolver,
    send: Send,
    connectMs: number,
    directory: Directory,
  ) {
    this.#directory = directory;
    this.#connectMs = connectMs;
    this.#checks = checks;
    this.#resolve = resolveOnce(resolve);
    this.#send = send;
  }

  run({ key, check }: BoundCheck): Promise<CheckResult> {
    const running = this.#running.get(key) ?? this.#start(check);
    this.#running.set(key, running);
    return running;
  }

  async #start(check: Check): Promise<CheckResult> {
    if (check.kind === 'revocation') return this.#whereItLeads(check);
    if (check.kind === 'domain') {
      return lookInDomain(check, {
        directory: this.#directory,
        run: (each) => this.run(boundCheck(each)),
        resolve: this.#resolve,
      });
    }
    const resolution = await this.#resolutionOf(check);
    if (resolution.kind !== 'addresses') {
      const { kind: outcome, code } = resolution;
      return { check, endpoints: [notProbed(check.host, portOfCheck(check), { outcome, code })] };
    }
    // Some firewalls open a dynamic port only after they have seen the mapper's answer.
    const mapper =
      check.kind === 'rpc-dynamic' ? await this.run(boundCheck(mapperOf(check))) : null;
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

  #resolutionOf(check: HostCheck): Promise<Resolution> {
    const servers = 'nameServers' in check ? check.nameServers : [];
    return servers.length === 0
      ? this.#resolve(check.host)
      : this.#directory.addresses(check.host, servers);
  }

  /** Probes every address that a server's certificate names for revocation. */
  async #whereItLeads(check: RevocationCheck): Promise<CheckResult> {
    const { endpoints } = await this.run(boundCheck(check.of));
    const observations = endpoints.map(({ observation }) => observation);
    const named = listChecks(observations);
    if (named === null) return { check, endpoints: [unclear(check, 'certificate-not-seen')] };
    if (named.length === 0) return { check, endpoints: [unclear(check, 'no-http-address')] };
    const asked = await Promise.all(named.map((each) => this.run(boundCheck(each))));
    const seen = asked.flatMap((each) => each.endpoints);
    // Windows may read the list from another address, which is not probed.
    const others = namesOthers(observations) ? [unclear(check, 'other-addresses')] : [];
    return { check, endpoints: [...seen, ...others] };
  }

  async #endpoint(
    check: HostCheck,
    address: string,
    mapper: CheckResult | null,
  ): Promise<EndpointResult> {
    const { observation, attempts } = await this.#lookAt(check, address, mapper);
    const judged = (await this.#isBehindSlowPath(check, address, observation))
      ? inDoubt(observation, 'slow-path')
      : observation;
    return {
      host: check.host,
      address,
      port: portOf(check, judged),
      attempts,
      observation: judged,
    };
  }

  /**
   * Whether a connect was given up before its answer could arrive, because a round trip takes
   * longer than the timeout, as an echo showed. Where another connect was quick, only the echo, or
   * this machine, was late.
   */
  async #isBehindSlowPath(
    check: HostCheck,
    address: string,
    { outcome, reached }: Observation,
  ): Promise<boolean> {
    if (outcome !== 'filtered' || reached !== 'resolved' || check.kind === 'icmp') return false;
    const echo = this.#checks.find(
      ({ check: { kind, host } }) => kind === 'icmp' && host === check.host,
    );
    if (echo === undefined) return false;
    const seen = endpointAt(await this.run(echo), address)?.observation;
    return (
      seen?.outcome === 'open' &&
      (seen.rttMs ?? 0) > this.#connectMs &&
      this.#lifeOf(address).quickestConnectMs > this.#connectMs * QUICK_SHARE
    );
  }

  async #lookAt(check: HostCheck, address: string, mapper: CheckResult | null): Promise<Attempted> {
    const life = this.#lifeOf(address);
    if (check.kind === 'rpc-endpoint-mapper-udp' && !(await this.#isAlive(check, life))) {
      return { observation: NOT_ASKED, attempts: 0 };
    }
    const seen = mapper === null ? undefined : endpointAt(mapper, address);
    return this.#send(check, address, life, seen?.observation ?? null);
  }

  /**
   * A silent UDP port proves nothing, so a host is probed by UDP only if something else on it has
   * answered, or if nothing else was checked.
   */
  async #isAlive({ host }: EndpointMapperUdpCheck, life: HostLife): Promise<boolean> {
    const others = this.#checks.filter(
      ({ check }) => check.host === host && TELLS_LIFE[check.kind] === 'yes',
    );
    if (others.length === 0) return true;
    await Promise.race([life.firstAnswer, Promise.all(others.map((other) => this.run(other)))]);
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
  revocation: 'no',
  'revocation-list': 'no',
  domain: 'no',
  dns: 'no',
  kerberos: 'yes',
  ldap: 'yes',
  'rpc-dynamic': 'no',
  'rpc-endpoint-mapper-udp': 'no',
} as const satisfies Record<Check['kind'], 'yes' | 'no'>;

function endpointAt({ endpoints }: CheckResult, address: string): EndpointResult | undefined {
  return endpoints.find((endpoint) => endpoint.address === address);
}

function unclear({ host }: RevocationCheck, cause: Cause): EndpointResult {
  return notProbed(host, null, { outcome: 'inconclusive', cause });
}

const NOT_ASKED: Observation = {
  outcome: 'inconclusive',
  cause: 'nothing-answered',
  reached: 'resolved',
  rttMs: null,
  evidence: { kind: 'rpc-endpoint-mapper-udp', packetType: null },
};

function mapperOf({ host, mapperPort }: RpcDynamicCheck): EndpointMapperCheck {
  return { kind: 'rpc-endpoint-mapper', host, port: mapperPort };
}

/** The port that was connected to; among dynamic ports, the first that accepted. */
function portOf(check: HostCheck, { evidence }: Observation): number | null {
  if (evidence.kind !== 'rpc-dynamic') return portOfCheck(check);
  return evidence.tried.find(({ outcome }) => outcome === 'open')?.port ?? null;
}
