import { z } from 'zod';
import {
  COMMUNICATIONS,
  METHODS,
  NECESSITIES,
  PRODUCTS,
  ROLES,
  TRANSPORTS,
  VANTAGES,
} from '../../../src/catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../../src/judge/exit-codes.ts';
import { STATUSES, VERDICTS } from '../../../src/judge/vocabulary.ts';
import { REASON_CODES } from '../../../src/plan/reason.ts';
import { CAUSES, REACHED } from '../../../src/probe/observation.ts';
import {
  REQUIREMENT_IDS,
  outcome,
  requirementOutcome,
} from '../../../src/saved/read/vocabulary.ts';

/** The words and numbers that reports are made of. Each use says what it means there. */
export const words = {
  method: () => z.enum(METHODS),
  verdict: () => z.enum(VERDICTS),
  status: () => z.enum(STATUSES),
  outcome: () => outcome.clone(),
  requirementOutcome: () => requirementOutcome.clone(),
  requirement: () => z.enum(REQUIREMENT_IDS),
  cause: () => z.enum(CAUSES),
  reached: () => z.enum(REACHED),
  vantage: () => z.enum(VANTAGES),
  role: () => z.enum(ROLES),
  transport: () => z.enum(TRANSPORTS),
  necessity: () => z.enum(NECESSITIES),
  product: () => z.enum(PRODUCTS),
  communication: () => z.enum(Object.values(COMMUNICATIONS).flat()),
  reason: () => z.enum(REASON_CODES),
  exitCode: () => z.literal(Object.values(EXIT_CODES)),
  count: () => z.int().min(0),
  port: () => z.int().min(0).max(65_535),
  moment: () => z.string(),
  text: () => z.string(),
} as const;

export const tool = z
  .object({
    name: words.text().describe('`ccm-preflight`'),
    version: words.text().describe('its version'),
  })
  .describe('What wrote it.');

/** Ports, each a number or a range such as `49152-65535`. */
export const ports = z.array(z.union([words.port(), z.string()]));

export const site = z
  .object({
    product: words.product().describe('whose port tables hold'),
    communication: words.communication().describe('how clients talk to site systems'),
    communicationSaid: z
      .enum(['told', 'assumed'])
      .describe('`assumed`: nobody said it, so it is the first of the product'),
    siteCode: words.text().nullable().describe('null where the site does not say'),
    siteServer: words.text().exactOptional().describe('left out where the site does not say'),
  })
  .describe('The site that was looked at.');
