import { randomUUID } from 'node:crypto';
import { Malformed, Reader, padding, u32, zeros } from '../wire.ts';
import { FAULT, fault, response, type CallResult, type RpcInterface } from './interface.ts';
import { towerBytes, type MapperEntry, type TowerHost } from './tower.ts';
import { readSyntax, readUuid, uuidBytes } from './syntax.ts';

const EPMAPPER = {
  uuid: 'e1af8308-5d1f-11c9-91a4-08002b14a0fa',
  major: 3,
  minor: 0,
} as const;

const OPERATION = { lookup: 2, lookupHandleFree: 4 } as const;

/** ept_s_not_registered (C706 E). */
const NOT_REGISTERED = 0x16c9_a0d6;
const NULL_UUID = '00000000-0000-0000-0000-000000000000';
const HANDLE_BYTES = 20;
/** MS-RPCE 2.2.1.2.4: range(0,500). */
const MAX_ENTRIES = 500;

export interface MapperDatabase {
  readonly entries: readonly MapperEntry[];
  readonly host: TowerHost;
  /** Entries of a page at most. */
  readonly pageSize: number;
  readonly lookup: 'allowed' | 'denied';
}

/** The endpoint mapper's interface for one connection, which holds its lookup handles. */
export function makeEpmapper(database: MapperDatabase): RpcInterface {
  const lookups = new Map<string, readonly MapperEntry[]>();
  return {
    ...EPMAPPER,
    call(operation, stub) {
      if (database.lookup === 'denied') return fault(FAULT.accessDenied);
      switch (operation) {
        case OPERATION.lookup:
          return lookUp(database, lookups, readInquiry(stub));
        case OPERATION.lookupHandleFree: {
          const known = lookups.delete(readUuid(new Reader(stub).skip(4)));
          return known ? response(zeros(HANDLE_BYTES), u32(0)) : fault(FAULT.contextMismatch);
        }
        default:
          return fault(FAULT.operationRange);
      }
    },
  };
}

/** inquiry_type for all that there is (MS-RPCE 2.2.1.2.4). No client here asks for less. */
const ALL = 0;

/** The arguments of ept_lookup. */
interface Inquiry {
  /** The UUID of the lookup handle, all zero for a new lookup. */
  readonly handle: string;
  readonly maxEntries: number;
}

function readInquiry(stub: Buffer): Inquiry {
  const reader = new Reader(stub);
  if (reader.u32() !== ALL) throw new Malformed('inquiry_type');
  if (reader.u32() !== 0) readUuid(reader);
  if (reader.u32() !== 0) readSyntax(reader);
  const handle = readUuid(reader.skip(8));
  const maxEntries = reader.u32();
  if (reader.remaining > 0) throw new Malformed('bytes behind the arguments');
  return { handle, maxEntries };
}

function lookUp(
  database: MapperDatabase,
  lookups: Map<string, readonly MapperEntry[]>,
  inquiry: Inquiry,
): CallResult {
  if (inquiry.maxEntries > MAX_ENTRIES) return fault(FAULT.badStubData);
  const found = inquiry.handle === NULL_UUID ? database.entries : lookups.get(inquiry.handle);
  if (found === undefined) return fault(FAULT.contextMismatch);
  lookups.delete(inquiry.handle);
  const page = found.slice(0, Math.min(inquiry.maxEntries, database.pageSize));
  const rest = found.slice(page.length);
  const status = found.length === 0 ? NOT_REGISTERED : 0;
  if (rest.length === 0) {
    return lookupResponse(NULL_UUID, inquiry.maxEntries, page, database.host, status);
  }
  const handle = randomUUID();
  lookups.set(handle, rest);
  return lookupResponse(handle, inquiry.maxEntries, page, database.host, status);
}

/** The results of ept_lookup (C706 O): handle, count, entries, their towers, status. */
function lookupResponse(
  handle: string,
  maxEntries: number,
  page: readonly MapperEntry[],
  host: TowerHost,
  status: number,
): CallResult {
  return response(
    u32(0),
    uuidBytes(handle),
    u32(page.length),
    u32(maxEntries),
    u32(0),
    u32(page.length),
    ...page.map((entry, index) => entryBytes(entry.annotation, index + 1)),
    ...page.map((entry) => towerPointee(towerBytes(entry, host))),
    u32(status),
  );
}

/** ept_entry_t: object, pointer to the tower, annotation as a varying string. */
function entryBytes(annotation: string, referent: number): Buffer {
  const text = Buffer.from(`${annotation.slice(0, 63)}\0`, 'latin1');
  return Buffer.concat([
    zeros(16),
    u32(referent),
    u32(0),
    u32(text.length),
    text,
    padding(text.length, 4),
  ]);
}

/** twr_t: its conformant array's size comes first. */
const towerPointee = (tower: Buffer): Buffer =>
  Buffer.concat([u32(tower.length), u32(tower.length), tower, padding(tower.length, 4)]);
