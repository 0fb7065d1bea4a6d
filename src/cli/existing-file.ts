import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError where a file of that name is there and --force does not allow to replace it */
export async function refuseExisting(
  command: 'discover' | 'init',
  name: string,
  force: boolean,
  { cwd }: Pick<Streams, 'cwd'>,
): Promise<void> {
  if (force || !(await exists(path.resolve(cwd, name)))) return;
  throw new UsageError(({ errors }) => errors.isThere(command, name, '--force'));
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
