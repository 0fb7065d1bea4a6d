const NEEDS_A_SITE: readonly (string | undefined)[] = ['check', 'plan', 'listen'];
const SAYS_A_PRODUCT = /^--(?:site|product)(?:=|$)|^product=|^--help$/;

/** Words of a command; a site that none of them speaks of is one of Configuration Manager 2007. */
export function withProduct(words: readonly string[]): readonly string[] {
  const [command, ...others] = words;
  return NEEDS_A_SITE.includes(command) && !others.some((word) => SAYS_A_PRODUCT.test(word))
    ? [...words.slice(0, 1), '--product', 'cm2007', ...others]
    : words;
}
