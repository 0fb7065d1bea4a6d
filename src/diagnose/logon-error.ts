import type { FoundCode, Nature } from './model.ts';

/** The errors of Windows' logon packages (SSPI), which Kerberos, NTLM and TLS share. */
const FIRST = 0x8009_0300;
const LAST = 0x8009_03ff;

/**
 * What such an error means where a share, WMI or a domain controller was opened: that Kerberos or NTLM
 * did not let somebody in, unless it is listed here. What TLS alone says is no answer there.
 */
const NATURES: readonly (readonly [first: number, last: number, nature: Nature])[] = [
  // No such principal, or another computer's
  [0x8009_0303, 0x8009_0303, 'name'],
  [0x8009_0322, 0x8009_0322, 'name'],
  [0x8009_0311, 0x8009_0311, 'directory'],
  [0x8009_0325, 0x8009_0328, 'unknown'],
  [0x8009_0331, 0x8009_0331, 'unknown'],
  [0x8009_0349, 0x8009_0349, 'unknown'],
];

/** The nature of a logon's error; null for other errors. */
export function natureAtLogon({ hex }: FoundCode): Nature | null {
  const hresult = Number(hex);
  if (hresult < FIRST || hresult > LAST) return null;
  return NATURES.find(([first, last]) => hresult >= first && hresult <= last)?.[2] ?? 'account';
}
