import { AUDIT } from './audit.ts';
import type { Language } from '../language.ts';
import { DIAGNOSE } from './diagnose.ts';
import { ERRORS } from './errors.ts';
import { EXPLAIN } from './explain.ts';
import { EXPLANATION } from './explanation.ts';
import { tellErrorCode } from './error-codes.ts';
import { FILES } from './files.ts';
import { FIREWALL, tellPassage } from './firewall.ts';
import { FLOWS } from './flows.ts';
import { FORMATS, MARKDOWN, GITHUB } from './formats.ts';
import { LISTEN } from './listen.ts';
import { HTML, JOINED_HTML } from './html.ts';
import { LOG_ERROR_NAMES } from './log-errors.ts';
import { HELP } from './help.ts';
import { MANY } from './many.ts';
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

/** Every sentence in English. The other languages have the same. */
export const EN = {
  language: 'en' as Language,
  method: methodName,
  roles: ROLES,
  vantages: VANTAGES,
  necessities: NECESSITIES,
  verdicts: VERDICTS,
  readiness: READINESS,
  outcomes: OUTCOMES,
  causes: CAUSES,
  certificate: CERTIFICATE,
  flows: FLOWS,
  sources: SOURCES,
  formats: FORMATS,
  listen: LISTEN,
  reasons: REASONS,
  /** What happened at one place: `pc001 (10.0.0.7) on TCP 445 does not answer`. */
  happened: HAPPENED,
  /** What to open on firewalls in between: `On every firewall between: TCP 445 from … to …`. */
  passage: tellPassage,
  /** List items on one line. */
  list: (parts: readonly (string | number)[]) => parts.join(', '),
  /** Clauses of one line. */
  clauses: (parts: readonly string[]) => parts.join('; '),
  /** Sentences one after the other; empty ones are none. */
  sentences: (parts: readonly string[]) => parts.filter((part) => part !== '').join(' '),
  files: FILES,
  /** A system's or our own error code in words. */
  errorCode: tellErrorCode,
  warning: tellWarning,
  /** Why a method has its verdict. */
  explanation: EXPLANATION,
  audit: AUDIT,
  table: TABLE,
  firewall: FIREWALL,
  many: MANY,
  markdown: MARKDOWN,
  github: GITHUB,
  html: HTML,
  joinedHtml: JOINED_HTML,
  progress: PROGRESS,
  merge: MERGE,
  diff: DIFF,
  discover: DISCOVER,
  /** What an error in a log is called. */
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
