import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure, SHORTAGE_CODES } from '../failure.ts';
import { ByteStream, connectTcp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import { SERVER_ALIVE_2, decodeServerAlive2, type ServerAlive } from './server-alive.ts';
import { OBJECT_EXPORTER } from './syntax.ts';

/**
 * Asks the object resolver for its bindings on a connection of its own; null where the host has
 * none, does not answer in time or answers with anything else.
 */
export async function askObjectExporter(
  address: string,
  port: number,
  deadline: Deadline,
): Promise<ServerAlive | null> {
  try {
    const { socket } = await connectTcp(address, port, deadline);
    const connection = new RpcConnection(new ByteStream(socket, deadline));
    try {
      if ((await connection.bind(OBJECT_EXPORTER)) !== 'accepted') return null;
      const answer = await connection.call(SERVER_ALIVE_2, Buffer.alloc(0));
      return answer.kind === 'response' ? decodeServerAlive2(answer.stub) : null;
    } finally {
      connection.close();
    }
  } catch (thrown) {
    // What this machine was short of is no answer of the host, and the attempt is made again.
    if (thrown instanceof NetworkFailure && SHORTAGE_CODES.has(thrown.code)) throw thrown;
    if (thrown instanceof AnswerFailure || thrown instanceof NetworkFailure) return null;
    throw thrown;
  }
}
