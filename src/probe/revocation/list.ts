import { elementAt, elementsIn } from '../der.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const ENUMERATED = 0x0a;

/** What the beginning of a revocation list says (RFC 5280 5.1). */
export interface ListHead {
  /** Milliseconds since 1970; null if the list does not say. */
  readonly nextUpdate: number | null;
}

/** The head of a list, of which only the beginning may be there; null for anything else. */
export function listHeadOf(bytes: Uint8Array): ListHead | null {
  const list = elementAt(bytes, 0);
  const signed = list?.tag === SEQUENCE ? elementAt(bytes, list.start) : null;
  if (signed?.tag !== SEQUENCE) return null;
  const parts = elementsIn(bytes, signed);
  const fields = parts[0]?.tag === INTEGER ? parts.slice(1) : parts;
  const [algorithm, issuer, thisUpdate, nextUpdate] = fields;
  const isList = algorithm?.tag === SEQUENCE && issuer?.tag === SEQUENCE && isTime(thisUpdate?.tag);
  if (!isList) return null;
  return {
    nextUpdate:
      nextUpdate !== undefined && isTime(nextUpdate.tag)
        ? timeOf(
            Buffer.from(bytes.subarray(nextUpdate.start, nextUpdate.end)).toString('latin1'),
            nextUpdate.tag,
          )
        : null,
  };
}

/** Whether bytes begin like a responder's answer, whatever it answers (RFC 6960 4.2.1). */
export function isResponderAnswer(bytes: Uint8Array): boolean {
  const answer = elementAt(bytes, 0);
  return answer?.tag === SEQUENCE && elementAt(bytes, answer.start)?.tag === ENUMERATED;
}

function isTime(tag: number | undefined): boolean {
  return tag === UTC_TIME || tag === GENERALIZED_TIME;
}

/**
 * `YYMMDDHHMMSSZ`, in which years up to 49 are of this century (RFC 5280 4.1.2.5.1), or with a
 * four-digit year.
 */
function timeOf(text: string, tag: number): number | null {
  const whole = tag === UTC_TIME ? `${Number(text.slice(0, 2)) < 50 ? 20 : 19}${text}` : text;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/.exec(whole) ?? [];
  if (year === undefined) return null;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}Z`);
  return Number.isNaN(time) ? null : time;
}
