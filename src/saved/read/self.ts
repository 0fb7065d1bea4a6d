import { z } from 'zod';
import {
  FIREWALL_PROFILES,
  FIREWALL_STATES,
  INBOUND_POLICIES,
  LISTENING_AT,
  RULES_ON,
  RULE_GROUPS,
  type SelfFacts,
} from '../../self/facts.ts';
import { errorCode, portNumber } from './vocabulary.ts';

const profile = z.object({
  profile: z.enum(FIREWALL_PROFILES),
  state: z.enum(FIREWALL_STATES),
  inbound: z.enum(INBOUND_POLICIES),
  groups: z.array(
    z.object({
      group: z.enum(RULE_GROUPS),
      rules: z.enum(RULES_ON),
      from: z.enum(['anywhere', 'limited']).nullable(),
    }),
  ),
});

/** What a client told of itself. */
export const selfFacts = z.object({
  listening: z.array(z.object({ port: portNumber, at: z.enum(LISTENING_AT) })),
  firewall: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('told'), profiles: z.array(profile) }),
      z.object({ kind: z.literal('unknown'), code: errorCode }),
    ])
    .nullable(),
}) satisfies z.ZodType<SelfFacts>;
