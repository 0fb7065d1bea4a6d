import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { listen } from './listen.ts';
import { answerMessages } from './messages.ts';
import { isStreamFault, type ListenAt, type Simulator, type StreamFault } from './simulator.ts';
import { identityOf, type ComputerIdentity } from './smb/identity.ts';
import type { Computer } from './smb/logon.ts';
import { NETBIOS_FRAMING } from './smb/netbios.ts';
import { SmbConnection, type SmbProtocol } from './smb/smb-connection.ts';
import { startStreamFault } from './stream-fault.ts';

export interface SmbServerOptions extends ListenAt {
  /** The computer's names; null for one that gives none. */
  readonly identity: ComputerIdentity | null;
  /** The highest dialect, or SMB1 alone. Default: `3.1.1`. */
  readonly protocol?: SmbProtocol | undefined;
  readonly signing?: 'required' | 'enabled' | undefined;
  /** Milliseconds by which its clock is ahead of this machine's. */
  readonly clockOffsetMs?: number | undefined;
  /** 16 bytes in wire order. Default: random. */
  readonly guid?: Buffer | undefined;
  readonly fault?: StreamFault | 'wrong-name' | undefined;
}

/** Starts the server service of a Windows computer, as far as the NTLM challenge. */
export function startSmbServer(options: SmbServerOptions): Promise<Simulator> {
  const { fault, protocol = '3.1.1', clockOffsetMs = 0 } = options;
  if (isStreamFault(fault)) return startStreamFault(fault, options);
  const computer: Computer = {
    identity: fault === 'wrong-name' ? anotherComputer(options.identity) : options.identity,
    now: () => Date.now() + clockOffsetMs,
    guid: options.guid ?? randomBytes(16),
    signing: options.signing ?? 'enabled',
  };
  const server = net.createServer((socket) => {
    const connection = new SmbConnection(computer, protocol);
    answerMessages(socket, NETBIOS_FRAMING, (packet) => connection.answer(packet));
  });
  return listen(server, options);
}

/** Another computer of the same domain, as a stale DNS record would lead to. */
function anotherComputer(identity: ComputerIdentity | null): ComputerIdentity {
  const domain = identity?.dnsDomainName ?? '';
  return identityOf(domain.includes('.') ? `other-pc.${domain}` : 'other-pc');
}
