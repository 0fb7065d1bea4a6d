import { GATEWAY_CAUSES } from './cause.ts';
import { type FailureKind, type Step, isClientLog } from './model.ts';

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
  'unspecified-without-code',
] as const;
export type Place = (typeof PLACES)[number];

type Placed = Pick<FailureKind, 'nature' | 'step' | 'log' | 'causes' | 'error'>;

/** The steps of which CCMSetup or a client asks where its servers are. */
const LOCATING: readonly Step[] = ['locations', 'management-point'];

/** Null where what the nature says holds. */
export function placeOf({ nature, step, log, causes, error }: Placed): Place | null {
  const isPush = log === 'ccm.log';
  if (causes.some((cause) => GATEWAY_CAUSES.includes(cause))) return 'gateway';
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
