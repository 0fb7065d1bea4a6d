import {
  type FlowName,
  type RequirementId,
  type TableFlowName,
  isOwnName,
} from '../catalogue/flow.ts';
import type { Plan } from '../plan/plan.ts';
import type { Checked } from '../site/value-problem.ts';
import type { Texts } from '../text/texts.ts';
import type { Told } from '../text/told-error.ts';
import { FAULTS, type Fault, STREAM_FAULTS } from './simulator/simulator.ts';

/** A service of the lab; flows of the same name share one. */
export type LabFlow = Exclude<TableFlowName, 'icmp'>;

/** A fault that the user asked for. */
interface AskedFault {
  readonly requirement: RequirementId;
  readonly flow: LabFlow;
  readonly fault: Fault;
}

/** The fault of each broken service. */
export type LabFaults = ReadonlyMap<TableFlowName, Fault>;

export const CLIENT_SMB_FAULTS = [...STREAM_FAULTS, 'wrong-name'] as const;
export const UDP_FAULTS = ['refuse', 'silent', 'wrong-service'] as const;
export const ACCEPTOR_FAULTS = ['refuse'] as const;
export const HTTP_FAULTS = [...STREAM_FAULTS, 'http-500'] as const;
export const HTTPS_FAULTS = [...HTTP_FAULTS, 'expired-certificate', 'wrong-name'] as const;
export const GATEWAY_FAULTS = [...HTTPS_FAULTS, 'gateway-refusal'] as const;

/** The faults that a flow can have, and why it can't have others. */
interface Breakable {
  readonly faults: readonly Fault[];
  readonly because: keyof Texts['errors']['lab']['because'] | null;
}

const FILE_SERVER: Breakable = {
  faults: STREAM_FAULTS,
  because: 'file-server',
};
const HTTP: Breakable = { faults: HTTP_FAULTS, because: 'http' };
const DIRECTORY: Breakable = { faults: STREAM_FAULTS, because: 'directory' };
const HTTPS: Breakable = { faults: HTTPS_FAULTS, because: 'no-gateway' };

const BREAKABLE: Readonly<Record<LabFlow, Breakable>> = {
  smb: { faults: CLIENT_SMB_FAULTS, because: 'client-smb' },
  'rpc-endpoint-mapper': {
    faults: STREAM_FAULTS,
    because: 'endpoint-mapper',
  },
  'rpc-endpoint-mapper-udp': {
    faults: UDP_FAULTS,
    because: 'udp',
  },
  'rpc-dynamic': { faults: ACCEPTOR_FAULTS, because: 'filter-by-interface' },
  'client-notification': { faults: ACCEPTOR_FAULTS, because: 'accepted-is-open' },
  'source-smb': FILE_SERVER,
  'package-smb': FILE_SERVER,
  'share-smb': FILE_SERVER,
  'dp-smb': FILE_SERVER,
  'slp-http': HTTP,
  'fsp-http': HTTP,
  'mp-http': HTTP,
  'sup-http': HTTP,
  'dp-http': HTTP,
  'crl-http': HTTP,
  dns: { faults: UDP_FAULTS, because: 'udp' },
  kerberos: DIRECTORY,
  ldap: DIRECTORY,
  'global-catalog': DIRECTORY,
  'mp-https': HTTPS,
  'sup-https': HTTPS,
  'dp-https': HTTPS,
  'cmg-https': { faults: GATEWAY_FAULTS, because: null },
};

export function isLabFlow(name: FlowName): name is LabFlow {
  return name !== 'icmp' && !isOwnName(name);
}

/**
 * Faults from their words, such as `client-push/smb=refuse`.
 * @returns the faults by service, or what is wrong with the first bad word and what is allowed
 */
export function checkFaults(words: readonly string[], plan: Plan): Checked<LabFaults, Told> {
  const faults = new Map<LabFlow, AskedFault>();
  for (const word of words) {
    const checked = checkFault(word, plan);
    if ('problem' in checked) return checked;
    const asked = checked.value;
    const other = faults.get(asked.flow);
    if (other !== undefined && other.fault !== asked.fault) {
      return {
        problem: ({ errors }) =>
          `${word}: ${errors.lab.brokenOtherwise(`${other.requirement}=${other.fault}`)}`,
      };
    }
    faults.set(asked.flow, asked);
  }
  return { value: new Map([...faults].map(([flow, { fault }]) => [flow, fault])) };
}

function checkFault(word: string, plan: Plan): Checked<AskedFault, Told> {
  const at = word.indexOf('=');
  if (at === -1) {
    return { problem: ({ errors }) => errors.lab.notFault(word) };
  }
  const [id, said] = [word.slice(0, at), word.slice(at + 1)];
  const requirement = plan.requirements.find((known) => known.id === id);
  if (requirement === undefined) {
    return { problem: (texts) => `${word}: ${whyMissing(id, plan, texts)}` };
  }
  const { name } = requirement.flow;
  if (!isLabFlow(name)) {
    return { problem: ({ errors }) => `${word}: ${errors.lab.icmp}` };
  }
  const fault = FAULTS.find((known) => known === said);
  const { faults, because } = BREAKABLE[name];
  if (fault === undefined || !faults.includes(fault)) {
    return {
      problem: ({ errors: { lab } }) => {
        const reason = fault === undefined || because === null ? '' : lab.because[because];
        return `${word}: ${lab.impossible(said, id, reason, faults)}`;
      },
    };
  }
  return { value: { requirement: requirement.id, flow: name, fault } };
}

function whyMissing(id: string, plan: Plan, { errors: { lab }, reasons }: Texts): string {
  const excluded = plan.excluded.find((known) => known.id === id);
  if (excluded !== undefined) {
    const why = excluded.reasons.map(({ code, value }) => reasons[code](value ?? ''));
    return lab.excluded(id, why.join('; '));
  }
  const known = plan.requirements.filter(({ flow }) => isLabFlow(flow.name));
  return lab.unknown(
    id,
    known.map((each) => each.id),
  );
}

/** A service's fault, narrowed to what its simulator supports. */
export function faultOf<F extends Fault>(
  faults: LabFaults,
  flow: LabFlow,
  possible: readonly F[],
): F | undefined {
  const fault = faults.get(flow);
  return possible.find((each) => each === fault);
}
