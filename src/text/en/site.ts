import type { FoundValue } from '../../site/found.ts';
import type { Expected, SiteProblem } from '../../site/problem.ts';
import type { TemplateNote, TemplateSectionName } from '../../site/template.ts';
import type { HostProblem, TlsPortProblem, ValueProblem } from '../../site/value-problem.ts';
import { type ByCode, type Phrases, phraseOf } from '../by-code.ts';

export const SITE = {
  /** What is wrong with a site, as a clause. */
  problem: tellProblem,
  /** What is wrong with a host, as a clause. */
  host: (problem: HostProblem) => tellValueProblem(problem),
  /** The comments of a site file that `init` writes. */
  template: {
    head: 'Site file of ccm-preflight. Lines that begin with #- are examples: take #- away.',
    sections: {
      product: 'The product, and how clients talk to site systems.',
      ports: 'Ports of the site, where they are not the defaults. A list means: any of them.',
      locator: 'What decides whether a server locator point is needed (cm2007).',
      clients: 'The clients.',
      roles:
        'The servers that these clients would use: a host, host:port, { host, httpPort, httpsPort }, or a list.',
      locations:
        'Locations and the servers that clients there are led to; each server stands in roles too.',
      install: String.raw`How the methods install. UNC paths are written \\server\share, without quotes.`,
      expect: 'Flows that are to be closed, by name or requirement: an open one is a finding.',
      catalogue: 'Files with flows of your own, beside this file.',
    } satisfies Record<TemplateSectionName, string>,
    notes: {
      product: 'cm2007 or current-branch; has to be said',
      communication:
        'cm2007: mixed (default), native; current-branch: enhanced-http (default), http, https',
      noCrlCheck: 'current-branch: true with /NoCRLCheck',
      smb: 'only for labs and forwarded ports',
      rpcEndpointMapper: 'likewise',
      clientNotification: 'current-branch',
      serverLocatorPointNeeded: 'auto (default), yes, no',
      location: 'intranet (default), or internet: current-branch, through a gateway',
      membership: 'same-forest (default), other-forest, workgroup',
      rpcDynamicPorts: '1025-5000 before Windows Vista',
      domain: 'current-branch: its domain controllers are looked at too',
      nameServers: 'only where the computer that looks has others',
      distributionPoints: 'serves defaults to smb in cm2007, http in current-branch',
      serverLocatorPoints: 'cm2007',
      softwareUpdatePoints:
        'HTTPS is 443 where HTTP is 80, else one higher; no port said: 80 or 8530',
      cloudManagementGateways:
        'current-branch: the host, or its whole address with CCM_Proxy_MutualAuth',
      source: '/source, for every method that takes it',
      runFrom: 'a UNC path, or local for a disk of the computer itself',
      package: 'a UNC path, or local where it does not cross this network',
    } satisfies Record<TemplateNote, string>,
  },
};

