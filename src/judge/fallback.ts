/** What tells which servers of a requirement count; a saved requirement has it too. */
export interface LookedAtHosts {
  /** Hosts of which none of the ports and addresses met the requirement. */
  readonly unmetHosts: readonly string[];
  /** Servers of other locations, to turn to where none of the client's own works. */
  readonly fallbackHosts?: readonly string[];
  readonly endpoints: readonly { readonly host: string }[];
}

/**
 * Whether what is to be said of a host weighs on the requirement: of a server to fall back to, only
 * where the client has no other.
 */
export function counts(
  host: string,
  { unmetHosts, fallbackHosts = [], endpoints }: LookedAtHosts,
): boolean {
  return (
    !fallbackHosts.includes(host) ||
    endpoints.every((each) => fallbackHosts.includes(each.host) || unmetHosts.includes(each.host))
  );
}
