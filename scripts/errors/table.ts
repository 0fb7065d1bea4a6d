const HEAD = `/**
 * Microsoft's symbolic names of Windows errors. A line of four hexadecimal digits is the upper half of
 * the HRESULTs, or of the statuses of Windows' kernel, that follow; each of these has its lower half and its name.
 *
 * Made by \`npm run errors\` from headers of mingw-w64 (Debian's package mingw-w64-common): winerror.h,
 * wuerror.h, bitsmsg.h and ntstatus.h, each of which says "This file has no copyright assigned and is placed in the
 * Public Domain", and winhttp.h and wbemcli.h, of which Microsoft's names and numbers alone are here.
 */
`;

/** The module that holds the names. */
export function tableOf(names: ReadonlyMap<number, string>): string {
  const lines: string[] = [];
  let upper = '';
  for (const [hresult, name] of names) {
    const hex = hresult.toString(16).toUpperCase();
    if (hex.slice(0, 4) !== upper) lines.push((upper = hex.slice(0, 4)));
    lines.push(`${hex.slice(4)} ${name}`);
  }
  return `${HEAD}export const WINDOWS_ERRORS = \`\n${lines.join('\n')}\n\`;\n`;
}
