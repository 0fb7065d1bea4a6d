/** The part of Windows, or of Configuration Manager, whose code an error is. */
export const FAMILIES = [
  'win32',
  'winhttp',
  'http',
  'windows-update',
  'certificate',
  'bits',
  'wmi',
  'com',
  'configuration-manager',
] as const;
export type Family = (typeof FAMILIES)[number];

/** HRESULTs by their first and last, the narrow ranges before the wide ones that hold them. */
const RANGES: readonly (readonly [first: number, last: number, family: Family])[] = [
  [0x8007_2ee0, 0x8007_2fff, 'winhttp'],
  [0x8007_0000, 0x8007_ffff, 'win32'],
  [0x8019_0000, 0x8019_ffff, 'http'],
  [0x8024_0000, 0x8024_ffff, 'windows-update'],
  [0x8009_0000, 0x8009_ffff, 'certificate'],
  [0x800b_0000, 0x800b_ffff, 'certificate'],
  [0x8020_0000, 0x8020_ffff, 'bits'],
  [0x8004_1000, 0x8004_2fff, 'wmi'],
  [0x8000_0000, 0x8003_ffff, 'com'],
  [0x8004_0000, 0x8004_ffff, 'com'],
  [0x8008_0000, 0x8008_ffff, 'com'],
  [0x87d0_0000, 0x87d0_ffff, 'configuration-manager'],
];

/** @returns null for an HRESULT of a facility that no log of a client's installation has */
export function familyOf(hresult: number): Family | null {
  return RANGES.find(([first, last]) => hresult >= first && hresult <= last)?.[2] ?? null;
}
