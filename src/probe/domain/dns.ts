import { randomInt } from 'node:crypto';
import type { DnsCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { exchangeDatagrams } from '../datagram.ts';
import { type Deadline, attemptTime } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { DnsEvidence, Observation } from '../observation.ts';
import { type Trace, observe } from '../observe.ts';
import { ByteStream, connectTcp } from '../tcp.ts';

/**
 * Asks a name server for a service record, as Windows does: by UDP, and by TCP where the answer is
 * too long for a datagram.
 * @returns `open` where it has the record; never rejects
 */
export function probeDns(
  check: DnsCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<DnsEvidence>> {
  const { port, record } = check;
  return observe<DnsEvidence>(
    context,
    { kind: 'dns', record, transport: null, responseCode: null, records: null },
    async (trace, deadline) => {
      const query = encodeQuery(record, randomInt(0x1_0000));
      const overUdp = await askOverUdp(query, address, port, trace, deadline);
      if (overUdp.isTruncated)
        conclude(await askAgain(query, address, port, trace, deadline), trace);
      else conclude(overUdp, trace);
    },
    context.timeoutMs + attemptTime(context.timeoutMs),
  );
}

async function askOverUdp(
  query: Buffer,
  address: string,
  port: number,
  trace: Trace<DnsEvidence>,
  deadline: Deadline,
): Promise<DnsResponse> {
  const phase = deadline.phase(deadline.connectMs);
  try {
    const reply = await exchangeDatagrams(address, port, query, phase, (datagram) =>
      isNotForAnother(datagram, query),
    );
    trace.rttMs = reply.rttMs;
    trace.reached = 'connected';
    const response = decodeDnsResponse(reply.datagram, query);
    note(response, 'udp', trace);
    return response;
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure) || thrown.why !== 'no-answer-udp') throw thrown;
  } finally {
    phase.dispose();
  }
  // The name server answers. Whether it also does by TCP tells a firewall from a server that is
  // off.
  try {
    note(await askOverTcp(query, address, port, deadline), 'tcp', trace);
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure || thrown instanceof NetworkFailure)) throw thrown;
  }
  trace.reached = 'resolved';
  throw new NetworkFailure('filtered', 'ETIMEDOUT');
}

/** Fetches over TCP the whole of an answer that did not fit into a datagram. */
async function askAgain(
  query: Buffer,
  address: string,
  port: number,
  trace: Trace<DnsEvidence>,
  deadline: Deadline,
): Promise<DnsResponse> {
  try {
    const response = await askOverTcp(query, address, port, deadline);
    note(response, 'tcp', trace);
    return response;
  } catch (thrown) {
    const isAnswerless = thrown instanceof AnswerFailure || thrown instanceof NetworkFailure;
    if (!isAnswerless || deadline.reason === 'interrupted') throw thrown;
    throw new AnswerFailure('inconclusive', 'answer-truncated');
  }
}

/** RFC 7766 8: a message behind two bytes of length. */
async function askOverTcp(
  query: Buffer,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<DnsResponse> {
  const stream = new ByteStream(await connectTcp(address, port, deadline), deadline);
  try {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt16BE(query.length);
    stream.write(Buffer.concat([length, query]));
    const announced = (await stream.read(LENGTH_BYTES)).readUInt16BE();
    if (announced < HEADER_BYTES) throw notDns(`message of ${announced} bytes`);
    return decodeDnsResponse(await stream.read(announced), query);
  } finally {
    stream.close();
  }
}

function note(
  { responseCode, records }: DnsResponse,
  transport: 'udp' | 'tcp',
  trace: Trace<DnsEvidence>,
): void {
  trace.reached = 'protocol';
  trace.evidence = { ...trace.evidence, transport, responseCode, records };
}

function conclude({ responseCode, records }: DnsResponse, trace: Trace<DnsEvidence>): void {
  switch (responseCode) {
    case NO_ERROR:
    case NAME_ERROR:
      trace.reached = 'service';
      if (records === 0) throw new AnswerFailure('unhealthy', 'record-missing');
      return;
    default:
      throw new AnswerFailure('unhealthy', 'name-server-failure');
  }
}

const LENGTH_BYTES = 2;
const HEADER_BYTES = 12;
/** RFC 1035 4.1.1: bits of the second word, and codes of its last four. */
const RESPONSE = 0x8000;
const OPERATION = 0x7800;
const TRUNCATED = 0x0200;
const RECURSION_DESIRED = 0x0100;
const RESPONSE_CODE = 0x000f;
const NO_ERROR = 0;
const NAME_ERROR = 3;
/** RFC 2782; and the class of the internet. */
const SERVICE_RECORD = 33;
const INTERNET = 1;
/**
 * The upper two bits of a label's length, both set, mark a pointer to another name (RFC 1035
 * 4.1.4).
 */
const POINTER = 0xc0;
const MAX_NAME_BYTES = 255;

/** What the probe reads of a response. */
export interface DnsResponse {
  readonly responseCode: number;
  /** The number of service records. */
  readonly records: number;
  readonly isTruncated: boolean;
}

/**
 * A recursive question for the service records of a name.
 * @param record a valid host name; its labels may begin with an underscore
 */
export function encodeQuery(record: string, id: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(RECURSION_DESIRED, 2);
  header.writeUInt16BE(1, 4);
  const labels = record
    .split('.')
    .flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'ascii')]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, SERVICE_RECORD, 0, INTERNET])]);
}

