import fs from 'node:fs';
import path from 'node:path';
import { PROGRAM_PATH, spawnProgram, until } from '../../real/support/command.ts';
import type { Host } from '../../real/support/host.ts';

/** A captured IPv4 packet, as far as a test asks. */
export interface Packet {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'icmp' | 'tcp' | 'udp' | 'other';
  /** Null for ICMP. */
  readonly sourcePort: number | null;
  readonly port: number | null;
  /** Bytes of the IP packet, header included. */
  readonly bytes: number;
  readonly flags: { readonly syn: boolean; readonly fin: boolean; readonly rst: boolean };
  readonly payload: Buffer;
}

const PCAP_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const ETHERNET_HEADER_BYTES = 14;
const PROTOCOLS = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
] as const);

/** Records what crosses a host's eth0 while `work` is done. */
export async function capture(host: Host, work: () => Promise<void>): Promise<readonly Packet[]> {
  const file = path.join(host.folder, `capture-${Date.now()}.pcap`);
  const tcpdump = [
    'tcpdump',
    '-Z',
    'root',
    '--immediate-mode',
    '-U',
    '-s',
    '0',
    '-i',
    'eth0',
    '-w',
    file,
    'ip',
  ];
  const namespace = await host.mustRun(['ip', 'netns', 'identify']);
  const child = spawnProgram(['ip', 'netns', 'exec', namespace.trim(), ...tcpdump], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: PROGRAM_PATH, LC_ALL: 'C' },
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  await until(
    () => Promise.resolve(said.includes('listening on')),
    10_000,
    () => said,
  );
  const gone = new Promise((resolve) => child.once('close', resolve));
  try {
    await work();
    // Lets the last FIN and its answer arrive.
    await host.run(['sleep', '0.3']);
  } finally {
    child.kill('SIGINT');
    await gone;
  }
  return readCapture(fs.readFileSync(file));
}

function readCapture(file: Buffer): readonly Packet[] {
  const packets: Packet[] = [];
  for (let at = PCAP_HEADER_BYTES; at + RECORD_HEADER_BYTES <= file.length;) {
    const length = file.readUInt32LE(at + 8);
    const start = at + RECORD_HEADER_BYTES + ETHERNET_HEADER_BYTES;
    at += RECORD_HEADER_BYTES + length;
    packets.push(packetOf(file.subarray(start, at)));
  }
  return packets;
}

/** RFC 791 3.1, RFC 9293 3.1, RFC 768. */
function packetOf(raw: Buffer): Packet {
  const bytes = raw.readUInt16BE(2);
  const header = (raw.readUInt8(0) & 0x0f) * 4;
  const protocol = protocolOf(raw.readUInt8(9));
  const inner = raw.subarray(header, bytes);
  const flags = protocol === 'tcp' ? inner.readUInt8(13) : 0;
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const dataAt = protocol === 'tcp' ? (inner.readUInt8(12) >> 4) * 4 : 8;
  return {
    from: [...raw.subarray(12, 16)].join('.'),
    to: [...raw.subarray(16, 20)].join('.'),
    protocol,
    sourcePort: hasPorts ? inner.readUInt16BE(0) : null,
    port: hasPorts ? inner.readUInt16BE(2) : null,
    bytes,
    flags: { fin: (flags & 1) !== 0, syn: (flags & 2) !== 0, rst: (flags & 4) !== 0 },
    payload: inner.subarray(dataAt),
  };
}

function protocolOf(number: number): Packet['protocol'] {
  for (const [known, name] of PROTOCOLS) if (known === number) return name;
  return 'other';
}
