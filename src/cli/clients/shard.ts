import { hash } from 'node:crypto';
import { printable } from '../../base/printable.ts';
import { UsageError } from '../usage-error.ts';

const MAX_SHARDS = 1024;

/** One machine's share of the clients. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/**
 * `2/4` of `--shard`.
 * @throws UsageError that quotes it
 */
export function parseShard(text: string): Shard {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of || of > MAX_SHARDS) {
    throw new UsageError(({ errors }) => errors.shard(printable(text), MAX_SHARDS));
  }
  return { index, of };
}

/**
 * The share that a client belongs to, from 1: the first 32 bits of the SHA-256 of its key, as a
 * big-endian number, modulo the number of shares, plus one. Every machine finds the same.
 */
export function shardOf(key: string, of: number): number {
  return (hash('sha256', key, 'buffer').readUInt32BE(0) % of) + 1;
}
