import { cleanOrNull } from '../../base/clean.ts';
import { decodeUuid, malformed } from './ndr.ts';

/** Where an interface listens: a protocol tower without the floors that only RPC itself needs. */
export interface Tower {
  readonly interface: string;
  /** `3.0`. */
  readonly version: string;
  /**
   * Protocol sequence, `ncacn_ip_tcp`; the transport floor's identifier, `0x16`, for unknown ones.
   */
  readonly protocol: string;
  readonly port: number | null;
  readonly address: string | null;
  readonly pipe: string | null;
}

/**
 * A floor, as offsets into the tower: a Buffer for each part would cost more than everything else.
 */
interface Floor {
  readonly protocol: number;
  /** What follows the protocol in the floor's left-hand side (C706 appendix L). */
  readonly identifier: Part;
  readonly data: Part;
}

interface Part {
  readonly start: number;
  readonly end: number;
}

const UUID_BYTES = 16;
const MAX_FLOORS = 16;

/**
 * Bounds a pipe's or a computer's name, which is copied: V8 would keep the whole text alive for a
 * slice of it.
 */
const MAX_TEXT_BYTES = 512;

/** Protocol identifiers of floors (C706 appendix I, MS-RPCE 2.2.1.2). */
const UUID_FLOOR = 0x0d;
const TCP = 0x07;
const UDP = 0x08;
const IP = 0x09;
const NAMED_PIPE = 0x0f;
const LOCAL = 0x10;
const NETBIOS = 0x11;
const HTTP = 0x1f;

const PROTOCOL_SEQUENCES: ReadonlyMap<number, string> = new Map([
  [TCP, 'ncacn_ip_tcp'],
  [UDP, 'ncadg_ip_udp'],
  [NAMED_PIPE, 'ncacn_np'],
  [LOCAL, 'ncalrpc'],
  [NETBIOS, 'ncacn_nb_nb'],
  [HTTP, 'ncacn_http'],
]);

/**
 * Decodes a tower's octet string: floors for interface, transfer syntax, RPC protocol, transport
 * and host (C706 appendix L).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeTower(octets: Buffer): Tower {
  const [abstractSyntax, transferSyntax, rpc, transport, ...others] = decodeFloors(octets);
  if (!abstractSyntax || !transferSyntax || !rpc || !transport) throw malformed('too few floors');
  if (abstractSyntax.protocol !== UUID_FLOOR || transferSyntax.protocol !== UUID_FLOOR) {
    throw malformed('floor without a UUID');
  }
  const { identifier, data } = abstractSyntax;
  if (lengthOf(identifier) < UUID_BYTES + 2 || lengthOf(data) < 2) throw malformed('short syntax');
  const uuidEnd = identifier.start + UUID_BYTES;
  return {
    interface: decodeUuid(octets.subarray(identifier.start, uuidEnd)),
    version: `${octets.readUInt16LE(uuidEnd)}.${octets.readUInt16LE(data.start)}`,
    protocol: PROTOCOL_SEQUENCES.get(transport.protocol) ?? hexByte(transport.protocol),
    port: portOf(octets, transport),
    address: addressOf(octets, others),
    pipe: pipeOf(octets, transport),
  };
}

function decodeFloors(octets: Buffer): Floor[] {
  const count = readLength(octets, 0);
  if (count > MAX_FLOORS) throw malformed(`${count} floors`);
  const floors: Floor[] = [];
  let at = 2;
  // Floors are not padded, so NdrReader, which aligns, can't read them.
  while (floors.length < count) {
    const left = partAt(octets, at);
    const data = partAt(octets, left.end);
    if (lengthOf(left) === 0) throw malformed('floor without a protocol');
    floors.push({
      protocol: octets.readUInt8(left.start),
      identifier: { start: left.start + 1, end: left.end },
      data,
    });
    at = data.end;
  }
  return floors;
}

/** The part whose 16-bit length is at `at`. */
function partAt(octets: Buffer, at: number): Part {
  const start = at + 2;
  const end = start + readLength(octets, at);
  if (end > octets.length) throw malformed('floor longer than its tower');
  return { start, end };
}

function lengthOf({ start, end }: Part): number {
  return end - start;
}

function readLength(octets: Buffer, at: number): number {
  if (at + 2 > octets.length) throw malformed('tower ends in a length');
  return octets.readUInt16LE(at);
}

function portOf(octets: Buffer, { protocol, data }: Floor): number | null {
  if (protocol !== TCP && protocol !== UDP && protocol !== HTTP) return null;
  if (lengthOf(data) < 2) throw malformed('short port');
  return octets.readUInt16BE(data.start) || null;
}

function pipeOf(octets: Buffer, { protocol, data }: Floor): string | null {
  return protocol === NAMED_PIPE || protocol === LOCAL ? textOf(octets, data) : null;
}

function addressOf(octets: Buffer, floors: readonly Floor[]): string | null {
  for (const { protocol, data } of floors) {
    if (protocol === IP && lengthOf(data) === 4) {
      return octets.subarray(data.start, data.end).join('.');
    }
    if (protocol === NETBIOS) return textOf(octets, data);
  }
  return null;
}

function textOf(octets: Buffer, { start, end }: Part): string | null {
  const zero = octets.indexOf(0, start);
  const textEnd = zero < 0 ? end : Math.min(zero, end);
  return cleanOrNull(octets.toString('latin1', start, Math.min(textEnd, start + MAX_TEXT_BYTES)));
}

function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
