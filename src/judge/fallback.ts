/** Which servers of a requirement count; a saved requirement has these members too. */
export interface LookedAtHosts {
  /** Hosts of which none of the ports and addresses met the requirement. */
  readonly unmetHosts: readonly string[];
  /** Servers of other locations, to turn to where none of the client's own works. */
  readonly fallbackHosts?: readonly string[];
  readonly endpoints: readonly { readonly host: string }[];
}

/**
 * Whether what is known of a host matters to the requirement. A server to fall back to matters only
 * if the client has no other.
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
