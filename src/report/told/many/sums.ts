import { openerIn } from '../../../catalogue/ends.ts';
import { type FlowName, type RequirementId } from '../../../catalogue/flow.ts';
import { type Method, isOwnMethod } from '../../../catalogue/vocabulary.ts';
import type { AuditResult } from '../../../judge/audit.ts';
import type { Effect, RequirementOutcome, Verdict } from '../../../judge/vocabulary.ts';
import type { WarningCode } from '../../../judge/warning.ts';
import type { Cause } from '../../../probe/observation.ts';
import type { ClientEntry, EndpointEntry, MethodEntry, ReportHead } from '../../model/report.ts';
import { hasNoAddress } from '../absence.ts';
import { whereOf } from '../page.ts';
import { isReadyFor, readyMethodOf } from '../ready.ts';
import { ClientGroup, valueIn } from './client-group.ts';
import { FirstNames, type NumberedName } from './first-names.ts';
import { LocationSums } from './location-sums.ts';
import { type Obstacle, obstaclesOf } from './obstacles.ts';
import { type Subnet, lanOf } from './subnet.ts';
import { type Looked, type VerdictSum, countVerdict, lookedOf } from './verdict-sums.ts';

/** Clients that meet with the same obstacle. */
export interface ObstacleSum {
  readonly id: RequirementId;
  readonly outcome: RequirementOutcome;
  readonly cause: Cause | null;
  readonly code: string | null;
  readonly effects: Map<Method, Effect>;
  readonly group: ClientGroup;
  /** Which of them answered. */
  answered: 'all' | 'some';
  /** Servers at which it was seen, for flows that start at the client. */
  readonly servers: Map<string, ClientGroup>;
  /** The first endpoint seen at each of those servers, for its certificate. */
  readonly seen: Map<string, EndpointEntry>;
}

/** Bounds the subnets of all clients, with which those of an obstacle are compared. */
const MAX_SUBNETS_OF_ALL = 16_384;
const MAX_OBSTACLES = 256;
const MAX_SERVERS = 64;

/** As many can be told by their names; of more, the first few are. */
export const MAX_NAMED_CLIENTS = 60;

/** Clients that people act on by name. */
class NamedClients {
  readonly first = new FirstNames(MAX_NAMED_CLIENTS);
  #clients = 0;

  get clients(): number {
    return this.#clients;
  }

  add(client: NumberedName): void {
    this.#clients += 1;
    this.first.add(client);
  }
}

/** What sums take from a run. */
export type SumsHead = Pick<ReportHead, 'catalogue'>;

/** Counts over many clients, in memory that does not grow with their number. */
export class Sums {
  /** For the method that clients are named for. */
  readonly ready = new NamedClients();
  readonly doubtful = new NamedClients();
  readonly verdicts = new Map<Method, Map<Verdict, VerdictSum>>();
  /** Over the flows that this end can prove. */
  readonly here = new Map<Method, Map<Looked, VerdictSum>>();
  readonly answering = new ClientGroup(MAX_SUBNETS_OF_ALL);
  readonly noAnswer = new ClientGroup(MAX_SUBNETS_OF_ALL);
  /** Nothing was sent to them, or this machine could not send. */
  readonly unknown = new ClientGroup(MAX_SUBNETS_OF_ALL);
  readonly noAddress = new ClientGroup();
  /** Their checks were interrupted; they are in no other sum. */
  readonly underWay = new ClientGroup();
  readonly obstacles = new Map<string, ObstacleSum>();
  readonly warnings = new Map<WarningCode, ClientGroup>();
  /** By flows that are expected to be closed, what was found. */
  readonly audit = new Map<FlowName, Map<AuditResult, ClientGroup>>();
  readonly locations = new LocationSums();
  /** For each method that breaks, what can be done instead. */
  readonly alternatives = new Map<Method, Map<string, AlternativeSum>>();
  readonly #head: SumsHead;
  #clients = 0;

  constructor(head: SumsHead) {
    this.#head = head;
  }

  get clients(): number {
    return this.#clients;
  }

