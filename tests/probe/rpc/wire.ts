import { encodeUuid } from '../../../src/probe/rpc/ndr.ts';
import { type PacketType, packetTypeValue } from '../../../src/probe/rpc/pdu.ts';
import { NDR } from '../../../src/probe/rpc/interfaces.ts';

/** The server's side of the wire: what the probes decode. */

const FIRST = 0x01;
const LAST = 0x02;
const NULL_UUID = '00000000-0000-0000-0000-000000000000';

/** Writes NDR from the start of a stub. */
class NdrWriter {
  #bytes = Buffer.alloc(0);

  align(size: number): this {
    return this.bytes(Buffer.alloc((size - (this.#bytes.length % size)) % size));
  }

  u8(value: number): this {
    return this.bytes(Buffer.from([value]));
  }

  u16(value: number): this {
    const field = Buffer.alloc(2);
    field.writeUInt16LE(value);
    return this.align(2).bytes(field);
  }

  u32(value: number): this {
    const field = Buffer.alloc(4);
    field.writeUInt32LE(value);
    return this.align(4).bytes(field);
  }

  uuid(text: string): this {
    return this.align(4).bytes(encodeUuid(text));
  }

  bytes(bytes: Buffer): this {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    return this;
  }

  toBuffer(): Buffer {
    return this.#bytes;
  }
}

function ndr(): NdrWriter {
  return new NdrWriter();
}

export function pdu(type: PacketType, body: Buffer, flags = FIRST | LAST): Buffer {
  return ndr()
    .u8(5)
    .u8(0)
    .u8(packetTypeValue(type))
    .u8(flags)
    .bytes(Buffer.from([0x10, 0, 0, 0]))
    .u16(16 + body.length)
    .u16(0)
    .u32(1)
    .bytes(body)
    .toBuffer();
}

export function bindAck({ result = 0, reason = 0 } = {}): Buffer {
  return pdu('bind_ack', resultBody(result, reason));
}

export const alterResponse = (result: number): Buffer =>
  pdu('alter_context_resp', resultBody(result, result === 0 ? 0 : 1));

function resultBody(result: number, reason: number): Buffer {
  const body = ndr()
    .u16(5840)
    .u16(5840)
    .u32(1)
    .u16(4)
    .bytes(Buffer.from('135\0'))
    .align(4)
    .bytes(Buffer.from([1, 0, 0, 0]))
    .u16(result)
    .u16(reason)
    .uuid(result === 0 ? NDR.uuid : NULL_UUID)
    .u32(result === 0 ? 2 : 0);
  return body.toBuffer();
}

export const rejectedInterface = (): Buffer => bindAck({ result: 2, reason: 1 });

export function fault(status: number): Buffer {
  return pdu('fault', ndr().u32(0).u32(0).u32(status).u32(0).toBuffer());
}

/** A response in fragments of at most `size` stub bytes. */
export function response(stub: Buffer, size = 4_000): Buffer {
  const fragments: Buffer[] = [];
  for (let at = 0; at === 0 || at < stub.length; at += size) {
    const part = stub.subarray(at, at + size);
    const flags = (at === 0 ? FIRST : 0) | (at + size >= stub.length ? LAST : 0);
    const body = ndr().u32(part.length).u32(0).bytes(part).toBuffer();
    fragments.push(pdu('response', body, flags));
  }
  return Buffer.concat(fragments);
}

export interface WireEntry {
  readonly tower: Buffer | null;
  readonly annotation?: string;
}

export interface WirePage {
  readonly entries?: readonly WireEntry[];
  readonly handle?: string;
  readonly status?: number;
}

/** Stub of ept_lookup's answer. */
export function lookupStub({ entries = [], handle = NULL_UUID, status = 0 }: WirePage): Buffer {
  const stub = ndr().u32(0).uuid(handle).u32(entries.length).u32(400).u32(0).u32(entries.length);
  for (const [index, { tower, annotation = '' }] of entries.entries()) {
    const text = Buffer.from(`${annotation}\0`, 'latin1');
    stub
      .uuid(NULL_UUID)
      .u32(tower === null ? 0 : index + 3)
      .u32(0)
      .u32(text.length)
      .bytes(text);
  }
  for (const { tower } of entries) {
    if (tower !== null) stub.u32(tower.length).u32(tower.length).bytes(tower);
  }
  return stub.u32(status).toBuffer();
}

function floor(protocol: number, identifier: Buffer, data: Buffer): Buffer {
  const lengths = [Buffer.alloc(2), Buffer.alloc(2)] as const;
  lengths[0].writeUInt16LE(identifier.length + 1);
  lengths[1].writeUInt16LE(data.length);
  return Buffer.concat([lengths[0], Buffer.from([protocol]), identifier, lengths[1], data]);
}

function syntaxFloor(uuid: string, major: number, minor: number): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt16LE(major);
  version.writeUInt16LE(minor, 2);
  return floor(
    0x0d,
    Buffer.concat([encodeUuid(uuid), version.subarray(0, 2)]),
    version.subarray(2),
  );
}

export interface WireTower {
  readonly uuid?: string;
  readonly transport?: number;
  /** A port, or a pipe. */
  readonly endpoint?: number | string;
  readonly host?: string;
}

export const SVCCTL = '367abb81-9844-35f1-ad32-98f038001003';

export function tower({
  uuid = SVCCTL,
  transport = 0x07,
  endpoint = 49_664,
  host = '10.0.0.7',
}: WireTower = {}): Buffer {
  const port = Buffer.alloc(2);
  if (typeof endpoint === 'number') port.writeUInt16BE(endpoint);
  const data = typeof endpoint === 'number' ? port : Buffer.from(`${endpoint}\0`, 'latin1');
  const isAddress = /^[\d.]+$/.test(host);
  const floors = [
    syntaxFloor(uuid, 2, 0),
    syntaxFloor(NDR.uuid, 2, 0),
    floor(0x0b, Buffer.alloc(0), Buffer.alloc(2)),
    floor(transport, Buffer.alloc(0), data),
    isAddress
      ? floor(0x09, Buffer.alloc(0), Buffer.from(host.split('.').map(Number)))
      : floor(0x11, Buffer.alloc(0), Buffer.from(`${host}\0`, 'latin1')),
  ];
  return Buffer.concat([Buffer.from([floors.length, 0]), ...floors]);
}

/** Stub of ServerAlive2's answer. */
export function serverAliveStub(
  bindings: readonly (readonly [towerId: number, address: string])[],
): Buffer {
  const words = bindings.flatMap(([towerId, address]) => [
    towerId,
    ...Array.from({ length: address.length }, (_, index) => address.charCodeAt(index)),
    0,
  ]);
  const securityOffset = words.length + 1;
  const all = [...words, 0, 9, 0xffff, 0, 0];
  const stub = ndr().u16(5).u16(7).u32(0x20000).u32(all.length).u16(all.length);
  stub.u16(securityOffset);
  for (const word of all) stub.u16(word);
  return stub.u32(0).u32(0).toBuffer();
}
