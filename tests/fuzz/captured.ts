import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const DATA = path.join(import.meta.dirname, '../../../shared/data');

const HOSTS = z.array(
  z.object({ negotiateResponse: z.string(), sessionSetupResponse: z.string() }),
);
const EXCHANGES = z.array(z.object({ bindAck: z.string(), response: z.string() }));

/** Bytes of real servers; null where the folder is missing. */
export interface Captured {
  /** SMB messages from their signature on. */
  readonly smbNegotiates: readonly Buffer[];
  readonly smbSessionSetups: readonly Buffer[];
  /** Whole DCE/RPC packets. */
  readonly bindAcks: readonly Buffer[];
  readonly responses: readonly Buffer[];
}

export const CAPTURED: Captured | null = existsSync(DATA) ? readCaptured() : null;

function readCaptured(): Captured {
  const hosts = HOSTS.parse(read('smb-hosts.json'));
  const exchanges = EXCHANGES.parse(read('rpc-exchanges.json'));
  return {
    smbNegotiates: hosts.map(({ negotiateResponse }) => fromHex(negotiateResponse)),
    smbSessionSetups: hosts.map(({ sessionSetupResponse }) => fromHex(sessionSetupResponse)),
    bindAcks: exchanges.map(({ bindAck }) => fromHex(bindAck)),
    responses: exchanges.map(({ response }) => fromHex(response)),
  };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(DATA, file), 'utf8'));
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
