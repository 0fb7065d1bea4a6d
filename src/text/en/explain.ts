import type { InstallMethod } from '../../catalogue/vocabulary.ts';
import { type Condition, isOwnId } from '../../catalogue/flow.ts';
import type { Family } from '../../diagnose/family.ts';
import type { SetupExit } from '../../diagnose/setup-exit.ts';
import { PRODUCTS } from './words.ts';

export const EXPLAIN = {
  products: PRODUCTS,
  methods: {
    'client-push':
      'Client push: the site server connects to the client, copies CCMSetup there and starts it; CCMSetup then talks to the management point. It needs the most flows, and firewalls between site server and client often block it.',
    'software-update-point':
      'Software update point: the client is offered as an update by WSUS, and the Windows Update agent installs it. A management point then takes over.',
    'group-policy':
      'Group Policy: the client computer installs CCMSetup.msi from a share at start-up, because a Group Policy assigns it. Not for workgroups.',
    manual:
      'Manual or logon script: somebody, or a script, runs CCMSetup.exe on the client, from a share or a local disk.',
    'software-distribution':
      'Software distribution: a client that is there already upgrades itself by a package from a distribution point.',
  } satisfies Record<InstallMethod, string>,
  /** What is said of a method of a user's own rows. */
  ownMethod:
    'Of your own catalogue: what its rows name is judged like a method, and installs nothing.',
  labels: {
    port: 'Port',
    opens: 'Opened by',
    purpose: 'What for',
    withoutIt: 'Without it',
    fix: 'What to open',
    when: 'When',
    source: 'Source',
  },
  opener: (from: string, to: string, direction: 'stated' | 'read') =>
    `the ${from}, to the ${to}${direction === 'read' ? ' (the document says "between"; this direction is our reading)' : ''}`,
  necessity: (usually: string, becomes: string, conditions: readonly string[]) =>
    `${usually}; ${becomes} where ${conditions.join(', or where ')}`,
  /** Points to the explanation of one flow. */
  more: (id: string) =>
    `For one flow, all there is to know: ccm-preflight explain ${id}${isOwnId(id) ? ' --catalogue FILE' : ''}`,
  /** Stands before the flows whose failure an error points to. */
  looksSo: 'A log shows it where one of these is found:',
  conditions: {
    always: 'always',
    'clients-on-intranet': 'the clients are on the inner network (clients.location)',
    'clients-on-internet': 'the clients are on the internet (clients.location)',
    'revocation-checked':
      'clients talk HTTPS by certificates of a PKI (HTTPS; a gateway on the internet), and noCrlCheck does not say otherwise',
    'server-locator-point-needed':
      'the Active Directory schema is not extended, or not all sites are published, or the clients are in a workgroup or another forest (serverLocatorPointNeeded overrides)',
    'fallback-status-point-named': 'a fallback status point is named',
    'management-point-named': 'a management point is named',
    'http-communication': 'clients talk HTTP (mixed mode; HTTP; enhanced HTTP)',
    'https-communication': 'clients talk HTTPS (native mode; HTTPS; enhanced HTTP)',
    'enhanced-http': 'communication is enhanced HTTP',
    'software-update-point-ssl': 'the software update point needs TLS (ssl)',
    'software-update-point-tls':
      'clients talk HTTPS only (native mode; HTTPS), or the software update point needs TLS (ssl)',
    'no-source': 'no /source is given',
    'source-given': 'a /source is given',
    'source-on-a-share': '/source is a UNC path',
    'package-not-local': 'the package is not said to be local',
    'not-run-locally':
      'CCMSetup.exe is not run from a local disk, as it is on the internet unless a share is named',
    'distribution-point-may-serve-http': 'a distribution point serves HTTP, or none is named',
    'distribution-point-serves-http': 'a distribution point serves HTTP',
    'distribution-point-serves-smb': 'a distribution point serves SMB',
    'clients-of-a-domain': 'the clients are in a domain, and it is named',
    'every-smb-distribution-point-serves-http':
      'every distribution point that serves SMB serves HTTP too',
  } satisfies Record<Condition, string>,
  /** The component that an error code belongs to. */
  families: {
    win32: 'An error of Windows (Win32), as an HRESULT 0x8007 and the number.',
    installer:
      'An error of Windows Installer (Win32 number 1601 and following), which installs client.msi.',
    rpc: 'An error of remote procedure calls (Win32 number 1700 and following), by which client push reaches WMI and services.',
    winhttp:
      'An error of WinHTTP, by which CCMSetup, the client and the Windows Update agent talk to web servers.',
    http: 'The HTTP status of a web server, or of what answered in its place.',
    'windows-update':
      'An error of the Windows Update agent, which talks to the software update point.',
    certificate: 'An error of certificates or of the keys of Windows.',
    logon:
      "An error of Windows' logon packages: of Kerberos or NTLM where a share, WMI or a domain controller was opened, of TLS where a web server was asked.",
    bits: 'An error of BITS, which downloads the client files in parts: it asks with HEAD and with Range, and a proxy or filter that takes these away ends the download.',
    wmi: 'An error of WMI: the computer was reached, and its WMI answered, unless the code says otherwise.',
    com: 'A general error of COM.',
    dotnet:
      'An error of .NET, in which PowerShell, the console and parts of site systems are written.',
    'setup-api': 'An error of the setup of devices and drivers.',
    servicing:
      "An error of Windows' own servicing (CBS, DISM), which installs features, such as .NET or BITS, and updates.",
    enrolment: 'An error of the enrolment in device management (MDM, Intune).',
    'sign-in': "An error of Windows' sign-in to Microsoft Entra ID (Azure Active Directory).",
    ntstatus:
      "A status of Windows' kernel (NTSTATUS), by which file sharing, logons and crashed programs tell what failed.",
    'configuration-manager': 'An error of Configuration Manager itself.',
  } satisfies Record<Family, string>,
  /** Stands before what an error means where a web server was asked, or a share, WMI or a domain controller. */
  where: {
    web: 'Where a web server was asked:',
    logon: 'Where a share, WMI or a domain controller was opened:',
  },
  wrapper:
    'It only says that something else failed: the step, the HTTP status or the code beside it in the log decides.',
  success: {
    success: 'No error: success.',
    restart: 'No error: success, which is complete once the computer was restarted.',
    other: 'No error: its highest bit is not set, by which Windows tells failures from successes.',
  },
  setupExit: (number: number) => `${number} as the return code of CCMSetup`,
  setupExits: {
    0: 'The client was installed, or CCMSetup handed over to its service.',
    6: 'CCMSetup failed. Its last lines in ccmsetup.log say why.',
    7: 'The client was installed; the computer is to be restarted.',
    8: 'CCMSetup runs already; the result of that run counts.',
    9: 'The computer does not meet a prerequisite of the client; no matter of the network.',
    10: 'The hash of the client files differs from that in the manifest: look at the content of the distribution point, and at what changes downloads on the way.',
  } satisfies Record<SetupExit, string>,
  notKnownHere: 'What it is called is not known here.',
  noNature:
    'Whether the network has a part in it depends on the step that failed: the lines beside it in the log tell.',
  stateMessage: (number: number) =>
    `State message ${number}: what CCMSetup reports to the fallback status point`,
};
