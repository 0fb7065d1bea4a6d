import net from 'node:net';
import { u16, u8, zeros } from '../wire.ts';
import { NDR, uuidBytes } from './syntax.ts';

/** Floor protocol identifiers (C706 I, MS-RPCE 2.2.1.2.3). */
const PROTOCOL = {
  tcp: 0x07,
  ip: 0x09,
  connectionOriented: 0x0b,
  local: 0x0c,
  uuid: 0x0d,
  namedPipe: 0x0f,
  localEndpoint: 0x10,
  netbios: 0x11,
} as const;

/** Where an interface listens: a TCP port, a named pipe (`\pipe\atsvc`) or a local port. */
type EntryBinding =
  { readonly port: number } | { readonly pipe: string } | { readonly localPort: string };

/** An entry of the endpoint mapper's database. */
export type MapperEntry = {
  /** UUID of the interface. */
  readonly interface: string;
  /** `1.0`. */
  readonly version: string;
  /** At most 63 characters of ASCII. */
  readonly annotation: string;
} & EntryBinding;

/** The computer that a tower names. */
export interface TowerHost {
  readonly address: string;
  readonly name: string;
}

/** major and minor of `1.0`. */
function versionOf(version: string): readonly [major: number, minor: number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}

/** The tower octet string of an entry (C706 L): its floors, from the interface down. */
export function towerBytes(entry: MapperEntry, host: TowerHost): Buffer {
  const [major, minor] = versionOf(entry.version);
  const floors = [
    syntaxFloor(entry.interface, major, minor),
    syntaxFloor(NDR.uuid, NDR.major, NDR.minor),
    ...bindingFloors(entry, host),
  ];
  return Buffer.concat([u16(floors.length), ...floors]);
}

function bindingFloors(entry: EntryBinding, host: TowerHost): readonly Buffer[] {
  if ('port' in entry) {
    return [
      floor(u8(PROTOCOL.connectionOriented), zeros(2)),
      floor(u8(PROTOCOL.tcp), Buffer.of(entry.port >> 8, entry.port & 0xff)),
      floor(u8(PROTOCOL.ip), ipv4Bytes(host.address)),
    ];
  }
  if ('pipe' in entry) {
    return [
      floor(u8(PROTOCOL.connectionOriented), zeros(2)),
      floor(u8(PROTOCOL.namedPipe), terminated(entry.pipe)),
      floor(u8(PROTOCOL.netbios), terminated(`\\\\${host.name}`)),
    ];
  }
  return [
    floor(u8(PROTOCOL.local), zeros(2)),
    floor(u8(PROTOCOL.localEndpoint), terminated(entry.localPort)),
  ];
}

const syntaxFloor = (uuid: string, major: number, minor: number): Buffer =>
  floor(Buffer.concat([u8(PROTOCOL.uuid), uuidBytes(uuid), u16(major)]), u16(minor));

const floor = (left: Buffer, right: Buffer): Buffer =>
  Buffer.concat([u16(left.length), left, u16(right.length), right]);

const terminated = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');

/** Windows writes 0.0.0.0 where it has no IPv4 address. */
const ipv4Bytes = (address: string): Buffer =>
  net.isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : zeros(4);
