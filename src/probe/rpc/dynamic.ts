import { codeOf } from '../../base/error-code.ts';
import type { RpcDynamicCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { type Deadline, attemptTime } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type {
  Cause,
  EndpointMapperEvidence,
  Observation,
  RpcDynamicEvidence,
} from '../observation.ts';
import { observe } from '../observe.ts';
import { ByteStream, type Connected, connectTcp, hangUp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import {
  type AdvertisedPort,
  type ControlAttempt,
  type PortAttempt,
  advertisedPorts,
  controlPort,
  decisivePorts,
  dynamicFailure,
  triedOutcome,
} from './dynamic-ports.ts';
import { WMI_LOGIN } from './interfaces.ts';
import { askForPorts } from './port-request.ts';

const MAX_TRIED_PORTS = 64;

/**
 * The dynamic ports alone have this share of the time for a connect. A host that answers on one of
 * them by then needs neither a control nor another question to its mapper. The rest is enough for
 * Windows, which takes over 2 s of the default 3 s to report a refusal.
 */
const PATIENCE_SHARE = 1 / 6;

/**
 * The first port is tried alone for a few of the mapper's round trips (it needs two): at least for
 * this share of the time for a connect, at most for the share above.
 */
const LEAST_HEAD_START_SHARE = 1 / 30;
const HEAD_START_ROUND_TRIPS = 4;

/**
 * Connects to the TCP ports that the endpoint mapper names, and binds on those that accept, until
 * one that can prove the range answers in DCE/RPC. The first has a head start: it nearly always
 * answers, which spares the host connections to all the others. This proves the path to the port
 * range, not Windows Firewall's rule for WMI.
 * @param mapper what the endpoint mapper's probe of the same address saw
 */
export function probeRpcDynamic(
  check: RpcDynamicCheck,
  address: string,
  context: ProbeContext,
  mapper: Observation,
  connect: Connect = connectTcp,
): Promise<Observation<RpcDynamicEvidence>> {
  const { evidence: seen } = mapper;
  const advertised =
    seen.kind === 'rpc-endpoint-mapper'
      ? advertisedPorts(seen.endpoints, check.mapperPort, check.range)
      : [];
  const evidence: RpcDynamicEvidence = {
    kind: 'rpc-dynamic',
    advertised: advertised.length,
    range: check.range,
    tried: [],
    control: null,
  };
  return observe(
    context,
    evidence,
    async (trace, deadline) => {
      if (mapper.outcome !== 'open' || seen.kind !== 'rpc-endpoint-mapper') {
        throw new AnswerFailure('inconclusive', 'mapper-not-open');
      }
      const [first, ...others] = advertised.slice(0, MAX_TRIED_PORTS);
      if (first === undefined) throw new AnswerFailure('inconclusive', causeOfNoPort(seen));

      const control = controlPort(check.range, advertised, check.mapperPort);
      const means = {
        connect,
        address,
        mapperPort: check.mapperPort,
        mapperMs: mapper.rttMs ?? 0,
        deadline,
      };
      const { attempts, controlAttempt } = await tryAll([first, ...others], control, means);
      trace.evidence = {
        ...evidence,
        tried: attempts
          .map(({ port, interfaces, attempt }) => ({
            port,
            outcome: triedOutcome(attempt),
            interfaces,
          }))
          .sort((a, b) => a.port - b.port),
        control:
          control !== null && controlAttempt !== null
            ? { port: control, outcome: controlAttempt.outcome }
            : null,
      };
      if (attempts.some(({ attempt }) => hasAccepted(attempt))) trace.reached = 'connected';
      if (attempts.some(({ attempt }) => attempt.outcome === 'open')) trace.reached = 'protocol';
      trace.rttMs = fastest(attempts);
      const failure = dynamicFailure(attempts, controlAttempt);
      if (failure !== null) throw failure;
    },
    attemptTime(context.timeoutMs),
  );
}

/** A list without a port means something only if it is complete. */
function causeOfNoPort({ lookup, lookupStatus }: EndpointMapperEvidence): Cause {
  switch (lookup) {
    case 'complete':
      return 'nothing-advertised';
    case 'partial':
      return 'list-cut';
    case 'denied':
      return 'list-denied';
    case 'failed':
    case 'not-asked':
      return lookupStatus === null ? 'list-unanswered' : 'list-denied';
  }
}

interface TriedPort extends AdvertisedPort {
  readonly attempt: PortAttempt;
}

/** What every attempt of this probe needs. */
interface Means {
  readonly connect: Connect;
  readonly address: string;
  readonly mapperPort: number;
  /** The round trip of the connect to the mapper, milliseconds. */
  readonly mapperMs: number;
  readonly deadline: Deadline;
}

/**
 * Tries the first port, then all at once, until one that can prove the range answers. If none does
 * for a while, the control port is tried too, and the mapper is asked for the ports of single
 * interfaces, as a client does: some gateways open a port only then. The connects that are under
 * way repeat their first packet, so they find it open.
 * @param ports not empty, those that can prove the range first
 */
async function tryAll(
  ports: readonly [AdvertisedPort, ...AdvertisedPort[]],
  control: number | null,
  means: Means,
): Promise<{ attempts: TriedPort[]; controlAttempt: ControlAttempt | null }> {
  const { deadline } = means;
  const decisive = new Set(decisivePorts(ports));
  const round = deadline.phase(deadline.remainingMs());
  const patienceMs = deadline.connectMs * PATIENCE_SHARE;
  const patience = new Wait();
  const tryControl = async (within: Deadline): Promise<ControlAttempt | null> =>
    control === null ? null : attemptConnect(control, { ...means, deadline: within });

  const tryPort = async (advertised: AdvertisedPort): Promise<TriedPort> => {
    const attempt = await attemptBind(advertised, { ...means, deadline: round });
    if (decisive.has(advertised)) {
      if (attempt.outcome === 'open') round.callOff();
      if (attempt.outcome !== 'filtered') patience.callOff();
    }
    return { ...advertised, attempt };
  };
  const whenSilent = async (): Promise<ControlAttempt | null> => {
    if ((await patience.over(patienceMs)) === 'called off') return null;
    const [attempt] = await Promise.all([
      tryControl(round),
      askForPorts([...decisive], means.address, means.mapperPort, round),
    ]);
    return round.reason === 'called-off' ? null : attempt;
  };
  const [first, ...others] = ports;
  try {
    const trying = tryPort(first);
    await headStart(trying, Math.min(patienceMs, headStartMs(means)));
    if (round.reason === 'called-off') {
      return { attempts: [await trying, ...others.map(notWaitedFor)], controlAttempt: null };
    }
    const [attempts, early] = await Promise.all([
      Promise.all([trying, ...others.map(tryPort)]),
      whenSilent(),
    ]);
    // An acceptance without an answer needs the control, however soon it came.
    const isUnclear =
      early === null &&
      !attempts.some(({ attempt }) => attempt.outcome === 'open') &&
      attempts.some(({ attempt }) => hasAccepted(attempt));
    return { attempts, controlAttempt: isUnclear ? await tryControl(deadline) : early };
  } finally {
    patience.callOff();
    round.dispose();
  }
}

function headStartMs({ deadline, mapperMs }: Means): number {
  return Math.max(deadline.connectMs * LEAST_HEAD_START_SHARE, HEAD_START_ROUND_TRIPS * mapperMs);
}

/** Ends with the attempt or after `ms`, once everything that arrived by then is read. */
async function headStart(trying: Promise<unknown>, ms: number): Promise<void> {
  const wait = new Wait();
  const callOff = (): void => wait.callOff();
  // Failures are handled where the attempt is awaited.
  trying.then(callOff, callOff);
  if ((await wait.over(ms)) === 'over') await new Promise(setImmediate);
}

function notWaitedFor(advertised: AdvertisedPort): TriedPort {
  return { ...advertised, attempt: { outcome: 'not-waited-for' } };
}

function hasAccepted({ outcome }: PortAttempt): boolean {
  return outcome === 'open' || outcome === 'unspoken';
}

/** A pause that can be cut short, even before it begins. */
class Wait {
  #isCalledOff = false;
  #end: () => void = () => {};

  over(ms: number): Promise<'over' | 'called off'> {
    return new Promise((resolve) => {
      this.#end = (): void => {
        clearTimeout(timer);
        resolve('called off');
      };
      const timer = setTimeout(resolve, ms, 'over');
      if (this.#isCalledOff) this.#end();
    });
  }

  callOff(): void {
    this.#isCalledOff = true;
    this.#end();
  }
}

function fastest(attempts: readonly TriedPort[]): number | null {
  const times = attempts.flatMap(({ attempt }) =>
    attempt.outcome === 'open' ? [attempt.rttMs] : [],
  );
  return times.length > 0 ? Math.min(...times) : null;
}

/** `connectTcp`; tests bring their own, because loopback can't be silent. */
export type Connect = (address: string, port: number, deadline: Deadline) => Promise<Connected>;

/** Connects, binds to the port's advertised interface and to WMI's, and hangs up. */
async function attemptBind(
  { port, syntax }: AdvertisedPort,
  { connect, address, deadline }: Means,
): Promise<PortAttempt> {
  let connection: RpcConnection | null = null;
  try {
    const connected = await connect(address, port, deadline);
    connection = new RpcConnection(new ByteStream(connected, deadline));
    await connection.greet([syntax, WMI_LOGIN]);
    return { outcome: 'open', rttMs: connected.rttMs };
  } catch (thrown) {
    if (deadline.reason === 'called-off') return { outcome: 'not-waited-for' };
    // An answer proves that the connection was accepted.
    if (thrown instanceof AnswerFailure) return { outcome: 'unspoken', failure: thrown };
    if (thrown instanceof NetworkFailure && thrown.outcome === 'silent') {
      return { outcome: 'unspoken', failure: thrown };
    }
    return failedConnect(thrown);
  } finally {
    connection?.close();
  }
}

/** Connects and hangs up. */
async function attemptConnect(
  port: number,
  { connect, address, deadline }: Means,
): Promise<ControlAttempt> {
  try {
    const { socket } = await connect(address, port, deadline);
    hangUp(socket);
    return { outcome: 'accepted' };
  } catch (thrown) {
    return thrown instanceof AnswerFailure ? { outcome: 'accepted' } : failedConnect(thrown);
  }
}

function failedConnect(thrown: unknown): Extract<PortAttempt, { readonly code: string }> {
  if (!(thrown instanceof NetworkFailure)) return { outcome: 'error', code: codeOf(thrown) };
  switch (thrown.outcome) {
    case 'refused':
    case 'filtered':
    case 'unreachable':
      return { outcome: thrown.outcome, code: thrown.code };
    case 'unresolved':
    case 'silent':
    case 'error':
      return { outcome: 'error', code: thrown.code };
  }
}
