/** What makes two names one client: case and a dot at the end do not tell them apart. */
export function keyOf(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
