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
