import { codeOf } from '../../base/error-code.ts';
import type { RpcDynamicCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { Observation, RpcDynamicEvidence } from '../observation.ts';
import { observe } from '../observe.ts';
import { type Connected, connectTcp, hangUp } from '../tcp.ts';
import {
  type AdvertisedPort,
  type ConnectAttempt,
  advertisedPorts,
  controlPort,
  decisivePorts,
  dynamicFailure,
} from './dynamic-ports.ts';

const MAX_TRIED_PORTS = 64;

/**
 * The control port is left alone for this share of the deadline: a host that answers on a dynamic
 * port by then needs no control. The rest is enough for Windows, which takes over 2 s of the
 * default 3 s to report a refusal.
 */
const CONTROL_DELAY_SHARE = 1 / 6;

/**
 * Connects to all TCP ports that the endpoint mapper advertises, at once. An accepted connection
 * proves the path to the port range, not Windows Firewall's rule for WMI.
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
  return observe(context, evidence, async (trace, deadline) => {
    if (mapper.outcome !== 'open') throw new AnswerFailure('inconclusive', 'mapper-not-open');
    if (advertised.length === 0) throw new AnswerFailure('inconclusive', 'nothing-advertised');

    const control = controlPort(check.range, advertised, check.mapperPort);
    const { attempts, controlAttempt } = await tryAll(
      advertised.slice(0, MAX_TRIED_PORTS),
      control,
      (port) => attemptConnect(connect, address, port, deadline),
      deadline,
    );
    trace.evidence = {
      ...evidence,
      tried: attempts
        .map(({ port, interfaces, attempt }) => ({ port, outcome: attempt.outcome, interfaces }))
        .sort((a, b) => a.port - b.port),
      control:
        control !== null && controlAttempt !== null
          ? { port: control, outcome: controlAttempt.outcome }
          : null,
    };
    if (attempts.some(({ attempt }) => attempt.outcome === 'open')) {
      trace.reached = 'connected';
      trace.rttMs = fastest(attempts);
    }
    const failure = dynamicFailure(attempts, controlAttempt);
    if (failure !== null) throw failure;
  });
}

interface TriedPort extends AdvertisedPort {
  readonly attempt: ConnectAttempt;
}

/**
 * Connects to all ports at once, and to the control port a little later unless one has answered.
 */
async function tryAll(
  ports: readonly AdvertisedPort[],
  control: number | null,
  attempt: (port: number) => Promise<ConnectAttempt>,
  deadline: Deadline,
): Promise<{ attempts: TriedPort[]; controlAttempt: ConnectAttempt | null }> {
  const patience = new Wait(deadline.remainingMs() * CONTROL_DELAY_SHARE);
  const decisive = new Set(decisivePorts(ports));
  const tryPort = async (advertised: AdvertisedPort): Promise<TriedPort> => {
    const result = await attempt(advertised.port);
    if (result.outcome !== 'filtered' && decisive.has(advertised)) patience.callOff();
    const { port, interfaces, hasSpooler, isInRange } = advertised;
    return { port, interfaces, hasSpooler, isInRange, attempt: result };
  };
  const tryControl = async (): Promise<ConnectAttempt | null> => {
    if (control === null) return null;
    return (await patience.end) === 'over' ? attempt(control) : null;
  };
  const [attempts, controlAttempt] = await Promise.all([
    Promise.all(ports.map(tryPort)),
    tryControl(),
  ]);
  return { attempts, controlAttempt };
}

/** A pause that can be cut short. */
class Wait {
  callOff: () => void = () => {};
  readonly end: Promise<'over' | 'called off'>;

  constructor(waitMs: number) {
    this.end = new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs, 'over');
      this.callOff = (): void => {
        clearTimeout(timer);
        resolve('called off');
      };
    });
  }
}

function fastest(attempts: readonly TriedPort[]): number | null {
  const times = attempts.flatMap(({ attempt }) =>
    attempt.outcome === 'open' && attempt.rttMs !== null ? [attempt.rttMs] : [],
  );
  return times.length > 0 ? Math.min(...times) : null;
}

/** `connectTcp`; tests bring their own, because loopback can't be silent. */
export type Connect = (address: string, port: number, deadline: Deadline) => Promise<Connected>;

/** Connects and hangs up. */
async function attemptConnect(
  connect: Connect,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<ConnectAttempt> {
  try {
    const { socket, rttMs } = await connect(address, port, deadline);
    hangUp(socket);
    return { outcome: 'open', rttMs };
  } catch (thrown) {
    return failedAttempt(thrown);
  }
}

function failedAttempt(thrown: unknown): ConnectAttempt {
  // An answer proves that the connection was accepted.
  if (thrown instanceof AnswerFailure) return { outcome: 'open', rttMs: null };
  if (!(thrown instanceof NetworkFailure)) return { outcome: 'error', code: codeOf(thrown) };
  const { outcome, code } = thrown;
  return outcome === 'refused' || outcome === 'filtered' || outcome === 'unreachable'
    ? { outcome, code }
    : { outcome: 'error', code };
}
