import { HOW_TO_NAME } from '../how-to-name.ts';
import type { ReasonCode } from '../../plan/reason.ts';

/** Why a flow is in the plan or not; `value` is the detail that the reason mentions. */
export const REASONS: Record<ReasonCode, (value: string) => string> = {
  always: () => 'the method has this flow in every site',
  'clients-on-intranet': () =>
    'the clients are on the inner network, so no gateway is needed (clients.location, --location)',
  'clients-on-internet': () =>
    'the clients are on the internet, out of reach of the servers of the inner network',
  'gateway-alone': () => 'clients on the internet reach the site through the gateway alone',
  'crl-checked': () =>
    'clients check whether a certificate is revoked, at the addresses that it names (/NoCRLCheck, noCrlCheck: true: they do not)',
  'crl-check-off': () => 'the site says that clients do not check revocation (noCrlCheck)',
  'no-pki-certificates': (communication) =>
    `no certificate of a PKI is needed: communication is ${communication}`,
  'domain-named': () =>
    'the clients are in a domain, whose domain controllers they find by DNS (clients.domain, --ad-domain)',
  'domain-not-named': () =>
    'the domain of the clients is not named, so its domain controllers are not looked at (clients.domain, --ad-domain)',
  'workgroup-has-no-domain': () => 'clients in a workgroup have no domain controllers',
  'slp-forced': () => 'the site says that a server locator point is needed',
  'slp-suppressed': () => 'the site says that no server locator point is needed',
  'slp-schema-not-extended': () =>
    'server locator point needed: the Active Directory schema is not extended',
  'slp-sites-not-published': () =>
    'server locator point needed: not all sites are published in Active Directory',
  'slp-clients-outside': (membership) =>
    `server locator point needed: the clients are in ${membership === 'workgroup' ? 'a workgroup' : 'another forest'}`,
  'slp-not-needed': () => 'no server locator point: schema extended and all sites published',
  'fsp-named': () => 'a fallback status point is named',
  'fsp-not-named': () => 'no fallback status point is named',
  'mp-named': () => 'a management point is named',
  'mp-not-named': () => 'no management point is named',
  'communication-http': (communication) => `clients talk HTTP: communication is ${communication}`,
  'communication-not-http': (communication) =>
    `clients do not talk HTTP: communication is ${communication}`,
  'communication-https': (communication) => `clients talk HTTPS: communication is ${communication}`,
  'communication-not-https': (communication) =>
    `clients do not talk HTTPS: communication is ${communication}`,
  'communication-enhanced': () => 'with enhanced HTTP, plain HTTP can stand in for HTTPS',
  'communication-not-enhanced': (communication) => `communication is ${communication}`,
  'sup-tls-by-communication': (communication) =>
    `the software update point is used over HTTPS: communication is ${communication}`,
  'sup-tls-by-point': (hosts) => `the site says that ${hosts} needs TLS (ssl)`,
  'sup-without-tls': () => 'the software update point is used without TLS',
  'no-source': () => 'no /source is given',
  'source-given': () => '/source is given: the client files come from there',
  'source-beside-mp': () =>
    'with /source a client that finds no management point is installed all the same, and stays unmanaged',
  'source-share': (path) => `/source is on a share: ${path}`,
  'source-local': (path) =>
    `/source is a local folder: ${path} (of a mapped drive, say the UNC path)`,
  'source-not-given': () => 'no /source is given',
  'package-given': (path) => `the package is on a share: ${path}`,
  'package-unknown': () =>
    'Group Policy software installation reads ccmsetup.msi from a share, unless the package is said to be local',
  'package-local': () => 'the package does not cross this network (package: local)',
  'run-from-share': (path) => `CCMSetup.exe is run from ${path}`,
  'run-from-unknown': () => 'CCMSetup.exe is run from a share unless it is said to run locally',
  'run-locally': () => 'CCMSetup.exe is run from a local disk',
  'run-from-on-internet': () =>
    'CCMSetup.exe is run from a local disk: on the internet no share is in reach, unless one is named',
  'dp-content': () =>
    'CCMSetup takes the client files from a distribution point, or hours later from the management point',
  'dp-serves-http': () => 'a distribution point serves HTTP',
  'dp-serves-no-http': () => 'no distribution point serves HTTP',
  'dp-serves-smb': () => 'a distribution point serves SMB',
  'dp-serves-no-smb': () => 'no distribution point serves SMB',
  'every-smb-dp-serves-http': () => 'every distribution point that serves SMB serves HTTP too',
  'some-smb-dp-serves-no-http': () => 'a distribution point serves SMB only',
  'direction-read': (from) =>
    `the document says "between": the direction is our reading, the ${from === 'client' ? 'client' : 'site server'} opens the connection`,
  'host-not-named': (hosts) => `not named: ${HOSTS_TO_NAME[hosts] ?? hosts}`,
  'usual-share': (path) => `usually ${path}`,
  'no-software-update-point': () => 'no software update point is named',
  'no-distribution-point': () => 'no distribution point is named',
  'workgroup-has-no-group-policy': () => 'clients in a workgroup get no Group Policy',
  'workgroup-has-no-client-push': () =>
    'current branch cannot push the client to computers in a workgroup',
  'internet-has-no-client-push': () =>
    'the clients are on the internet, and the site server cannot push to them, not even through a gateway',
  'internet-has-no-software-update-point': () =>
    'the clients are on the internet, and a computer that is no client yet reaches no software update point from there',
  'internet-has-no-group-policy': () =>
    'the clients are on the internet, where neither the Group Policy nor the share of its package is in reach',
  'no-row-needed': () => 'none of its rows is needed in this site',
  'method-not-chosen': () => 'the method was not asked for',
};

/** How to name them, in the site file or by a flag. */
const HOSTS_TO_NAME: Readonly<Record<string, string>> = {
  'management-points': `name a management point (${HOW_TO_NAME['management-points']})`,
  'server-locator-points': `name a server locator point (${HOW_TO_NAME['server-locator-points']})`,
  'fallback-status-points': `name a fallback status point (${HOW_TO_NAME['fallback-status-points']})`,
  'software-update-points': `name a software update point (${HOW_TO_NAME['software-update-points']})`,
  'tls-software-update-points': `name a software update point (${HOW_TO_NAME['tls-software-update-points']})`,
  'http-distribution-points': `name a distribution point (${HOW_TO_NAME['http-distribution-points']})`,
  'smb-distribution-points': `name a distribution point (${HOW_TO_NAME['smb-distribution-points']})`,
  'run-from-share': `say where CCMSetup.exe is run from (${HOW_TO_NAME['run-from-share']}), a UNC path or local`,
  'source-share': `give the /source (${HOW_TO_NAME['source-share']})`,
  'cloud-management-gateways': `name a cloud management gateway (${HOW_TO_NAME['cloud-management-gateways']})`,
  certificates: `name a server whose certificate is looked at (${HOW_TO_NAME.certificates})`,
  domain: `name the domain of the clients (${HOW_TO_NAME.domain})`,
  'package-share': `say where the package is (${HOW_TO_NAME['package-share']}), a UNC path or local`,
};
