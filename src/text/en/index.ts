import type { Texts } from '../texts.ts';
import { EXPLAIN } from './explain.ts';
import { tell } from './explanation.ts';
import { tellErrorCode } from './error-codes.ts';
import { FLOWS } from './flows.ts';
import { FORMATS } from './formats.ts';
import { MANY } from './many.ts';
import { tellPassage } from './passage.ts';
import { CAUSES, HAPPENED, OUTCOMES, VERDICTS } from './outcomes.ts';
import { PLAN } from './plan.ts';
import { PROGRESS } from './progress.ts';
import { REASONS } from './reasons.ts';
import { TABLE } from './table.ts';
import { tellWarning } from './warnings.ts';
import { METHODS, NECESSITIES, ROLES, VANTAGES } from './words.ts';

export const EN: Texts = {
  methods: METHODS,
  roles: ROLES,
  vantages: VANTAGES,
  necessities: NECESSITIES,
  verdicts: VERDICTS,
  outcomes: OUTCOMES,
  causes: CAUSES,
  flows: FLOWS,
  formats: FORMATS,
  reasons: REASONS,
  happened: HAPPENED,
  passage: tellPassage,
  errorCode: tellErrorCode,
  warning: tellWarning,
  explanation: tell,
  table: TABLE,
  many: MANY,
  progress: PROGRESS,
  plan: PLAN,
  explain: EXPLAIN,
};