const PROBLEMS: Phrases<ByCode<SiteProblem>> = {
  'not-a-group-of-keys': () => 'a site file is a group of keys, such as "product: cm2007"',
  'unknown-key': ({ allowed, key, parent }) =>
    `unknown key "${key}"${parent === '' ? '' : ` in ${parent}`}; allowed: ${allowed.join(', ')}`,
  'wrong-type': ({ expected, found, name }) =>
    `${name || 'the site'} must be ${EXPECTED[expected]}, found ${tellFound(found)}${
      expected === 'string' && found.kind === 'plain'
        ? '; what YAML would read as a number or as yes or no is written in quotes, such as "001"'
        : ''
    }`,
  'not-allowed': ({ allowed, found, name }) =>
    `${name} can't be ${tellFound(found)}; allowed: ${allowed.join(', ')}`,
  'bad-value': ({ name, problem, found }) =>
    `${name}: ${tellValueProblem(problem)}${found === null ? '' : `, found ${tellFound(found)}`}`,
  'communication-of-other-product': ({ allowed, communication, product }) =>
    `communication "${communication}" does not exist in product ${product}; allowed: ${allowed.join(', ')}`,
  'product-missing': ({ allowed }) =>
    `nobody said which product this is: --product ${allowed.join(' or --product ')}, or a site file with "product: ${allowed.at(-1)}"`,
  'gateway-of-other-product': ({ key }) =>
    `${key}: only current-branch has cloud management gateways, by which clients on the internet reach the site`,
  'domain-of-other-product': ({ key, product }) =>
    `${key}: the port table of ${product} has no flows to domain controllers, only that of current-branch has`,
  'boundary-groups-of-other-product': ({ product }) =>
    `boundaryGroups: ${product} has no boundary groups, only current-branch has`,
  'boundary-group-twice': ({ group }) =>
    `a second boundary group has the name "${group}": each has a name of its own`,
  'several-site-defaults': ({ group }) =>
    `boundary group "${group}" can't be the site's default too: a site has one`,
  'unknown-neighbour': ({ group, neighbour }) =>
    `boundary group "${group}" has the neighbour "${neighbour}", and no group has that name`,
  'server-of-no-role': ({ group, host, role }) =>
    `boundary group "${group}" names ${host}, which is not among roles.${role}: name it there, with its ports`,
  'rows-missing': () => 'a catalogue file is a group with the key "rows", a list of rows',
  'too-many-rows': ({ rows, max }) =>
    `${rows} rows of your own are more than the ${max} that are taken`,
  'too-many-own-methods': ({ methods, max }) =>
    `${methods} methods of your own are more than the ${max} that are taken`,
  'row-twice': ({ id, where }) =>
    `a second row has the id "${id}", the first is at ${where}: each has its own`,
  'row-ends': ({ id, from, to }) =>
    `row "${id}" is from the ${from} to the ${to}: what the site server opens goes to the client, what the client opens to a server (from: site-server, to: client; or from: client, to: one of the other roles)`,
  'row-without-port': ({ id, transport }) =>
    `row "${id}" has no port: with transport ${transport} it needs one number, such as port: 2701, or for what nobody can probe a range, such as port: 49152-65535`,
  'row-with-port': ({ id }) => `row "${id}": ICMP has no ports, leave port out`,
  'row-without-hosts': ({ id, to }) =>
    `row "${id}": the site does not name a ${to}, so the row has to: hosts: [server01.contoso.com]`,
  'row-with-hosts': ({ id }) =>
    `row "${id}" goes to the clients, which are named when the tool runs: leave hosts out`,
  'row-service': ({ id, service }) =>
    `row "${id}": service ${service} is asked at one TCP port; leave service out where the transport is another or the port a range`,
  'catalogue-unread': ({ names }) => `catalogue: nobody read ${names.join(', ')}`,
  'tls-port': tellTlsPort,
  'wsus-ports': ({ host, problem }) =>
    `software update point ${host}: ${tellValueProblem(problem)}`,
  'not-text': ({ encoding }) => `the file is not ${encoding.toUpperCase()} text`,
  'too-deep': ({ max }) => `nested deeper than ${max} levels`,
  'too-many-aliases': ({ max }) => `more than ${max} aliases`,
  'saved-report': () =>
    'this is a report or plan that ccm-preflight saved, where a site file or a catalogue is expected; reports are given to --clients, merge and diff',
  'several-documents': () => 'a site file is one document, and "---" begins a second one',
  yaml: ({ rule, message }) =>
    Object.hasOwn(YAML_MENDS, rule) ? `${message}${YAML_MENDS[rule] ?? ''}` : message,
};

/** What would be right, after the message of the YAML parser. */
const YAML_MENDS: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: String.raw`: between double quotes a backslash begins an escape; write the path without quotes, as \\server\share`,
  TAB_AS_INDENT: ': indent with blanks',
};

const EXPECTED: Record<Expected, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a group of keys',
  array: 'a list',
};

function tellFound(found: FoundValue): string {
  switch (found.kind) {
    case 'nothing':
      return 'nothing';
    case 'list':
      return 'a list';
    case 'group':
      return 'a group of keys';
    case 'text':
      return `"${found.text}"`;
    case 'plain':
      return found.text;
  }
}

const GATEWAY_FORM = 'cmg.contoso.com/CCM_Proxy_MutualAuth/72057594037927941';
const UNC_FORM = String.raw`\\server\share`;

/** The rule of note 2, as messages quote it. */
const NOTE_2 =
  'note 2 of the port document: where the HTTP port is 80 the HTTPS port is 443, with any other HTTP port it is one higher (8530 and 8531)';

