/** The interface of the print spooler, which the documented firewall exceptions admit (MS-RPRN 1.9). */
export const SPOOLER = '12345678-1234-abcd-ef00-0123456789ab';

/** Names of well-known interfaces, as the MS- protocol documents write them. */
const INTERFACE_NAMES = {
  // RPC and DCOM
  'e1af8308-5d1f-11c9-91a4-08002b14a0fa': 'epmapper',
  'afa8bd80-7d8a-11c9-bef4-08002b102989': 'mgmt',
  '99fcfec4-5260-101b-bbcb-00aa0021347a': 'IObjectExporter',
  '4d9f4ab8-7d1c-11cf-861e-0020af6e7c57': 'IActivation',
  '000001a0-0000-0000-c000-000000000046': 'IRemoteSCMActivator',
  '00000131-0000-0000-c000-000000000046': 'IRemUnknown',
  '00000143-0000-0000-c000-000000000046': 'IRemUnknown2',
  // WMI
  'f309ad18-d86a-11d0-a075-00c04fb68820': 'IWbemLevel1Login',
  'd4781cd6-e5d3-44df-ad94-930efe48a887': 'IWbemLoginClientID',
  '9556dc99-828c-11cf-a37e-00aa003240c7': 'IWbemServices',
  '027947e1-d731-11ce-a357-000000000001': 'IEnumWbemClassObject',
  // Services, registry, shutdown, tasks
  '367abb81-9844-35f1-ad32-98f038001003': 'svcctl',
  '338cd001-2244-31f1-aaaa-900038001003': 'winreg',
  'd95afe70-a6d5-4259-822e-2c84da1ddb0d': 'WindowsShutdown',
  '894de0c0-0d55-11d3-a322-00c04fa321a1': 'InitShutdown',
  '1ff70682-0a51-30e8-076d-740be8cee98b': 'atsvc',
  '378e52b0-c0a9-11cf-822d-00aa0051e40f': 'sasec',
  '86d35949-83c9-4044-b424-db363231fd0c': 'ITaskSchedulerService',
  '8d9f4e40-a03d-11ce-8f69-08003e30051b': 'pnp',
  // Server, workstation, file systems
  '4b324fc8-1670-01d3-1278-5a47bf6ee188': 'srvsvc',
  '6bffd098-a112-3610-9833-46c3f87e345a': 'wkssvc',
  '4fc742e0-4a10-11cf-8273-00aa004ae673': 'netdfs',
  'c681d488-d850-11d0-8c52-00c04fd90f7e': 'efsrpc',
  'df1941c5-fe89-4e79-bf10-463657acf44d': 'efsrpc',
  '300f3532-38cc-11d0-a3f0-0020af6b0add': 'trkwks',
  '4da1c422-943d-11d1-acae-00c04fc2aa3f': 'trksvr',
  '897e2e5f-93f3-4376-9c9c-fd2277495c27': 'FrsTransport',
  'f5cc59b4-4264-101a-8c59-08002b2f8426': 'frsrpc',
  'd049b186-814f-11d1-9a3c-00c04fc9b232': 'NtFrsApi',
  // Accounts and directory
  '12345778-1234-abcd-ef00-0123456789ab': 'lsarpc',
  '12345778-1234-abcd-ef00-0123456789ac': 'samr',
  '12345678-1234-abcd-ef00-01234567cffb': 'netlogon',
  '3919286a-b10c-11d0-9ba8-00c04fd92ef5': 'dssetup',
  'e3514235-4b06-11d1-ab04-00c04fc2dcd2': 'drsuapi',
  '7c44d7d4-31d5-424c-bd5e-2b3e1f323d22': 'dsaop',
  'f5cc5a18-4264-101a-8c59-08002b2f8426': 'nspi',
  '1a0d010f-1c33-432c-b0f5-8cf4e8053099': 'IdSegSrv',
  'b9785960-524f-11df-8b6d-83dcded72085': 'ISDKey',
  'b25a52bf-e5dd-4f4a-aea6-8ca7272a0e86': 'KeyIso',
  '51a227ae-825b-41f2-b4a9-1ac9557a1018': 'Ngc Pop Key Service',
  '8fb74744-b2ff-4c00-be0d-9ef9a191fe1b': 'Ngc Pop Key Service',
  '91ae6020-9e3c-11cf-8d7c-00aa00c091be': 'ICertPassage',
  'd99e6e70-fc88-11d0-b498-00a0c90312f3': 'ICertRequestD',
  // Event log
  '82273fdc-e32a-18c3-3f78-827929dc23ea': 'eventlog',
  'f6beaff7-1e19-4fbb-9f8f-b89e2018337c': 'IEventService',
  // Printing
  [SPOOLER]: 'spoolss',
  '76f03f96-cdfd-44fc-a22c-64950a001209': 'IRemoteWinspool',
  '0b6edbfa-4a24-4fc6-8a23-942b1eca65d1': 'IRPCAsyncNotify',
  'ae33069b-a2a8-46ee-a235-ddfd339be281': 'IRPCRemoteObject',
  // Network services
  '3c4728c5-f0ab-448b-bda1-6ce01eb0a6d5': 'DHCP Client',
  '3c4728c5-f0ab-448b-bda1-6ce01eb0a6d6': 'DHCPv6 Client',
  '6bffd098-a112-3610-9833-46c3f874532d': 'dhcpsrv',
  '5b821720-f63b-11d0-aad2-00c04fc324db': 'dhcpsrv2',
  '50abc2a4-574d-40b3-9d66-ee4fd5fba076': 'dnsserver',
  '45f52c28-7f9f-101a-b52b-08002b2efabe': 'winsif',
  '811109bf-a4e1-11d1-ab54-00a0c91e9b45': 'winsi2',
  '6b5bdd1e-528c-422c-af8c-a4079be4fe48': 'RemoteFW',
  '7f9d11bf-7fb9-436b-a812-b2d50c5d4c03': 'Fw APIs',
  '2fb92682-6599-42dc-ae13-bd2ca89bd11c': 'Fw APIs',
  'dd490425-5325-4565-b774-7e27d6c09c24': 'Base Firewall Engine API',
  'a398e520-d59a-4bdd-aa7a-3c1e0303a511': 'IKE/Authip API',
  '552d076a-cb29-4e44-8b6a-d15e59e2c0af': 'IP Transition Configuration',
  '8f09f000-b7ed-11ce-bbd2-00001a181cad': 'dimsvc',
  '20610036-fa22-11cf-9823-00a0c911e5df': 'rasrpc',
  '650a7e26-eab8-5533-ce43-9c1dfce11511': 'Vpn APIs',
  '2f5f6520-ca46-1067-b319-00dd010662da': 'tapsrv',
  '4b112204-0e19-11d3-b42b-0000f81feb9f': 'ssdpsrv',
  '17fdd703-1827-4e34-79d4-24a55c53bb37': 'msgsvc',
  // Terminal services
  '5ca4a760-ebb1-11cf-8611-00a0245420ed': 'winstation_rpc',
  '484809d6-4239-471b-b5bc-61df8c23ac48': 'TermSrvSession',
  '11899a43-2b68-4a76-92e3-a3d6ad8c26ce': 'TermSrvNotification',
  '88143fd0-c28d-4b2b-8fef-8d882f6a9390': 'TermSrvEnumeration',
  'bde95fdf-eec0-45de-9e12-e5a61cd0d4fe': 'RCMPublic',
  '497d95a6-2d27-4bf5-9bbd-a6046957133c': 'RCMListener',
  // Clusters, transactions, message queues
  'b97db8b2-4c63-11cf-bff6-08002be23f2f': 'clusapi',
  '906b0ce0-c70b-1067-b317-00dd010662da': 'IXnRemote',
  'fdb3a030-065f-11d1-bb9b-00a024ea5525': 'qmcomm',
  '77df7a80-f298-11d0-8358-00a024c480a8': 'dscomm',
  '1a9134dd-7b39-45ba-ad88-44d01ca47f28': 'RemoteRead',
  // System
  '12e65dd8-887f-41ef-91bf-8d816c42c2e7': 'Secure Desktop',
  'c9ac6db5-82b7-4e55-ae8a-e464ed7b4277': 'sysntfy',
  '2eb08e3e-639f-4fba-97b1-14f878961076': 'Group Policy',
  '98716d03-89ac-44c7-bb8c-285824e51c4a': 'XactSrv',
} as const satisfies Readonly<Record<string, string>>;

/** A map, since the UUIDs that are looked up come from servers: `constructor` is no name. */
const NAMES_BY_UUID: ReadonlyMap<string, string> = new Map(Object.entries(INTERFACE_NAMES));

/** A well-known interface's name, null for others. */
export function interfaceName(uuid: string): string | null {
  return NAMES_BY_UUID.get(uuid) ?? null;
}
