import { types } from 'node:util';
import type { FuzzTarget } from './target.ts';

/** Characters that steer a terminal, turn a text round, or that no XML document may hold. */
const UNSAFE =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]|\p{Cs}/u;

/** A text that an output may show; `REPLACEMENT CHARACTER` is our own. */
export function isSafe(text: string): boolean {
  return !UNSAFE.test(text.replaceAll('\u{fffd}', ''));
}

/** All texts in a value, keys too. */
export function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  if (types.isUint8Array(value)) return [];
  return Array.isArray(value)
    ? value.flatMap((entry) => textsIn(entry, depth + 1))
    : Object.entries(value).flatMap(([key, entry]) => [key, ...textsIn(entry, depth + 1)]);
}

/** What is wrong with how a decoder took an input; null where nothing is. */
export async function findingOf(target: FuzzTarget, input: Buffer): Promise<string | null> {
  try {
    const made = target.decode(input);
    const unsafe = textsIn(made instanceof Promise ? await made : made).find(
      (text) => !isSafe(text),
    );
    return unsafe === undefined ? null : `unsafe text ${JSON.stringify(unsafe.slice(0, 200))}`;
  } catch (thrown) {
    if (!target.isDocumented(thrown)) return `throws ${describe(thrown)}`;
    const message = thrown instanceof Error ? thrown.message : '';
    return isSafe(message.replaceAll('\n', ' '))
      ? null
      : `unsafe message ${JSON.stringify(message.slice(0, 200))}`;
  }
}

function describe(thrown: unknown): string {
  return types.isNativeError(thrown) ? (thrown.stack ?? thrown.message) : String(thrown);
}
