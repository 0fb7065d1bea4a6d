import { randomBytes } from 'node:crypto';
import type { ProbeContext } from '../context.ts';
import { Deadline, attemptTime } from '../deadline.ts';
import { ByteStream, connectTcp } from '../tcp.ts';
import { ALERT } from './tls-records.ts';

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const TLS_1_0 = [3, 1];
const TLS_1_2 = [3, 3];
const RANDOM_BYTES = 32;

/**
 * Whether a server that did not answer a handshake whole answers one that it has to refuse in a few
 * bytes: a flight with certificates is longer than a packet, an alert is not.
 */
export async function refusesInShort(
  address: string,
  port: number,
  { timeoutMs, signal, watch }: ProbeContext,
): Promise<boolean> {
  const deadline = new Deadline(attemptTime(timeoutMs), signal, watch, timeoutMs);
  try {
    const stream = new ByteStream(await connectTcp(address, port, deadline), deadline);
    try {
      stream.write(unacceptableHello());
      const type = await stream.read(1);
      return type[0] === ALERT;
    } finally {
      stream.close();
    }
  } catch {
    // Anything else that came is not a short answer.
    return false;
  } finally {
    deadline.dispose();
  }
}

/**
 * A ClientHello (RFC 5246 7.4.1.2) whose only cipher suite is the one that must not be negotiated.
 */
function unacceptableHello(): Buffer {
  const body = Buffer.concat([
    Buffer.from(TLS_1_2),
    randomBytes(RANDOM_BYTES),
    // No session; one suite, TLS_NULL_WITH_NULL_NULL; one compression method, none.
    Buffer.from([0, 0, 2, 0, 0, 1, 0]),
  ]);
  const message = Buffer.concat([Buffer.from([CLIENT_HELLO, 0, 0, body.length]), body]);
  return Buffer.concat([Buffer.from([HANDSHAKE, ...TLS_1_0, 0, message.length]), message]);
}
