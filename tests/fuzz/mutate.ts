import type { Random } from './random.ts';

const MAX_BYTES = 8_192;
/** One input in this many may become large. */
const LARGE_ONE_IN = 512;
const MAX_LARGE_BYTES = 65_536;

/** Lengths and counts that break arithmetic: none, one, signed and unsigned ends. */
const NUMBERS = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000];
const LAST_NUMBERS = [0xfffffffe, 0xffffffff];

/** What texts, tables, pages and terminals trip over; lone surrogates for UTF-16 in bytes. */
const TOKENS: readonly Buffer[] = [
  '\u001b[2J',
  '\u001b]0;x\u0007',
  '\u009b31m',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\u{1f600}',
  '=1+1',
  '-',
  '--',
  '\\\\',
  '<b>',
  '"',
  "'",
  '\r\n',
  '\n',
  '\t',
  ',',
  ':',
  ': ',
  '#',
  '[',
  '{',
  '&a ',
  '*a ',
  '%',
  '\0',
  '9'.repeat(20),
]
  .map((text) => Buffer.from(text, 'utf8'))
  .concat(
    Buffer.from('00d8', 'hex'),
    Buffer.from('00dc', 'hex'),
    Buffer.from('2e20', 'hex'),
    Buffer.from('9b00', 'hex'),
  );

/** One to eight changes to one of the seeds; now and then parts of two are joined. */
export function mutate(seeds: readonly Buffer[], random: Random): Buffer {
  const limit = random.below(LARGE_ONE_IN) === 0 ? MAX_LARGE_BYTES : MAX_BYTES;
  let bytes: Buffer = Buffer.from(random.pick(seeds));
  for (let changes = 1 + random.below(random.below(2) === 0 ? 2 : 8); changes > 0; changes -= 1) {
    bytes = change(bytes, seeds, random, limit);
  }
  return bytes.length > limit ? bytes.subarray(0, limit) : bytes;
}

function change(bytes: Buffer, seeds: readonly Buffer[], random: Random, limit: number): Buffer {
  const at = random.below(bytes.length + 1);
  switch (random.below(11)) {
    case 0:
      return withByte(bytes, at, (byte) => byte ^ (1 << random.below(8)));
    case 1:
      return withByte(bytes, at, () => random.below(256));
    case 2:
      return withNumber(bytes, at, random);
    case 3:
      return withNumber(bytes, at - (at % 4), random);
    case 4:
      return bytes.subarray(0, at);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(16))]);
    case 6: {
      const token = random.pick(TOKENS);
      return Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at)]);
    }
    case 7: {
      const other = random.pick(seeds);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(random.below(other.length + 1))]);
    }
    case 8: {
      const part = bytes.subarray(at, at + 1 + random.below(16));
      const room = Math.max(1, Math.floor((limit - bytes.length) / Math.max(1, part.length)));
      const times = 1 + random.below(random.below(8) === 0 ? room : Math.min(room, 8));
      const repeated = Array.from({ length: times }, () => part);
      return Buffer.concat([bytes.subarray(0, at), ...repeated, bytes.subarray(at)]);
    }
    case 9: {
      const noise = Buffer.from(
        Array.from({ length: 1 + random.below(16) }, () => random.below(256)),
      );
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
    }
    default:
      return withByte(bytes, at, (byte) => (byte + 1 + random.below(2) * 254) & 0xff);
  }
}

function withByte(bytes: Buffer, at: number, made: (byte: number) => number): Buffer {
  if (at < bytes.length) bytes[at] = made(bytes.readUInt8(at));
  return bytes;
}

function withNumber(bytes: Buffer, at: number, random: Random): Buffer {
  const value = random.pick(random.below(4) === 0 ? LAST_NUMBERS : NUMBERS);
  const width = random.pick([1, 2, 4]);
  if (at < 0 || at + width > bytes.length) return bytes;
  const fitting = width === 4 ? value : value % 2 ** (8 * width);
  if (random.below(2) === 0) bytes.writeUIntLE(fitting, at, width);
  else bytes.writeUIntBE(fitting, at, width);
  return bytes;
}
