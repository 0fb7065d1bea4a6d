import { z } from 'zod';
import { reportHead } from '../../../src/report/model/schema.ts';
import {
  COMMUNICATIONS,
  METHODS,
  NECESSITIES,
  OWN_PREFIX,
  ROLES,
  TRANSPORTS,
  VANTAGES,
} from '../../../src/catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../../src/judge/exit-codes.ts';
import { STATUSES, VERDICTS } from '../../../src/judge/vocabulary.ts';
import { CAUSES } from '../../../src/probe/observation.ts';
import { REQUIREMENT_IDS, outcome, requirementOutcome } from '../../../src/judge/saved-words.ts';

const ownRest = z.string().regex(/^[a-z0-9][a-z0-9-]{0,32}$/);
/** A method of ours, or of a user's own catalogue. */
const method = () => z.union([z.enum(METHODS), z.templateLiteral([OWN_PREFIX, ownRest])]);
/** Of the port tables, or a row of a user's own catalogue. */
const requirement = () =>
  z.union([z.enum(REQUIREMENT_IDS), z.templateLiteral([method(), '/own-', ownRest])]);

/** The words and numbers that reports are made of. Each use says what it means there. */
export const words = {
  method,
  verdict: () => z.enum(VERDICTS),
  status: () => z.enum(STATUSES),
  outcome: () => outcome.clone(),
  requirementOutcome: () => requirementOutcome.clone(),
  requirement,
  cause: () => z.enum(CAUSES),
  vantage: () => z.enum(VANTAGES),
  role: () => z.enum(ROLES),
  transport: () => z.enum(TRANSPORTS),
  necessity: () => z.enum(NECESSITIES),
  communication: () => z.enum(Object.values(COMMUNICATIONS).flat()),
  exitCode: () => z.literal(Object.values(EXIT_CODES)),
  count: () => z.int().min(0),
  port: () => z.int().min(0).max(65_535),
  moment: () => z.string(),
  text: () => z.string(),
} as const;

export const { tool, site } = reportHead.shape;

/** Ports, each a number or a range such as `49152-65535`. */
export const ports = z.array(z.union([words.port(), z.string()]));
