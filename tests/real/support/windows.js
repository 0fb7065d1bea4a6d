/**
 * Computers as Windows shows itself on a network, played by the project's own simulators. Usage:
 * windows.js JSON; a list of { addresses, name, smbPort, mapperPort, dynamic, fixed, spooler,
 * networkAddresses, lookup, udp, clockOffsetMs, identity }.
 */
import { randomBytes } from 'node:crypto';

const simulator = (name) =>
  import(new URL(`../../../dist/lab/simulator/${name}.js`, import.meta.url).href);
const { serveSmb } = await simulator('smb-server');
const { startEndpointMapper } = await simulator('endpoint-mapper');
const { startUdpEndpointMapper } = await simulator('udp-endpoint-mapper');
const { startRpcService } = await simulator('rpc-service');
const { startTcpAcceptor } = await simulator('tcp-acceptor');
const { identityOf } = await simulator('smb/identity');

const SPOOLER = '12345678-1234-abcd-ef00-0123456789ab';
const SERVICES = [
  'd95afe70-a6d5-4259-822e-2c84da1ddb0d',
  '86d35949-83c9-4044-b424-db363231fd0c',
  '367abb81-9844-35f1-ad32-98f038001003',
];

for (const computer of JSON.parse(process.argv[2])) {
  for (const address of computer.addresses) await start(computer, address);
}
/** Says that all of them listen. */
await startTcpAcceptor({ address: '::', port: 9999 });

async function start(
  {
    name,
    smbPort = 445,
    mapperPort = 135,
    dynamic = [],
    spooler = null,
    networkAddresses = null,
    lookup,
    udp = false,
    clockOffsetMs = 0,
    identity = 'told',
  },
  address,
) {
  const smb = {
    identity: identity === 'told' ? identityOf(name) : null,
    now: () => Date.now() + clockOffsetMs,
    guid: randomBytes(16),
    signing: 'enabled',
  };
  await serveSmb(smb, '3.1.1', { address, port: smbPort });
  const about = { version: '1.0', annotation: '' };
  const entries = dynamic.map((port, index) => ({
    ...about,
    interface: port === spooler ? SPOOLER : SERVICES[index % SERVICES.length],
    port,
  }));
  if (mapperPort !== null) {
    await startEndpointMapper({
      address,
      port: mapperPort,
      entries: [{ ...about, interface: SERVICES[0], pipe: '\\PIPE\\InitShutdown' }, ...entries],
      pageSize: 2,
      networkAddresses: networkAddresses === 'its own' ? ['PC001', address] : networkAddresses,
      lookup,
    });
  }
  if (udp) await startUdpEndpointMapper({ address, port: mapperPort, entries });
  for (const port of dynamic) await startRpcService({ address, port });
}
