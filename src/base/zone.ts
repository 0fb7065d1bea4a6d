/** An address without its zone: `fe80::1` of `fe80::1%eth0`. */
export function withoutZone(address: string): string {
  const [literal = ''] = address.split('%', 1);
  return literal;
}
