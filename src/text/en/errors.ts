import type { ErrorTexts } from '../errors.ts';

export const ERRORS: ErrorTexts = {
  seeHelp: (message) => `${message}; see --help`,
  nameCommand: 'name a command',
  takesNoValue: (option, value) => `${option} is a switch and takes no value, found "${value}"`,
  saidTwice: (option) => `${option} is given more than once`,
  duration: (option, text, max) =>
    `${option}: "${text}" is not a duration from 50ms to ${max}, such as 3s or 500ms`,
  wholeNumber: (option, min, max, found) =>
    `${option}: a whole number from ${min} to ${max} is expected, found "${found}"`,
  namesNoFile: (option) => `${option}: names no file`,
  needs: (option, needed) => `${option} speaks of the hosts of ${needed}, which is not given`,
  belongTogether: (option, other) => `${option} and ${other} belong together`,

  cantRead: (option, name, why) => `${option}: can't read "${name}": ${why}`,
  cantWrite: (option, name, why) => `${option}: can't write "${name}": ${why}`,
  cantOpen: (option, name, why) => `${option}: can't open "${name}": ${why}`,
  cantMake: (option, name, why) => `${option}: can't make "${name}": ${why}`,
  cantRemove: (option, name, why) => `${option}: can't remove "${name}": ${why}`,
  tooLarge: (option, name, max) => `${option}: "${name}" has more than ${max} bytes`,
  isThere: (where, name, remedy) => `${where}: "${name}" is there already; ${remedy} replaces it`,
  notKeyValue: (text) => `--set: "${text}" is not KEY=VALUE, such as ports.http=8080`,
  communication: (communication, product, allowed) =>
    `--communication: "${communication}" does not exist in product ${product}; allowed: ${allowed.join(', ')}`,

  twoFormats: (one, other, place) =>
    `-o: ${one} and ${other} both go to ${place === null ? 'stdout' : `"${place}"`}; give one a file: -o ${other}=FILE`,
  formatAndResume: (format, place) => `-o: ${format} and --resume both go to "${place}"`,
  unknownFormat: (name, allowed) => `-o: "${name}" is not a format; allowed: ${allowed.join(', ')}`,
  outputWithoutFile: (word) => `-o: "${word}" names no file`,

  notAllowed: (variable, word, allowed) =>
    `${variable}: "${word}" is none of ${allowed.join(', ')}`,
  yesOrNo: (variable, found) => `${variable}: yes or no is expected, found "${found}"`,
  notOwnAddress: (option, word) =>
    `${option}: "${word}" is no IPv4 or IPv6 address of this computer`,
  notTheKey: '--client-key is not the key of --client-cert',
  noCertificate: (option, file) => `${option}: "${file}" holds no PEM certificate`,
  noKey: (option, file) => `${option}: "${file}" holds no unencrypted PEM private key`,
  noNativeEcho: (why) =>
    `--icmp native: this machine sends no echo requests without the ping program: ${why}; use --icmp auto or --icmp program`,

  waitForPipe:
    '--wait checks clients again after the last of a list, and a pipe may have no end: name a file with --clients',
  waitAndResume:
    '--resume leaves out the clients that were looked at, and --wait looks at them again: say one of them',
  aboutClients: (option) => `${option} speaks of the clients to look at, and none are named`,
  aboutList: (option) => `${option} speaks of the list of --clients, which is not given`,
  fromClientWithClients:
    '--from client looks from this machine, so no other clients can be named with --client or --clients; to name this machine in the report use --client-name',
  fromSiteServerWithoutClients:
    '--from site-server needs the clients to look at: --client or --clients',
  clientNameFromSiteServer: '--client-name names this machine, which only --from client reports',
  clientWithPort: (text) => `"${text}" names a port; a client is a name or an address alone`,
  shard: (text, max) =>
    `--shard: "${text}" is not I/N, one of N shares of the clients, such as 1/4 to 4/4; N is ${max} at most`,
  list: {
    standardInput: 'standard input',
    empty: (file) => `--clients: ${file} holds no client`,
    noSuchColumn: (where, column, found) =>
      `--column: ${where} has no column "${column}", found ${found}`,
    noNameColumn: (found) =>
      `this looks like CSV, but no column holds the computer's name: Name, ComputerName, DNSHostName or the like is expected in the first line, or --column says which; found ${found}; a plain list has one name a line`,
    notCsv: (why) => `not readable as CSV: ${why}`,
    openQuote: 'a quotation mark is not closed',
    longRecord: (max) =>
      `a record longer than ${max} characters, or a quotation mark that is not closed`,
    csvRule: (_rule, message) => message,
    longLine: (max) => `longer than ${max} characters: this is no list of clients`,
    pem: 'a PEM file, a certificate or a key, is no list of clients',
    json: 'a JSON document, such as a saved report, is no list of clients: --resume goes on with a report that was stopped, merge shows saved ones again',
    binary: 'control characters: this is no list of clients',
    more: (count) => `${count} more`,
    leftOut: (problem) => `${problem}: left out`,
    allLeftOut: (count) =>
      `${count === 1 ? '1 line is' : `${count} lines are`} left out (--skip-invalid)`,
  },
  explain: {
    unusedPort: (port) => `explain: no method uses port ${port} unless a site file says so`,
    unknown: (what, allowed) =>
      `explain: "${what}" is no method, requirement or port; allowed: ${allowed}`,
    others:
      'a requirement such as client-push/smb, icmp, a port such as 445, or an error of a log such as 0x80070035',
  },
  lab: {
    siteFileWithCheck: '--site-file is for a lab that keeps running, without --check',
    timeoutWithoutCheck: '--timeout belongs to --check',
    standsAlone: (option, word, found) => `${option}: ${word} stands alone, found ${found}`,
    fileExists: (file) => `--site-file: "${file}" exists already, and the lab overwrites no file`,
    notFault: (word) => `"${word}" is not REQUIREMENT=FAULT, such as client-push/smb=refuse`,
    brokenOtherwise: (other) => `the same server is to be broken by ${other}`,
    icmp: "ICMP can't be broken on loopback, where the system itself answers echo requests",
    impossible: (fault, id, because, allowed) =>
      `"${fault}" is no fault that ${id} can have here${because === '' ? '' : `: ${because}`}; allowed: ${allowed.join(', ')}`,
    because: {
      'file-server':
        'a file server may answer under another name, and has neither HTTP nor certificates',
      http: 'plain HTTP shows no certificate',
      'accepted-is-open':
        'any connection that is accepted proves the path, and on loopback only a closed port accepts none',
      'client-smb': 'SMB has neither HTTP nor certificates',
      'endpoint-mapper': 'an endpoint mapper tells no name and has neither HTTP nor certificates',
      udp: 'UDP has no connection to close, and no HTTP, names or certificates',
    },
    excluded: (id, why) => `the lab's site has no ${id} (${why})`,
    unknown: (id, known) =>
      `"${id}" is no requirement of the lab's site; it has ${known.join(', ')}`,
  },
  resume: {
    otherRun: (name, difference) => `--resume: ${name} is of another run: ${difference}`,
  },
};
