const BLOCK = /^<!-- generated: (?<name>[a-z-]+) -->$.*?^<!-- end -->$/gms;

/**
 * A document with its generated parts made anew: what stands between `<!-- generated: NAME -->` and
 * `<!-- end -->`.
 * @throws RangeError for a name that nothing is made for, and for what is made and has no place
 */
export function fillBlocks(
  document: string,
  parts: Readonly<Record<string, () => string>>,
): string {
  const left = new Set(Object.keys(parts));
  const filled = document.replaceAll(BLOCK, (_block, name: string) => {
    const make = parts[name];
    if (make === undefined) throw new RangeError(`nothing is made for "${name}"`);
    left.delete(name);
    return `<!-- generated: ${name} -->\n\n${make()}\n\n<!-- end -->`;
  });
  if (left.size > 0) throw new RangeError(`no place for ${[...left].join(', ')}`);
  return filled;
}
