import type { MapperEntry } from './simulator/rpc/tower.ts';

/**
 * A short list like that of a Windows client's endpoint mapper, with TCP entries on the given
 * ports.
 */
export function mapperEntries([first = 0, ...others]: readonly number[]): readonly MapperEntry[] {
  return [
    ...ANYWHERE,
    { ...WINLOGON, port: first },
    ...others.flatMap((port, index) =>
      (SERVICES[index % SERVICES.length] ?? []).map((service) => ({ ...service, port })),
    ),
    ...LAST,
  ];
}

/** Entries a page and bytes a fragment, small enough that a lookup takes several of both. */
export const MAPPER_PAGE_SIZE = 5;
export const MAPPER_FRAGMENT_SIZE = 512;

type RegisteredService = Pick<MapperEntry, 'interface' | 'version' | 'annotation'>;

const WINLOGON: RegisteredService = {
  interface: 'd95afe70-a6d5-4259-822e-2c84da1ddb0d',
  version: '1.0',
  annotation: '',
};

/** The services of each port. */
const SERVICES: readonly (readonly RegisteredService[])[] = [
  [
    {
      interface: 'f6beaff7-1e19-4fbb-9f8f-b89e2018337c',
      version: '1.0',
      annotation: 'Event log TCPIP',
    },
  ],
  [
    { interface: '86d35949-83c9-4044-b424-db363231fd0c', version: '1.0', annotation: '' },
    {
      interface: '3a9ef155-691d-4449-8d05-09ad57031823',
      version: '1.0',
      annotation: '',
    },
  ],
  [{ interface: '367abb81-9844-35f1-ad32-98f038001003', version: '2.0', annotation: '' }],
];

const ANYWHERE: readonly MapperEntry[] = [
  { ...WINLOGON, localPort: 'WindowsShutdown' },
  { ...WINLOGON, pipe: '\\PIPE\\InitShutdown' },
  {
    interface: '76f226c3-ec14-4325-8a99-6a46348418af',
    version: '1.0',
    annotation: '',
    localPort: 'WMsgKRpc0A1B20',
  },
  {
    interface: '12345778-1234-abcd-ef00-0123456789ac',
    version: '1.0',
    annotation: '',
    pipe: '\\pipe\\lsass',
  },
];

const LAST: readonly MapperEntry[] = [
  {
    interface: '30adc50c-5cbc-46ce-9a0e-91914789e23c',
    version: '1.0',
    annotation: 'NRP server endpoint',
    localPort: 'LRPC-3c5f2b7a9d41e0f6a8',
  },
  {
    interface: '7ea70bcf-48af-4f6a-8968-6a440754d5fa',
    version: '1.0',
    annotation: 'NSI server endpoint',
    localPort: 'LRPC-60d3c2b1a4958776e5',
  },
  {
    interface: '1ff70682-0a51-30e8-076d-740be8cee98b',
    version: '1.0',
    annotation: '',
    pipe: '\\PIPE\\atsvc',
  },
  {
    interface: '4b324fc8-1670-01d3-1278-5a47bf6ee188',
    version: '3.0',
    annotation: '',
    pipe: '\\PIPE\\srvsvc',
  },
];
