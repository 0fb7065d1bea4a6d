/** The part of Windows, or of Configuration Manager, whose code an error is. */
export const FAMILIES = [
  'win32',
  'installer',
  'rpc',
  'winhttp',
  'http',
  'windows-update',
  'certificate',
  'logon',
  'bits',
  'wmi',
  'com',
  'dotnet',
  'setup-api',
  'servicing',
  'enrolment',
  'sign-in',
  'ntstatus',
  'configuration-manager',
] as const;
export type Family = (typeof FAMILIES)[number];

/** HRESULTs by their first and last, the narrow ranges before the wide ones that hold them. */
const RANGES: readonly (readonly [first: number, last: number, family: Family])[] = [
  [0x8007_2ee0, 0x8007_2fff, 'winhttp'],
  [0x8007_0641, 0x8007_0680, 'installer'],
  [0x8007_06a4, 0x8007_0729, 'rpc'],
  [0x8007_076a, 0x8007_0774, 'rpc'],
  [0x8007_0000, 0x8007_ffff, 'win32'],
  [0x8019_0000, 0x8019_ffff, 'http'],
  [0x8024_0000, 0x8024_ffff, 'windows-update'],
  [0x8009_0300, 0x8009_03ff, 'logon'],
  [0x8009_0000, 0x8009_ffff, 'certificate'],
  [0x800b_0000, 0x800b_ffff, 'certificate'],
  [0x8020_0000, 0x8020_ffff, 'bits'],
  [0x8004_1000, 0x8004_2fff, 'wmi'],
  [0x8000_0000, 0x8003_ffff, 'com'],
  [0x8004_0000, 0x8004_ffff, 'com'],
  [0x8008_0000, 0x8008_ffff, 'com'],
  [0x8013_0000, 0x8013_ffff, 'dotnet'],
  [0x800f_0800, 0x800f_0fff, 'servicing'],
  [0x800f_0000, 0x800f_ffff, 'setup-api'],
  [0x8018_0000, 0x8018_ffff, 'enrolment'],
  [0x87d0_0000, 0x87d1_ffff, 'configuration-manager'],
  [0xcaa0_0000, 0xcaaf_ffff, 'sign-in'],
  [0xc000_0000, 0xc00f_ffff, 'ntstatus'],
  // The same as an HRESULT
  [0xd000_0000, 0xd00f_ffff, 'ntstatus'],
];

/** @returns null for an HRESULT of a facility that no log of a client's installation has */
export function familyOf(hresult: number): Family | null {
  return RANGES.find(([first, last]) => hresult >= first && hresult <= last)?.[2] ?? null;
}
