/** From 1601, where FILETIME begins, to 1970. */
const EPOCH_DIFFERENCE_MS = 11_644_473_600_000n;
const TICKS_PER_MS = 10_000n;
/** No computer that runs has a clock outside of these. */
const EARLIEST_MS = 0n;
const LATEST_MS = BigInt(Date.UTC(2200, 0));

/**
 * ISO 8601 text of a FILETIME (MS-DTYP 2.3.3: units of 100 ns since 1601), cut to milliseconds;
 * null for zero, "no time", and for times that no clock tells.
 */
export function filetimeToIso(filetime: bigint): string | null {
  const unixMs = filetime / TICKS_PER_MS - EPOCH_DIFFERENCE_MS;
  if (unixMs < EARLIEST_MS || unixMs >= LATEST_MS) return null;
  return new Date(Number(unixMs)).toISOString();
}
