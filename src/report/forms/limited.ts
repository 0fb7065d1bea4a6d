import type { Reporter } from './reporter.ts';

/**
 * A reporter whose text is cut after a whole line where it would grow beyond a number of bytes.
 * @param note the last line in its place; left out where there is no room for it
 */
export function limited(reporter: Reporter, bytes: number, note: string): Reporter {
  const ending = `\n${note}\n`;
  // Room for the note is reserved until the end of the text.
  let room = bytes - Buffer.byteLength(ending);
  let isCut = false;
  const take = (text: string): string => {
    const length = Buffer.byteLength(text);
    if (isCut || room < 0) return '';
    if (length <= room) {
      room -= length;
      return text;
    }
    isCut = true;
    const head = Buffer.from(text).subarray(0, room);
    return `${head.subarray(0, head.lastIndexOf('\n') + 1).toString()}${ending}`;
  };
  return {
    opening: take(reporter.opening),
    client: (entry, index) => take(reporter.client(entry, index)),
    close: (tail) => take(reporter.close(tail)),
  };
}
