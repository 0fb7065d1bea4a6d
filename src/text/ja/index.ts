import { HTML, JOINED_HTML } from './html.ts';
import type { Texts } from '../texts.ts';
import { AUDIT } from './audit.ts';
import { ERRORS } from './errors.ts';
import { DIAGNOSE } from './diagnose.ts';
import { EXPLAIN } from './explain.ts';
import { EXPLANATION } from './explanation.ts';
import { tellErrorCode } from './error-codes.ts';
import { FILES } from './files.ts';
import { FIREWALL, tellPassage } from './firewall.ts';
import { FLOWS } from './flows.ts';
import { FORMATS, MARKDOWN, GITHUB } from './formats.ts';
import { LISTEN } from './listen.ts';
import { LOG_ERROR_NAMES } from './log-errors.ts';
import { HELP } from './help.ts';
import { MANY } from './many.ts';
import { list } from './numbers.ts';
import { CAUSES, CERTIFICATE, HAPPENED, OUTCOMES, READINESS, VERDICTS } from './outcomes.ts';
import { NOTES } from './notes.ts';
import { PLAN } from './plan.ts';
import { DIFF } from './diff.ts';
import { DISCOVER } from './discover.ts';
import { MERGE } from './merge.ts';
import { PROGRESS } from './progress.ts';
import { REASONS } from './reasons.ts';
import { SAVED } from './saved.ts';
import { SELF } from './self.ts';
import { SITE } from './site.ts';
import { SOURCES } from './sources.ts';
import { TABLE } from './table.ts';
import { tellWarning } from './warnings.ts';
import { methodName, NECESSITIES, ROLES, VANTAGES } from './words.ts';

export const JA: Texts = {
  language: 'ja',
  html: HTML,
  joinedHtml: JOINED_HTML,
  method: methodName,
  roles: ROLES,
  vantages: VANTAGES,
  necessities: NECESSITIES,
  verdicts: VERDICTS,
  readiness: READINESS,
  outcomes: OUTCOMES,
  causes: CAUSES,
  certificate: CERTIFICATE,
  firewall: FIREWALL,
  flows: FLOWS,
  sources: SOURCES,
  formats: FORMATS,
  listen: LISTEN,
  reasons: REASONS,
  happened: HAPPENED,
  passage: tellPassage,
  list,
  clauses: (parts) => parts.join('。'),
  sentences: (parts) => parts.join(''),
  files: FILES,
  errorCode: tellErrorCode,
  warning: tellWarning,
  explanation: EXPLANATION,
  audit: AUDIT,
  table: TABLE,
  many: MANY,
  markdown: MARKDOWN,
  github: GITHUB,
  progress: PROGRESS,
  merge: MERGE,
  diff: DIFF,
  discover: DISCOVER,
  logErrors: LOG_ERROR_NAMES,
  diagnose: DIAGNOSE,
  help: HELP,
  errors: ERRORS,
  notes: NOTES,
  saved: SAVED,
  self: SELF,
  site: SITE,
  plan: PLAN,
  explain: EXPLAIN,
};
