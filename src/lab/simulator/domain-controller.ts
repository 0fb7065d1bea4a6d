import net from 'node:net';
import { type DerValue, der, derChildren, readDer } from './der.ts';
import { listen } from './listen.ts';
import { answerMessages } from './messages.ts';
import type { ListenAt, Simulator, StreamFault } from './simulator.ts';
import { startStreamFault } from './stream-fault.ts';
import { Malformed, Reader, u8 } from './wire.ts';

export interface DomainControllerOptions extends ListenAt {
  /** The domain's full name. */
  readonly domain: string;
  /** The controller's own full name. */
  readonly computerName: string;
  /** The forest's root domain; default: the domain itself. */
  readonly forest?: string | undefined;
  readonly fault?: StreamFault | undefined;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
const GENERALIZED_TIME = 0x18;
const GENERAL_STRING = 0x1b;
const SEARCH_REQUEST = 0x63;
const SEARCH_ENTRY = 0x64;
const SEARCH_DONE = 0x65;
const AS_REQUEST = 0x6a;
const KERBEROS_ERROR = 0x7e;

const text = (value: string, tag: number): Buffer => der(tag, Buffer.from(value));
const integer = (value: number, tag = INTEGER): Buffer => der(tag, u8(value));
const field = (number: number, content: Buffer): Buffer => der(0xa0 + number, content);

/**
 * Starts a directory that answers anonymous clients, on the port of LDAP or of a global catalog.
 */
export function startDirectory(options: DomainControllerOptions): Promise<Simulator> {
  if (options.fault !== undefined) return startStreamFault(options.fault, options);
  const server = net.createServer((socket) =>
    answerMessages(
      socket,
      // The shortest message, an unbind, has one byte more.
      { headerBytes: 6, messageBytes: (header) => lengthOf(header) },
      (message) => {
        const [id, operation] = derChildren(onlyValue(message, SEQUENCE).content);
        if (id?.tag !== INTEGER || operation === undefined) throw new Malformed('LDAP');
        if (operation.tag !== SEARCH_REQUEST) return 'disconnect';
        const about = (body: Buffer): Buffer => der(SEQUENCE, der(INTEGER, id.content), body);
        return Buffer.concat([about(entryOf(options)), about(DONE)]);
      },
    ),
  );
  return listen(server, options);
}

/** The length of a whole message, from up to four bytes of its header. */
function lengthOf(header: Buffer): number {
  const first = header.readUInt8(1);
  if (first < 0x80) return 2 + first;
  const bytes = first & 0x7f;
  if (bytes < 1 || bytes > 4) throw new Malformed('LDAP length');
  return 2 + bytes + header.readUIntBE(2, bytes);
}

function onlyValue(message: Buffer, tag: number): DerValue {
  const value = readDer(new Reader(message));
  if (value.tag !== tag) throw new Malformed('tag');
  return value;
}

const DONE = der(
  SEARCH_DONE,
  integer(0, ENUMERATED),
  text('', OCTET_STRING),
  text('', OCTET_STRING),
);

function entryOf({ domain, computerName, forest = domain }: DomainControllerOptions): Buffer {
  const attribute = (name: string, value: string): Buffer =>
    der(SEQUENCE, text(name, OCTET_STRING), der(SET, text(value, OCTET_STRING)));
  const named = (name: string): string =>
    name
      .split('.')
      .map((label) => `DC=${label}`)
      .join(',');
  return der(
    SEARCH_ENTRY,
    text('', OCTET_STRING),
    der(
      SEQUENCE,
      attribute('defaultNamingContext', named(domain)),
      attribute('rootDomainNamingContext', named(forest)),
      attribute('dnsHostName', computerName),
    ),
  );
}

/** KDC_ERR_C_PRINCIPAL_UNKNOWN (RFC 4120 7.5.9). */
const UNKNOWN_NAME = 6;
const LENGTH_BYTES = 4;

/** Starts a key distribution center without any accounts. */
export function startKeyCenter(options: DomainControllerOptions): Promise<Simulator> {
  if (options.fault !== undefined) return startStreamFault(options.fault, options);
  const server = net.createServer((socket) =>
    answerMessages(
      socket,
      {
        headerBytes: LENGTH_BYTES,
        messageBytes: (header) => LENGTH_BYTES + header.readUInt32BE(),
      },
      (message) => {
        onlyValue(message.subarray(LENGTH_BYTES), AS_REQUEST);
        const error = errorOf(options.domain.toUpperCase(), new Date());
        const length = Buffer.alloc(LENGTH_BYTES);
        length.writeUInt32BE(error.length);
        return Buffer.concat([length, error]);
      },
    ),
  );
  return listen(server, options);
}

/** KRB-ERROR (RFC 4120 5.9.1). */
function errorOf(realm: string, now: Date): Buffer {
  const time = `${now.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const name = der(
    SEQUENCE,
    field(0, integer(2)),
    field(1, der(SEQUENCE, text('krbtgt', GENERAL_STRING), text(realm, GENERAL_STRING))),
  );
  return der(
    KERBEROS_ERROR,
    der(
      SEQUENCE,
      field(0, integer(5)),
      field(1, integer(30)),
      field(4, text(time, GENERALIZED_TIME)),
      field(5, integer(0)),
      field(6, integer(UNKNOWN_NAME)),
      field(9, text(realm, GENERAL_STRING)),
      field(10, name),
    ),
  );
}
