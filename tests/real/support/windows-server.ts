import { randomBytes } from 'node:crypto';
import { startEndpointMapper } from '../../../src/lab/simulator/endpoint-mapper.ts';
import { startRpcService } from '../../../src/lab/simulator/rpc-service.ts';
import { computerIdentityOf } from '../../../src/lab/simulator/smb/identity.ts';
import { serveSmb } from '../../../src/lab/simulator/smb-server.ts';
import { startTcpAcceptor } from '../../../src/lab/simulator/tcp-acceptor.ts';
import { startUdpEndpointMapper } from '../../../src/lab/simulator/udp-endpoint-mapper.ts';
import { READY_PORT, type WindowsComputer } from './windows.ts';

const SPOOLER = '12345678-1234-abcd-ef00-0123456789ab';
const FIRST_SERVICE = 'd95afe70-a6d5-4259-822e-2c84da1ddb0d';
const SERVICES = [
  FIRST_SERVICE,
  '86d35949-83c9-4044-b424-db363231fd0c',
  '367abb81-9844-35f1-ad32-98f038001003',
] as const;

const computers: readonly WindowsComputer[] = JSON.parse(process.argv[2] ?? '[]');
for (const computer of computers) {
  for (const address of computer.addresses) await start(computer, address);
}
await startTcpAcceptor({ address: '::', port: READY_PORT });

async function start(computer: WindowsComputer, address: string): Promise<void> {
  const { name, smbPort = 445, mapperPort = 135, dynamic, spooler, networkAddresses } = computer;
  const { clockOffsetMs = 0 } = computer;
  const smb = {
    identity: computer.identity === 'none' ? null : computerIdentityOf(name),
    now: () => Date.now() + clockOffsetMs,
    guid: randomBytes(16),
    signing: 'enabled',
  } as const;
  await serveSmb(smb, '3.1.1', { address, port: smbPort });
  const about = { version: '1.0', annotation: '' };
  const entries = dynamic.map((port, index) => ({
    ...about,
    interface: port === spooler ? SPOOLER : (SERVICES[index % SERVICES.length] ?? FIRST_SERVICE),
    port,
  }));
  if (mapperPort !== null) {
    await startEndpointMapper({
      address,
      port: mapperPort,
      entries: [{ ...about, interface: FIRST_SERVICE, pipe: '\\PIPE\\InitShutdown' }, ...entries],
      pageSize: 2,
      networkAddresses: networkAddresses === 'its own' ? ['PC001', address] : networkAddresses,
      lookup: computer.lookup,
    });
    if (computer.udp === true) {
      await startUdpEndpointMapper({ address, port: mapperPort, entries });
    }
  }
  for (const port of dynamic) await startRpcService({ address, port });
}
