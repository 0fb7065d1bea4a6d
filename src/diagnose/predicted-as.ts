import { HTTP_STATUS_ERRORS, type LogErrorKey } from '../catalogue/log-errors.ts';
import type { FoundCode } from './model.ts';

/** Errors that are logged instead of the one that a probe's outcome predicts. */
const SEEN_AS: Partial<Record<LogErrorKey, LogErrorKey>> = {
  'no-network-provider': 'bad-network-path',
  'duplicate-name': 'wrong-target-name',
  'rpc-call-failed': 'rpc-unavailable',
  'rpc-call-not-executed': 'rpc-unavailable',
  'connection-refused': 'cannot-connect',
  'update-timeout': 'timeout',
};

/** A management point's failure is logged by its status alone, or as the number of that status. */
const STATUS_KEYS: ReadonlySet<LogErrorKey> = new Set(
  Object.values(HTTP_STATUS_ERRORS).filter((key) => key !== undefined),
);

const NUMBERS_SEEN_AS: ReadonlyMap<string, LogErrorKey> = new Map([
  ['0x80070033', 'bad-network-path'],
  ['0x80070037', 'bad-network-path'],
  ['0x8007003B', 'bad-network-path'],
  ['0x800700F0', 'bad-network-path'],
  ['0x800704C6', 'bad-network-path'],
  ['0x800706C0', 'rpc-unavailable'],
  ['0x800706D9', 'rpc-unavailable'],
  ['0x8007071A', 'rpc-unavailable'],
  ['0xC00000BE', 'bad-network-path'],
  ['0xC00000B5', 'bad-network-path'],
  ['0xC00000BD', 'wrong-target-name'],
  ['0xC00000C9', 'network-name-deleted'],
  ['0x80072746', 'connection-error'],
  ['0x80090303', 'wrong-target-name'],
  ['0x80090322', 'wrong-target-name'],
  ['0x8007274C', 'timeout'],
  ['0x8007274D', 'cannot-connect'],
  ['0x80072AF9', 'name-not-resolved'],
  ['0x80240438', 'cannot-connect'],
]);

/** The errors that a probe's outcome may predict where a log has this one; none where none is alike. */
export function predictedAs({ key, hex }: FoundCode): readonly LogErrorKey[] {
  const other = key === null ? NUMBERS_SEEN_AS.get(hex) : SEEN_AS[key];
  return [
    ...(key === null ? [] : [key]),
    ...(other === undefined ? [] : [other]),
    ...(key !== null && STATUS_KEYS.has(key) ? (['bad-http-status'] as const) : []),
  ];
}
