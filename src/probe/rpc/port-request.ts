import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure, SHORTAGE_CODES } from '../failure.ts';
import { ByteStream, connectTcp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import type { AdvertisedPort } from './dynamic-ports.ts';
import { EPMAPPER, NDR, type Syntax } from './interfaces.ts';
import { encodeUuid } from './ndr.ts';

/** The operation's number in the endpoint mapper's interface. */
export const EPT_MAP = 3;

/**
 * At most this many interfaces are requested; a gateway that opens ports on demand opens any of
 * them.
 */
const MAX_ASKED = 8;

/**
 * Asks the mapper for the ports of single interfaces, as a client does before it connects. Only the
 * question matters, to whatever listens in between; the answers are known from the mapper's list.
 * Fails only for a shortage on this machine.
 */
export async function askForPorts(
  ports: readonly AdvertisedPort[],
  address: string,
  mapperPort: number,
  deadline: Deadline,
): Promise<void> {
  try {
    const connected = await connectTcp(address, mapperPort, deadline);
    const connection = new RpcConnection(new ByteStream(connected, deadline));
    try {
      if ((await connection.bind(EPMAPPER)) !== 'accepted') return;
      for (const { syntax } of ports.slice(0, MAX_ASKED)) {
        await connection.call(EPT_MAP, encodeEptMap(syntax));
      }
    } finally {
      connection.close();
    }
  } catch (thrown) {
    if (thrown instanceof NetworkFailure && SHORTAGE_CODES.has(thrown.code)) throw thrown;
    if (!(thrown instanceof AnswerFailure || thrown instanceof NetworkFailure)) throw thrown;
  }
}

/** Protocol identifiers of a tower's floors (C706 appendix I). */
const UUID_FLOOR = 0x0d;
const CONNECTION_ORIENTED = 0x0b;
const TCP = 0x07;
const IP = 0x09;

/** The port is what the request asks for. */
const NO_PORT = Buffer.alloc(2);
const NO_ADDRESS = Buffer.alloc(4);
const UUID_BYTES = 16;
const CONTEXT_HANDLE_BYTES = 20;

/** Referents of the two full pointers: any numbers that differ. */
const OBJECT_REFERENT = 1;
const TOWER_REFERENT = 2;
const MAX_TOWERS = 4;

/** Stub of ept_map that asks for an interface over TCP (C706 appendix O). */
function encodeEptMap(abstractSyntax: Syntax): Buffer {
  const tower = encodeTower(abstractSyntax);
  return Buffer.concat([
    u32(OBJECT_REFERENT),
    Buffer.alloc(UUID_BYTES),
    u32(TOWER_REFERENT),
    u32(tower.length),
    u32(tower.length),
    tower,
    Buffer.alloc((4 - (tower.length % 4)) % 4),
    Buffer.alloc(CONTEXT_HANDLE_BYTES),
    u32(MAX_TOWERS),
  ]);
}

/** Five floors: interface, transfer syntax, protocol, port, address (C706 appendix L). */
function encodeTower(abstractSyntax: Syntax): Buffer {
  const floors = [
    syntaxFloor(abstractSyntax),
    syntaxFloor(NDR),
    floor(Buffer.of(CONNECTION_ORIENTED), Buffer.alloc(2)),
    floor(Buffer.of(TCP), NO_PORT),
    floor(Buffer.of(IP), NO_ADDRESS),
  ];
  return Buffer.concat([u16(floors.length), ...floors]);
}

function syntaxFloor({ uuid, major, minor }: Syntax): Buffer {
  return floor(Buffer.concat([Buffer.of(UUID_FLOOR), encodeUuid(uuid), u16(major)]), u16(minor));
}

function floor(identifier: Buffer, data: Buffer): Buffer {
  return Buffer.concat([u16(identifier.length), identifier, u16(data.length), data]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
