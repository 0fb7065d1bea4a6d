import { type FlowName, type TableFlowName, isOwnName } from '../../catalogue/flow.ts';

/**
 * Predefined groups of Windows Firewall by their resource, which is the same in every language
 * (Get-NetFirewallRule | Select-Object DisplayGroup, Group). Microsoft's own pages name the last two
 * ("Deploy the DPM protection agent") and say how to find any (unattended setup, FirewallGroup).
 */
const GROUPS = {
  fileSharing: { resource: '@FirewallAPI.dll,-28502', english: 'File and Printer Sharing' },
  wmi: {
    resource: '@FirewallAPI.dll,-34251',
    english: 'Windows Management Instrumentation (WMI)',
  },
  services: { resource: '@FirewallAPI.dll,-29502', english: 'Remote Service Management' },
} as const;

const SERVICE_HOST = String.raw`%SystemRoot%\system32\svchost.exe`;

/** A rule of Windows Firewall, as New-NetFirewallRule takes it. */
export interface WindowsRule {
  /** Follows `ccm-preflight-`. */
  readonly name: string;
  readonly displayName: string;
  readonly group: (typeof GROUPS)[keyof typeof GROUPS];
  readonly protocol: 'TCP' | 'ICMPv4' | 'ICMPv6';
  /**
   * `site`: the port of the flow; null: any that the service opens; else a keyword of
   * New-NetFirewallRule (learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule).
   */
  readonly localPort: 'site' | 'RPC' | 'RPCEPMap' | null;
  readonly icmpType?: string;
  readonly program?: string;
  readonly service?: string;
}

const ECHO = { group: GROUPS.fileSharing, localPort: null } as const;

/**
 * What admits each flow to a client: what Windows' own rules of that group say (program, service and
 * port), so that nothing but this service is reached. Null where the client opens the flow, or where
 * Windows needs no rule.
 */
const WINDOWS_RULES: Readonly<Record<TableFlowName, readonly WindowsRule[] | null>> = {
  icmp: [
    {
      ...ECHO,
      name: 'icmpv4-echo',
      displayName: 'ConfigMgr client push (ICMPv4 echo request)',
      protocol: 'ICMPv4',
      icmpType: '8',
    },
    {
      ...ECHO,
      name: 'icmpv6-echo',
      displayName: 'ConfigMgr client push (ICMPv6 echo request)',
      protocol: 'ICMPv6',
      icmpType: '128',
    },
  ],
  smb: [
    {
      name: 'smb',
      displayName: 'ConfigMgr client push (SMB)',
      group: GROUPS.fileSharing,
      protocol: 'TCP',
      localPort: 'site',
      program: 'System',
    },
  ],
  'rpc-endpoint-mapper': [
    {
      name: 'rpc-endpoint-mapper',
      displayName: 'ConfigMgr client push (RPC endpoint mapper)',
      group: GROUPS.wmi,
      protocol: 'TCP',
      localPort: 'RPCEPMap',
      program: SERVICE_HOST,
      service: 'rpcss',
    },
  ],
  // The two services that the site server calls on dynamic ports.
  'rpc-dynamic': [
    {
      name: 'wmi',
      displayName: 'ConfigMgr client push (WMI)',
      group: GROUPS.wmi,
      protocol: 'TCP',
      localPort: null,
      program: SERVICE_HOST,
      service: 'winmgmt',
    },
    {
      name: 'service-control',
      displayName: 'ConfigMgr client push (service control manager)',
      group: GROUPS.services,
      protocol: 'TCP',
      localPort: 'RPC',
      program: String.raw`%SystemRoot%\system32\services.exe`,
    },
  ],
  'rpc-endpoint-mapper-udp': null,
  'mp-http': null,
  'mp-https': null,
  'sup-http': null,
  'sup-https': null,
  'source-smb': null,
  'package-smb': null,
  'share-smb': null,
  'dp-http': null,
  'dp-https': null,
  'dp-smb': null,
  'slp-http': null,
  'fsp-http': null,
  'client-notification': null,
  'cmg-https': null,
  'crl-http': null,
  dns: null,
  kerberos: null,
  ldap: null,
  'global-catalog': null,
};

/** What admits a flow to a client. Which program serves a user's row is not known here: none. */
export function admittedBy(name: FlowName): readonly WindowsRule[] | null {
  return isOwnName(name) ? null : WINDOWS_RULES[name];
}
