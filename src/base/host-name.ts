/** The first label of a host name, in lower case: `pc001` of `PC001.contoso.com`. */
export function firstLabel(name: string): string {
  return (name.split('.', 1)[0] ?? '').toLowerCase();
}

/** Windows cuts a computer's NetBIOS name to so many characters. */
const NETBIOS_NAME_LENGTH = 15;

/**
 * Whether the computer that was asked for is the one that gives itself these names, full, short or
 * NetBIOS: by the first label.
 */
export function isNamedAmong(asked: string, names: readonly string[]): boolean {
  const label = firstLabel(asked);
  return names.some((name) => {
    const told = firstLabel(name);
    return told === label || told === label.slice(0, NETBIOS_NAME_LENGTH);
  });
}

/**
 * The names of a certificate that a host of one label may be short for; empty for other hosts.
 */
export function fullNamesOf(host: string, names: readonly string[]): readonly string[] {
  if (host.includes('.') || host.includes(':')) return [];
  return names.filter((name) => name.includes('.') && firstLabel(name) === host.toLowerCase());
}

/** Whether a name is one of a service record (RFC 2782), which computers have none of. */
export function isServiceRecord(name: string): boolean {
  return /^_[^.]+\._(?:tcp|udp)\./i.test(name);
}
