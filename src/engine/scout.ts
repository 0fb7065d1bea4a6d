import type { Check } from '../plan/check.ts';
import { Deadline } from '../probe/deadline.ts';
import type { EchoEnd, EchoSender } from '../probe/icmp/sender.ts';
import { type Begun, Knock } from '../probe/knock.ts';
import { LocalNetworks } from './local-networks.ts';
import type { Pace } from './pace.ts';
import { Turns } from './turns.ts';

/**
 * A host that has not answered for this long counts as asleep; most hosts that are up answer
 * sooner.
 */
const MOMENT_MS = 100;

/**
 * Each round sends an echo request. Together with those of running probes, these are as many as the
 * sender sends in a turn, so that none is late.
 */
const ROUNDS_A_TURN = 8;

/** Called with true when all that is left is to wait, and with false when work goes on. */
export type Sleep = (isAsleep: boolean) => void;

export interface ScoutOptions {
  readonly echo: EchoSender;
  /** Milliseconds for the first answer. */
  readonly timeoutMs: number;
  /** How often a host without an answer is asked again. */
  readonly retries: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/**
 * Sends the first packets of a client's probes before these run: an echo request, and a connect to
 * each port. Until a host answers, it costs no more than two sockets. The probes take over what was
 * begun, however it ended, and judge it themselves: the scout only decides when they run.
 */
export class Scout {
  readonly #options: ScoutOptions;
  readonly #networks = new LocalNetworks();
  readonly #turns = new Turns(ROUNDS_A_TURN);

  constructor(options: ScoutOptions) {
    this.#options = options;
  }

  /**
   * False for local networks: few of their hosts may be waited for at once, so probes there send
   * their own packets.
   */
  serves(address: string): boolean {
    return this.#networks.networkOf(address) === null && this.#options.echo.serves(address);
  }

  /**
   * Resolves at the first answer, or when everything that the probes would send went unanswered.
   * @param sleep called when no answer came for a moment, and when the wait is over
   */
  async look(address: string, ports: readonly number[], sleep: Sleep): Promise<KnockRounds> {
    const { retries, pace, signal } = this.#options;
    const rounds = new KnockRounds();
    const pacer = pace.pacerFor(address);
    let wake = (): void => {};
    const begin = async (isFirst: boolean): Promise<boolean> => {
      if (signal.aborted) return true;
      const round = new Round(address, ports, this.#options);
      rounds.add(round);
      for (const _ of ports) pacer.note();
      if (isFirst) wake = fallAsleep(sleep);
      return round.isAnswered;
    };
    for (let tries = 0; tries <= retries && !signal.aborted; tries += 1) {
      await this.#turns.next();
      const isFirst = tries === 0;
      const place = isFirst ? 'is-new' : 'goes-on';
      if (await pacer.turn(signal, () => begin(isFirst), place)) break;
    }
    wake();
    return rounds;
  }
}

/** @returns what ends the sleep, or keeps it from coming */
function fallAsleep(sleep: Sleep): () => void {
  let turn: NodeJS.Immediate | undefined;
  let isAsleep = false;
  const moment = setTimeout(() => {
    // What has arrived is read first: a busy machine must not take its own delay for silence.
    turn = setImmediate(() => {
      isAsleep = true;
      sleep(true);
    });
  }, MOMENT_MS);
  return () => {
    clearTimeout(moment);
    clearImmediate(turn);
    if (isAsleep) sleep(false);
  };
}

/** Everything that was begun for a host. Close it when its probes have ended. */
export class KnockRounds implements Begun {
  readonly #rounds: Round[] = [];

  add(round: Round): void {
    this.#rounds.push(round);
  }

  connection(port: number): Knock | null {
    for (const round of this.#rounds) {
      const knock = round.takeKnock(port);
      if (knock !== null) return knock;
    }
    return null;
  }

  hasConnection(port: number): boolean {
    return this.#rounds.some((round) => round.has(port));
  }

  echo(): Promise<EchoEnd> | null {
    for (const round of this.#rounds) {
      const echo = round.takeEcho();
      if (echo !== null) return echo;
    }
    return null;
  }

  close(): void {
    for (const round of this.#rounds) round.close();
  }
}

/** The first packet of each probe of a host, sent once. */
class Round {
  /** Whether anything came back; also true after an interrupt or a shortage on this machine. */
  readonly isAnswered: Promise<boolean>;
  readonly #deadline: Deadline;
  /** Connects that no probe has taken over yet, by port. */
  readonly #knocks = new Map<number, Knock>();
  #echo: Promise<EchoEnd> | null;

  constructor(address: string, ports: readonly number[], options: ScoutOptions) {
    const deadline = new Deadline(options.timeoutMs, options.signal);
    this.#deadline = deadline;
    const echo = options.echo.echo(address, deadline);
    this.#echo = echo;
    for (const port of ports) this.#knocks.set(port, new Knock(address, port));
    deadline.onEnd(() => {
      for (const knock of this.#knocks.values()) if (knock.end === null) knock.giveUp();
    });
    this.isAnswered = new Promise((resolve) => {
      for (const knock of this.#knocks.values()) knock.onEnd = (): void => resolve(true);
      void echo.then((end) => {
        // The echo ends with the deadline at the latest, and so do the connects.
        resolve(deadline.reason === 'interrupted' || !isSilence(end));
      });
    });
  }

  has(port: number): boolean {
    return this.#knocks.has(port);
  }

  takeKnock(port: number): Knock | null {
    const knock = this.#knocks.get(port) ?? null;
    this.#knocks.delete(port);
    return knock;
  }

  takeEcho(): Promise<EchoEnd> | null {
    const echo = this.#echo;
    this.#echo = null;
    return echo;
  }

  close(): void {
    this.#deadline.dispose();
    for (const knock of this.#knocks.values()) knock.giveUp();
  }
}

function isSilence(end: EchoEnd): boolean {
  return end.kind === 'none' && end.failure.outcome === 'filtered';
}

/** The one host whose probes begin with an echo request and connects, and the ports of these. */
export interface Knockable {
  readonly host: string;
  readonly ports: readonly number[];
}

/** Null where these are not the checks of one client. */
export function knockable(checks: readonly Check[]): Knockable | null {
  const [first] = checks;
  if (first === undefined || checks.some(({ host }) => host !== first.host)) return null;
  // A user's row may name a port of the port tables, and a round connects to each port once.
  const ports = new Set<number>();
  let hasEcho = false;
  for (const check of checks) {
    switch (check.kind) {
      case 'icmp':
        hasEcho = true;
        break;
      case 'smb':
      case 'rpc-endpoint-mapper':
        ports.add(check.port);
        break;
      case 'rpc-endpoint-mapper-udp':
      case 'rpc-dynamic':
        break;
      case 'http':
      case 'tcp':
      case 'revocation':
      case 'revocation-list':
      case 'domain':
      case 'dns':
      case 'kerberos':
      case 'ldap':
        return null;
    }
  }
  return hasEcho && ports.size > 0 ? { host: first.host, ports: [...ports] } : null;
}
