import { z } from 'zod';
import { HOST_SOURCES } from '../../catalogue/flow.ts';
import { COMMUNICATIONS, VANTAGES } from '../../catalogue/vocabulary.ts';
import { SHARE_PLACEHOLDERS } from '../../plan/usual-share.ts';
import { REASON_CODES, type Reason, type ReasonCode } from '../../plan/reason.ts';
import { checkHost } from '../../site/host.ts';
import { checkLocalPath, checkUnc } from '../../site/unc.ts';

type Fits = (value: string) => boolean;

const MAX_LENGTH = 400;

const among =
  (words: readonly string[]): Fits =>
  (value) =>
    words.includes(value);
const isCommunication = among(Object.values(COMMUNICATIONS).flat());
const isUnc: Fits = (value) => 'value' in checkUnc(value);
/** What the site did not say stands in angle brackets. */
const isUsualShare: Fits = (value) =>
  isUnc(SHARE_PLACEHOLDERS.reduce((path, unknown) => path.replace(unknown, 'x'), value));

/** The values that a reason may have, by its code; the others have none. No value is a sentence. */
const VALUES: Partial<Record<ReasonCode, Fits>> = {
  'slp-clients-outside': among(['workgroup', 'other-forest']),
  'communication-http': isCommunication,
  'communication-not-http': isCommunication,
  'communication-https': isCommunication,
  'communication-not-https': isCommunication,
  'communication-not-enhanced': isCommunication,
  'sup-tls-by-communication': isCommunication,
  'sup-tls-by-point': (hosts) => hosts.split(', ').every((host) => 'value' in checkHost(host)),
  'source-share': isUnc,
  'source-local': (value) => {
    const checked = checkLocalPath(value);
    return checked !== null && 'value' in checked;
  },
  'package-given': isUnc,
  'usual-share': isUsualShare,
  'run-from-share': isUnc,
  'direction-read': among(VANTAGES),
  'host-not-named': among(HOST_SOURCES),
};

/** A reason by its code, from which its sentence is made. */
export const reason = z
  .object({ code: z.enum(REASON_CODES), value: z.string().max(MAX_LENGTH).nullable() })
  .refine(fits);

function fits({ code, value }: Reason): boolean {
  const expected = VALUES[code];
  return expected === undefined ? value === null : value !== null && expected(value);
}

const MAX_REASONS = 16;

/** Why a flow is needed: what this version does not know is left out, for no verdict hangs on it. */
export const reasons = z
  .array(z.unknown())
  .max(MAX_REASONS)
  .transform((all): readonly Reason[] => all.flatMap((each) => reason.safeParse(each).data ?? []));
