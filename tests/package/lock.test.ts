import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { REPOSITORY } from '../real/support/tool.ts';

const lock = z
  .object({
    lockfileVersion: z.literal(3),
    packages: z.record(
      z.string(),
      z.object({
        version: z.string(),
        integrity: z.string().optional(),
        resolved: z.string().optional(),
        link: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(fs.readFileSync(path.join(REPOSITORY, 'package-lock.json'), 'utf8')));

/** Everything but this project itself. */
const locked = Object.entries(lock.packages).filter(([place]) => place !== '');

describe('the lock file', () => {
  test('says of every package, for every platform, what its bytes are', () => {
    expect(locked.length).toBeGreaterThan(100);
    const open = locked.filter(([, { integrity = '' }]) => !isSha512(integrity));
    // `npm view NAME@VERSION dist.integrity` tells it.
    expect(open.map(([place, { version }]) => `${place} ${version}`)).toEqual([]);
  });

  test('names no place to fetch from: the registry that npm is set up with is asked', () => {
    expect(locked.flatMap(([, { resolved }]) => resolved ?? [])).toEqual([]);
    expect(locked.filter(([, { link }]) => link === true)).toEqual([]);
  });
});

/** One digest of 64 bytes and no weaker one beside it: of several, npm takes what matches any. */
function isSha512(integrity: string): boolean {
  const [, digest] = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity) ?? [];
  return digest !== undefined && Buffer.from(digest, 'base64').length === 64;
}
