import { fileURLToPath } from 'node:url';

/** A computer as Windows shows itself on a network, played by the project's own simulators. */
export interface WindowsComputer {
  readonly addresses: readonly string[];
  /** Its full name. */
  readonly name: string;
  /** Default: 445. */
  readonly smbPort?: number;
  /** Default: 135; null for none. */
  readonly mapperPort?: number | null;
  readonly dynamic: readonly number[];
  /** Which of the dynamic ports is the spooler's. */
  readonly spooler?: number;
  /** What ServerAlive2 tells; nothing for a computer without DCOM. */
  readonly networkAddresses?: 'its own' | readonly string[];
  readonly lookup?: 'allowed' | 'denied';
  /** An endpoint mapper over UDP too. */
  readonly udp?: boolean;
  readonly clockOffsetMs?: number;
  /** `none` for one whose SMB gives no name. */
  readonly identity?: 'told' | 'none';
}

/** Listens once all the computers do. */
export const READY_PORT = 9999;

const LOADER = fileURLToPath(new URL('../../support/typescript.js', import.meta.url));
const SERVER = fileURLToPath(new URL('./windows-server.ts', import.meta.url));

/** The words that start these computers in one process. */
export function windowsCommand(computers: readonly WindowsComputer[]): readonly string[] {
  return [process.execPath, '--import', LOADER, SERVER, JSON.stringify(computers)];
}
