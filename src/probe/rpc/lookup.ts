import { clean } from '../../base/clean.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { EndpointMapperEvidence, RpcEndpoint } from '../observation.ts';
import type { RpcConnection } from './connection.ts';
import { interfaceName } from './interfaces.ts';
import { type NdrReader, encodeUuid, malformed } from './ndr.ts';
import { ACCESS_DENIED } from './pdu.ts';
import { type Tower, decodeTower } from './tower.ts';

const MAX_PAGES = 256;
const MAX_ENDPOINTS = 4_096;

/** Entries per page: the most that servers give at once, and few enough for a small segment. */
export const LARGE_PAGE = 400;
export const SMALL_PAGE = 4;

export interface Lookup extends Pick<
  EndpointMapperEvidence,
  'lookup' | 'lookupStatus' | 'endpoints'
> {
  /** How many pages arrived whole. */
  readonly pages: number;
  /** `unanswered` if the next page never came. */
  readonly end: 'told' | 'broken' | 'unanswered';
}

/**
 * Reads the endpoint mapper's whole list over a bound connection, page by page. Never fails:
 * whatever was read before the deadline, a fault or a broken answer is kept as `partial`.
 * @param pageSize the most entries a page
 */
export async function lookUpEndpoints(
  connection: RpcConnection,
  pageSize: number,
): Promise<Lookup> {
  const endpoints: RpcEndpoint[] = [];
  let handle = NULL_HANDLE;
  let pages = 0;
  const ended = (
    lookup: Lookup['lookup'],
    status: number | null,
    end: Lookup['end'] = 'told',
  ): Lookup => ({
    lookup,
    lookupStatus: status === null ? null : hexStatus(status),
    endpoints,
    pages,
    end,
  });
  const stopped = (status: number): Lookup => {
    const nothing = status === ACCESS_DENIED ? 'denied' : 'failed';
    return ended(endpoints.length > 0 ? 'partial' : nothing, status);
  };
  try {
    while (pages < MAX_PAGES) {
      const answer = await connection.call(EPT_LOOKUP, encodeEptLookup(handle, pageSize));
      if (answer.kind === 'fault') return stopped(answer.status);
      const page = decodeEptLookup(answer.stub);
      endpoints.push(...page.endpoints.slice(0, MAX_ENDPOINTS - endpoints.length));
      pages += 1;
      // Samba ends the list with not_registered, Windows with a null handle.
      if (page.status === EPT_NOT_REGISTERED) return ended('complete', page.status);
      if (page.status !== EPT_OK) return stopped(page.status);
      if (isNullHandle(page.handle)) return ended('complete', page.status);
      if (endpoints.length >= MAX_ENDPOINTS) break;
      handle = page.handle;
    }
    return ended('partial', null);
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure || thrown instanceof NetworkFailure)) throw thrown;
    const isUnanswered = thrown.outcome === 'silent' || thrown.outcome === 'inconclusive';
    return ended(pages > 0 ? 'partial' : 'failed', null, isUnanswered ? 'unanswered' : 'broken');
  }
}

/** The look-up of a host that already refused the anonymous bind. */
export function deniedLookup(): Lookup {
  return {
    lookup: 'denied',
    lookupStatus: hexStatus(ACCESS_DENIED),
    endpoints: [],
    pages: 0,
    end: 'told',
  };
}

function hexStatus(status: number): string {
  return `0x${status.toString(16).padStart(8, '0')}`;
}

/** The operation's number in the endpoint mapper's interface. */
export const EPT_LOOKUP = 2;
const EPT_OK = 0;

/** ept_s_not_registered: there are no more entries. */
const EPT_NOT_REGISTERED = 0x16c9a0d6;

/** MS-RPCE 2.2.1.2.4 allows 500, but no page is requested with more than this. */
const MAX_ENTRIES = LARGE_PAGE;

/** C706 appendix O allows 64. */
const MAX_ANNOTATION_BYTES = 256;
const UUID_BYTES = 16;
const ALL_ELEMENTS = 0;
const ALL_VERSIONS = 1;
const NULL_UUID = '00000000-0000-0000-0000-000000000000';

/** A context handle: the server's position in its list. */
interface LookupHandle {
  readonly attributes: number;
  readonly uuid: string;
}

export const NULL_HANDLE: LookupHandle = { attributes: 0, uuid: NULL_UUID };

interface LookupPage {
  readonly handle: LookupHandle;
  /** Entries whose tower could be decoded. */
  readonly endpoints: readonly RpcEndpoint[];
  readonly status: number;
}

function isNullHandle(handle: LookupHandle): boolean {
  return handle.attributes === 0 && handle.uuid === NULL_UUID;
}

/**
 * Stub of ept_lookup that asks for everything, from where `handle` is (C706 appendix O).
 * @param pageSize the most entries that the answer may have
 */
export function encodeEptLookup(handle: LookupHandle, pageSize: number): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(ALL_ELEMENTS, 0);
  // Bytes 4 to 11: null pointers to an object and to an interface.
  head.writeUInt32LE(ALL_VERSIONS, 12);
  head.writeUInt32LE(handle.attributes, 16);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(pageSize, 0);
  return Buffer.concat([head, encodeUuid(handle.uuid), tail]);
}

/**
 * Decodes ept_lookup's answer. Entries whose tower can't be decoded are left out.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeEptLookup(stub: NdrReader): LookupPage {
  const handle = { attributes: stub.u32(), uuid: stub.uuid() };
  const count = stub.u32();
  const entries = decodeEntries(stub, count);
  const endpoints: RpcEndpoint[] = [];
  // The targets of pointers follow the whole array that holds the pointers (C706 14.3.12.3).
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
    // Decodes no more than is kept: V8 would hold on to the whole text for a slice of it.
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
