import { afterEach } from '@jest/globals';
import type { SmbCheck } from '../../../src/plan/check.ts';
import type { Observation, SmbEvidence } from '../../../src/probe/observation.ts';
import { probeSmb } from '../../../src/probe/smb/probe.ts';
import { listen, serve } from './server.ts';
import type { Peer, TestServer } from './server.ts';

export const NOW = Date.UTC(2024, 1, 29, 12, 0);
/** Enough for any answer on loopback; only tests of silence wait for a deadline. */
const AMPLE_MS = 10_000;

interface Options {
  readonly host?: string;
  readonly identity?: SmbCheck['identity'];
  readonly timeoutMs?: number;
  readonly address?: string;
  readonly signal?: AbortSignal;
}

export function probePort(port: number, options: Options = {}): Promise<Observation<SmbEvidence>> {
  const { host = '127.0.0.1', identity = 'may-differ', address = '127.0.0.1' } = options;
  const { timeoutMs = AMPLE_MS, signal = new AbortController().signal } = options;
  const context = { timeoutMs, signal, now: () => NOW, tls: {} };
  return probeSmb({ kind: 'smb', host, port, identity }, address, context);
}

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Probes a server that answers framed messages. */
export async function probeServer(
  onMessage: (peer: Peer, message: Buffer) => void,
  options: Options = {},
): Promise<{ observation: Observation<SmbEvidence>; connections: number }> {
  const server = await serve(onMessage, options.address);
  servers.push(server);
  const observation = await probePort(server.port, options);
  return { observation, connections: server.connections() };
}

/** Probes a server that is told of connections only. */
export async function probeListener(
  onConnection: (peer: Peer) => void,
  options: Options = {},
): Promise<{ observation: Observation<SmbEvidence>; connections: number }> {
  const server = await listen(onConnection, options.address);
  servers.push(server);
  const observation = await probePort(server.port, options);
  return { observation, connections: server.connections() };
}
