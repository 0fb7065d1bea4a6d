/** Packet types by number; both protocols share the numbering (C706 12.1). */
const PACKET_TYPES = [
  'request',
  'ping',
  'response',
  'fault',
  'working',
  'nocall',
  'reject',
  'ack',
  'cl_cancel',
  'fack',
  'cancel_ack',
  'bind',
  'bind_ack',
  'bind_nak',
  'alter_context',
  'alter_context_resp',
  'auth3',
  'shutdown',
  'co_cancel',
  'orphaned',
] as const;

export type PacketType = (typeof PACKET_TYPES)[number];

/** The last type that the connectionless protocol knows. */
export const LAST_CONNECTIONLESS_TYPE = PACKET_TYPES.indexOf('cancel_ack');

export function packetTypeOf(value: number): PacketType | null {
  return PACKET_TYPES[value] ?? null;
}

export function packetTypeValue(type: PacketType): number {
  return PACKET_TYPES.indexOf(type);
}
