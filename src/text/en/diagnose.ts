import {
  DIAGNOSED_LOGS,
  type LastWord,
  type LogCause,
  type Nature,
  type Step,
} from '../../diagnose/model.ts';
import type { Place } from '../../diagnose/place.ts';
import type { RequirementId } from '../../catalogue/flow.ts';
import type { NatureText, DiagnosisCounts } from '../diagnose.ts';
import { grouped } from './numbers.ts';
import { STATE_MESSAGES } from './state-messages.ts';

export const DIAGNOSE = {
  steps: {
    'admin-share': 'connecting to ADMIN$',
    registry: 'connecting to the remote registry',
    wmi: 'connecting to WMI',
    'ntlm-fallback': 'logging on with Kerberos alone',
    copy: 'copying the client files',
    service: 'starting the CCMSetup service',
    push: 'client push',
    presence: 'finding the computer on the network',
    'management-point': 'talking to the management point',
    'content-location': 'asking the management point for distribution points',
    'cloud-management-gateway': 'talking to the cloud management gateway',
    'distribution-point': 'talking to the distribution point',
    'software-update-point': 'talking to the software update point',
    'server-locator-point': 'talking to the server locator point',
    'fallback-status-point': 'reporting to the fallback status point',
    source: 'reading the source share',
    directory: 'asking Active Directory',
    locations: 'finding a management point or a source',
    web: 'talking to a web server',
    prerequisite: 'installing a prerequisite',
    installer: 'installing client.msi',
    'own-wmi': "opening the computer's own WMI",
    'own-files': "using the computer's own files",
    setup: 'CCMSetup',
  } satisfies Record<Step, string>,
  natures: {
    network: {
      what: 'The network, or a firewall on the way or at the end, did not let it through.',
      check: 'Check the flow from the machine that opens it.',
    },
    name: {
      what: 'The name leads nowhere, or to another computer.',
      check: 'Compare the DNS and WINS records with the address that the computer has now.',
    },
    account: {
      what: 'No network matter: the computer answered, and refused the account.',
      check:
        'See that the client push account is not locked out, is an administrator of the computer and may use DCOM and WMI; where it is, check that the name does not lead to another computer.',
    },
    share: {
      what: 'No network matter: the computer answered, and has no such share.',
      check:
        'See that ADMIN$ is shared: File and Printer Sharing is installed, the service "Server" runs, AutoShareWks is not 0, and it is a Windows computer.',
    },
    server: {
      what: 'The server was reached, and answered with a failure.',
      check: "Look at the server's IIS log and at its site component status.",
    },
    certificate: {
      what: 'The server was reached; a certificate stood in the way.',
      check:
        "Look at the certificates of the server and of the client, at the clock, and at the way to the CA's revocation list (/NoCRLCheck).",
    },
    proxy: {
      what: 'A proxy, or what the computer is told of one, stood between.',
      check: 'Let site systems be reached without the proxy: netsh winhttp show proxy.',
    },
    content: {
      what: 'No network matter: the management point answered, and named no distribution point with the client files.',
      check:
        'See that the computer is within a boundary group and that the client package is on a distribution point of it.',
    },
    directory: {
      what: 'Active Directory told CCMSetup of no site or management point.',
      check:
        'See that the computer reaches a domain controller (DNS 53, LDAP 389 and 3268, Kerberos 88), that the schema is extended and the site publishes; else name a management point with /mp (Configuration Manager 2007: a server locator point).',
    },
    computer: {
      what: 'No network matter: Windows on the computer itself failed.',
      check:
        'Look at client.msi.log and at the event log of the computer: disk, services, Windows Installer, WMI.',
    },
    unspecified: {
      what: 'The code says nothing; the lines before it in the log do.',
      check: 'Rule out the network first, then read the log.',
    },
    unknown: {
      what: 'This tool does not know the error.',
      check: 'Rule out the network first, then look the code up.',
    },
    unexplained: {
      what: 'The log gives no reason that this tool knows; what it said last on the computer is quoted.',
      check: 'Read the log around that line.',
    },
  } satisfies Record<Nature, NatureText>,
  /** The same where it happened, by what was being done. */
  places: {
    'account-of-a-source': {
      what: 'No network matter: the server of the share answered, and refused the account.',
      check:
        "See that the share and its folder may be read by the account that opens it. CCMSetup runs as SYSTEM, and opens a share as the computer's own account: Domain Computers, or Everyone, needs to be allowed.",
    },
    'account-of-a-client': {
      what: 'No network matter: an account was refused.',
      check:
        "See what was opened, and as whom. CCMSetup and the client run as SYSTEM, and reach other computers as the computer's own account; CCMSetup that a person starts needs to be run as administrator.",
    },
    'share-of-a-source': {
      what: 'No network matter: the server answered, and has no such share.',
      check: 'See how the share of /source is written, and that the server still has it.',
    },
    'no-domain-controller': {
      what: 'No domain controller was found that could check the logon.',
      check:
        'See that both computers reach a domain controller (DNS 53, Kerberos 88, LDAP 389), and that the domains trust each other.',
    },
    'no-location': {
      what: 'No management point was found.',
      check:
        'Name one with /mp or SMSMP (Configuration Manager 2007: a server locator point), or see that the client finds what the site publishes: in Active Directory by a domain controller (DNS 53, LDAP 389 and 3268, Kerberos 88), in DNS by its record _mssms_mp.',
    },
    'computer-before-setup': {
      what: 'No network matter: Windows on the computer itself failed.',
      check: 'Look at the event log of the computer: disk, services, WMI, version of Windows.',
    },
    'own-wmi': {
      what: "No network matter: the computer's own WMI failed.",
      check:
        'Look at WMI on the computer (winmgmt /verifyrepository), at its disk, and whether the client is installed whole.',
    },
    'own-files': {
      what: 'No network matter: a file on the disk of the computer itself is missing, or cannot be used.',
      check:
        'See that the disk has room, that SYSTEM may write to the folder, and that no virus scanner takes the file away; then delete C:\\Windows\\ccmsetup and run CCMSetup again, which downloads its files anew.',
    },
    gateway: {
      what: 'The cloud management gateway was reached, and answered with a failure.',
      check:
        'Look at SMS_Cloud_ProxyConnector.log of its connection point and at the log of IIS of the management point.',
    },
    'content-changed': {
      what: 'The server was reached, and what it gave is not what the site announced.',
      check:
        'See that the client package is up to date on the distribution point (validate it, or distribute it again), and that no proxy or filter on the way changes what is downloaded.',
    },
    'client-identity': {
      what: 'No network matter: the client has no certificate that fits, and no token, by which it could say who it is.',
      check:
        'See that the computer has a certificate with its private key for Client Authentication that the site takes (/UsePKICert, CCMCERTSEL, CCMCERTISSUERS, CCMFIRSTCERT); without PKI, that the site lets clients use HTTP or Enhanced HTTP, and on the internet that CCMSetup is given a token (/regtoken) or the computer is joined to Microsoft Entra ID; the lines before may say why a token was refused.',
    },
    'update-policy': {
      what: 'No network matter: a group policy keeps the update server of the site from being used: it names another one, forbids to ask, or its file on the computer is damaged.',
      check:
        'Leave the policy "Specify intranet Microsoft update service location" unset, or let it name the software update point with its port as the site does; then gpupdate /force. Where that changes nothing, delete Registry.pol on the computer, which is made anew.',
    },
    'unspecified-without-code': {
      what: 'The line has no code; the lines before it in the log may say more.',
      check: 'Rule out the network first, then read the log.',
    },
  } satisfies Record<Place, NatureText>,
  /** What a log says besides an error's code. */
  causes: {
    'certificate-name': "the certificate is of another name than the server's (CERT_CN_INVALID)",
    'certificate-issuer': 'the issuer of the certificate is not trusted here (INVALID_CA)',
    'certificate-date':
      'the certificate is expired or not yet valid, or the clock is wrong (CERT_DATE_INVALID)',
    'certificate-revoked': 'the certificate is revoked (CERT_REVOKED)',
    'certificate-usage': 'the certificate is not for this use (CERT_WRONG_USAGE)',
    'certificate-invalid': 'the certificate is not valid (INVALID_CERT)',
    'revocation-unknown':
      'it could not be checked whether the certificate is revoked (CERT_REV_FAILED: the revocation list was not reached)',
    'secure-channel': 'Windows could not set up its side of TLS (SECURITY_CHANNEL_ERROR)',
    clock:
      'the clocks of the two computers differ by more than Kerberos allows, which is five minutes unless somebody set it',
    'no-ntlm-fallback': 'Kerberos failed, and the site does not let the push go on with NTLM',
    'proxy-logon': 'a proxy on the way demanded a logon',
    'proxy-setting': "the computer's own proxy settings are at fault",
    'range-removed':
      'the server did not take requests for parts of a file, or a proxy on the way takes the Range out of them',
    'content-changed': 'the hash of what was downloaded is not the one that was announced',
    'client-identity': 'the client has no certificate that fits and no token to show',
    'update-policy': 'a group policy conflicts with what the site sets',
    'gateway-client-certificate':
      'the connection point of the cloud management gateway lacks a client certificate for an HTTPS management point',
    'gateway-forbidden':
      'the management point refused the connection point of the cloud management gateway: HTTP or HTTPS is set differently, or IIS has another binding',
    'gateway-token': 'the token shown to the cloud management gateway is expired or not valid',
    gateway: 'the cloud management gateway says why in its reason phrase',
    'no-management-point-in-directory': 'Active Directory names no management point',
    'no-management-point-in-dns': 'DNS has no record of a management point (_mssms_mp)',
    'no-management-point-in-wins':
      'WINS names no management point and no server locator point (SMS_MP, SMS_SLP)',
    'no-management-point':
      'no management point is known: neither the command line (/mp, SMSMP) nor what the site publishes in Active Directory, DNS or WINS names one',
  } satisfies Record<LogCause, string>,
  stateMessages: STATE_MESSAGES,
  /** `state message 308 (a file could not be downloaded)`. */
  stateMessage: (number: number, meaning: string) => `state message ${number} (${meaning})`,
  /** Clauses as a sentence of their own. */
  inWords: (clauses: readonly string[]) => {
    const text = clauses.join('; ');
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
  },
  /** What the log itself says of the cause. */
  because: (causes: readonly string[]) => `The log says: ${causes.join('; ')}.`,
  /** What is known of the cause by the error's code alone. */
  byCode: (cause: string) => `The code says: ${cause}.`,
  /** By log: success means something different in each. */
  lastWords: {
    'ccm.log': {
      failed: 'the push fails',
      failing: 'the push is unfinished, failing so far',
      resolved: 'resolved: a later push started CCMSetup',
      succeeded: 'the push started CCMSetup',
      unfinished: 'the log does not tell how the push ended',
    },
    'ccmsetup.log': {
      failed: 'the installation fails',
      failing: 'the installation is unfinished, failing so far',
      resolved: 'resolved: a later attempt installed the client',
      succeeded: 'the client was installed',
      unfinished: 'the log does not tell how the installation ended',
    },
    client: {
      failed: 'the client fails to talk to its site',
      failing: 'the client fails to talk to its site, as far as the log goes',
      resolved: 'resolved: what failed succeeded later',
      succeeded: 'what the client asked of its site was answered',
      unfinished: 'the log tells of no failure, and of no success',
    },
  } satisfies Record<'ccm.log' | 'ccmsetup.log' | 'client', Record<LastWord, string>>,
  labels: {
    title: 'What the logs tell',
    computer: 'Computer',
    lastWord: 'Last word',
    error: 'What failed',
    pointsTo: 'Points to',
    attempts: 'Attempts',
    meaning: 'That means',
    check: 'What to check',
    before: 'Also',
    line: 'Log',
    run: 'Run',
    runThere: 'Run on that computer',
    logs: 'Logs',
    unknown: 'Errors that are not known',
    noNetwork: 'nothing in the port tables',
    notKnown: 'not known',
  },
  /** A computer whose log does not name it: `the computer of logs/pc001/ccmsetup.log`. */
  computerOf: (file: string) => `the computer of ${file}`,
  counts: ({ computers, lastWords }: DiagnosisCounts) => {
    if (computers === 0) return 'No computer, no attempt to install a client.';
    const parts = [
      `${grouped(lastWords.failed)} failed`,
      `${grouped(lastWords.failing)} unfinished, failing so far`,
      `${grouped(lastWords.resolved)} resolved`,
      `${grouped(lastWords.succeeded)} without a failure`,
      `${grouped(lastWords.unfinished)} unfinished`,
    ].filter((part) => !part.startsWith('0 '));
    return `${computers === 1 ? '1 computer' : `${grouped(computers)} computers`}: ${parts.join(', ')}`;
  },
  /** @param since as the user wrote it; @param last the last time in the logs */
  nothingSince: (since: string, last: string | null) =>
    `No attempt to install a client with --since ${since}${last === null ? '' : `: the log ends ${last}`}.`,
  /** `3 of 4 attempts failed, first 2026-…, last 2026-…`. */
  attempts: ({
    failures,
    attempts,
    lastWord,
    first,
    last,
  }: {
    readonly failures: number;
    readonly attempts: number;
    readonly lastWord: LastWord;
    readonly first: string | null;
    readonly last: string | null;
  }) => {
    const all = attempts === 1 ? '1 attempt' : `${grouped(attempts)} attempts`;
    const isOver = lastWord !== 'failing';
    const told =
      !isOver && failures === 0
        ? `${all}, the last not over yet`
        : `${grouped(failures)} of ${all} failed${isOver ? '' : ', the last is not over yet'}`;
    return `${told}${span(first, last)}`;
  },
  /** `5 times, 2026-… to 2026-…`. */
  times: (count: number, first: string | null, last: string | null) =>
    `${count === 1 ? 'once' : `${grouped(count)} times`}${span(first, last)}`,
  /** What a check would find: `expect filtered or silent`. */
  expect: (ids: readonly RequirementId[], outcomes: readonly string[]) =>
    `Expect ${ids.join(' or ')}: ${outcomes.join(' or ')}.`,
  more: (count: number) => `${grouped(count)} more kinds of failure`,
  moreNames: (count: number) => `and ${grouped(count)} more`,
  unknown: (count: number, shown: number) =>
    count === 1
      ? '1 line says that it is an error, and is none that this tool knows:'
      : `${grouped(count)} lines say that they are errors, and are none that this tool knows${shown < count ? `; the first ${shown}:` : ':'}`,
  /** @param loose lines that are no part of a record */
  log: (records: number, loose: number, first: string | null, last: string | null) =>
    `${records === 1 ? '1 record' : `${grouped(records)} records`}${span(first, last)}${loose === 0 ? '' : `; ${loose === 1 ? '1 line is' : `${grouped(loose)} lines are`} no part of a record`}`,
  computersOf: (count: number) => (count === 1 ? '1 computer' : `${grouped(count)} computers`),
  /** Progress, in bytes. */
  reading: (done: number, total: number) =>
    `reading logs: ${grouped(Math.floor(done / 1_000_000))}${total === 0 ? '' : ` of ${grouped(Math.ceil(total / 1_000_000))}`} MB`,
  formats: {
    table: 'for people, at a terminal',
    json: 'one document with everything, for programs',
    markdown: 'for a ticket or a wiki',
  },
  errors: {
    /** The file holds no record. */
    noLog: (name: string) =>
      `"${name}" is no log of Configuration Manager: it does not begin with a log record; ccm.log or ccmsetup.log is expected, or another log that docs/diagnose.md lists`,
    /** Quoted from the log: "Return value 3". */
    installerLog: (name: string) =>
      `"${name}" is a log of Windows Installer, such as client.msi.log, which is not read: what fails in it is on the computer itself, no matter of the network; the lines above its first "Return value 3" say what, and ccmsetup.log says the rest`,
    /** All that was named is empty. */
    noRecord: (names: string) =>
      `no record in ${names}: nothing was logged yet, or the file was copied before it was written`,
    /** A list of last errors whose computers nobody can tell. */
    noNames: (name: string) =>
      `"${name}" has a column of last errors, and none with computers' names (Name, MachineName, Netbios_Name0, …)`,
    noTimes: (name: string) =>
      `--since: "${name}" has no column with times (LatestProcessingAttempt, …), so what is older cannot be told: leave --since out, or export that column too`,
    /** @param at file and line */
    unreadTime: (at: string, text: string) =>
      `--since: ${at}: "${text}" is no time that can be compared (2026-01-31 08:00:00): leave --since out, or export times in that form`,
    listTooLarge: (name: string, max: number) =>
      `"${name}" is a list of more than ${grouped(max)} bytes: leave out columns, or split it`,
    /** A log of another component. */
    notRead: (name: string, component: string) =>
      `"${name}" is a log of ${component === '' ? 'no component' : `the component "${component}"`}, which is not read; what is read: ${DIAGNOSED_LOGS.join(', ')}`,
    emptyFolder: (name: string) =>
      `the folder "${name}" holds no ccm.log, ccmsetup.log or log of a client (nor one that was rotated: ccm.lo_, ccm-20260101-120000.log)`,
    /** No file has a name of that pattern. */
    noMatch: (pattern: string) => `no file is named like "${pattern}"`,
    cantRead: (name: string, why: string) => `can't read "${name}": ${why}`,
    since: (text: string) =>
      `--since: "${text}" is neither a duration (90m, 12h, 7d, 2w) nor a date (2026-01-31, 2026-01-31T08:00)`,
    unknownComputer: (names: string) => `--computer: the logs do not speak of ${names}`,
    /** @param max how many are kept */
    tooManyComputers: (max: number) =>
      `the logs name more than ${grouped(max)} computers, which are too many to be told of at once: choose some with --computer, or the latest with --since`,
    /** The same for a log that is given as the list of clients. */
    tooManyToList: (max: number) =>
      `a log of Configuration Manager that names more than ${grouped(max)} computers: shorten it to its latest part, or give a list of names`,
    interrupted: 'interrupted, nothing was written',
    /** The list of clients is a log in which no push failed. */
    nobodyFailed: 'a log of Configuration Manager in which no client push failed last',
    /** The list of clients is a log without client pushes. */
    noPush:
      'a log of Configuration Manager that names no computers: ccm.log of the site server is expected',
  },
};

function span(first: string | null, last: string | null): string {
  if (first === null || last === null) return '';
  return first === last ? `, ${first}` : `, ${first} to ${last}`;
}
