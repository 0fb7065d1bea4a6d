import { z } from 'zod';
import { withoutUnsafe } from '../../base/clean.ts';
import { printable } from '../../base/printable.ts';
import type { SavedProblem } from './problem.ts';

const named = z.object({ client: z.string() });

/**
 * What is wrong with a client's name that a terminal can't be given as it is. A name says whose entry
 * it is: made fit, it might be another client's.
 * @param said a client as the report has it, before anything was cleaned
 * @returns null for a name that needs no cleaning
 */
export function unsafeName(said: unknown): SavedProblem | null {
  const client = named.safeParse(said).data?.client ?? '';
  const safe = withoutUnsafe(client);
  if (safe === client) return null;
  const left = Array.from(client).length - Array.from(safe).length;
  return ({ saved }) => saved.unsafeName(printable(safe), left);
}
