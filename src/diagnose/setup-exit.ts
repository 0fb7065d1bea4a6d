/** The codes that CCMSetup itself ends with; larger ones are those of Windows or Windows Installer. */
const SETUP_EXITS = [0, 6, 7, 8, 9, 10] as const;
export type SetupExit = (typeof SETUP_EXITS)[number];

/** @returns null for a number that is no code of CCMSetup's own */
export function setupExitOf(number: number): SetupExit | null {
  return SETUP_EXITS.find((known) => known === number) ?? null;
}
