import type { Framing, SimulatorReply } from '../messages.ts';

/** NetBIOS session packet types (RFC 1002 4.3.1); direct TCP uses the first alone (MS-SMB2 2.1). */
const PACKET = {
  sessionMessage: 0x00,
  sessionRequest: 0x81,
  positiveResponse: 0x82,
  keepAlive: 0x85,
} as const;

const HEADER_BYTES = 4;

export const NETBIOS_FRAMING: Framing = {
  headerBytes: HEADER_BYTES,
  messageBytes: (header) => HEADER_BYTES + header.readUIntBE(1, 3),
};

function netbiosPacket(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(type);
  header.writeUIntBE(payload.length, 1, 3);
  return Buffer.concat([header, payload]);
}

/** The reply to a packet: `answer` replies to SMB messages, the session service to its own packets. */
export function answerSessionMessages(
  packet: Buffer,
  answer: (message: Buffer) => SimulatorReply,
): SimulatorReply {
  switch (packet[0]) {
    case PACKET.sessionMessage: {
      const reply = answer(packet.subarray(HEADER_BYTES));
      return typeof reply === 'string' ? reply : netbiosPacket(PACKET.sessionMessage, reply);
    }
    case PACKET.sessionRequest:
      return netbiosPacket(PACKET.positiveResponse, Buffer.alloc(0));
    case PACKET.keepAlive:
      return 'nothing';
    default:
      return 'disconnect';
  }
}
