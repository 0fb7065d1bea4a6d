import { deflateSync } from 'node:zlib';

/** Sides that Windows asks for: lists, the desktop, and large icons. */
const SIDES = [16, 32, 48, 256] as const;

const GROUND = [0x1f, 0x6f, 0xb5, 0xff] as const;
const MARK = [0xff, 0xff, 0xff, 0xff] as const;
const NOTHING = [0, 0, 0, 0] as const;

/** A tick on a round square: points of its two strokes, in parts of the side. */
const STROKES = [
  [0.24, 0.53, 0.43, 0.71],
  [0.43, 0.71, 0.77, 0.32],
] as const;
const HALF_WIDTH = 0.065;
const CORNER = 0.2;

/** An icon file that holds a picture of each size, drawn here: there is no picture to keep. */
export function icon(): Buffer {
  const pictures = SIDES.map((side) => ({ side, png: png(side) }));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { side, png: content }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 does not fit into a byte, and is written as 0.
    head.writeUInt8(side % 256, at);
    head.writeUInt8(side % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(content.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += content.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png: content }) => content)]);
}

function png(side: number): Buffer {
  const rows = Array.from({ length: side }, (_row, y) => {
    const pixels = Array.from({ length: side }, (_pixel, x) =>
      colourAt((x + 0.5) / side, (y + 0.5) / side),
    );
    return Buffer.from([0, ...pixels.flat()]);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // Eight bits each of red, green, blue and alpha.
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number): readonly number[] {
  const isMark = STROKES.some(
    ([x1, y1, x2, y2]) => distanceToStroke(x, y, x1, y1, x2, y2) <= HALF_WIDTH,
  );
  if (isMark) return MARK;
  const beyond = (place: number): number => Math.max(CORNER - place, place - (1 - CORNER), 0);
  return Math.hypot(beyond(x), beyond(y)) <= CORNER ? GROUND : NOTHING;
}

function distanceToStroke(
  x: number,
  y: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(x - (x1 + part * dx), y - (y1 + part * dy));
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The checksum of the PNG specification, annex D. Node.js 20 has none of its own. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
