import type { TableFlowName } from '../../catalogue/flow.ts';
import type { FlowText } from '../texts.ts';

const FILE_SHARING_ON_CLIENT =
  'On the client, Windows Firewall: inbound rule group "File and Printer Sharing" (rule SMB-In) for the profile in use, and the service "Server" running.';
const WMI_ON_CLIENT =
  'On the client, Windows Firewall: inbound rule group "Windows Management Instrumentation (WMI)" (rules DCOM-In, WMI-In, ASync-In) for the profile in use.';
const FILE_SERVER =
  'On the file server, Windows Firewall: inbound rule group "File and Printer Sharing" (rule SMB-In).';

function webServer(server: string, group: string): string {
  return `On the ${server}, Windows Firewall: inbound rule group "${group}" for the site's port, and the web site started in IIS.`;
}

const HTTP_GROUP = 'World Wide Web Services (HTTP)';
const HTTPS_GROUP = 'Secure World Wide Web Services (HTTPS)';

export const FLOWS: Record<TableFlowName, FlowText> = {
  'slp-http': {
    title: 'server locator point HTTP',
    purpose:
      'The client asks the server locator point which site it belongs to and where its management point is, because Active Directory cannot tell it.',
    withoutIt:
      'The client is not assigned to a site: ccmsetup.log and LocationServices.log say that no management point was found.',
    atTheEnd: webServer('server locator point', HTTP_GROUP),
  },
  'fsp-http': {
    title: 'fallback status point HTTP',
    purpose: 'The client reports the progress and the failures of its own installation.',
    withoutIt:
      'The installation works all the same; its problems just never show up in the reports on client deployment.',
    atTheEnd: webServer('fallback status point', HTTP_GROUP),
  },
  icmp: {
    title: 'ICMP echo',
    purpose: 'The site server pings the client to see whether it is on the network.',
    withoutIt:
      "By the port document the push does not go on. No log code of its own is known; today's site servers were seen to push without it.",
    atTheEnd:
      'On the client, Windows Firewall: inbound rule "File and Printer Sharing (Echo Request - ICMPv4-In)" (and ICMPv6-In).',
  },
  smb: {
    title: 'SMB to the client',
    purpose:
      'The site server opens ADMIN$ and IPC$ on the client, copies ccmsetup.exe there and starts it as a service.',
    withoutIt:
      'ccm.log on the site server shows error 53 (0x80070035), often with 1203 (0x4b3) before it, and the push is tried again every hour for seven days.',
    atTheEnd: FILE_SHARING_ON_CLIENT,
  },
  'rpc-endpoint-mapper': {
    title: 'RPC endpoint mapper',
    purpose:
      'The site server asks the client on which dynamic ports WMI and the service control manager listen.',
    withoutIt:
      'ccm.log on the site server shows 0x800706BA (1722), the RPC server is unavailable, when it connects to WMI.',
    atTheEnd: WMI_ON_CLIENT,
  },
  'rpc-endpoint-mapper-udp': {
    title: 'RPC endpoint mapper (UDP)',
    purpose: 'Named by the port tables; clients since Windows Vista do not listen on it.',
    withoutIt: "Nothing breaks on today's Windows.",
    atTheEnd:
      'Nothing needs to be opened for Windows Vista and later; Windows XP and Server 2003 listen on it.',
  },
  'rpc-dynamic': {
    title: 'RPC dynamic ports',
    purpose:
      'The site server calls WMI, and the service control manager, on the ports that the endpoint mapper names.',
    withoutIt:
      'ccm.log on the site server shows 0x800706BA (1722), the RPC server is unavailable, after several seconds.',
    portsBesides:
      'TCP 49152-65535 since Windows Vista, 1025-5000 before; a firewall that follows RPC opens what the endpoint mapper names.',
    atTheEnd: WMI_ON_CLIENT,
  },
  'mp-http': {
    title: 'management point HTTP',
    purpose:
      'CCMSetup on the client asks the management point for its settings and for the client files, and registers the client.',
    withoutIt:
      'ccmsetup.log on the client shows 0x80072EE2 (12002) when it gets no answer, 0x80072EFD (12029) when it is refused, 0x80072EE7 (12007) when the name has no address.',
    atTheEnd: webServer('management point', HTTP_GROUP),
  },
  'mp-https': {
    title: 'management point HTTPS',
    purpose:
      'CCMSetup on the client asks the management point over TLS for its settings and for the client files, and registers the client.',
    withoutIt:
      'ccmsetup.log on the client shows 0x80072EE2 (12002) when it gets no answer, 0x80072EFD (12029) when it is refused, 0x80072F8F (12175) when the certificate is not accepted.',
    atTheEnd: webServer('management point', HTTPS_GROUP),
  },
  'sup-http': {
    title: 'software update point HTTP',
    purpose:
      'The Windows Update agent scans the software update point, finds the client as an update and downloads it; content never comes over TLS.',
    withoutIt:
      'WindowsUpdate.log on the client shows 0x80072EE2 (no answer), 0x80072EFD (refused) or 0x8024402C (name not resolved), and the client is never offered.',
    atTheEnd: webServer('software update point', HTTP_GROUP),
  },
  'sup-https': {
    title: 'software update point HTTPS',
    purpose: 'The Windows Update agent scans the software update point over TLS.',
    withoutIt:
      'WindowsUpdate.log on the client shows 0x80072EE2 (no answer), 0x80072EFD (refused), 0x80072F8F (certificate not accepted) or 0x80072F0C (client certificate demanded).',
    atTheEnd: webServer('software update point', HTTPS_GROUP),
  },
  'source-smb': {
    title: 'SMB to the source server',
    purpose: 'CCMSetup copies the client files from the share that /source names.',
    withoutIt:
      'ccmsetup.log on the client says that the source path cannot be reached, error 53 (0x80070035).',
    atTheEnd: FILE_SERVER,
  },
  'package-smb': {
    title: 'SMB to the package share',
    purpose: "Group Policy software installation reads CCMSetup.msi from the package's share.",
    withoutIt:
      'The Application event log of the client shows that the install of the assigned application failed, usually with 1612 (the installation source is not available).',
    atTheEnd: FILE_SERVER,
  },
  'share-smb': {
    title: 'SMB to the CCMSetup share',
    purpose: 'CCMSetup.exe is started from a network share, by hand or by a logon script.',
    withoutIt:
      'CCMSetup.exe does not start, so there is no log: Windows says that it cannot find the network path (53). Run it from a local disk to do without this flow.',
    atTheEnd: FILE_SERVER,
  },
  'dp-http': {
    title: 'distribution point HTTP',
    purpose: 'The client downloads the installation files from a distribution point by BITS.',
    withoutIt:
      'ccmsetup.log on the client shows 0x80072EE2 (12002) or 0x80072EFD (12029) for the download; where a management point can serve the files instead, only after hours.',
    atTheEnd: webServer('distribution point', HTTP_GROUP),
  },
  'dp-https': {
    title: 'distribution point HTTPS',
    purpose: 'The client downloads the installation files from a distribution point over TLS.',
    withoutIt:
      'ccmsetup.log on the client shows 0x80072EE2 (12002), 0x80072EFD (12029) or 0x80072F8F (12175) for the download; where a management point can serve the files instead, only after hours.',
    atTheEnd: webServer('distribution point', HTTPS_GROUP),
  },
  'dp-smb': {
    title: 'distribution point SMB',
    purpose:
      "The client copies or runs the installation files from the distribution point's share.",
    withoutIt:
      "The client's execmgr.log and cas.log wait for content; access to the share ends with error 53 (0x80070035).",
    atTheEnd:
      'On the distribution point, Windows Firewall: inbound rule group "File and Printer Sharing" (rule SMB-In).',
  },
  'client-notification': {
    title: 'client notification',
    purpose:
      'The client keeps a connection to the management point, by which it hears of urgent tasks at once.',
    withoutIt:
      'The installation works; the client falls back to HTTP or HTTPS, which costs the management point more. CcmNotificationAgent.log on the client says so.',
    atTheEnd: "On the management point: the site's port for client notification, inbound.",
  },
  'cmg-https': {
    title: 'cloud management gateway HTTPS',
    purpose:
      'CCMSetup on a client on the internet reaches the management point through the gateway, and takes the client files from it.',
    withoutIt:
      'ccmsetup.log on the client shows 0x80072EE2 (12002) when it gets no answer, 0x80072EFD (12029) when it is refused, 0x80072EE7 (12007) when the name has no address, 0x80072F8F (12175) when the certificate is not accepted; no other server of the site is in its reach.',
    atTheEnd:
      'In the console, Administration, Cloud Services, Cloud Management Gateway: the gateway is ready and its connection point connected.',
  },
  'crl-http': {
    title: 'certificate revocation',
    purpose:
      'The client asks, at an address that the certificate of the server names, whether the certificate is revoked: a revocation list or a responder (OCSP), over plain HTTP.',
    withoutIt:
      'Unless Windows holds a valid copy of the list, CCMSetup turns the certificate down: ccmsetup.log on the client shows 0x80072F8F (12175) with 0x80072F19 (12057, WINHTTP_CALLBACK_STATUS_FLAG_CERT_REV_FAILED). With /NoCRLCheck it does without (noCrlCheck: true).',
    atTheEnd:
      'On the web server that publishes the list: inbound TCP 80. The list is published anew before it ends.',
  },
  dns: {
    title: 'DNS',
    purpose:
      'The client asks its name servers for the domain controllers of its domain, and for the servers of the site: by UDP, and by TCP where an answer is long.',
    withoutIt:
      'No name is found: ccmsetup.log on the client shows 0x80072EE7 (12007) for servers that are named in full, and that no management point is found through Active Directory or DNS for those that are not. Windows says of the domain 1355 (0x8007054B).',
    portsBesides: 'TCP 53 besides: an answer that is too long for UDP comes over it.',
    atTheEnd:
      "On the name server: inbound UDP 53 and TCP 53. For a record that is missing: the service Netlogon of the domain controllers registers it (nltest /dsregdns), in a zone that takes it; the client's own network card has the name servers of the domain, no others.",
  },
  kerberos: {
    title: 'Kerberos',
    purpose:
      'The client asks a domain controller for tickets, by which it shows to file servers, IIS and the directory who it is.',
    withoutIt:
      'The computer gets no ticket: it reads no Group Policy and nothing of Active Directory, shares turn it down or fall back to NTLM where that is allowed. Windows says 1311 (0x8007051F), no logon server is available.',
    portsBesides: 'UDP 88 besides, for computers that were set up to use it.',
    atTheEnd:
      'On the domain controllers: inbound TCP 88, and the service "Kerberos Key Distribution Center" running. A record that leads to no domain controller any more is taken out of DNS.',
  },
  ldap: {
    title: 'LDAP',
    purpose:
      'The client looks for its domain controller, and reads there what the sites have published: management points and the settings of the installation.',
    withoutIt:
      'CCMSetup finds no site in Active Directory: ccmsetup.log on the client shows "GetADInstallParams failed" and "Couldn\'t find an MP source through AD". With /mp and SMSSITECODE on the command line it does without; Group Policy does not.',
    portsBesides:
      'UDP 389 besides: by it Windows asks which domain controllers are there before it takes one.',
    atTheEnd:
      'On the domain controllers: inbound TCP 389 and UDP 389. A record that leads to no domain controller any more is taken out of DNS.',
  },
  'global-catalog': {
    title: 'global catalog',
    purpose:
      'The client looks in the whole forest for the site that it belongs to, whichever domain that was published in.',
    withoutIt:
      'The client is assigned to no site by itself: ccmsetup.log and LocationServices.log on the client say that none is found in Active Directory. With /mp and SMSSITECODE on the command line it does without.',
    atTheEnd:
      'On the domain controllers that hold a global catalog: inbound TCP 3268. A record that leads to no domain controller any more is taken out of DNS.',
  },
};
