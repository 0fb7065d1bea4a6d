import { clean } from '../../base/clean.ts';
import type { LdapCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { attemptTime } from '../deadline.ts';
import {
  type DerElement,
  elementAt,
  encodeElement,
  integerOf,
  wholeElementAt,
  wholeElementsIn,
} from '../der.ts';
import { AnswerFailure } from '../failure.ts';
import type { LdapEvidence, Observation } from '../observation.ts';
import { type Trace, connectNoting, observe } from '../observe.ts';
import { ByteStream } from '../tcp.ts';

/**
 * Reads what a directory says of itself before anyone has authenticated (RFC 4512 5.1): its name, its
 * domain and its forest.
 * @returns `open` where a directory answers; never rejects
 */
export function probeLdap(
  check: LdapCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<LdapEvidence>> {
  return observe<LdapEvidence>(
    context,
    { kind: 'ldap', resultCode: null, dnsName: null, domain: null, forest: null },
    async (trace, deadline) => {
      const connected = await connectNoting(trace, address, check.port, deadline);
      const stream = new ByteStream(connected, deadline);
      try {
        stream.write(encodeRootSearch());
        await readAnswers(stream, trace);
        stream.write(UNBIND);
      } finally {
        stream.close();
      }
      conclude(check, trace);
    },
    attemptTime(context.timeoutMs),
  );
}

/** One entry, whatever the server may send besides, and the end. */
const MAX_MESSAGES = 8;

async function readAnswers(stream: ByteStream, trace: Trace<LdapEvidence>): Promise<void> {
  for (let messages = 0; messages < MAX_MESSAGES; messages += 1) {
    const answer = decodeLdapMessage(await readMessage(stream));
    trace.reached = 'protocol';
    switch (answer.kind) {
      case 'entry': {
        const { dnsName, domain, forest } = answer;
        trace.evidence = { ...trace.evidence, dnsName, domain, forest };
        break;
      }
      case 'other':
        break;
      case 'done':
        trace.reached = 'service';
        trace.evidence = { ...trace.evidence, resultCode: answer.resultCode };
        return;
      case 'notice':
        throw new AnswerFailure('unhealthy', 'directory-refusal');
    }
  }
  throw notLdap('no end');
}

function conclude({ of }: LdapCheck, { evidence }: Trace<LdapEvidence>): void {
  const { resultCode, domain, forest } = evidence;
  if (resultCode !== null && UNAVAILABLE.has(resultCode)) {
    throw new AnswerFailure('unhealthy', 'directory-refusal');
  }
  const told = of?.kind === 'forest' ? forest : domain;
  if (of !== null && told !== null && told.toLowerCase() !== of.name.toLowerCase()) {
    throw new AnswerFailure('wrong-host', 'other-domain');
  }
}

/** No more than this is read of one answer. */
const MAX_MESSAGE_BYTES = 65_536;
/** A tag, and the first byte of the length. */
const HEADER_BYTES = 2;

/** The next message, as its length says (RFC 4511 5.1: only the definite form). */
async function readMessage(stream: ByteStream): Promise<Buffer> {
  const tag = await stream.read(1);
  if (tag.readUInt8() !== SEQUENCE) throw notLdap(`tag ${tag.readUInt8()}`);
  const first = await stream.read(1);
  const lengthBytes = first.readUInt8() < 0x80 ? 0 : first.readUInt8() & 0x7f;
  if (lengthBytes > 4) throw notLdap('length of the length');
  const header = Buffer.concat([tag, first, await stream.read(lengthBytes)]);
  const message = elementAt(header, 0);
  if (message === null || message.end > MAX_MESSAGE_BYTES || message.end < HEADER_BYTES) {
    throw notLdap('length');
  }
  return Buffer.concat([header, await stream.read(message.end - message.start)]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BOOLEAN = 0x01;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
/** RFC 4511 4.2 to 4.13, as tags. */
const SEARCH_REQUEST = 0x63;
const SEARCH_ENTRY = 0x64;
const SEARCH_DONE = 0x65;
const SEARCH_REFERENCE = 0x73;
const EXTENDED_RESPONSE = 0x78;
const INTERMEDIATE_RESPONSE = 0x79;
const FILTER_PRESENT = 0x87;

const MESSAGE_ID = 1;
/**
 * RFC 4511 4.1.9: busy and unavailable. A directory that refuses anonymous clients still answers.
 */
const UNAVAILABLE: ReadonlySet<number> = new Set([51, 52]);

const ATTRIBUTES = ['dnsHostName', 'defaultNamingContext', 'rootDomainNamingContext'] as const;

const small = (tag: number, value: number): Buffer => encodeElement(tag, Buffer.from([value]));
const octets = (text: string, tag = OCTET_STRING): Buffer =>
  encodeElement(tag, Buffer.from(text, 'latin1'));

const UNBIND = encodeElement(SEQUENCE, small(INTEGER, MESSAGE_ID + 1), Buffer.from([0x42, 0]));

/** A search of the root entry for attributes that every domain controller shows to anybody. */
export function encodeRootSearch(): Buffer {
  const search = encodeElement(
    SEARCH_REQUEST,
    octets(''),
    small(ENUMERATED, 0),
    small(ENUMERATED, 0),
    small(INTEGER, 0),
    small(INTEGER, 0),
    small(BOOLEAN, 0),
    octets('objectClass', FILTER_PRESENT),
    encodeElement(SEQUENCE, ...ATTRIBUTES.map((name) => octets(name))),
  );
  return encodeElement(SEQUENCE, small(INTEGER, MESSAGE_ID), search);
}

export type LdapAnswer =
  | {
      readonly kind: 'entry';
      readonly dnsName: string | null;
      /** From its distinguished name: `contoso.com` for `DC=contoso,DC=com`. */
      readonly domain: string | null;
      readonly forest: string | null;
    }
  | { readonly kind: 'done'; readonly resultCode: number }
  /** The server announces that it ends the connection (RFC 4511 4.4). */
  | { readonly kind: 'notice' }
  | { readonly kind: 'other' };

/**
 * An answer to the one search.
 * @throws AnswerFailure `wrong-service`/`not-ldap`
 */
export function decodeLdapMessage(bytes: Buffer): LdapAnswer {
  const message = wholeElementAt(bytes, 0);
  if (message?.tag !== SEQUENCE || message.end !== bytes.length) throw notLdap('no message');
  const [id, operation] = wholeElementsIn(bytes, message) ?? [];
  const number = id?.tag === INTEGER ? integerOf(bytes, id) : null;
  if (number === null || operation === undefined) throw notLdap('no operation');
  if (number === 0 && operation.tag === EXTENDED_RESPONSE) return { kind: 'notice' };
  if (number !== MESSAGE_ID) throw notLdap('another message');
  switch (operation.tag) {
    case SEARCH_ENTRY:
      return entryOf(bytes, operation);
    case SEARCH_DONE: {
      const [code] = wholeElementsIn(bytes, operation) ?? [];
      const resultCode = code?.tag === ENUMERATED ? integerOf(bytes, code) : null;
      if (resultCode === null) throw notLdap('no result');
      return { kind: 'done', resultCode };
    }
    case SEARCH_REFERENCE:
    case INTERMEDIATE_RESPONSE:
      return { kind: 'other' };
    default:
      throw notLdap(`operation ${operation.tag}`);
  }
}

function entryOf(bytes: Buffer, operation: DerElement): LdapAnswer {
  const [name, attributes] = wholeElementsIn(bytes, operation) ?? [];
  const list = attributes?.tag === SEQUENCE ? wholeElementsIn(bytes, attributes) : null;
  if (name?.tag !== OCTET_STRING || list === null) throw notLdap('no entry');
  const values = new Map(list.flatMap((attribute) => attributeOf(bytes, attribute)));
  const [host, domain, forest] = ATTRIBUTES.map((each) => values.get(each.toLowerCase()) ?? null);
  return {
    kind: 'entry',
    dnsName: host === null || host === undefined ? null : clean(host) || null,
    domain: domainOf(domain ?? null),
    forest: domainOf(forest ?? null),
  };
}

/** The attribute's name in lower case, and its first value. */
function attributeOf(bytes: Buffer, attribute: DerElement): readonly (readonly [string, string])[] {
  const [type, set] = wholeElementsIn(bytes, attribute) ?? [];
  const [first] = set?.tag === SET ? (wholeElementsIn(bytes, set) ?? []) : [];
  if (type?.tag !== OCTET_STRING || first?.tag !== OCTET_STRING) return [];
  const text = ({ start, end }: DerElement): string => bytes.toString('utf8', start, end);
  return [[text(type).toLowerCase(), text(first)]];
}

const DOMAIN_COMPONENTS = /^DC=[\w-]{1,63}(?:,DC=[\w-]{1,63}){0,31}$/i;

/** The domain that has this distinguished name (RFC 2247 2); null for another name. */
function domainOf(name: string | null): string | null {
  return name !== null && DOMAIN_COMPONENTS.test(name)
    ? name
        .split(',')
        .map((part) => part.slice('DC='.length))
        .join('.')
    : null;
}

function notLdap(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-ldap', detail);
}
