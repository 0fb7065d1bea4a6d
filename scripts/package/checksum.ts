/** Where the optional header begins, counted from `PE\0\0` (PE format, "File Headers"). */
const OPTIONAL_HEADER = 24;
const CHECKSUM = OPTIONAL_HEADER + 64;
const PE_OFFSET_AT = 0x3c;

/**
 * Writes the checksum of a PE file into its header: the 16-bit words' sum with its carries added,
 * and the file's length (PE format, "Optional Header Windows-Specific Fields").
 */
export function setChecksum(file: Buffer): void {
  const at = file.readUInt32LE(PE_OFFSET_AT) + CHECKSUM;
  file.writeUInt32LE(0, at);
  let sum = 0;
  for (let offset = 0; offset + 1 < file.length; offset += 2) {
    sum += file.readUInt16LE(offset);
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  if (file.length % 2 === 1) sum += file[file.length - 1] ?? 0;
  sum = (sum & 0xffff) + (sum >>> 16);
  file.writeUInt32LE((sum + file.length) >>> 0, at);
}
