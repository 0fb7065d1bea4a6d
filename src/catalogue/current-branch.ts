import type { NecessityRule, PortTableRow, Citation } from './flow.ts';
import { METHODS } from './vocabulary.ts';

const ALL = 'Ports used for all installation methods';
const CLIENT_PUSH = 'Ports used for client push installation';
const SOFTWARE_UPDATE_POINT = 'Ports used with software update point-based installation';
const GROUP_POLICY = 'Ports used with Group Policy-based installation';
const MANUAL = 'Ports used with manual installation and logon script-based installation';
const SOFTWARE_DISTRIBUTION = 'Ports used with software distribution-based installation';

const WINDOWS_SERVER = 'Ports used by Windows Server';

const CONTENT_METHODS = METHODS.filter((method) => method !== 'software-distribution');

/** With enhanced HTTP, clients prefer HTTPS but fall back to HTTP, so HTTPS is not essential. */
const HELPFUL_IN_ENHANCED_HTTP: NecessityRule = {
  usually: 'required',
  when: ['enhanced-http'],
  becomes: 'helpful',
};

/** Client files that come from /source are enough to be installed. */
const HELPFUL_BESIDE_SOURCE: NecessityRule = {
  usually: 'required',
  when: ['source-given'],
  becomes: 'helpful',
};

const HELPFUL_IN_EITHER: NecessityRule = {
  usually: 'required',
  when: ['source-given', 'enhanced-http'],
  becomes: 'helpful',
};

const CONTENT_DERIVATION =
  'CCMSetup downloads the client files from a distribution point, and only where none answers, after hours, from the management point';
const SETTINGS_DERIVATION =
  'the update only starts CCMSetup, which then needs a management point for the client files and its settings; with /source a client that finds none is installed all the same, and stays unmanaged';
const BESIDE_SOURCE_DERIVATION =
  'the table has it without /source alone; with /source CCMSetup looks for a management point all the same, and a client that finds none is installed, and stays unmanaged';

function source(section: string, row: string, rest: Partial<Citation> = {}): Citation {
  return { document: 'current-branch-ports', section, row, ...rest };
}

