import { readFileSync } from 'node:fs';
import path from 'node:path';
import { familyOf } from '../../src/diagnose/family.ts';

/** Where Debian's package `mingw-w64-common` puts the headers. */
export const HEADERS = '/usr/share/mingw-w64/include';

/**
 * The headers that have error numbers, in the order in which the first name of a number is taken, with
 * what the names of errors begin with.
 */
const FILES: readonly (readonly [file: string, names: RegExp])[] = [
  ['winerror.h', /^\w/],
  ['winhttp.h', /^ERROR_/],
  ['wuerror.h', /^WU_E_/],
  ['bitsmsg.h', /^BG_E_/],
  ['wbemcli.h', /^WBEM_E_/],
  ['ntstatus.h', /^STATUS_/],
];

const FACILITY_WIN32 = 0x8007_0000;
const FAILURE_BIT = 0x8000_0000;
const MAX_WIN32 = 0xffff;

/** Bases that other names are counted from: `(WSABASEERR + 61)`. */
const BASES: Readonly<Record<string, number>> = { WSABASEERR: 10_000, WINHTTP_ERROR_BASE: 12_000 };

const DEFINED =
  /^#define (\w+)\s+(?:__MSABI_LONG\(|_HRESULT_TYPEDEF_\(|\(\((?:HRESULT|NTSTATUS)\)|\()?(?:(\w+) ?\+ ?)?(0x[0-9A-Fa-f]{8}|\d{1,5})L?\)?\s*$/;
const ENUMERATED = /^\s+(WBEM_E_\w+) = (0x[0-9A-Fa-f]{8})(),?\s*$/;
/** Names of a range's ends, of facilities, of severities and of the header itself are no errors. */
const NO_ERROR = /^_|_(?:FIRST|LAST|BASE|MIN|MAX)$|_BASE_|^(?:FACILITY|SEVERITY)_|^WSABASEERR$/;

/**
 * Microsoft's symbolic names of errors, by HRESULT: those of HRESULTs with the failure bit, and those of
 * Win32, which the facility 7 stands before. Of facilities that no log of an installation has, none.
 */
export function namesIn(folder: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const take = (hresult: number, name: string): void => {
    if (!names.has(hresult)) names.set(hresult, name);
  };
  const later: (readonly [number, string])[] = [];
  for (const [file, wanted] of FILES) {
    for (const line of readFileSync(path.join(folder, file), 'latin1').split('\n')) {
      const [, name = '', base, digits = ''] =
        DEFINED.exec(line) ?? reordered(ENUMERATED.exec(line)) ?? [];
      if (!wanted.test(name) || NO_ERROR.test(name) || (base !== undefined && !(base in BASES)))
        continue;
      const number = Number(digits) + (base === undefined ? 0 : (BASES[base] ?? 0));
      if (number >= FAILURE_BIT) later.push([number, name]);
      else if (number > 0 && number <= MAX_WIN32) take(FACILITY_WIN32 + number, name);
    }
  }
  // A Win32 error goes by its own name, not by that of the HRESULT which is made of it.
  for (const [hresult, name] of later) take(hresult, name);
  const known = [...names].filter(([hresult]) => familyOf(hresult) !== null);
  return new Map(known.toSorted(([one], [other]) => one - other));
}

function reordered(found: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return found === null ? null : [found[0], found[1], undefined, found[2]];
}
