import dgram from 'node:dgram';
import net from 'node:net';
import { bindDatagrams, listen } from './listen.ts';
import { answerMessages } from './messages.ts';
import type { ListenAt, Simulator } from './simulator.ts';
import { Malformed } from './wire.ts';

/** A service record, by its whole name. */
export interface ServedService {
  readonly record: string;
  readonly target: string;
  readonly port: number;
}

export interface NameServerOptions extends ListenAt {
  readonly services: readonly ServedService[];
  readonly addresses: readonly { readonly name: string; readonly address: string }[];
  /** `truncated`: says by UDP of every answer that it is too long. */
  readonly fault?: 'refuse' | 'silent' | 'wrong-service' | 'truncated' | undefined;
}

const HEADER_BYTES = 12;
const ADDRESS = 1;
const SERVICE = 33;
const INTERNET = 1;
const NAME_ERROR = 3;
/** RFC 1035 4.1.1: a response, authoritative, recursion asked for and available. */
const RESPONSE = 0x8580;
const TRUNCATED = 0x0200;

/** How many ports are tried where any will do. */
const MOST_PORTS = 20;

/** Starts a name server for a few names, over UDP and TCP. */
export async function startNameServer(options: NameServerOptions): Promise<Simulator> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startAt(options);
    } catch (thrown) {
      // A port that is free for datagrams may be somebody's for connections.
      const mayBeAnother = options.port === 0 && isTaken(thrown);
      if (!mayBeAnother || tries === MOST_PORTS) throw thrown;
    }
  }
}

function isTaken(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    thrown.code === 'EADDRINUSE'
  );
}

async function startAt(options: NameServerOptions): Promise<Simulator> {
  const { address, fault } = options;
  const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('message', (datagram, sender) => {
    options.onConnection?.(sender.address);
    if (fault === 'silent') return;
    const reply = overUdp(datagram, options);
    // Errors are ignored: the client may be gone already.
    if (reply !== null) socket.send(reply, sender.port, sender.address, () => {});
  });
  const udp = await bindDatagrams(socket, options);
  if (fault === 'refuse') {
    await udp.close();
    return udp;
  }
  const server = net.createServer((connection) => {
    if (fault !== undefined && fault !== 'truncated') {
      connection.resume();
      return;
    }
    answerMessages(
      connection,
      { headerBytes: 2, messageBytes: (header) => 2 + header.readUInt16BE() },
      (message) => {
        const reply = answer(message.subarray(2), options);
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        return Buffer.concat([length, reply]);
      },
    );
  });
  try {
    const tcp = await listen(server, { address, port: udp.port });
    return { ...udp, close: async () => void (await Promise.all([udp.close(), tcp.close()])) };
  } catch (thrown) {
    await udp.close();
    throw thrown;
  }
}

function overUdp(datagram: Buffer, options: NameServerOptions): Buffer | null {
  if (options.fault === 'wrong-service') return Buffer.from('unknown command\n');
  try {
    if (options.fault !== 'truncated') return answer(datagram, options);
    return response(datagram, questionOf(datagram), TRUNCATED, []);
  } catch (thrown) {
    if (thrown instanceof Malformed) return null;
    throw thrown;
  }
}

interface Question {
  readonly name: string;
  readonly type: number;
  /** As it was asked. */
  readonly bytes: Buffer;
}

function questionOf(message: Buffer): Question {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (;;) {
    const length = message[at];
    if (length === undefined || length > 63 || at + length + 5 > message.length) {
      throw new Malformed('question');
    }
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length).toLowerCase());
    at += length;
  }
  const bytes = message.subarray(HEADER_BYTES, at + 4);
  return { name: labels.join('.'), type: message.readUInt16BE(at), bytes };
}

function answer(message: Buffer, { services, addresses }: NameServerOptions): Buffer {
  const question = questionOf(message);
  const known = (name: string): boolean => name.toLowerCase() === question.name;
  const served = services.filter(({ record }) => known(record));
  const hosts = addresses.filter(({ name }) => known(name));
  if (served.length + hosts.length === 0) return response(message, question, NAME_ERROR, []);
  switch (question.type) {
    case SERVICE:
      return response(
        message,
        question,
        0,
        served.map(({ target, port }) => {
          const fields = Buffer.alloc(6);
          fields.writeUInt16BE(100, 2);
          fields.writeUInt16BE(port, 4);
          return record(SERVICE, Buffer.concat([fields, nameOf(target)]));
        }),
      );
    case ADDRESS:
      return response(
        message,
        question,
        0,
        hosts.map(({ address }) => record(ADDRESS, Buffer.from(address.split('.').map(Number)))),
      );
    default:
      return response(message, question, 0, []);
  }
}

function nameOf(name: string): Buffer {
  return Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.of(label.length), Buffer.from(label)]),
    Buffer.of(0),
  ]);
}

/** A record of the name that was asked for, which it names by a pointer (RFC 1035 4.1.4). */
function record(type: number, data: Buffer): Buffer {
  const fields = Buffer.alloc(12);
  fields.writeUInt16BE(0xc000 + HEADER_BYTES, 0);
  fields.writeUInt16BE(type, 2);
  fields.writeUInt16BE(INTERNET, 4);
  fields.writeUInt32BE(60, 6);
  fields.writeUInt16BE(data.length, 10);
  return Buffer.concat([fields, data]);
}

function response(
  asked: Buffer,
  { bytes }: Question,
  flags: number,
  answers: readonly Buffer[],
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  asked.copy(header, 0, 0, 2);
  header.writeUInt16BE(RESPONSE | flags, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, bytes, ...answers]);
}
