const LEAD_BYTES = [
  [0x81, 0x9f],
  [0xe0, 0xfc],
] as const;
const TRAIL_BYTES = [0x40, 0xfc] as const;
const REPLACEMENT = '\u{fffd}';

let known: ReadonlySet<string> | null = null;

/** Characters of code page 932, which the fonts of a Japanese console have. */
export function isInCp932(character: string): boolean {
  known ??= twoByteCharacters();
  return /^[\u0000-\u007f\uff61-\uff9f]$/.test(character) || known.has(character);
}

/** The decoder of the Encoding Standard calls code page 932 Shift_JIS. */
function twoByteCharacters(): ReadonlySet<string> {
  const decoder = new TextDecoder('shift_jis');
  const characters = new Set<string>();
  for (const [first, last] of LEAD_BYTES) {
    for (let lead = first; lead <= last; lead += 1) {
      for (let trail: number = TRAIL_BYTES[0]; trail <= TRAIL_BYTES[1]; trail += 1) {
        const text = decoder.decode(Uint8Array.of(lead, trail));
        // Leaves out private characters, which no font has, and byte pairs that decode to two
        // characters.
        if (text.length === 1 && text !== REPLACEMENT) characters.add(text);
      }
    }
  }
  return characters;
}
