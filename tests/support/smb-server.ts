import { randomBytes } from 'node:crypto';
import type { ListenAt, Simulator } from '../../src/lab/simulator/simulator.ts';
import { serveSmb } from '../../src/lab/simulator/smb-server.ts';
import type { Computer } from '../../src/lab/simulator/smb/logon.ts';
import type { Dialect } from '../../src/lab/simulator/smb/smb2-negotiate.ts';

export interface AnySmbServer extends ListenAt, Pick<Computer, 'identity'> {
  /** The highest dialect. Default: `3.1.1`. */
  readonly dialect?: Dialect | undefined;
  readonly signing?: Computer['signing'] | undefined;
  /** Milliseconds by which the computer's clock is ahead of this machine's. */
  readonly clockOffsetMs?: number | undefined;
}

/** Starts an SMB2 server that differs from the lab's: an older dialect, signing, a wrong clock. */
export function startAnySmbServer(options: AnySmbServer): Promise<Simulator> {
  const { identity, dialect = '3.1.1', signing = 'enabled', clockOffsetMs = 0 } = options;
  const now = (): number => Date.now() + clockOffsetMs;
  return serveSmb({ identity, now, guid: randomBytes(16), signing }, dialect, options);
}
