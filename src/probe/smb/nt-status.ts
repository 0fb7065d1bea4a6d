/** The NTSTATUS values that steer the probe (MS-ERREF 2.3.1). */
export const NT_STATUS = {
  success: 0x0000_0000,
  pending: 0x0000_0103,
  moreProcessingRequired: 0xc000_0016,
  notSupported: 0xc000_00bb,
} as const;

/** `0xc0000016`. */
export function statusText(status: number): string {
  return `0x${status.toString(16).padStart(8, '0')}`;
}
