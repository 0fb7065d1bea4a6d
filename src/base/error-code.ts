/** The error code of anything thrown; `instanceof Error` fails for Node's own errors under jest. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null) {
    if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
    if ('name' in thrown && typeof thrown.name === 'string') return thrown.name;
  }
  return 'UNKNOWN';
}
