import { encodeUuid } from './ndr.ts';

/** An interface or a transfer syntax; presentation contexts are made of these (C706 12.6.3.1). */
export interface Syntax {
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

/** The endpoint mapper (C706 appendix O). */
export const EPMAPPER: Syntax = {
  uuid: 'e1af8308-5d1f-11c9-91a4-08002b14a0fa',
  major: 3,
  minor: 0,
};

/** DCOM's object resolver (MS-DCOM 3.1.2.5.1). */
export const OBJECT_EXPORTER: Syntax = {
  uuid: '99fcfec4-5260-101b-bbcb-00aa0021347a',
  major: 0,
  minor: 0,
};

/** WMI's first interface, which a client push calls once it is connected (MS-WMI 1.9). */
export const WMI_LOGIN: Syntax = {
  uuid: 'f309ad18-d86a-11d0-a075-00c04fb68820',
  major: 0,
  minor: 0,
};

/** Remote management, which every RPC server offers (C706 appendix Q). */
export const MANAGEMENT: Syntax = {
  uuid: 'afa8bd80-7d8a-11c9-bef4-08002b102989',
  major: 1,
  minor: 0,
};

/** Network Data Representation (C706 chapter 14). */
export const NDR: Syntax = {
  uuid: '8a885d04-1ceb-11c9-9fe8-08002b104860',
  major: 2,
  minor: 0,
};

/** Twenty bytes: UUID, major version, minor version. */
export function encodeSyntax(syntax: Syntax): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt16LE(syntax.major, 0);
  version.writeUInt16LE(syntax.minor, 2);
  return Buffer.concat([encodeUuid(syntax.uuid), version]);
}

/**
 * The interface of the print spooler, which the documented firewall exceptions admit (MS-RPRN 1.9).
 */
export const SPOOLER = '12345678-1234-abcd-ef00-0123456789ab';

/**
 * Names of the interfaces that a Windows client lists, as the MS- protocol documents write them: at
 * least one for each of its TCP ports. Others are reported by UUID and annotation.
 */
const INTERFACE_NAMES = {
  'd95afe70-a6d5-4259-822e-2c84da1ddb0d': 'WindowsShutdown',
  'f6beaff7-1e19-4fbb-9f8f-b89e2018337c': 'IEventService',
  '82273fdc-e32a-18c3-3f78-827929dc23ea': 'eventlog',
  '86d35949-83c9-4044-b424-db363231fd0c': 'ITaskSchedulerService',
  '1ff70682-0a51-30e8-076d-740be8cee98b': 'atsvc',
  [SPOOLER]: 'spoolss',
  '76f03f96-cdfd-44fc-a22c-64950a001209': 'IRemoteWinspool',
  'b25a52bf-e5dd-4f4a-aea6-8ca7272a0e86': 'KeyIso',
  '12345778-1234-abcd-ef00-0123456789ab': 'lsarpc',
  '12345778-1234-abcd-ef00-0123456789ac': 'samr',
  '12345678-1234-abcd-ef00-01234567cffb': 'netlogon',
  '367abb81-9844-35f1-ad32-98f038001003': 'svcctl',
  '6b5bdd1e-528c-422c-af8c-a4079be4fe48': 'RemoteFW',
  '338cd001-2244-31f1-aaaa-900038001003': 'winreg',
  '4b324fc8-1670-01d3-1278-5a47bf6ee188': 'srvsvc',
} as const satisfies Readonly<Record<string, string>>;

/** A Map because the UUIDs come from servers: in an object, `constructor` would be found. */
const NAMES_BY_UUID: ReadonlyMap<string, string> = new Map(Object.entries(INTERFACE_NAMES));

/** The name of a known interface; null for others. */
export function interfaceName(uuid: string): string | null {
  return NAMES_BY_UUID.get(uuid) ?? null;
}
