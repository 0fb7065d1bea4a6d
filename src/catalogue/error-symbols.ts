import { WINDOWS_ERRORS } from './windows-errors.ts';

let symbols: ReadonlyMap<string, string> | null = null;

/**
 * Microsoft's symbolic name of an error, such as ERROR_BAD_NETPATH; null where the table has none.
 * @param hex an HRESULT as `0x80070035`
 */
export function symbolOf(hex: string): string | null {
  symbols ??= read();
  return symbols.get(hex.slice(2).toUpperCase()) ?? null;
}

function read(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let upper = '';
  for (const line of WINDOWS_ERRORS.trim().split('\n')) {
    const [half = '', name] = line.split(' ');
    if (name === undefined) upper = half;
    else found.set(upper + half, name);
  }
  return found;
}
