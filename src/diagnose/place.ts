import { GATEWAY_CAUSES, ownCauseOf } from './cause.ts';
import { type FailureKind, type LogCause, type Step, isClientLog } from './model.ts';

/** Natures whose meaning, and what to check, differ by what was being done. */
export const PLACES = [
  'account-of-a-source',
  'account-of-a-client',
  'share-of-a-source',
  'no-domain-controller',
  'no-location',
  'computer-before-setup',
  'own-wmi',
  'own-files',
  'gateway',
  'content-changed',
  'client-identity',
  'update-policy',
  'unspecified-without-code',
] as const;
export type Place = (typeof PLACES)[number];

type Placed = Pick<FailureKind, 'nature' | 'step' | 'log' | 'causes' | 'error'>;

/** The steps of which CCMSetup or a client asks where its servers are. */
const LOCATING: readonly Step[] = ['locations', 'management-point'];

/** Where a cause tells all, whatever was being done. */
export function placeOfCause(causes: readonly LogCause[]): Place | null {
  if (causes.some((cause) => GATEWAY_CAUSES.includes(cause))) return 'gateway';
  return ownCauseOf(causes) ?? (causes.includes('content-changed') ? 'content-changed' : null);
}

/** Whether what the place says is what the cause says. */
export function isToldByPlace(cause: LogCause): boolean {
  const place = placeOfCause([cause]);
  return place !== null && place !== 'gateway';
}

/** Null where what the nature says holds. */
export function placeOf({ nature, step, log, causes, error }: Placed): Place | null {
  const isPush = log === 'ccm.log';
  const ofCause = placeOfCause(causes);
  if (ofCause !== null) return ofCause;
  if (step === 'own-wmi' || step === 'own-files') return step;
  switch (nature) {
    case 'account':
      if (isPush) return null;
      return step === 'source' ? 'account-of-a-source' : 'account-of-a-client';
    case 'share':
      return isPush ? null : 'share-of-a-source';
    case 'directory':
      if (isPush || step === 'source') return 'no-domain-controller';
      return LOCATING.includes(step) || isClientLog(log) ? 'no-location' : null;
    case 'computer':
      return isPush ? 'computer-before-setup' : null;
    case 'unspecified':
      return error === null ? 'unspecified-without-code' : null;
    default:
      return null;
  }
}
