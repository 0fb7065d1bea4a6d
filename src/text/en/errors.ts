import type { Communication, Product } from '../../catalogue/vocabulary.ts';

export const ERRORS = {
  /** @param message from the parser of the command line */
  seeHelp: (message: string) => `${message}; see --help`,
  nameCommand: 'name a command',
  /** @param meant what the user may have meant, null where nothing is near */
  unknownOption: (word: string, command: string, meant: string | null) =>
    `"${word}" is no option of ${command}${meant === null ? '' : `; did you mean ${meant}?`}`,
  notAChoice: (option: string, value: string, choices: readonly string[], meant: string | null) =>
    `${option}: "${value}" is none of ${choices.join(', ')}${meant === null ? '' : `; did you mean ${meant}?`}`,
  /** @param choices what it takes, none where that is no list */
  valueMissing: (option: string, choices: readonly string[]) =>
    `${option}: a value is missing${choices.length === 0 ? '' : `, one of ${choices.join(', ')}`}`,
  /** @param what is to be done about it; null where nothing more can be said */
  optionMissing: (option: string, what: string | null) =>
    `${option} is missing${what === null ? '' : `; ${what}`}`,
  takesNoValue: (option: string, value: string) =>
    `${option} is a switch and takes no value, found "${value}"`,
  saidTwice: (option: string) => `${option} is given more than once`,
  /** @param max the longest that is allowed, such as `10m` */
  duration: (option: string, text: string, max: string) =>
    `${option}: "${text}" is not a duration from 50ms to ${max}, such as 3s or 500ms`,
  wholeNumber: (option: string, min: number, max: number, found: string) =>
    `${option}: a whole number from ${min} to ${max} is expected, found "${found}"`,
  rate: (option: string, min: number, max: number, found: string) =>
    `${option}: a whole number from ${min} to ${max}, or none for no limit, is expected, found "${found}"`,
  namesNoFile: (option: string) => `${option}: names no file`,
  needs: (option: string, needed: string) =>
    `${option} speaks of the hosts of ${needed}, which is not given`,
  belongTogether: (option: string, other: string) => `${option} and ${other} belong together`,

  notBoundaryGroups: (option: string, name: string) =>
    `${option}: "${name}" is no export of boundary groups: a JSON object with SMS_BoundaryGroup and the other four classes, as the page on boundary groups makes it`,
  cantRead: (option: string, name: string, why: string) =>
    `${option}: can't read "${name}": ${why}`,
  cantWrite: (option: string, name: string, why: string) =>
    `${option}: can't write "${name}": ${why}`,
  cantOpen: (option: string, name: string, why: string) =>
    `${option}: can't open "${name}": ${why}`,
  cantMake: (option: string, name: string, why: string) =>
    `${option}: can't make "${name}": ${why}`,
  cantRemove: (option: string, name: string, why: string) =>
    `${option}: can't remove "${name}": ${why}`,
  /** @param max bytes */
  tooLarge: (option: string, name: string, max: number) =>
    `${option}: "${name}" has more than ${max} bytes`,
  isThere: (where: string, name: string, remedy: string) =>
    `${where}: "${name}" is there already; ${remedy} replaces it`,
  /** A command line that names no server, share or port. */
  saysNoSite: (option: string, text: string) =>
    `${option}: "${text}" says nothing of a site; a command line of CCMSetup is expected, such as ccmsetup.exe /mp:mp01.contoso.com SMSSITECODE=S01`,
  notKeyValue: (text: string) => `--set: "${text}" is not KEY=VALUE, such as ports.http=8080`,
  communication: (communication: string, product: Product, allowed: readonly Communication[]) =>
    `--communication: "${communication}" does not exist in product ${product}; allowed: ${allowed.join(', ')}`,

  /** @param place null for standard output */
  twoFormats: (one: string, other: string, place: string | null) =>
    `-o: ${one} and ${other} both go to ${place === null ? 'stdout' : `"${place}"`}; give one a file: -o ${other}=FILE`,
  formatAndResume: (format: string, place: string) =>
    `-o: ${format} and --resume both go to "${place}"`,
  unknownFormat: (name: string, allowed: readonly string[]) =>
    `-o: "${name}" is not a format of this command; allowed: ${allowed.join(', ')}`,
  readyForSeveral:
    '-o ready: the names are of clients that are ready for one method, and --method names several',
  /** A file's name where a format is expected. @param line what to type instead */
  fileAsFormat: (name: string, line: string) =>
    `-o: "${name}" is no format; a file's name follows its format: ${line}`,
  outputWithoutFile: (word: string) => `-o: "${word}" names no file`,

  notAllowed: (variable: string, word: string, allowed: readonly string[]) =>
    `${variable}: "${word}" is none of ${allowed.join(', ')}`,
  yesOrNo: (variable: string, found: string) =>
    `${variable}: yes or no is expected, found "${found}"`,
  notOwnAddress: (option: string, word: string) =>
    `${option}: "${word}" is no IPv4 or IPv6 address of this computer`,
  notTheKey: '--client-key is not the key of --client-cert',
  noCertificate: (option: string, file: string) => `${option}: "${file}" holds no PEM certificate`,
  noKey: (option: string, file: string) =>
    `${option}: "${file}" holds no unencrypted PEM private key`,
  /** @param own what would do */
  sourceNotHere: (said: string, own: readonly string[]) =>
    `--source-address: "${said}" is no address that this machine can send from; it has ${own.join(', ')}`,
  sourcesOfOneFamily: (first: string, second: string) =>
    `--source-address: "${first}" and "${second}" are of one family; at most one IPv4 and one IPv6 address can be sent from`,
  sourceAndNativeEcho:
    '--source-address: only the ping program sends echo requests from a chosen address; leave out --icmp native',
  noNativeEcho: (why: string) =>
    `--icmp native: this machine sends no echo requests without the ping program: ${why}; use --icmp auto or --icmp program`,

  waitAndResume:
    '--resume leaves out the clients that were looked at, and --wait looks at them again: say one of them',
  /** The option is about clients, and none are named. */
  aboutClients: (option: string) =>
    `${option} speaks of the clients to look at, and none are named`,
  /** The option is about a list of clients, and none is given. */
  aboutList: (option: string) => `${option} speaks of the list of --clients, which is not given`,
  fromClientWithClients:
    '--from client looks from this machine, so no other clients can be named with --client or --clients; to name this machine in the report use --client-name',
  fromSiteServerWithoutClients:
    '--from site-server needs the clients to look at: --client or --clients',
  clientNameFromSiteServer: '--client-name names this machine, which only --from client reports',
  clientWithPort: (text: string) =>
    `"${text}" names a port; a client is a name or an address alone`,
  shard: (text: string, max: number) =>
    `--shard: "${text}" is not I/N, one of N shares of the clients, such as 1/4 to 4/4; N is ${max} at most`,
  list: {
    standardInput: 'standard input',
    /** A file's name where a client's is expected. @param line of --clients, to be typed */
    fileAsName: {
      file: (word: string, line: string) =>
        `--client: "${word}" is a file's name, and --client takes the names of clients; ${line} reads them from it`,
      'name and file': (word: string, line: string) =>
        `"${word}" is taken for a client, and there is a file of this name; ${line} would read names from it`,
    },
    /** A client's name where a file's is expected. @param line of --client, to be typed */
    nameAsFile: (word: string, line: string) =>
      `--clients: there is no file "${word}", and --clients takes a file of names; a client is named with ${line}`,
    empty: (file: string) => `--clients: ${file} holds no client`,
    /** @param found the first headings, quoted */
    noSuchColumn: (where: string, column: string, found: string) =>
      `--column: ${where} has no column "${column}", found ${found}`,
    noNameColumn: (found: string) =>
      `this looks like CSV, but no column holds the computer's name: Name, ComputerName, DNSHostName or the like is expected in the first line, or --column says which; found ${found}; a plain list has one name a line`,
    notCsv: (why: string) => `not readable as CSV: ${why}`,
    openQuote: 'a quotation mark is not closed',
    longRecord: (max: number) =>
      `a record longer than ${max} characters, or a quotation mark that is not closed`,
    csvRule: (_rule: string, message: string) => message,
    longLine: (max: number) => `longer than ${max} characters: this is no list of clients`,
    pem: 'a PEM file, a certificate or a key, is no list of clients',
    /** Usually a report of this tool. */
    /** @param option what to say instead */
    site: (file: string, option: string) =>
      `--clients: ${file} is a site file, which describes servers, not clients: ${option} reads it; clients are named with --client, or in a file of names with --clients`,
    json: 'a saved report is read from a file: name it with --clients',
    onlyOfReport:
      '--only narrows a saved report (json or ndjson), and --clients names a list: name the report, or leave --only out',
    columnOfReport: '--column speaks of CSV, and --clients names a saved report',
    /** @param words what --only was given */
    noneOnly: (file: string, words: readonly string[]) =>
      `--clients: ${file} holds no client that --only ${words.join(' ')} takes`,
    /** The chosen headings, quoted; where the first has an empty cell the second stands in. */
    namesFrom: (headings: readonly string[]) =>
      `names are taken from the column ${headings.join(', where it is empty from ')}`,
    namesFromColumn: (number: number) =>
      `names are taken from column ${number}, which looks like names; --column chooses by heading`,
    badBlock: (text: string) =>
      `"${text}" is no block or range of addresses: 10.0.0.0/24 or 10.0.0.10-20 is expected`,
    largeBlock: (text: string, addresses: string, max: number) =>
      `"${text}" is ${addresses} addresses, and at most ${max} are looked at: name a smaller block`,
    manyAddresses: (first: string, others: number, addresses: number, max: number) =>
      `${others === 0 ? first : `${first} and ${others} more`}: ${addresses} addresses in all, and at most ${max} are looked at in one run: name fewer or smaller blocks`,
    addresses: (first: string, others: number, addresses: number) =>
      `${others === 0 ? first : `${first} and ${others} more`}: ${addresses === 1 ? '1 address' : `${addresses} addresses`}`,
    skipInvalid: '--skip-invalid leaves out what holds no client name, and goes on with the rest',
    binary: 'control characters: this is no list of clients',
    more: (count: number) => `${count} more`,
    leftOut: (problem: string) => `${problem}: left out`,
    allLeftOut: (count: number) =>
      `${count === 1 ? '1 line is' : `${count} lines are`} left out (--skip-invalid)`,
  },
  explain: {
    unusedPort: (port: string) =>
      `explain: no method uses port ${port} unless a site file says so, and no error of Windows with this number is known here`,
    unknownError: (text: string) =>
      `explain: "${text}" is an error of no part of Windows or Configuration Manager that installing a client has to do with`,
    /** @param meant what the user may have meant, null where nothing is near */
    unknown: (what: string, allowed: string, meant: string | null) =>
      `explain: "${what}" is no method, requirement, port or error; ${meant === null ? '' : `did you mean ${meant}? `}allowed: ${allowed}`,
    /** Follows the names of the methods in the list of what can be explained. */
    others:
      'a requirement such as client-push/smb, icmp, a port such as 445, or an error of a log such as 0x80070035',
  },
  lab: {
    siteFileWithCheck: '--site-file is for a lab that keeps running, without --check',
    timeoutWithoutCheck: '--timeout belongs to --check',
    standsAlone: (option: string, word: string, found: string) =>
      `${option}: ${word} stands alone, found ${found}`,
    fileExists: (file: string) =>
      `--site-file: "${file}" exists already, and the lab overwrites no file`,
    notFault: (word: string) =>
      `"${word}" is not REQUIREMENT=FAULT, such as client-push/smb=refuse`,
    brokenOtherwise: (other: string) => `the same server is to be broken by ${other}`,
    icmp: "ICMP can't be broken on loopback, where the system itself answers echo requests",
    /** @param because why not; may be empty */
    impossible: (fault: string, id: string, because: string, allowed: readonly string[]) =>
      `"${fault}" is no fault that ${id} can have here${because === '' ? '' : `: ${because}`}; allowed: ${allowed.join(', ')}`,
    because: {
      'file-server':
        'a file server may answer under another name, and has neither HTTP nor certificates',
      http: 'plain HTTP shows no certificate',
      'no-gateway': 'only a cloud management gateway refuses so',
      'accepted-is-open':
        'any connection that is accepted proves the path, and on loopback only a closed port accepts none',
      'filter-by-interface':
        'a port that accepts and does not speak may be one that a filter shuts by interface, which proves nothing',
      'client-smb': 'SMB has neither HTTP nor certificates',
      'endpoint-mapper': 'an endpoint mapper tells no name and has neither HTTP nor certificates',
      directory: 'a domain controller has no HTTP here, and no certificates',
      udp: 'UDP has no connection to close, and no HTTP, names or certificates',
    },
    excluded: (id: string, why: string) => `the lab's site has no ${id} (${why})`,
    unknown: (id: string, known: readonly string[]) =>
      `"${id}" is no requirement of the lab's site; it has ${known.join(', ')}`,
  },
  resume: {
    /** Beside a file's name: `cm2007 in run.ndjson, current-branch in this run`. */
    thisRun: 'this run',
    otherRun: (name: string, difference: string) =>
      `--resume: ${name} is of another run: ${difference}`,
  },
};
