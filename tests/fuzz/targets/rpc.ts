import { AnswerFailure } from '../../../src/probe/failure.ts';
import { advertisedPorts } from '../../../src/probe/rpc/dynamic-ports.ts';
import {
  PDU_HEADER_BYTES,
  decodeBindAck,
  decodeFault,
  decodePduHeader,
  decodeRpcResponse,
} from '../../../src/probe/rpc/pdu.ts';
import {
  decodeConnectionlessType,
  encodeConnectionlessRequest,
} from '../../../src/probe/rpc/udp.ts';
import { decodeServerAlive2, decodeTcpAddresses } from '../../../src/probe/rpc/object-exporter.ts';
import { decodeEptLookup } from '../../../src/probe/rpc/lookup.ts';
import { NdrReader } from '../../../src/probe/rpc/ndr.ts';
import { MANAGEMENT } from '../../../src/probe/rpc/interfaces.ts';
import { decodeTower } from '../../../src/probe/rpc/tower.ts';
import {
  bindAck,
  fault,
  lookupStub,
  response,
  serverAliveStub,
  tower,
} from '../../probe/rpc/wire.ts';
import { CAPTURED } from '../captured.ts';
import type { FuzzTarget } from '../target.ts';

const ACTIVITY = '01234567-89ab-cdef-0123-456789abcdef';
const RANGE = { first: 49_152, last: 65_535 };
const ENTRIES = [
  { tower: tower(), annotation: 'service control' },
  { tower: tower({ transport: 0x0f, endpoint: '\\pipe\\svcctl', host: '\\\\PC001' }) },
  { tower: null },
  { tower: tower({ transport: 0x1f, endpoint: 593 }), annotation: 'http' },
];
const BINDINGS = [
  [7, 'pc001'],
  [7, '10.0.0.7[135]'],
  [15, '\\pipe\\epmapper'],
] as const;

const isDocumented = (thrown: unknown): boolean => thrown instanceof AnswerFailure;

/** The stub of a whole response packet of one fragment. */
function stubOf(packet: Buffer): NdrReader {
  const header = decodePduHeader(packet);
  const end = Math.min(packet.length, header.fragmentLength);
  return new NdrReader(decodeRpcResponse(header, packet.subarray(PDU_HEADER_BYTES, end)));
}

const captured = CAPTURED?.responses ?? [];
const lookups = [
  response(lookupStub({ entries: ENTRIES })),
  response(lookupStub({ entries: ENTRIES, status: 0x16c9a0d6 })),
  ...captured,
];
const alives = [response(serverAliveStub(BINDINGS)), ...captured];

export const RPC_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'rpc-pdu',
    seeds: [bindAck(), fault(5), response(Buffer.alloc(40)), ...captured],
    decode: (bytes) => {
      const header = decodePduHeader(bytes);
      const body = bytes.subarray(PDU_HEADER_BYTES);
      return header.type === 'fault' ? decodeFault(body) : decodeRpcResponse(header, body);
    },
    isDocumented,
  },
  {
    name: 'rpc-bind-ack',
    seeds: [bindAck(), bindAck({ result: 2, reason: 1 }), ...(CAPTURED?.bindAcks ?? [])],
    decode: (bytes) => decodeBindAck(bytes.subarray(PDU_HEADER_BYTES)),
    isDocumented,
  },
  {
    name: 'rpc-ept-lookup',
    seeds: lookups,
    decode: (bytes) => {
      const page = decodeEptLookup(stubOf(bytes));
      return { page, ports: advertisedPorts(page.endpoints, 135, RANGE) };
    },
    isDocumented,
  },
  {
    name: 'rpc-tower',
    seeds: [
      tower(),
      tower({ transport: 0x0f, endpoint: '\\pipe\\x', host: '\\\\PC001' }),
      tower({ transport: 0x10, endpoint: 'LRPC-1' }),
      tower({ transport: 0x08 }),
      tower({ transport: 0x1f, endpoint: 593 }),
    ],
    decode: decodeTower,
    isDocumented,
  },
  {
    name: 'rpc-server-alive-2',
    seeds: alives,
    decode: (bytes) => decodeServerAlive2(stubOf(bytes)),
    isDocumented,
  },
  {
    name: 'rpc-dual-string-array',
    seeds: [serverAliveStub(BINDINGS).subarray(8), serverAliveStub([]).subarray(8)],
    decode: (bytes) => decodeTcpAddresses(new NdrReader(bytes)),
    isDocumented,
  },
  {
    name: 'rpc-connectionless',
    seeds: [encodeConnectionlessRequest(MANAGEMENT, 0, ACTIVITY)],
    decode: decodeConnectionlessType,
    isDocumented,
  },
];
