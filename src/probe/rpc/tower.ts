import { cleanOrNull } from '../clean.ts';
import { malformed } from './malformed.ts';
import { NdrReader } from './ndr.ts';

/** Where an interface is to be found: a protocol tower without its RPC-internal floors. */
export interface Tower {
  readonly interface: string;
  /** `3.0`. */
  readonly version: string;
  /** Protocol sequence, `ncacn_ip_tcp`; the floor's number, `0x16`, for those that have no name here. */
  readonly protocol: string;
  readonly port: number | null;
  readonly address: string | null;
  readonly pipe: string | null;
}

interface Floor {
  readonly protocol: number;
  /** What follows the protocol on the floor's left side. */
  readonly identifier: Buffer;
  readonly data: Buffer;
}

const MAX_FLOORS = 16;
/** A pipe or a name; V8 would hold the whole text for a part of it. */
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
 * and host (C706 appendix L). Its lengths are little-endian whatever the packet's byte order is.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeTower(octets: Buffer): Tower {
  const [abstractSyntax, transferSyntax, rpc, transport, ...others] = decodeFloors(octets);
  if (!abstractSyntax || !transferSyntax || !rpc || !transport) throw malformed('too few floors');
  if (transferSyntax.protocol !== UUID_FLOOR) throw malformed('floor without a UUID');
  return {
    ...decodeSyntaxFloor(abstractSyntax),
    protocol: PROTOCOL_SEQUENCES.get(transport.protocol) ?? hexByte(transport.protocol),
    port: portOf(transport),
    address: addressOf(others),
    pipe: pipeOf(transport),
  };
}

function decodeFloors(octets: Buffer): Floor[] {
  const count = readLength(octets, 0);
  if (count > MAX_FLOORS) throw malformed(`${count} floors`);
  const floors: Floor[] = [];
  let at = 2;
  // Floors follow each other without padding, so the aligning reader can't read them.
  const side = (): Buffer => {
    const start = at + 2;
    const end = start + readLength(octets, at);
    if (end > octets.length) throw malformed('floor longer than its tower');
    at = end;
    return octets.subarray(start, end);
  };
  while (floors.length < count) {
    const left = side();
    const data = side();
    const [protocol] = left;
    if (protocol === undefined) throw malformed('floor without a protocol');
    floors.push({ protocol, identifier: left.subarray(1), data });
  }
  return floors;
}

function readLength(octets: Buffer, at: number): number {
  if (at + 2 > octets.length) throw malformed('tower ends in a length');
  return octets.readUInt16LE(at);
}

function decodeSyntaxFloor(floor: Floor): Pick<Tower, 'interface' | 'version'> {
  if (floor.protocol !== UUID_FLOOR) throw malformed('floor without a UUID');
  const identifier = new NdrReader(floor.identifier, 'little-endian');
  const minor = new NdrReader(floor.data, 'little-endian');
  return { interface: identifier.uuid(), version: `${identifier.u16()}.${minor.u16()}` };
}

function portOf({ protocol, data }: Floor): number | null {
  if (protocol !== TCP && protocol !== UDP && protocol !== HTTP) return null;
  return new NdrReader(data, 'big-endian').u16() || null;
}

function pipeOf({ protocol, data }: Floor): string | null {
  return protocol === NAMED_PIPE || protocol === LOCAL ? textOf(data) : null;
}

function addressOf(floors: readonly Floor[]): string | null {
  for (const { protocol, data } of floors) {
    if (protocol === IP && data.length === 4) return [...data].join('.');
    if (protocol === NETBIOS) return textOf(data);
  }
  return null;
}

function textOf(data: Buffer): string | null {
  const end = data.indexOf(0);
  const length = Math.min(end < 0 ? data.length : end, MAX_TEXT_BYTES);
  return cleanOrNull(data.toString('latin1', 0, length));
}

function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
