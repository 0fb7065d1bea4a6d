import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { listen } from './listen.ts';
import { answerMessages } from './messages.ts';
import { isStreamFault, type ListenAt, type Simulator, type StreamFault } from './simulator.ts';
import { computerIdentityOf, type ComputerIdentity } from './smb/identity.ts';
import type { Computer } from './smb/logon.ts';
import { NETBIOS_FRAMING } from './smb/netbios.ts';
import { SmbServerConnection } from './smb/smb-connection.ts';
import type { Dialect } from './smb/smb2-negotiate.ts';
import { startStreamFault } from './stream-fault.ts';

export interface SmbServerOptions extends ListenAt {
  /** The computer's names; null for one that gives none. */
  readonly identity: ComputerIdentity | null;
  /** 16 bytes in wire order. Default: random. */
  readonly guid?: Buffer | undefined;
  readonly fault?: StreamFault | 'wrong-name' | undefined;
}

/** Starts the server service of a Windows computer, as far as the NTLM challenge. */
export function startSmbServer(options: SmbServerOptions): Promise<Simulator> {
  const { identity, fault } = options;
  if (isStreamFault(fault)) return startStreamFault(fault, options);
  const computer: Computer = {
    identity: fault === 'wrong-name' ? anotherComputer(identity) : identity,
    now: Date.now,
    guid: options.guid ?? randomBytes(16),
    signing: 'enabled',
  };
  return serveSmb(computer, '3.1.1', options);
}

/** Serves SMB2 as a given computer, up to the dialect `highest`. */
export function serveSmb(computer: Computer, highest: Dialect, at: ListenAt): Promise<Simulator> {
  const server = net.createServer((socket) => {
    const connection = new SmbServerConnection(computer, highest);
    answerMessages(socket, NETBIOS_FRAMING, (packet) => connection.answer(packet));
  });
  return listen(server, at);
}

/** Another computer of the same domain, as a stale DNS record would lead to. */
function anotherComputer(identity: ComputerIdentity | null): ComputerIdentity {
  const domain = identity?.dnsDomainName ?? '';
  return computerIdentityOf(domain.includes('.') ? `other-pc.${domain}` : 'other-pc');
}
