/**
 * Variables that a Node in an executable obeys before a line of this tool runs, and that no option
 * turns off: code is read from the folder that this one names.
 */
const DISOBEYED = ['NODE_COMPILE_CACHE'] as const;

/**
 * A Node that asks for these variables by an empty name, which none has.
 * @throws where the name does not stand in it as it should
 */
export function withoutVariables(node: Uint8Array): Buffer {
  const changed = Buffer.from(node);
  for (const name of DISOBEYED) {
    const [at, ...others] = namesIn(changed, name);
    if (at === undefined || others.length > 0) {
      throw new Error(
        `this Node has ${name} in ${others.length + (at === undefined ? 0 : 1)} places`,
      );
    }
    changed.writeUInt8(0, at);
  }
  return changed;
}

/** Where the name stands as C++ has it; V8 writes the length before a string of a script. */
function namesIn(bytes: Buffer, name: string): readonly number[] {
  const found: number[] = [];
  const wanted = Buffer.from(`\0${name}\0`);
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) {
    const start = at + 1;
    const isOfScript = start >= 4 && bytes.readUInt32LE(start - 4) === name.length;
    if (!isOfScript) found.push(start);
  }
  return found;
}
