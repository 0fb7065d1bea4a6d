/** A place in the kernel's path of a packet where rules of the lab apply. */
export type Hook = 'input' | 'output' | 'forward' | 'destination';

const CHAINS = {
  input: 'type filter hook input priority 0; policy accept;',
  output: 'type filter hook output priority 0; policy accept;',
  forward: 'type filter hook forward priority 0; policy accept;',
  /** Where a packet's destination can still be changed. */
  destination: 'type nat hook prerouting priority dstnat; policy accept;',
} as const satisfies Record<Hook, string>;

/** Neighbour discovery is no traffic that a rule here is about. */
const NEIGHBOURS =
  'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept';

/**
 * nft's words for a table that replaces the hook's earlier one. Rules by address stand in a chain
 * of their own, so that a packet passes those of its own address alone, however many there are.
 */
export function filterOf(
  hook: Hook,
  rules: readonly string[],
  byAddress: ReadonlyMap<string, readonly string[]>,
): string {
  const chains = [...byAddress].map(([address, own], index) => ({
    address,
    name: `address${index}`,
    own,
  }));
  const jumps = [
    ['ip', chains.filter(({ address }) => !address.includes(':'))],
    ['ip6', chains.filter(({ address }) => address.includes(':'))],
  ] as const;
  return [
    `table inet lab_${hook}`,
    `delete table inet lab_${hook}`,
    `table inet lab_${hook} {`,
    ...chains.flatMap(({ name, own }) => [`chain ${name} {`, ...own, '}']),
    `chain main {`,
    CHAINS[hook],
    ...(hook === 'destination' ? [] : [NEIGHBOURS]),
    ...rules,
    ...jumps
      .filter(([, family]) => family.length > 0)
      .map(
        ([protocol, family]) =>
          `${protocol} daddr vmap { ${family.map(({ address, name }) => `${address} : jump ${name}`).join(', ')} }`,
      ),
    '}',
    '}',
    '',
  ].join('\n');
}
