import net from 'node:net';

export type IpFamily = 4 | 6;

/** Null for anything but an address literal. */
export function familyOfAddress(address: string): IpFamily | null {
  const family = net.isIP(address);
  return family === 4 || family === 6 ? family : null;
}