/** True unless the datagram is the response to a different question. */
function isNotForAnother(datagram: Buffer, query: Buffer): boolean {
  const isResponse = datagram.length >= HEADER_BYTES && (datagram.readUInt16BE(2) & RESPONSE) !== 0;
  return !isResponse || datagram.readUInt16BE(0) === query.readUInt16BE(0);
}

/**
 * A response to `query` (RFC 1035 4.1).
 * @throws AnswerFailure `wrong-service`/`not-dns`
 */
export function decodeDnsResponse(message: Buffer, query: Buffer): DnsResponse {
  if (message.length < HEADER_BYTES) throw notDns('short header');
  const flags = message.readUInt16BE(2);
  if ((flags & RESPONSE) === 0 || (flags & OPERATION) !== 0) throw notDns('no response');
  if (message.readUInt16BE(0) !== query.readUInt16BE(0)) throw notDns('another question');
  const isTruncated = (flags & TRUNCATED) !== 0;
  const responseCode = flags & RESPONSE_CODE;
  const questions = message.readUInt16BE(4);
  if (questions > 1) throw notDns('several questions');
  const question = query.subarray(HEADER_BYTES);
  const behind = HEADER_BYTES + questions * question.length;
  // A server that could not read the question need not repeat it.
  if (questions === 1 && !isSameQuestion(message.subarray(HEADER_BYTES, behind), question)) {
    throw notDns('another question');
  }
  const records = countServices(message, behind, message.readUInt16BE(6), isTruncated);
  return { responseCode, records, isTruncated };
}

function isSameQuestion(told: Buffer, asked: Buffer): boolean {
  return told.toString('latin1').toLowerCase() === asked.toString('latin1').toLowerCase();
}

/** Counts the service records among the answers; stops where a truncated message ends. */
function countServices(
  message: Buffer,
  start: number,
  answers: number,
  isTruncated: boolean,
): number {
  let found = 0;
  let at = start;
  for (let left = answers; left > 0; left -= 1) {
    const fields = behindName(message, at);
    const end = fields === null ? null : recordEnd(message, fields);
    if (fields === null || end === null) {
      if (isTruncated) return found;
      throw notDns('record cut short');
    }
    const isService =
      message.readUInt16BE(fields) === SERVICE_RECORD &&
      message.readUInt16BE(fields + 2) === INTERNET;
    if (isService) found += 1;
    at = end;
  }
  return found;
}

/**
 * The offset behind a name; null if the name does not end within the message. Pointers are not
 * followed.
 */
function behindName(message: Buffer, start: number): number | null {
  for (let at = start; at < message.length && at - start <= MAX_NAME_BYTES;) {
    const length = message.readUInt8(at);
    if (length === 0) return at + 1;
    if ((length & POINTER) === POINTER) return at + 2;
    if ((length & POINTER) !== 0) return null;
    at += 1 + length;
  }
  return null;
}

/** Type, class, time to live and length (RFC 1035 4.1.3). */
const RECORD_FIELDS = 10;

function recordEnd(message: Buffer, fields: number): number | null {
  if (fields + RECORD_FIELDS > message.length) return null;
  const end = fields + RECORD_FIELDS + message.readUInt16BE(fields + RECORD_FIELDS - 2);
  return end > message.length ? null : end;
}

function notDns(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-dns', detail);
}
