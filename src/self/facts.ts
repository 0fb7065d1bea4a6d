/** What a machine reports about itself: indirect evidence that changes no verdict. */
export interface SelfFacts {
  readonly listening: readonly ListeningFacts[];
  /** null on systems that have no Windows Firewall. */
  readonly firewall: FirewallFacts | null;
}

export const LISTENING_AT = ['network', 'loopback', 'nowhere', 'unknown'] as const;
/**
 * Whether something listens on a port, and on which addresses: any that others reach, or loopback
 * only.
 */
export type ListeningAt = (typeof LISTENING_AT)[number];

export interface ListeningFacts {
  readonly port: number;
  readonly at: ListeningAt;
}

/** Windows Firewall as `netsh advfirewall` shows it. */
export type FirewallFacts =
  | { readonly kind: 'told'; readonly profiles: readonly ProfileFacts[] }
  /** `code`: why nothing is known about it. */
  | { readonly kind: 'unknown'; readonly code: string };

export const FIREWALL_PROFILES = ['domain', 'private', 'public'] as const;
export type FirewallProfile = (typeof FIREWALL_PROFILES)[number];

export const FIREWALL_STATES = ['on', 'off', 'unknown'] as const;
export const INBOUND_POLICIES = ['block', 'block-always', 'allow', 'unknown'] as const;
export type InboundPolicy = (typeof INBOUND_POLICIES)[number];

/** An active profile; a machine in several networks may have several. */
export interface ProfileFacts {
  readonly profile: FirewallProfile;
  readonly state: (typeof FIREWALL_STATES)[number];
  /** What happens to connections that no rule allows. */
  readonly inbound: InboundPolicy;
  /** Empty where the rules could not be read. */
  readonly groups: readonly GroupFacts[];
}

/** The predefined rule groups that client push needs. */
export const RULE_GROUPS = [
  'file-and-printer-sharing',
  'windows-management-instrumentation',
] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

export const RULES_ON = ['on', 'partly', 'off', 'absent'] as const;

/** A group's inbound rules for one profile, as far as client push needs them. */
export interface GroupFacts {
  readonly group: RuleGroup;
  /** `absent`: the group has no rule for this profile. */
  readonly rules: (typeof RULES_ON)[number];
  /** Whether the enabled rules allow every address or only some; null where none is enabled. */
  readonly from: 'anywhere' | 'limited' | null;
}
