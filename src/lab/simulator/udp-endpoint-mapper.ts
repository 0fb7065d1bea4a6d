import dgram from 'node:dgram';
import net from 'node:net';
import { bindDatagrams } from './listen.ts';
import { answerDatagram } from './rpc/datagram.ts';
import { makeEpmapper } from './rpc/epmapper.ts';
import { makeManagement } from './rpc/management.ts';
import type { MapperEntry } from './rpc/tower.ts';
import type { ListenAt, Simulator } from './simulator.ts';

/**
 * As many entries as fit into one datagram: towers have under 100 bytes, annotations at most 64.
 */
const PAGE_SIZE = 4;

export interface UdpEndpointMapperOptions extends ListenAt {
  readonly entries: readonly MapperEntry[];
  readonly fault?: 'refuse' | 'silent' | 'wrong-service' | undefined;
}

/** Starts an endpoint mapper over UDP, as in Windows up to Server 2003. */
export async function startUdpEndpointMapper(
  options: UdpEndpointMapperOptions,
): Promise<Simulator> {
  const { address, entries, fault } = options;
  const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4');
  const epmapper = makeEpmapper({
    entries,
    host: { address, name: 'PC001' },
    pageSize: PAGE_SIZE,
    lookup: 'allowed',
  });
  const answer = (datagram: Buffer): Buffer | null => {
    if (fault === 'silent') return null;
    return fault === 'wrong-service'
      ? Buffer.from('unknown command\n')
      : answerDatagram(datagram, [epmapper, makeManagement([epmapper], 'allowed')]);
  };
  socket.on('message', (datagram, sender) => {
    options.onConnection?.(sender.address);
    const reply = answer(datagram);
    // Errors are ignored: the client may be gone already.
    if (reply) socket.send(reply, sender.port, sender.address, () => {});
  });
  const simulator = await bindDatagrams(socket, options);
  if (fault === 'refuse') await simulator.close();
  return simulator;
}
