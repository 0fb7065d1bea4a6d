const BEGIN = /^<!-- generated: (?<name>[a-z-]+) -->$/;
const END = '<!-- end -->';

/**
 * A document with its generated parts made anew: what stands between `<!-- generated: NAME -->` and
 * `<!-- end -->`.
 * @throws RangeError for a name that nothing is made for, for what is made and has no place, and for a part without an
 * end
 */
export function fillBlocks(
  document: string,
  parts: Readonly<Record<string, () => string>>,
): string {
  const left = new Set(Object.keys(parts));
  const lines: string[] = [];
  let isInside = false;
  for (const line of document.split('\n')) {
    if (line === END) isInside = false;
    if (!isInside) lines.push(line);
    const name = isInside ? undefined : BEGIN.exec(line)?.groups?.['name'];
    if (name === undefined) continue;
    const make = parts[name];
    if (make === undefined) throw new RangeError(`nothing is made for "${name}"`);
    left.delete(name);
    lines.push('', make(), '');
    isInside = true;
  }
  if (isInside) throw new RangeError(`a generated part has no "${END}"`);
  if (left.size > 0) throw new RangeError(`no place for ${[...left].join(', ')}`);
  return lines.join('\n');
}
