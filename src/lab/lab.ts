import net from 'node:net';
import type { RequirementId } from '../catalogue/flow.ts';
import { type Plan, makePlan } from '../plan/plan.ts';
import { codeOf } from '../base/error-code.ts';
import { loadSite } from '../site/load.ts';
import { type Authority, SITE_AUTHORITY_NAME, makeAuthority } from './certificates.ts';
import { type LabFaults, type LabFlow, checkFaults, isLabFlow } from './faults.ts';
import { PORT_BLOCKS, LAB_CLIENT, portsOfBlock } from './layout.ts';
import { LabError, clientAddresses } from './loopback.ts';
import { type LabGround, type LabPlace, placeOf, startService } from './services.ts';
import { listen } from './simulator/listen.ts';
import type { Fault, Simulator } from './simulator/simulator.ts';
import { type LabSiteOptions, labSiteFile } from './site.ts';
import { ToldError } from '../text/told-error.ts';

export interface LabOptions extends LabSiteOptions {
  /** `client-push/smb=refuse`: what is broken. A server that several flows share is broken for all. */
  readonly faults?: readonly string[] | undefined;
}

/** A service that runs in the lab, or is kept from running by its fault. */
export interface LabService extends LabPlace {
  readonly flow: LabFlow;
  readonly fault: Fault | null;
  /** Every requirement that it serves. */
  readonly requirements: readonly RequirementId[];
}

/** A running lab. */
export interface Lab {
  /** The name to check. */
  readonly client: string;
  /** Text of a site file that describes it. */
  readonly siteFile: string;
  /** What that site file asks for. */
  readonly plan: Plan;
  /** The certificate of the authority that its servers' certificates come from, PEM. */
  readonly ca: string;
  readonly faults: LabFaults;
  readonly services: readonly LabService[];
  /** Stops everything; may be called twice. */
  close(): Promise<void>;
}

/** A fault that the lab can't have. */
export class FaultError extends ToldError {
  override readonly name = 'FaultError';
}

/**
 * Starts a client and the servers of its site on loopback and unprivileged ports.
 * @throws FaultError for a bad fault, with what is allowed
 * @throws LabError where this machine has no room for it
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const faults = faultsFor(options);
  const [addresses, authority] = await Promise.all([clientAddresses(), authorityFor(options)]);
  for (const first of PORT_BLOCKS) {
    const ground = { ports: portsOfBlock(first), faults, authority, clientAddresses: addresses };
    const lab = await startOn(ground, options);
    if (lab !== null) return lab;
  }
  throw new LabError(({ notes }) =>
    notes.lab.noPorts(Math.min(...PORT_BLOCKS), Math.max(...PORT_BLOCKS) + 999),
  );
}

/** Requirements do not depend on ports: faults are refused before anything is started. */
function faultsFor(options: LabOptions): LabFaults {
  const [first = 0] = PORT_BLOCKS;
  const plan = planOf(labSiteFile(options, portsOfBlock(first)));
  const checked = checkFaults(options.faults ?? [], plan);
  if ('problem' in checked) throw new FaultError(checked.problem);
  return checked.value;
}

function planOf(siteFile: string): Plan {
  return makePlan(loadSite({ name: "the lab's site file", text: siteFile }));
}

const authorities = new Map<string, Promise<Authority>>();

/**
 * With enhanced HTTP the site issues its servers' certificates itself. The labs of a process share
 * their authority: a probe that is to trust one more reads all of the system's again with it.
 */
function authorityFor({ communication }: LabOptions): Promise<Authority> {
  const name = communication === 'enhanced-http' ? SITE_AUTHORITY_NAME : 'ccm-preflight lab CA';
  const authority = authorities.get(name) ?? makeAuthority(name);
  authorities.set(name, authority);
  return authority;
}

/** @returns null where a port of the block is taken */
async function startOn(ground: LabGround, options: LabOptions): Promise<Lab | null> {
  const siteFile = labSiteFile(options, ground.ports);
  const plan = planOf(siteFile);
  const names = plan.requirements.map(({ flow }) => flow.name).filter(isLabFlow);
  const flows = [...new Set(names)];
  const lock = await startLock(ground);
  if (lock === null) return null;
  const simulators = await startAll(flows.flatMap((flow) => startService(flow, ground)));
  if (simulators === null) {
    await lock.close();
    return null;
  }
  return {
    client: LAB_CLIENT,
    siteFile,
    plan,
    ca: ground.authority.certificate,
    faults: ground.faults,
    services: flows.map((flow) => ({
      flow,
      ...placeOf(flow, ground),
      fault: ground.faults.get(flow) ?? null,
      requirements: plan.requirements.filter((each) => each.flow.name === flow).map(({ id }) => id),
    })),
    close: () => closeAll([...simulators, lock]),
  };
}

function startLock({
  ports,
  clientAddresses: [address = ''],
}: LabGround): Promise<Simulator | null> {
  const server = net.createServer((socket) => socket.destroy());
  return unlessTaken(listen(server, { address, port: ports.lock }));
}

/** All, or none and null where a port is taken. */
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

/** Windows says EACCES for a port that a service has reserved. */
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
