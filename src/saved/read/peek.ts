import { z } from 'zod';
import { METHODS } from '../../catalogue/vocabulary.ts';
import { VERDICTS } from '../../judge/vocabulary.ts';

const CLIENT_PREFIX = '{"type":"client","client":"';

/** Whether a line, as this tool writes it, is a client's; nothing of it is checked. */
export function isClientLine(line: string): boolean {
  return line.startsWith(CLIENT_PREFIX);
}

/**
 * The client that a line is about, cut out of it: a hundred times as fast as reading the line, and
 * it checks nothing else. null for a line of another kind, or of another tool.
 */
export function clientNameOf(line: string): string | null {
  if (!isClientLine(line)) return null;
  const end = line.indexOf('"', CLIENT_PREFIX.length);
  const name = line.slice(CLIENT_PREFIX.length, Math.max(end, CLIENT_PREFIX.length));
  if (name === '' || name.includes('\\')) return null;
  // A slice would keep the whole line in memory.
  return Buffer.from(name).toString();
}

/** What a summary counts of a client, and its name. */
const counted = z.object({
  client: z.string(),
  answered: z.boolean().nullable(),
  methods: z.array(
    z.object({ method: z.enum(METHODS), verdict: z.enum(VERDICTS), here: z.enum(VERDICTS) }),
  ),
});
export type CountedLine = z.infer<typeof counted>;

/** What counts of a client's line; null where it is not one. Its requirements are not looked at. */
export function countsOf(line: string): CountedLine | null {
  if (!isClientLine(line)) return null;
  try {
    return counted.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
