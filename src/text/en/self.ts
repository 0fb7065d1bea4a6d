import type {
  FirewallProfile,
  GroupFacts,
  InboundPolicy,
  ListeningAt,
  RuleGroup,
  ListeningFacts,
  ProfileFacts,
} from '../../self/facts.ts';

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
};

function groupText({ group, rules, from }: GroupFacts): string {
  const limited = from === 'limited' ? ', for some addresses only' : '';
  return `${GROUPS[group]}: ${RULES[rules]}${limited}`;
}
