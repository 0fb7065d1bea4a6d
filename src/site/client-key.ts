/** Equal for names of one client: case and a trailing dot make no difference. */
export function keyOf(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
