/** What a client's full and short names stand for; a name without address has an empty list. */
export interface ClientNames {
  readonly fullName: string;
  readonly shortName: string;
  readonly addresses: readonly string[];
  readonly shortAddresses: readonly string[];
}
