import { Malformed, Reader } from '../wire.ts';
import { readSyntax, type Syntax } from './syntax.ts';
import { versionOf, type MapperEntry } from './tower.ts';
import { readUuid } from './uuid.ts';

/** inquiry_type and vers_option (MS-RPCE 2.2.1.2.4). */
const INQUIRY = { all: 0, byInterface: 1, byObject: 2, byBoth: 3 } as const;
const VERSION = { all: 1, compatible: 2, exact: 3, majorOnly: 4, upTo: 5 } as const;

/** The arguments of ept_lookup. */
export interface Inquiry {
  readonly type: number;
  readonly object: string | null;
  readonly interface: Syntax | null;
  readonly versionOption: number;
  /** The UUID of the lookup handle, all zero for a new lookup. */
  readonly handle: string;
  readonly maxEntries: number;
}

export function readInquiry(stub: Buffer): Inquiry {
  const reader = new Reader(stub);
  const type = reader.u32();
  const object = reader.u32() === 0 ? null : readUuid(reader);
  const asked = reader.u32() === 0 ? null : readSyntax(reader);
  const versionOption = reader.u32();
  const handle = readUuid(reader.skip(4));
  const maxEntries = reader.u32();
  if (reader.remaining > 0) throw new Malformed('bytes behind the arguments');
  return { type, object, interface: asked, versionOption, handle, maxEntries };
}

/** Whether an entry is asked for; entries here have no object. */
export function matches(entry: MapperEntry, inquiry: Inquiry): boolean {
  switch (inquiry.type) {
    case INQUIRY.all:
      return true;
    case INQUIRY.byInterface:
      return matchesInterface(entry, inquiry);
    case INQUIRY.byObject:
    case INQUIRY.byBoth:
      return false;
    default:
      throw new Malformed('inquiry_type');
  }
}

function matchesInterface(entry: MapperEntry, { interface: asked, versionOption }: Inquiry) {
  if (asked === null) throw new Malformed('Ifid');
  if (entry.interface.toLowerCase() !== asked.uuid) return false;
  const [major, minor] = versionOf(entry.version);
  switch (versionOption) {
    case VERSION.all:
      return true;
    case VERSION.compatible:
      return major === asked.major && minor >= asked.minor;
    case VERSION.exact:
      return major === asked.major && minor === asked.minor;
    case VERSION.majorOnly:
      return major === asked.major;
    case VERSION.upTo:
      return major < asked.major || (major === asked.major && minor <= asked.minor);
    default:
      throw new Malformed('vers_option');
  }
}
