import { z } from 'zod';
import { type Said, errorCode, portNumber } from '../probe/saved-words.ts';

// What a machine reports about itself: indirect evidence that changes no verdict.

export const LISTENING_AT = ['network', 'loopback', 'nowhere', 'unknown'] as const;
export const FIREWALL_PROFILES = ['domain', 'private', 'public'] as const;
export const FIREWALL_STATES = ['on', 'off', 'unknown'] as const;
export const INBOUND_POLICIES = ['block', 'block-always', 'allow', 'unknown'] as const;
/** The predefined rule groups that client push needs. */
export const RULE_GROUPS = [
  'file-and-printer-sharing',
  'windows-management-instrumentation',
] as const;
/** `absent`: the group has no rule for this profile. */
export const RULES_ON = ['on', 'partly', 'off', 'absent'] as const;

const listening = z.object({
  port: portNumber.describe('that client push needs'),
  // On an address that others reach, or on loopback only.
  at: z.enum(LISTENING_AT).describe('where it is listened at'),
});

/** A group's inbound rules for one profile, as far as client push needs them. */
const group = z.object({
  group: z.enum(RULE_GROUPS).describe('of predefined rules'),
  rules: z.enum(RULES_ON).describe('whether they are on'),
  // Null where none is enabled.
  from: z.enum(['anywhere', 'limited']).nullable().describe('whom they admit'),
});

/** An active profile; a machine in several networks may have several. */
const profile = z.object({
  profile: z.enum(FIREWALL_PROFILES).describe('that is in use'),
  state: z.enum(FIREWALL_STATES).describe('of the firewall in it'),
  inbound: z.enum(INBOUND_POLICIES).describe('what becomes of what no rule admits'),
  // Empty where the rules could not be read.
  groups: z.array(group).describe('that client push needs'),
});

/** Windows Firewall as `netsh advfirewall` shows it. */
const firewall = z.union([
  z.object({ kind: z.literal('told'), profiles: z.array(profile).describe('in use') }),
  z.object({ kind: z.literal('unknown'), code: errorCode.describe('why') }),
]);

/** What a client told of itself. */
export const selfFacts = z.object({
  listening: z.array(listening).describe('TCP ports'),
  firewall: firewall.nullable().describe('Windows Firewall; null on other systems'),
});

export type SelfFacts = Said<typeof selfFacts>;
export type ListeningFacts = Said<typeof listening>;
export type ListeningAt = ListeningFacts['at'];
export type FirewallFacts = Said<typeof firewall>;
export type ProfileFacts = Said<typeof profile>;
export type FirewallProfile = ProfileFacts['profile'];
export type InboundPolicy = ProfileFacts['inbound'];
export type GroupFacts = Said<typeof group>;
export type RuleGroup = GroupFacts['group'];
