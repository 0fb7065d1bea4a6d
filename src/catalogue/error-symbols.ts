import { WINDOWS_ERRORS } from './windows-errors.ts';

let symbols: ReadonlyMap<string, string> | null = null;

/**
 * Microsoft's symbolic name of an error, such as ERROR_BAD_NETPATH; null where the table has none. A
 * status as an HRESULT (0xD0…) goes by the status' name.
 * @param hex an HRESULT as `0x80070035`
 */
export function symbolOf(hex: string): string | null {
  symbols ??= read();
  return symbols.get(hex.slice(2).toUpperCase().replace(/^D0/, 'C0')) ?? null;
}

/** The HRESULT of a symbolic name, or the status of Windows' kernel; null where the table has none. */
export function numberOfSymbol(name: string): number | null {
  symbols ??= read();
  const wanted = name.toUpperCase();
  for (const [hex, known] of symbols) if (known === wanted) return Number.parseInt(hex, 16);
  return null;
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