const VALUES: Phrases<ByCode<ValueProblem>> = {
  'host-empty': () => 'a host name is empty',
  'several-hosts': ({ text }) =>
    `"${text}" is not one host: several are separated by blanks, or are a list in a site file`,
  'begins-with-dash': ({ text }) => `a host name may not begin with "-": "${text}"`,
  'host-too-long': ({ length, max }) =>
    `a host name has at most ${max} characters, this has ${length}`,
  'not-a-host': ({ text }) =>
    `"${text}" is not a host name: letters, digits, "-", "_" and dots, or an IPv4 or IPv6 address`,
  'neither-address-nor-host': ({ text }) => `"${text}" is neither an IPv4 address nor a host name`,
  'not-a-computers-address': ({ range, text }) =>
    `${text} is ${range === 'unspecified' ? 'an' : 'a'} ${range} address, not a computer's`,
  'not-a-zone': ({ text }) => `"${text}" is not an IPv6 zone`,
  url: ({ text }) => `"${text}" is a URL: write the host alone, or host:port`,
  'not-ipv6-in-brackets': ({ text }) => `only an IPv6 address stands in brackets: "${text}"`,
  'not-a-port': ({ text }) => `"${text}" is not a port: a number from 1 to 65535`,
  'device-path': ({ text }) => `"${text}" is a device path, write it as ${UNC_FORM}`,
  'one-backslash': ({ text }) =>
    `"${text}" has one backslash at the front, a UNC path has two: ${UNC_FORM} (in a shell, quote it; in YAML, write it without double quotes)`,
  'not-unc': ({ text }) => `"${text}" is not a UNC path (${UNC_FORM})`,
  webdav: ({ text }) => `"${text}" is a WebDAV path, it does not use SMB; write ${UNC_FORM}`,
  'unc-host': ({ text, host }) => `in the path "${text}": ${tellValueProblem(host)}`,
  'no-share': ({ text }) => `"${text}" names no share: ${UNC_FORM}`,
  'not-in-unc': ({ text }) => `"${text}" can't be part of a UNC path`,
  'not-in-disk-path': ({ text }) => `"${text}" can't be part of a path on a disk`,
  'drive-letter': ({ text, drive }) =>
    `"${text}": is ${drive} a mapped drive? Then say the UNC path that it stands for (${UNC_FORM}); a disk of the computer itself is said as "local"`,
  'not-a-port-range': ({ text }) => `"${text}" is not a range of ports, such as 49152-65535`,
  'gateway-without-tls': ({ text }) =>
    `"${text}": clients talk to a cloud management gateway over TLS alone; write the host, or its whole address with https://`,
  'not-a-gateway': ({ text }) =>
    `"${text}" is no address of a cloud management gateway: the host alone, or ${GATEWAY_FORM}`,
  'not-a-domain': ({ text }) =>
    `"${text}" is an address, and the full name of a domain is meant, such as contoso.com`,
  'not-a-name-server': ({ text }) =>
    `"${text}" is a name, and a name server is said by its address, such as 10.0.0.53 or [2001:db8::53]:5353`,
  'not-a-boundary': ({ text }) =>
    `"${text}" is not a boundary: a network as 10.1.0.0/16, a range as 10.1.0.10-10.1.0.99, or an IPv6 prefix as 2001:db8:1::/48`,
  'boundary-without-end': ({ text }) =>
    `"${text}" is one address: a network has its length behind it, as in 10.1.0.0/16, a range its last address, as in 10.1.0.10-10.1.0.99`,
  'boundary-backwards': ({ text }) =>
    `"${text}" runs backwards: a range begins with its lowest address`,
  'not-an-own-name': ({ text, max }) =>
    `"${text}" is no name of your own: "own-" and small letters, digits and "-", at most ${max} characters, such as own-remote-control`,
  'not-a-method': ({ text, allowed }) =>
    `"${text}" is no method: ${allowed.join(', ')}; or a name of your own, such as own-remote-control`,
  'not-tellable': ({ max }) =>
    `a text has at most ${max} characters, without control characters and others that are not seen`,
  'empty-text': () => 'a text that is not empty is needed',
  'empty-list': () => 'a list that is not empty is needed',
  'not-a-group-name': ({ text, max }) =>
    `"${text}" is not a boundary group's name: 1 to ${max} characters, without blanks around them and without control characters`,
  port: () => 'a port is a whole number from 1 to 65535',
  'no-ports': () => 'a list of ports holds at least one',
  'site-code': () => 'a site code is three letters or digits',
  'serves-nothing': () => 'a distribution point serves http, smb or both',
  'note-2': ({ httpPort, httpsPort }) => {
    const said = [
      ...(httpPort === null ? [] : [`httpPort ${httpPort}`]),
      ...(httpsPort === null ? [] : [`httpsPort ${httpsPort}`]),
    ];
    return `${said.join(' with ')} can't be: ${NOTE_2}`;
  },
};

function tellTlsPort({ port, of }: TlsPortProblem): string {
  const what = `${port} is a port of HTTPS, and the HTTP port is meant here`;
  switch (of.kind) {
    case 'software-update-point':
      return of.said === 'beside'
        ? `${of.host}: ${what}: ${of.host}:${of.httpPort}; where WSUS uses TLS, add --sup-ssl yes (ssl: true)`
        : `${of.host}: ${what}: httpPort: ${of.httpPort}; where WSUS uses TLS, add ssl: true`;
    case 'web-server':
      return of.said === 'beside'
        ? `${of.host}: ${what}: leave it out${of.secure === null ? '' : `; where clients use HTTPS alone, add --communication ${of.secure}`}`
        : `${of.host}: ${what}: that is httpsPort: ${port}${of.secure === null ? '' : `; where clients use HTTPS alone, add communication: ${of.secure}`}`;
    case 'plain-web-server':
      return `${of.host}: ${what}, for clients never use HTTPS with this role: leave it out, or say its HTTP port`;
    case 'site':
      return `${what}: that of HTTPS is --https-port ${port} (ports.https)`;
  }
}

/** What is wrong with a site, as a clause. */
function tellProblem(problem: SiteProblem): string {
  return phraseOf<ByCode<SiteProblem>, SiteProblem['code']>(PROBLEMS, problem.code, problem);
}

/** What is wrong with a value, as a clause. */
export function tellValueProblem(problem: ValueProblem): string {
  return phraseOf<ByCode<ValueProblem>, ValueProblem['code']>(VALUES, problem.code, problem);
}
