import { z } from 'zod';
import {
  FIREWALL_PROFILES,
  FIREWALL_STATES,
  INBOUND_POLICIES,
  LISTENING_AT,
  RULES_ON,
  RULE_GROUPS,
  type SelfFacts,
} from '../../../src/self/facts.ts';
import { words } from './words.ts';

const profile = z.object({
  profile: z.enum(FIREWALL_PROFILES).describe('that is in use'),
  state: z.enum(FIREWALL_STATES).describe('of the firewall in it'),
  inbound: z.enum(INBOUND_POLICIES).describe('what becomes of what no rule admits'),
  groups: z
    .array(
      z.object({
        group: z.enum(RULE_GROUPS).describe('of predefined rules'),
        rules: z.enum(RULES_ON).describe('whether they are on'),
        from: z.enum(['anywhere', 'limited']).nullable().describe('whom they admit'),
      }),
    )
    .describe('that client push needs'),
});

/** What a client tells of the machine that it is. */
export const self = z.object({
  listening: z
    .array(
      z.object({
        port: words.port().describe('that client push needs'),
        at: z.enum(LISTENING_AT).describe('where it is listened at'),
      }),
    )
    .describe('TCP ports'),
  firewall: z
    .union([
      z.object({ kind: z.literal('told'), profiles: z.array(profile).describe('in use') }),
      z.object({ kind: z.literal('unknown'), code: words.text().describe('why') }),
    ])
    .nullable()
    .describe('Windows Firewall; null on other systems'),
});
self satisfies z.ZodType<SelfFacts>;
