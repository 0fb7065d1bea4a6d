import { z } from 'zod';
import { type Said, MAX_TEXT, count, errorCode, portNumber } from '../probe/saved-words.ts';

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

/** BITS and WMI, which an installation needs, the client, and an installation under way. */
export const SERVICES = ['BITS', 'Winmgmt', 'CcmExec', 'ccmsetup'] as const;
/** By SERVICE_STATUS.dwCurrentState, which begins with 1. */
export const SERVICE_STATES = [
  'stopped',
  'start-pending',
  'stop-pending',
  'running',
  'continue-pending',
  'pause-pending',
  'paused',
] as const;
/** By QUERY_SERVICE_CONFIG.dwStartType, which begins with 0. */
export const START_TYPES = ['boot', 'system', 'automatic', 'manual', 'disabled'] as const;

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

/** Names, patterns and addresses as somebody typed them. */
const words = z.array(z.string().max(MAX_TEXT));

/** The proxy of WinHTTP as `netsh winhttp show proxy` shows it. */
const winHttpProxy = z.union([
  z.object({ kind: z.literal('direct') }),
  z.object({
    kind: z.literal('proxy'),
    servers: words.describe('as they were set, some of them for one protocol alone'),
    exempt: words.describe('what is asked without it: names, patterns, `<local>`'),
  }),
  z.object({ kind: z.literal('unknown'), code: errorCode.describe('why') }),
]);

const startType = z.union([
  z.object({ kind: z.literal('told'), type: z.enum(START_TYPES).describe('how it starts') }),
  z.object({ kind: z.literal('unknown'), code: errorCode.describe('why') }),
]);

/** The facts of a service, as `sc query` and `sc qc` show it. */
const serviceStatus = z.union([
  z.object({
    kind: z.literal('told'),
    state: z.enum(SERVICE_STATES).describe('what it does now'),
    start: startType.describe('when it starts'),
  }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('unknown'), code: errorCode.describe('why') }),
]);
const service = z.object({
  name: z.enum(SERVICES).describe("the service's own"),
  status: serviceStatus.describe('of the service'),
});

/** A client that is there already, by its registry. */
const installedClient = z.union([
  z.object({
    kind: z.literal('installed'),
    version: z
      .string()
      .regex(/^[\d.]{1,32}$/)
      .describe('4.00 is Configuration Manager 2007, 5.00 everything later'),
    siteCode: z
      .string()
      .regex(/^[A-Z0-9]{3}$/)
      .nullable()
      .describe('that it is assigned to'),
  }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('unknown'), code: errorCode.describe('why') }),
]);

/** Its clock, against the times in the answers of the site's web servers. */
const clock = z.object({
  aheadSeconds: z.int().describe('of the servers; negative where it is behind'),
  servers: count.describe('that told the time; what lies in the middle counts'),
});

/** The facts that a client reports about itself. */
export const selfFacts = z.object({
  listening: z.array(listening).describe('TCP ports; none where no push is planned'),
  firewall: firewall
    .nullable()
    .describe('Windows Firewall; null on other systems, and where no push is planned'),
  winHttpProxy: winHttpProxy.exactOptional().describe('of the machine; missing on other systems'),
  services: z.array(service).exactOptional().describe('of Windows; missing on other systems'),
  installedClient: installedClient
    .exactOptional()
    .describe('a client that is there already; missing on other systems'),
  clock: clock.exactOptional().describe('missing where no server told the time'),
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
export type WinHttpProxyFacts = Said<typeof winHttpProxy>;
export type ServiceName = (typeof SERVICES)[number];
export type ServiceState = (typeof SERVICE_STATES)[number];
export type StartType = (typeof START_TYPES)[number];
export type StartFacts = Said<typeof startType>;
export type ServiceStatus = Said<typeof serviceStatus>;
export type ServiceFacts = Said<typeof service>;
export type InstalledClientFacts = Said<typeof installedClient>;
export type ClockFacts = Said<typeof clock>;
