import { randomInt } from 'node:crypto';
import type { KerberosCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { attemptTime } from '../deadline.ts';
import {
  type DerElement,
  encodeElement,
  integerOf,
  wholeElementAt,
  wholeElementsIn,
} from '../der.ts';
import { AnswerFailure } from '../failure.ts';
import type { KerberosEvidence, Observation } from '../observation.ts';
import { connectNoting, observe } from '../observe.ts';
import { ByteStream } from '../tcp.ts';

/**
 * A name that no account has, by which readers of the domain controller's log recognise this tool.
 */
const NOBODY = 'ccm-preflight';

/**
 * Asks a key distribution center for a ticket for a name that does not exist. That it says so
 * proves what it is; no password is tried.
 * @returns `open` where it answers; never rejects
 */
export function probeKerberos(
  check: KerberosCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<KerberosEvidence>> {
  return observe<KerberosEvidence>(
    context,
    { kind: 'kerberos', errorCode: null, serverTime: null, localTime: null },
    async (trace, deadline) => {
      const connected = await connectNoting(trace, address, check.port, deadline);
      const stream = new ByteStream(connected, deadline);
      try {
        stream.write(encodeKerberosRequest(check.realm, randomInt(0x7fff_ffff)));
        const length = (await stream.read(LENGTH_BYTES)).readUInt32BE();
        if (length < 2 || length > MAX_REPLY_BYTES) throw notKerberos(`reply of ${length} bytes`);
        const reply = decodeKerberosReply(await stream.read(length));
        trace.reached = 'service';
        if (reply.kind === 'ticket') return;
        trace.evidence = {
          kind: 'kerberos',
          errorCode: reply.code,
          serverTime: reply.serverTime,
          localTime: new Date(context.now()).toISOString(),
        };
        if (reply.code === SERVICE_UNAVAILABLE) {
          throw new AnswerFailure('unhealthy', 'key-center-refusal');
        }
      } finally {
        stream.close();
      }
    },
    attemptTime(context.timeoutMs),
  );
}

/** RFC 4120 7.2.2: each message follows four bytes of length, whose first bit is reserved. */
const LENGTH_BYTES = 4;
const MAX_REPLY_BYTES = 65_536;
/** RFC 4120 7.5.9, KDC_ERR_SVC_UNAVAILABLE. */
const SERVICE_UNAVAILABLE = 29;

const VERSION = 5;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const GENERALIZED_TIME = 0x18;
const GENERAL_STRING = 0x1b;
/** RFC 4120 5.4 and 5.9: the tags, and the same numbers as `msg-type` has them. */
const REQUEST = 0x6a;
const REQUEST_TYPE = 10;
const TICKET = 0x6b;
const TICKET_TYPE = 11;
const ERROR = 0x7e;
const ERROR_TYPE = 30;

const PRINCIPAL = 1;
const SERVICE_INSTANCE = 2;
/** RFC 3962: aes256 and aes128; RFC 4757: rc4-hmac. */
const ENCRYPTION_TYPES = [18, 17, 23] as const;
/** The last moment that fits into 32 bits of seconds: what clients write if they ask for no end. */
const NO_END = '20370913024805Z';

const context = (tag: number, ...parts: readonly Buffer[]): Buffer =>
  encodeElement(0xa0 + tag, ...parts);
const sequence = (...parts: readonly Buffer[]): Buffer => encodeElement(SEQUENCE, ...parts);
const text = (value: string, tag = GENERAL_STRING): Buffer =>
  encodeElement(tag, Buffer.from(value, 'latin1'));

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  // The shortest form (X.690 8.3.2); none here is negative.
  let at = 0;
  while (at < 3 && bytes[at] === 0 && (bytes[at + 1] ?? 0) < 0x80) at += 1;
  return encodeElement(INTEGER, bytes.subarray(at));
}

function principal(kind: number, ...names: readonly string[]): Buffer {
  return sequence(
    context(0, integer(kind)),
    context(1, sequence(...names.map((name) => text(name)))),
  );
}

/** AS-REQ (RFC 4120 5.4.1) behind its length. */
export function encodeKerberosRequest(realm: string, nonce: number): Buffer {
  const body = sequence(
    context(0, encodeElement(BIT_STRING, Buffer.alloc(5))),
    context(1, principal(PRINCIPAL, NOBODY)),
    context(2, text(realm)),
    context(3, principal(SERVICE_INSTANCE, 'krbtgt', realm)),
    context(5, text(NO_END, GENERALIZED_TIME)),
    context(7, integer(nonce)),
    context(8, sequence(...ENCRYPTION_TYPES.map(integer))),
  );
  const request = encodeElement(
    REQUEST,
    sequence(context(1, integer(VERSION)), context(2, integer(REQUEST_TYPE)), context(4, body)),
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(request.length);
  return Buffer.concat([length, request]);
}

export type KerberosReply =
  | { readonly kind: 'ticket' }
  | {
      readonly kind: 'error';
      readonly code: number;
      /** ISO 8601. */
      readonly serverTime: string | null;
    };

/**
 * KRB-ERROR (RFC 4120 5.9.1), or a ticket.
 * @throws AnswerFailure `wrong-service`/`not-kerberos`
 */
export function decodeKerberosReply(bytes: Buffer): KerberosReply {
  const outer = wholeElementAt(bytes, 0);
  if (outer === null || outer.end !== bytes.length) throw notKerberos('no element');
  const [inner] = wholeElementsIn(bytes, outer) ?? [];
  const fields = inner?.tag === SEQUENCE ? wholeElementsIn(bytes, inner) : null;
  if (fields === null) throw notKerberos('no fields');
  const field = (number: number): DerElement | null => {
    const found = fields.find(({ tag }) => tag === 0xa0 + number);
    return found === undefined ? null : (wholeElementsIn(bytes, found)?.[0] ?? null);
  };
  const numberIn = (number: number): number | null => {
    const found = field(number);
    return found?.tag === INTEGER ? integerOf(bytes, found) : null;
  };
  if (numberIn(0) !== VERSION) throw notKerberos('version');
  const type = numberIn(1);
  if (outer.tag === TICKET && type === TICKET_TYPE) return { kind: 'ticket' };
  const code = numberIn(6);
  if (outer.tag !== ERROR || type !== ERROR_TYPE || code === null) throw notKerberos('type');
  const time = field(4);
  return {
    kind: 'error',
    code,
    serverTime:
      time?.tag === GENERALIZED_TIME
        ? timeOf(bytes.toString('latin1', time.start, time.end))
        : null,
  };
}

/** KerberosTime (RFC 4120 5.2.3) has no fractions. */
function timeOf(told: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(told);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function notKerberos(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-kerberos', detail);
}
