import type { MapperEntry } from '../../src/lab/simulator/rpc/tower.ts';

/** What Windows 10 hands out, in the usual order: wininit, event log, schedule, spooler and so on. */
export const DYNAMIC_PORTS = [49_664, 49_665, 49_666, 49_667, 49_668, 49_669] as const;

type Where = { readonly port: number } | { readonly pipe: string } | { readonly localPort: string };

const entry = (uuid: string, where: Where, annotation = '', version = '1.0'): MapperEntry => ({
  interface: uuid,
  version,
  annotation,
  ...where,
});

const [WININIT, EVENT_LOG, SCHEDULE, SPOOLER, LSASS, SERVICES] = DYNAMIC_PORTS;

/** The one that the tool tries first; it answers, so the others are not connected to. */
export const FIRST_TRIED = SPOOLER;

/** The endpoint mapper's list of a Windows 10 client, shortened where it repeats itself. */
export const WINDOWS_ENTRIES: readonly MapperEntry[] = [
  entry('d95afe70-a6d5-4259-822e-2c84da1ddb0d', { port: WININIT }),
  entry('d95afe70-a6d5-4259-822e-2c84da1ddb0d', { localPort: 'WindowsShutdown' }),
  entry('d95afe70-a6d5-4259-822e-2c84da1ddb0d', { pipe: '\\PIPE\\InitShutdown' }),
  entry('76f226c3-ec14-4325-8a99-6a46348418af', { localPort: 'WMsgKRpc0A1B20' }),
  entry('76f226c3-ec14-4325-8a99-6a46348418af', { pipe: '\\PIPE\\InitShutdown' }),
  entry('f6beaff7-1e19-4fbb-9f8f-b89e2018337c', { port: EVENT_LOG }, 'Event log TCPIP'),
  entry('f6beaff7-1e19-4fbb-9f8f-b89e2018337c', { pipe: '\\pipe\\eventlog' }, 'Event log TCPIP'),
  entry('f6beaff7-1e19-4fbb-9f8f-b89e2018337c', { localPort: 'eventlog' }, 'Event log TCPIP'),
  entry('86d35949-83c9-4044-b424-db363231fd0c', { port: SCHEDULE }),
  entry('86d35949-83c9-4044-b424-db363231fd0c', { localPort: 'ubpmtaskhostchannel' }),
  entry('3a9ef155-691d-4449-8d05-09ad57031823', { port: SCHEDULE }),
  entry('1ff70682-0a51-30e8-076d-740be8cee98b', { pipe: '\\PIPE\\atsvc' }),
  entry('378e52b0-c0a9-11cf-822d-00aa0051e40f', { pipe: '\\PIPE\\atsvc' }),
  entry('12345678-1234-abcd-ef00-0123456789ab', { port: SPOOLER }),
  entry('76f03f96-cdfd-44fc-a22c-64950a001209', { port: SPOOLER }),
  entry('0b6edbfa-4a24-4fc6-8a23-942b1eca65d1', { port: SPOOLER }),
  entry('ae33069b-a2a8-46ee-a235-ddfd339be281', { port: SPOOLER }),
  entry('12345678-1234-abcd-ef00-0123456789ab', { localPort: 'LRPC-3c5f2b7a9d41e0f6a8' }),
  entry('b25a52bf-e5dd-4f4a-aea6-8ca7272a0e86', { port: LSASS }, 'KeyIso', '2.0'),
  entry('8fb74744-b2ff-4c00-be0d-9ef9a191fe1b', { port: LSASS }, 'Ngc Pop Key Service'),
  entry('51a227ae-825b-41f2-b4a9-1ac9557a1018', { port: LSASS }, 'Ngc Pop Key Service'),
  entry('12345778-1234-abcd-ef00-0123456789ac', { port: LSASS }),
  entry('12345778-1234-abcd-ef00-0123456789ac', { pipe: '\\pipe\\lsass' }),
  entry('367abb81-9844-35f1-ad32-98f038001003', { port: SERVICES }, '', '2.0'),
  entry('30adc50c-5cbc-46ce-9a0e-91914789e23c', { localPort: 'nlaplg' }, 'NRP server endpoint'),
  entry('7ea70bcf-48af-4f6a-8968-6a440754d5fa', { localPort: 'nlaapi' }, 'NSI server endpoint'),
  entry('3c4728c5-f0ab-448b-bda1-6ce01eb0a6d5', { localPort: 'dhcpcsvc' }, 'DHCP Client'),
  entry('3c4728c5-f0ab-448b-bda1-6ce01eb0a6d6', { localPort: 'dhcpcsvc6' }, 'DHCPv6 Client'),
  entry('552d076a-cb29-4e44-8b6a-d15e59e2c0af', { localPort: 'LRPC-60d3c2b1a4958776e5' }, 'IP'),
  entry('dd490425-5325-4565-b774-7e27d6c09c24', { localPort: 'LRPC-9a8b7c6d5e4f3a2b10' }, 'BFE'),
];