/** The port tables of Configuration Manager current branch. */
export const CURRENT_BRANCH_ROWS: readonly PortTableRow[] = [
  {
    methods: METHODS,
    name: 'fsp-http',
    when: ['clients-on-intranet', 'fallback-status-point-named'],
    necessity: 'helpful',
    source: source(
      ALL,
      'HTTP from the client computer to a fallback status point, where one is assigned, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: METHODS,
    name: 'client-notification',
    when: ['always', 'clients-on-intranet'],
    necessity: 'helpful',
    source: {
      document: 'current-branch-all-ports',
      section: 'Client -- > Management point',
      row: 'client notification, the default before falling back to HTTP or HTTPS, TCP 10123',
      note: 1,
    },
  },
  {
    methods: ['client-push'],
    name: 'icmp',
    when: ['always'],
    necessity: 'documented',
    source: source(
      CLIENT_PUSH,
      'text above the table, in editions up to about 2022: ICMP echo request from the site server to the client computer',
    ),
  },
  {
    methods: ['client-push'],
    name: 'smb',
    when: ['always'],
    necessity: 'required',
    source: source(CLIENT_PUSH, 'SMB between the site server and client computer, TCP 445'),
  },
  {
    methods: ['client-push'],
    name: 'rpc-endpoint-mapper',
    when: ['always'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'RPC endpoint mapper between the site server and the client computer, UDP 135, TCP 135',
    ),
  },
  {
    methods: ['client-push'],
    name: 'rpc-endpoint-mapper-udp',
    when: ['always'],
    necessity: 'documented',
    source: source(
      CLIENT_PUSH,
      'RPC endpoint mapper between the site server and the client computer, UDP 135, TCP 135',
    ),
  },
  {
    methods: ['client-push'],
    name: 'rpc-dynamic',
    when: ['always'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'RPC dynamic ports between the site server and the client computer, TCP DYNAMIC',
    ),
  },
  {
    methods: ['client-push'],
    name: 'mp-http',
    when: ['http-communication'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'HTTP from the client computer to a management point when the connection is over HTTP, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['client-push'],
    name: 'mp-https',
    when: ['https-communication'],
    necessity: HELPFUL_IN_ENHANCED_HTTP,
    source: source(
      CLIENT_PUSH,
      'HTTPS from the client computer to a management point when the connection is over HTTPS, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'sup-http',
    when: ['always'],
    necessity: 'required',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'HTTP from the client computer to the software update point, TCP 80 or 8530',
      { note: 2 },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'sup-https',
    when: ['software-update-point-ssl'],
    necessity: 'required',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'HTTPS from the client computer to the software update point, TCP 443 or 8531',
      { note: 2 },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'mp-http',
    when: ['http-communication'],
    necessity: HELPFUL_BESIDE_SOURCE,
    source: {
      document: 'current-branch-prerequisites',
      section: SOFTWARE_UPDATE_POINT,
      row: 'HTTP from the client computer to a management point, TCP 80',
      note: 1,
      derivation: SETTINGS_DERIVATION,
    },
  },
  {
    methods: ['software-update-point'],
    name: 'mp-https',
    when: ['https-communication'],
    necessity: HELPFUL_IN_EITHER,
    source: {
      document: 'current-branch-prerequisites',
      section: SOFTWARE_UPDATE_POINT,
      row: 'HTTPS from the client computer to a management point, TCP 443',
      note: 1,
      derivation: SETTINGS_DERIVATION,
    },
  },
  {
    methods: ['software-update-point'],
    name: 'source-smb',
    when: ['source-on-a-share'],
    necessity: 'required',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'SMB between the source server and the client computer with /source, TCP 445',
    ),
  },
  {
    methods: ['group-policy'],
    name: 'mp-http',
    when: ['http-communication'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'HTTP from the client computer to a management point when the connection is over HTTP, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['group-policy'],
    name: 'mp-https',
    when: ['https-communication'],
    necessity: HELPFUL_IN_ENHANCED_HTTP,
    source: source(
      GROUP_POLICY,
      'HTTPS from the client computer to a management point when the connection is over HTTPS, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['group-policy'],
    name: 'source-smb',
    when: ['source-on-a-share'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'SMB between the source server and the client computer with /source, TCP 445',
    ),
  },
  {
    methods: ['group-policy'],
    name: 'package-smb',
    when: ['package-not-local'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'SMB from the client computer to the share of the assigned package, TCP 445',
      {
        derivation:
          'Group Policy software installation reads CCMSetup.msi from the share that the policy names; the same page asks for the File and Printer Sharing exception',
      },
    ),
  },
  {
    methods: ['manual'],
    name: 'share-smb',
    when: ['not-run-locally'],
    necessity: 'required',
    source: source(
      MANUAL,
      'SMB between the client computer and the network share that CCMSetup.exe is run from, TCP 445; avoided by running it locally',
    ),
  },
  {
    methods: ['manual'],
    name: 'mp-http',
    when: ['clients-on-intranet', 'http-communication'],
    necessity: HELPFUL_BESIDE_SOURCE,
    source: source(
      MANUAL,
      'HTTP from the client computer to a management point when the connection is over HTTP, without /source, TCP 80',
      { note: 1, derivation: BESIDE_SOURCE_DERIVATION },
    ),
  },
  {
    methods: ['manual'],
    name: 'mp-https',
    when: ['clients-on-intranet', 'https-communication'],
    necessity: HELPFUL_IN_EITHER,
    source: source(
      MANUAL,
      'HTTPS from the client computer to a management point when the connection is over HTTPS, without /source, TCP 443',
      { note: 1, derivation: BESIDE_SOURCE_DERIVATION },
    ),
  },
  {
    methods: ['manual'],
    name: 'source-smb',
    when: ['source-on-a-share'],
    necessity: 'required',
    source: source(
      MANUAL,
      'SMB between the source server and the client computer with /source, TCP 445',
    ),
  },
  {
    methods: CONTENT_METHODS,
    name: 'dp-http',
    when: [
      'clients-on-intranet',
      'distribution-point-may-serve-http',
      'http-communication',
      'no-source',
    ],
    necessity: 'helpful',
    source: {
      document: 'current-branch-prerequisites',
      section: 'Distribution point',
      row: 'HTTP from the client computer to a distribution point, TCP 80',
      note: 1,
      derivation: CONTENT_DERIVATION,
    },
  },
  {
    methods: CONTENT_METHODS,
    name: 'dp-https',
    when: [
      'clients-on-intranet',
      'distribution-point-may-serve-http',
      'https-communication',
      'no-source',
    ],
    necessity: 'helpful',
    source: {
      document: 'current-branch-prerequisites',
      section: 'Distribution point',
      row: 'HTTPS from the client computer to a distribution point, TCP 443',
      note: 1,
      derivation: CONTENT_DERIVATION,
    },
  },
  {
    methods: ['software-distribution'],
    name: 'dp-http',
    when: ['clients-on-intranet', 'http-communication', 'distribution-point-serves-http'],
    necessity: 'required',
    source: source(
      SOFTWARE_DISTRIBUTION,
      'HTTP from the client computer to a distribution point when the connection is over HTTP, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['software-distribution'],
    name: 'dp-https',
    when: ['clients-on-intranet', 'https-communication', 'distribution-point-serves-http'],
    necessity: HELPFUL_IN_ENHANCED_HTTP,
    source: source(
      SOFTWARE_DISTRIBUTION,
      'HTTPS from the client computer to a distribution point when the connection is over HTTPS, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['software-distribution'],
    name: 'dp-smb',
    when: ['clients-on-intranet', 'distribution-point-serves-smb'],
    necessity: {
      usually: 'required',
      when: ['every-smb-distribution-point-serves-http'],
      becomes: 'helpful',
    },
    source: source(
      SOFTWARE_DISTRIBUTION,
      'SMB between the distribution point and the client computer, TCP 445',
    ),
  },
  {
    methods: ['manual'],
    name: 'cmg-https',
    when: ['clients-on-internet'],
    necessity: 'required',
    source: {
      document: 'current-branch-all-ports',
      section: 'Client -- > Cloud management gateway (CMG)',
      row: 'HTTPS from the client to a cloud management gateway, TCP 443',
      derivation:
        'on the internet CCMSetup reaches the management point, and the client files, through the gateway alone',
    },
  },
  {
    methods: ['software-distribution'],
    name: 'cmg-https',
    when: ['clients-on-internet'],
    necessity: 'required',
    source: {
      document: 'current-branch-all-ports',
      section: 'Client -- > Cloud management gateway (CMG)',
      row: 'HTTPS from the client to a cloud management gateway, TCP 443',
      derivation:
        'on the internet the package with CCMSetup comes from the gateway, as do the policies of the management point',
    },
  },
  {
    methods: METHODS,
    name: 'crl-http',
    when: ['revocation-checked'],
    necessity: 'helpful',
    source: {
      document: 'current-branch-installation-properties',
      section: '/NoCRLCheck',
      row: 'HTTP from the client to a revocation list or responder that a server certificate names, TCP 80',
      derivation:
        'without /NoCRLCheck CCMSetup asks whether the certificate of a management point, a distribution point or a gateway is revoked, at the addresses that the certificate itself names',
    },
  },
  {
    methods: METHODS,
    name: 'dns',
    when: ['clients-on-intranet', 'clients-of-a-domain'],
    necessity: 'helpful',
    source: {
      document: 'current-branch-all-ports',
      section: WINDOWS_SERVER,
      row: 'Domain Name System (DNS), UDP 53, TCP 53',
      derivation:
        'the table names no end; CCMSetup finds by DNS the servers that it is told, and a domain controller, which tells it a management point where none is told',
    },
  },
  {
    methods: METHODS,
    name: 'kerberos',
    when: ['clients-on-intranet', 'clients-of-a-domain'],
    necessity: 'helpful',
    source: {
      document: 'current-branch-all-ports',
      section: WINDOWS_SERVER,
      row: 'Kerberos authentication, TCP 88',
      derivation:
        'the table names no end; CCMSetup runs as the computer, which logs on by a ticket to Active Directory, where it looks for a management point, and to the servers of shares',
    },
  },
  {
    methods: METHODS,
    name: 'ldap',
    when: ['clients-on-intranet', 'clients-of-a-domain'],
    necessity: 'helpful',
    source: {
      document: 'current-branch-all-ports',
      section: 'Management point -- > Domain controller',
      row: 'Lightweight Directory Access Protocol (LDAP), TCP 389',
      derivation:
        'the table has it for site systems; CCMSetup looks in Active Directory in the same way for a management point and for the settings of the installation',
    },
  },
  {
    methods: METHODS,
    name: 'global-catalog',
    when: ['clients-on-intranet', 'clients-of-a-domain'],
    necessity: 'helpful',
    source: {
      document: 'current-branch-all-ports',
      section: 'Client -- > Global catalog domain controller',
      row: 'global catalog LDAP from a client of a domain, not of a workgroup or on the internet alone, TCP 3268',
    },
  },
];
