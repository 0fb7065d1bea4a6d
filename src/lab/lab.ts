import net from 'node:net';
import type { RequirementId } from '../catalogue/flow.ts';
import { type Plan, makePlan } from '../plan/plan.ts';
import { codeOf } from '../base/error-code.ts';
import { siteFromFiles } from '../site/load.ts';
import { type Authority, SITE_AUTHORITY_NAME, makeAuthority } from './certificates.ts';
import { type LabFaults, type LabFlow, checkFaults, isLabFlow } from './faults.ts';
import { PORT_BLOCKS, LAB_CLIENT, portsOfBlock } from './layout.ts';
import { LabError, clientAddresses } from './loopback.ts';
import { type LabSetup, type LabPlace, labPlaceOf, startService } from './services.ts';
import { listen } from './simulator/listen.ts';
import type { Fault, Simulator } from './simulator/simulator.ts';
import { type LabSiteOptions, labSiteFile } from './site.ts';
import { ToldError } from '../text/told-error.ts';

export interface LabOptions extends LabSiteOptions {
  /**
   * Faults, such as `client-push/smb=refuse`. A service that several requirements share is broken
   * for all of them.
   */
  readonly faults?: readonly string[] | undefined;
}

/** A service of the lab, running or broken. */
export interface LabService extends LabPlace {
  readonly flow: LabFlow;
  readonly fault: Fault | null;
  /** The requirements that it serves. */
  readonly requirements: readonly RequirementId[];
}

/** A running lab. */
export interface Lab {
  /** The client's name, to check it by. */
  readonly client: string;
  /** A site file that describes the lab, as text. */
  readonly siteFile: string;
  /** The plan of that site file. */
  readonly plan: Plan;
  /** The certificate of the authority that issued the servers' certificates, PEM. */
  readonly ca: string;
  readonly faults: LabFaults;
  readonly services: readonly LabService[];
  /** Stops everything; may be called twice. */
  close(): Promise<void>;
}

/** Thrown for a fault that the lab can't simulate. */
export class FaultError extends ToldError {
  override readonly name = 'FaultError';
}

/**
 * Starts a client and the servers of its site, on loopback and unprivileged ports.
 * @throws FaultError for a bad fault, with the allowed ones
 * @throws LabError where addresses or ports are not free on this machine
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const faults = faultsFor(options);
  const [addresses, authority] = await Promise.all([clientAddresses(), authorityFor(options)]);
  for (const first of PORT_BLOCKS) {
    const setup = { ports: portsOfBlock(first), faults, authority, clientAddresses: addresses };
    const lab = await startOn(setup, options);
    if (lab !== null) return lab;
  }
  throw new LabError(({ notes }) =>
    notes.lab.noPorts(Math.min(...PORT_BLOCKS), Math.max(...PORT_BLOCKS) + 999),
  );
}

/**
 * Checks the faults before anything starts, with any block of ports: requirements do not depend on
 * ports.
 */
function faultsFor(options: LabOptions): LabFaults {
  const [first = 0] = PORT_BLOCKS;
  const plan = planOf(labSiteFile(options, portsOfBlock(first)));
  const checked = checkFaults(options.faults ?? [], plan);
  if ('problem' in checked) throw new FaultError(checked.problem);
  return checked.value;
}

function planOf(siteFile: string): Plan {
  return makePlan(siteFromFiles({ name: "the lab's site file", text: siteFile }));
}

const authorities = new Map<string, Promise<Authority>>();

/**
 * With enhanced HTTP the site issues its servers' certificates itself. The labs of a process share
 * their authority, because a probe that trusts an additional authority has to read all of the
 * system's again.
 */
function authorityFor({ communication }: LabOptions): Promise<Authority> {
  const name = communication === 'enhanced-http' ? SITE_AUTHORITY_NAME : 'ccm-preflight lab CA';
  const authority = authorities.get(name) ?? makeAuthority(name);
  authorities.set(name, authority);
  return authority;
}

/** @returns null where a port of the block is in use */
async function startOn(
  beginning: Omit<LabSetup, 'communication'>,
  options: LabOptions,
): Promise<Lab | null> {
  const siteFile = labSiteFile(options, beginning.ports);
  const plan = planOf(siteFile);
  const setup: LabSetup = { ...beginning, communication: plan.site.communication };
  const names = plan.requirements.map(({ flow }) => flow.name).filter(isLabFlow);
  const flows = [...new Set(names)];
  const lock = await startLock(setup);
  if (lock === null) return null;
  const simulators = await startAll(flows.flatMap((flow) => startService(flow, setup)));
  if (simulators === null) {
    await lock.close();
    return null;
  }
  return {
    client: LAB_CLIENT,
    siteFile,
    plan,
    ca: setup.authority.certificate,
    faults: setup.faults,
    services: flows.map((flow) => ({
      flow,
      ...labPlaceOf(flow, setup),
      fault: setup.faults.get(flow) ?? null,
      requirements: plan.requirements.filter((each) => each.flow.name === flow).map(({ id }) => id),
    })),
    close: () => closeAll([...simulators, lock]),
  };
}

function startLock({
  ports,
  clientAddresses: [address = ''],
}: Pick<LabSetup, 'ports' | 'clientAddresses'>): Promise<Simulator | null> {
  const server = net.createServer((socket) => socket.destroy());
  return unlessTaken(listen(server, { address, port: ports.lock }));
}

/** Starts all simulators; null, with none running, where a port is taken. */
async function startAll(
  starting: readonly Promise<Simulator>[],
): Promise<readonly Simulator[] | null> {
  const settled = await Promise.allSettled(starting.map(unlessTaken));
  const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const simulators = started.filter((simulator) => simulator !== null);
  if (simulators.length === starting.length) return simulators;
  await closeAll(simulators);
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
  return null;
}

/** On Windows, a port that a service has reserved gives EACCES. */
async function unlessTaken(starting: Promise<Simulator>): Promise<Simulator | null> {
  try {
    return await starting;
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'EADDRINUSE' || code === 'EACCES') return null;
    throw thrown;
  }
}

async function closeAll(simulators: readonly Simulator[]): Promise<void> {
  await Promise.all(simulators.map((simulator) => simulator.close()));
}
