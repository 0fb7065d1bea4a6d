import { Malformed, Reader } from '../wire.ts';

// Servers of SMB2 know of SMB1 only the negotiate request by which a client offers both.

export const SMB1_PROTOCOL_ID = Buffer.from('ff534d42', 'hex');

export const SMB1_COMMAND = { negotiate: 0x72, sessionSetup: 0x73 } as const;

const DIALECT_TAG = 0x02;

/** A request, cut into its parts (MS-CIFS 2.2.3). */
export interface Smb1Request {
  readonly command: number;
  readonly flags2: number;
  readonly processIds: readonly [high: number, low: number];
  readonly treeId: number;
  readonly userId: number;
  readonly multiplexId: number;
  readonly words: Buffer;
  readonly data: Buffer;
}

export function readSmb1(message: Buffer): Smb1Request {
  const reader = new Reader(message).skip(4);
  const command = reader.u8();
  const flags2 = reader.skip(5).u16();
  const processHigh = reader.u16();
  const treeId = reader.skip(10).u16();
  const processLow = reader.u16();
  const userId = reader.u16();
  const multiplexId = reader.u16();
  const words = reader.bytes(reader.u8() * 2);
  const data = reader.bytes(reader.u16());
  const processIds = [processHigh, processLow] as const;
  return { command, flags2, processIds, treeId, userId, multiplexId, words, data };
}

/** The dialects that an SMB_COM_NEGOTIATE request offers (MS-CIFS 2.2.4.52.1). */
export function offeredDialects(request: Smb1Request): readonly string[] {
  const dialects: string[] = [];
  let rest = request.data;
  while (rest.length > 0) {
    const end = rest.indexOf(0);
    if (rest[0] !== DIALECT_TAG || end < 0) throw new Malformed('SMB1 dialects');
    dialects.push(rest.toString('latin1', 1, end));
    rest = rest.subarray(end + 1);
  }
  return dialects;
}
