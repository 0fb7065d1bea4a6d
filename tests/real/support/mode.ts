/** `npm run test:lab:full`: every case, not a choice of them. */
export function isFull(): boolean {
  return process.env['CCM_PREFLIGHT_LAB'] === 'full';
}
