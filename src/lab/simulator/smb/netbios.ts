import type { Framing } from '../messages.ts';

/** NetBIOS session packet types (RFC 1002 4.3.1); direct TCP uses the first alone (MS-SMB2 2.1). */
export const PACKET = {
  sessionMessage: 0x00,
  sessionRequest: 0x81,
  positiveResponse: 0x82,
  keepAlive: 0x85,
} as const;

export const HEADER_BYTES = 4;

export const NETBIOS_FRAMING: Framing = {
  headerBytes: HEADER_BYTES,
  messageBytes: (header) => HEADER_BYTES + header.readUIntBE(1, 3),
};

export function netbiosPacket(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(type);
  header.writeUIntBE(payload.length, 1, 3);
  return Buffer.concat([header, payload]);
}
