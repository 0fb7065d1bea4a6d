import { clean } from '../../base/clean.ts';
import { AnswerFailure } from '../failure.ts';
import type { RpcEndpoint } from '../observation.ts';
import { interfaceName } from './interfaces.ts';
import { malformed } from './malformed.ts';
import type { NdrReader } from './ndr.ts';
import { decodeTower, type Tower } from './tower.ts';
import { encodeUuid } from './uuid.ts';

/** The operation's number in the endpoint mapper's interface. */
export const EPT_LOOKUP = 2;

export const EPT_OK = 0;
/** ept_s_not_registered: there are no more entries. */
export const EPT_NOT_REGISTERED = 0x16c9a0d6;

/** MS-RPCE 2.2.1.2.4 takes up to 500. */
const MAX_ENTRIES = 400;
/** C706 appendix O allows 64. */
const MAX_ANNOTATION_BYTES = 256;
const UUID_BYTES = 16;
const ALL_ELEMENTS = 0;
const ALL_VERSIONS = 1;
const NULL_UUID = '00000000-0000-0000-0000-000000000000';

/** A context handle: where the server is in its list. */
export interface LookupHandle {
  readonly attributes: number;
  readonly uuid: string;
}

export const NULL_HANDLE: LookupHandle = { attributes: 0, uuid: NULL_UUID };

export interface LookupPage {
  readonly handle: LookupHandle;
  /** Entries whose tower could be decoded. */
  readonly endpoints: readonly RpcEndpoint[];
  readonly status: number;
}

export function isNullHandle(handle: LookupHandle): boolean {
  return handle.attributes === 0 && handle.uuid === NULL_UUID;
}

/** Stub of ept_lookup that asks for everything, from where `handle` is (C706 appendix O). */
export function encodeEptLookup(handle: LookupHandle): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(ALL_ELEMENTS, 0);
  // Bytes 4 to 11: null pointers to an object and to an interface.
  head.writeUInt32LE(ALL_VERSIONS, 12);
  head.writeUInt32LE(handle.attributes, 16);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(MAX_ENTRIES, 0);
  return Buffer.concat([head, encodeUuid(handle.uuid), tail]);
}

/**
 * Decodes ept_lookup's answer. Entries whose tower is garbage are left out.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeEptLookup(stub: NdrReader): LookupPage {
  const handle = { attributes: stub.u32(), uuid: stub.uuid() };
  const count = stub.u32();
  const entries = decodeEntries(stub, count);
  const endpoints: RpcEndpoint[] = [];
  // A pointer's target comes after the whole array that holds the pointer (C706 14.3.12.3).
  for (const { annotation, hasTower } of entries) {
    if (!hasTower) continue;
    const tower = decodeTowerOrNull(readTowerOctets(stub));
    if (tower === null) continue;
    endpoints.push({
      interface: tower.interface,
      version: tower.version,
      protocol: tower.protocol,
      port: tower.port,
      address: tower.address,
      pipe: tower.pipe,
      name: interfaceName(tower.interface),
      annotation,
    });
  }
  return { handle, endpoints, status: stub.u32() };
}

interface Entry {
  readonly annotation: string;
  readonly hasTower: boolean;
}

function decodeEntries(stub: NdrReader, count: number): Entry[] {
  // A conformant varying array: its maximum, its offset, and how many elements are here.
  stub.u32();
  stub.u32();
  const actual = stub.u32();
  if (actual > MAX_ENTRIES || actual !== count) throw malformed(`${actual} entries`);
  return Array.from({ length: actual }, () => {
    // The object's UUID.
    stub.align(4);
    stub.skip(UUID_BYTES);
    const hasTower = stub.u32() !== 0;
    // A varying string: its offset, its length with the final null.
    stub.u32();
    // Only what is kept: V8 would hold the whole text for a part of it.
    const text = stub.bytes(stub.u32()).toString('latin1', 0, MAX_ANNOTATION_BYTES);
    return { annotation: clean(text), hasTower };
  });
}

function readTowerOctets(stub: NdrReader): Buffer {
  const maximum = stub.u32();
  if (stub.u32() !== maximum) throw malformed('tower of two lengths');
  return stub.bytes(maximum);
}

function decodeTowerOrNull(octets: Buffer): Tower | null {
  try {
    return decodeTower(octets);
  } catch (thrown) {
    if (thrown instanceof AnswerFailure) return null;
    throw thrown;
  }
}
