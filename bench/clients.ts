/** The computers' domain: names in it stand for addresses, which they spell out. */
export const DOMAIN = 'contoso.com';

/** All addresses of 10.64.0.0/12, of which the first and last of each 256 are left out. */
const FIRST = 0x0a_40_00_00;
const COUNT = 2 ** 20;

/** Computers whose last byte is below this are dead: 77 of 256, 30 %. */
export const DEAD_BELOW = 77;

export const RANGE = '10.64.0.0/12';

export type Kind = 'answering' | 'dead' | 'any';

/** `count` addresses, in order. @throws RangeError where the range holds fewer */
export function addresses(kind: Kind, count: number): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < COUNT && found.length < count; index += 1) {
    const last = index % 256;
    if (last === 0 || last === 255) continue;
    if (kind === 'any' || last < DEAD_BELOW === (kind === 'dead')) found.push(text(FIRST + index));
  }
  if (found.length < count) throw new RangeError(`${RANGE} has only ${found.length} of ${kind}`);
  return found;
}

export function isDead(address: string): boolean {
  return Number(address.split('.')[3]) < DEAD_BELOW;
}

/** The full name of the computer at an address. */
export function computerName(address: string): string {
  return `pc-${Buffer.from(address.split('.').map(Number)).toString('hex')}.${DOMAIN}`;
}

const text = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
