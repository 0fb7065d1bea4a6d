import type { Method } from '../../catalogue/vocabulary.ts';
import type { SelfEffect } from '../../judge/self-effects.ts';
import type {
  FirewallProfile,
  GroupFacts,
  InboundPolicy,
  ListeningAt,
  RuleGroup,
  ListeningFacts,
  ProfileFacts,
  ServiceName,
  ServiceState,
  StartType,
} from '../../self/facts.ts';
import { duration } from './numbers.ts';
import { methodName } from './words.ts';

const AT: Record<ListeningAt, string> = {
  network: 'is listened on: what comes through the firewall is answered',
  loopback: 'is listened on at loopback alone: nobody else reaches it',
  nowhere: 'is not listened on: a push would be refused, or dropped by the firewall',
  unknown: 'may be listened on or not: this system does not tell',
};

const PROFILES: Record<FirewallProfile, string> = {
  domain: 'domain',
  private: 'private',
  public: 'public',
};

const INBOUND: Record<InboundPolicy, string> = {
  block: 'blocks what no rule admits',
  'block-always': 'blocks everything that comes in, whatever the rules say',
  allow: 'admits what no rule blocks',
  unknown: 'says nothing of what no rule admits',
};

const GROUPS: Record<RuleGroup, string> = {
  'file-and-printer-sharing': '"File and Printer Sharing" (TCP 445)',
  'windows-management-instrumentation': '"Windows Management Instrumentation (WMI)"',
};

const RULES: Record<GroupFacts['rules'], string> = {
  on: 'on',
  partly: 'on in part',
  off: 'off',
  absent: 'not there',
};

const SERVICES: Record<ServiceName, string> = {
  BITS: 'Background Intelligent Transfer Service (BITS)',
  Winmgmt: 'Windows Management Instrumentation (Winmgmt)',
  CcmExec: 'SMS Agent Host (CcmExec)',
  ccmsetup: 'ccmsetup',
};

const STATES: Record<ServiceState, string> = {
  stopped: 'stopped',
  'start-pending': 'starting',
  'stop-pending': 'stopping',
  running: 'running',
  'continue-pending': 'about to continue',
  'pause-pending': 'about to pause',
  paused: 'paused',
};

const START_TYPES: Record<StartType, string> = {
  boot: 'starts with Windows',
  system: 'starts with Windows',
  automatic: 'starts with Windows',
  manual: 'starts when it is needed',
  disabled: 'disabled',
};

/** What a fact means for methods; their names stand before it. */
const EFFECTS: Record<SelfEffect, string> = {
  'proxy-web':
    'requests to the management point and the distribution points may go to that proxy, where their names are not exempt; this run asked them without it.',
  'proxy-updates':
    "the update agent's requests to the software update point go to that proxy, where its name is not exempt.",
  'bits-setup':
    "BITS is a prerequisite of the client: CCMSetup downloads the client's files from web servers by it (/BITSPriority).",
  'bits-packages': 'the client downloads packages from distribution points by BITS.',
  'wmi-push': 'the site server connects to WMI on the client.',
  'wmi-client': 'the client keeps its settings and policies in WMI, and does not work without it.',
  'clock-off':
    'Kerberos lets clocks differ by five minutes at most, and certificates are valid or not by this clock.',
  'installed-push':
    'repairs or upgrades the client that is there, where "Always install the client software" is chosen.',
  'installed-updates':
    'upgrades too; the client that is there takes its software update point from its site, not from Group Policy.',
  'installed-policy': 'upgrades too.',
  'installed-manual':
    'CCMSetup upgrades an older client; with /logon it ends where any is installed, with /forceinstall it removes that first.',
  'installed-packages': 'the client that this presupposes is there.',
  'none-installed': 'presupposes an installed client, and there is none.',
  'agent-idle': 'the client that this presupposes is not at work.',
  'setup-running': 'an installation is under way, and a second CCMSetup ends with exit code 8.',
};

export const SELF = {
  /** The heading also says that this proves nothing. */
  heading:
    'What this computer tells of itself (no proof: only the site server can look through the firewall)',
  listening: ({ port, at }: ListeningFacts) => `TCP ${port} ${AT[at]}`,
  /** One sentence for each profile in use. */
  profile: ({ profile, state, inbound, groups }: ProfileFacts) => {
    if (state === 'off') return `Windows Firewall, ${PROFILES[profile]} profile: off`;
    const said = state === 'on' ? 'on' : 'on or off';
    const rules =
      groups.length === 0
        ? 'its rules could not be read'
        : `rules ${groups.map(groupText).join(', ')}; those of Group Policy may not be among them`;
    return `Windows Firewall, ${PROFILES[profile]} profile: ${said}, ${INBOUND[inbound]}; ${rules}`;
  },
  /** Nothing is known of the firewall. */
  noFirewall: (why: string) => `Windows Firewall: nothing is known, ${why}`,
  /** A sentence, which others may follow; so are those below. */
  noProxy: 'WinHTTP: no proxy is set.',
  proxy: (servers: readonly string[], exempt: readonly string[]) =>
    `WinHTTP: the proxy ${servers.join('; ')} is set; exempt from it: ${exempt.length === 0 ? 'nothing' : exempt.join('; ')}.`,
  proxyUnknown: (why: string) => `WinHTTP: whether a proxy is set is not known, ${why}.`,
  service: (name: ServiceName, state: ServiceState, start: StartType) =>
    `Service ${SERVICES[name]}: ${STATES[state]}, ${START_TYPES[start]}.`,
  serviceStartUnknown: (name: ServiceName, state: ServiceState, why: string) =>
    `Service ${SERVICES[name]}: ${STATES[state]}; when it starts is not known, ${why}.`,
  serviceAbsent: (name: ServiceName) => `Service ${SERVICES[name]}: not there.`,
  serviceUnknown: (name: ServiceName, why: string) =>
    `Service ${SERVICES[name]}: nothing is known, ${why}.`,
  client: (version: string, siteCode: string | null) =>
    `Installed client: version ${version}, ${siteCode === null ? 'assigned to no site' : `site ${siteCode}`}.`,
  noClient: 'Installed client: none.',
  clientUnknown: (why: string) => `Installed client: not known, ${why}.`,
  /** Within what Kerberos allows. */
  clock: (servers: number) =>
    `Clock: within five minutes of ${servers === 1 ? 'the server that told the time' : `the ${servers} servers that told the time`}.`,
  clockOff: (aheadSeconds: number, servers: number) =>
    `Clock: ${duration(aheadSeconds)} ${aheadSeconds > 0 ? 'ahead of' : 'behind'} ${servers === 1 ? 'the server that told the time' : `the ${servers} servers that told the time`}.`,
  /** What a fact means for some of the methods. */
  means: (methods: readonly Method[], effect: SelfEffect) =>
    `${capitalised(methods.map((method) => methodName(method)).join(', '))}: ${EFFECTS[effect]}`,
  /** What a fact means for all of several methods. */
  meansForAll: (effect: SelfEffect) => `Every method: ${EFFECTS[effect]}`,
};

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function groupText({ group, rules, from }: GroupFacts): string {
  const limited = from === 'limited' ? ', for some addresses only' : '';
  return `${GROUPS[group]}: ${RULES[rules]}${limited}`;
}