  add(entry: ClientEntry, index: number): void {
    this.#clients += 1;
    const client = { index, name: entry.client };
    for (const { flow, found } of entry.audit ?? []) {
      const ofFlow = valueIn(this.audit, flow, () => new Map<AuditResult, ClientGroup>());
      valueIn(ofFlow, found, () => new ClientGroup()).add(client, null);
    }
    if (entry.interrupted === true) {
      this.underWay.add(client, null);
      return;
    }
    const absent = entry.answered === false;
    const named = readyMethodOf(entry);
    if (isReadyFor(named, entry, this.#head)) this.ready.add(client);
    if (entry.methods.some((each) => each.method === named && each.readiness === 'doubtful')) {
      this.doubtful.add(client);
    }
    for (const { method, verdict, here, readiness } of entry.methods) {
      countVerdict(this.verdicts, method, verdict, absent);
      countVerdict(this.here, method, lookedOf({ verdict, here, readiness }), absent);
    }
    for (const code of new Set(entry.warnings.map((warning) => warning.code))) {
      valueIn(this.warnings, code, () => new ClientGroup()).add(client, null);
    }
    const lan = lanOfClient(entry);
    // In joined reports, one that did not answer may have reported its own way to the servers.
    const obstacles = obstaclesOf(entry).filter(
      ({ id }) => !absent || openerIn(this.#head.catalogue, id) === 'client',
    );
    this.locations.add(entry, obstacles);
    for (const obstacle of obstacles) {
      this.#addObstacle(obstacle, client, absent ? null : lan, entry);
    }
    if (absent) {
      (hasNoAddress(entry) ? this.noAddress : this.noAnswer).add(client, lan);
      return;
    }
    (entry.answered === true ? this.answering : this.unknown).add(client, lan);
    const installs = entry.methods.filter(({ method }) => !isOwnMethod(method));
    for (const method of entry.methods) {
      // With a single method, nothing is known of others.
      if (method.verdict === 'breaks' && !isOwnMethod(method.method) && installs.length > 1)
        this.#addAlternatives(method, entry);
    }
  }

  #addObstacle(
    obstacle: Obstacle,
    client: NumberedName,
    lan: Subnet | null,
    entry: ClientEntry,
  ): void {
    const { id, outcome, cause, effects, endpoints } = obstacle;
    // Error codes are the only part of a key without a fixed set of values.
    const bounded = this.obstacles.size < MAX_OBSTACLES || this.obstacles.has(obstacle.key);
    const key = bounded ? obstacle.key : `${id} ${outcome} ${cause ?? ''}`;
    const sum = valueIn(this.obstacles, key, (): ObstacleSum => ({
      id,
      outcome,
      cause,
      code: bounded ? obstacle.code : null,
      effects: new Map<Method, Effect>(),
      group: new ClientGroup(),
      answered: 'all',
      servers: new Map<string, ClientGroup>(),
      seen: new Map<string, EndpointEntry>(),
    }));
    for (const [method, effect] of effects) sum.effects.set(method, effect);
    sum.group.add(client, lan);
    if (entry.answered !== true) sum.answered = 'some';
    const servers = new Map(
      endpoints
        .filter(({ host }) => host !== entry.client)
        .map((endpoint) => [whereOf(endpoint), endpoint]),
    );
    for (const [server, endpoint] of servers) {
      if (sum.servers.size >= MAX_SERVERS && !sum.servers.has(server)) continue;
      valueIn(sum.seen, server, () => endpoint);
      valueIn(sum.servers, server, () => new ClientGroup()).add(client, null);
    }
  }

  #addAlternatives({ method, alternatives }: MethodEntry, { methods }: ClientEntry): void {
    const sums = valueIn(this.alternatives, method, () => new Map<string, AlternativeSum>());
    const found: readonly (Method | null)[] = alternatives.length === 0 ? [null] : alternatives;
    for (const alternative of found) {
      const verdict =
        methods.find((candidate) => candidate.method === alternative)?.verdict ?? 'unproven';
      const sum = valueIn(sums, `${alternative} ${verdict}`, () => ({
        method: alternative,
        verdict,
        clients: 0,
      }));
      sum.clients += 1;
    }
  }
}

/** How many clients may take another method; `method` is null where there is none. */
export interface AlternativeSum {
  readonly method: Method | null;
  readonly verdict: Verdict;
  clients: number;
}

/** One client is in one subnet, whatever addresses it has. */
function lanOfClient({ client, requirements }: ClientEntry): Subnet | null {
  for (const { endpoints } of requirements) {
    for (const { host, address } of endpoints) {
      if (host === client && address !== null) return lanOf(address);
    }
  }
  return lanOf(client);
}
