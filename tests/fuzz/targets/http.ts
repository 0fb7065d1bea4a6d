import type { X509Certificate } from 'node:crypto';
import net from 'node:net';
import { Deadline } from '../../../src/probe/deadline.ts';
import { AnswerFailure, NetworkFailure } from '../../../src/probe/failure.ts';
import { parseCertificate, readCertificate } from '../../../src/probe/http/certificate.ts';
import { exchange } from '../../../src/probe/http/exchange.ts';
import { HandshakeWatch, OwnFlight } from '../../../src/probe/http/tls-records.ts';
import { answerOf } from '../../../src/probe/http/answer.ts';
import { leadsElsewhere } from '../../../src/probe/http/redirect.ts';
import { whoAnswered } from '../../../src/probe/http/who-answered.ts';
import { targetOf } from '../../../src/probe/http/target.ts';
import { Wire } from '../../../src/probe/http/wire.ts';
import { CERTIFICATES } from '../certificates.ts';
import type { FuzzTarget } from '../target.ts';

const AMPLE_MS = 10_000;
const RUNNING = new AbortController().signal;
const TARGET = targetOf(
  {
    kind: 'http',
    host: 'mp01.contoso.com',
    port: 80,
    tls: false,
    role: 'management-point',
    product: 'current-branch',
    serves: 'service',
    siteIssuedCertificate: 'unknown-issuer',
  },
  '10.0.0.7',
);

const ASKED = {
  role: 'management-point',
  scheme: 'http',
  product: 'current-branch',
  serves: 'service',
  ownCertificate: 'none',
} as const;

/** A connection whose other end says what it has to say and closes. */
class CannedSocket extends net.Socket {
  readonly #answer: Buffer;

  constructor(answer: Buffer) {
    super();
    this.#answer = answer;
  }

  override _read(): void {}

  override _write(_chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    callback();
    if (this.readableEnded || this.destroyed) return;
    this.push(this.#answer);
    this.push(null);
  }
}

async function readResponse(bytes: Buffer): Promise<unknown> {
  const deadline = new Deadline(AMPLE_MS, RUNNING);
  try {
    const wire = new Wire(new CannedSocket(bytes));
    const carrier = { stream: wire, wire, lastError: () => wire.errored };
    const response = await exchange(carrier, TARGET, deadline, {
      noteHead: () => {},
    });
    // What was received goes to the judgement as it is, and no further.
    const { redirect: _redirect, headers: _headers, page: _page, ...told } = response;
    const answer = answerOf(response, TARGET, null);
    return { told, answer, judgement: whoAnswered(answer, ASKED) };
  } finally {
    deadline.dispose();
  }
}

const isAnswerFailure = (thrown: unknown): boolean => thrown instanceof AnswerFailure;
const nothingIs = (): boolean => false;

const latin = (...texts: readonly string[]): Buffer[] =>
  texts.map((text) => Buffer.from(text, 'latin1'));

function record(type: number, body: Buffer): Buffer {
  const header = Buffer.from([type, 3, 3, 0, 0]);
  header.writeUInt16BE(body.length, 3);
  return Buffer.concat([header, body]);
}

function message(type: number, body: Buffer): Buffer {
  const header = Buffer.from([type, 0, 0, 0]);
  header.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([header, body]);
}

function chain(certificate: Buffer): Buffer {
  const lengths = Buffer.alloc(6);
  lengths.writeUIntBE(certificate.length + 3, 0, 3);
  lengths.writeUIntBE(certificate.length, 3, 3);
  return message(11, Buffer.concat([lengths, certificate]));
}

const HANDSHAKES = CERTIFICATES.map((certificate) =>
  Buffer.concat([
    record(22, Buffer.concat([message(2, Buffer.alloc(70)), chain(certificate)])),
    record(22, message(13, Buffer.alloc(8))),
    record(20, Buffer.from([1])),
    record(22, Buffer.alloc(40)),
    record(23, Buffer.alloc(30)),
  ]),
);

export const HTTP_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'http-response',
    seeds: latin(
      'HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0\r\nContent-Length: 31\r\n\r\n<MPList><MP Name="MP01"/></MPList>',
      'HTTP/1.1 302 Found\r\nLocation: http://other.contoso.com/x\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<MPList>\r\n0\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad\r\n\r\nNo required SSL certificate was sent',
      'HTTP/1.0 401 Unauthorized\nWWW-Authenticate: Negotiate\n\n',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0003\u00b3\u00f1\r\u00f0\u00c9,.\u0001\u0000',
      'HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nx\u009c\u00b3\u00f1\r\u00f0\u00c9,.\u0001\u0000',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
      '<html>HTTP/0.9</html>',
    ),
    decode: readResponse,
    // Never silent: the other end has closed.
    isDocumented: (thrown) =>
      isAnswerFailure(thrown) || (thrown instanceof NetworkFailure && thrown.outcome !== 'silent'),
  },
  {
    name: 'http-redirect',
    seeds: latin(
      'http://mp01.contoso.com/x',
      'https://other.contoso.com:8443/',
      '//10.0.0.7/',
      '/relative',
      'http://[fe80::1]/',
    ),
    decode: (bytes) =>
      leadsElsewhere(bytes.toString('latin1'), TARGET.url, TARGET.check.host, TARGET.address),
    isDocumented: nothingIs,
  },
  {
    name: 'certificate',
    seeds: CERTIFICATES,
    decode: (bytes) => {
      const certificate: X509Certificate | null = parseCertificate(bytes);
      return certificate === null ? null : readCertificate(certificate, 'mp01.contoso.com');
    },
    isDocumented: nothingIs,
  },
  {
    name: 'tls-handshake',
    seeds: [
      ...HANDSHAKES,
      record(21, Buffer.from([2, 40])),
      Buffer.from('HTTP/1.1 400 Bad\r\n\r\n'),
    ],
    decode: (bytes) => {
      const watch = new HandshakeWatch();
      // In pieces of three sizes, as connections cut them.
      for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 1_461) {
        watch.feed(bytes.subarray(at, at + size));
      }
      const leaf = parseCertificate(watch.leaf);
      return [watch.certificateRequest, leaf && readCertificate(leaf, 'mp01.contoso.com')];
    },
    isDocumented: nothingIs,
  },
  {
    name: 'tls-own-flight',
    seeds: [
      Buffer.concat([
        record(22, Buffer.alloc(200)),
        record(20, Buffer.from([1])),
        record(23, Buffer.alloc(53)),
      ]),
    ],
    decode: (bytes) => {
      const flight = new OwnFlight();
      for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 97) {
        flight.feed(bytes.subarray(at, at + size));
      }
      return String(flight.hasCertificate);
    },
    isDocumented: nothingIs,
  },
];
