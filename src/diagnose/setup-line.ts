import type { InstallMethod } from '../catalogue/vocabulary.ts';
import {
  codeIn,
  codeOfNumber,
  codeOfStatus,
  hresultIn,
  isHarmless,
  mentionsFailure,
  resultIn,
  tellsOfNoFailure,
} from './code.ts';
import { causeIn, causeOfCode } from './cause.ts';
import { natureOfCode } from './code-nature.ts';
import { familyOf } from './family.ts';
import { type Wording, matchInOrder } from './in-order.ts';
import type { FoundCode, LogCause, Nature, Step } from './model.ts';
import { readingThat } from './reading.ts';
import type { LogRecord } from './record.ts';
import { type Result, resultOf } from './result.ts';
import { type StateMessage, stateMessageOf } from './state-message.ts';

/** A server that CCMSetup contacts. */
export interface AskedServer {
  readonly step: Step;
  readonly scheme: 'http' | 'https' | null;
  readonly host: string | null;
}

/** The meaning of a line of ccmsetup.log. */
export type SetupLine =
  | {
      readonly kind:
        'begin' | 'handed-over' | 'succeeded' | 'waiting' | 'progress' | 'nothing' | 'unknown';
    }
  | { readonly kind: 'method'; readonly method: InstallMethod }
  | { readonly kind: 'failed'; readonly error: FoundCode | null; readonly step: Step }
  /** What the log says of the thread's failure before it, or after it. */
  | { readonly kind: 'cause'; readonly cause: LogCause | null }
  /** The state message that CCMSetup sends to the fallback status point. */
  | { readonly kind: 'state'; readonly state: StateMessage }
  /** A client was told where its management points are. */
  | { readonly kind: 'located' }
  /** A server answered as it should. */
  | { readonly kind: 'answered'; readonly host: string }
  /** The server that the thread's next lines are about. */
  | { readonly kind: 'asking'; readonly asked: AskedServer }
  | {
      readonly kind: 'failure';
      readonly error: FoundCode | null;
      readonly step: Step;
      /** Null where the line names no server. */
      readonly asked: AskedServer | null;
      readonly cause: LogCause | null;
      /** What the line's own words say of it. */
      readonly nature?: Nature;
      readonly weight: 'main' | 'side';
    };

type MessageReader = (groups: readonly string[], text: string) => SetupLine;

const NOTHING: SetupLine = { kind: 'nothing' };

const failure =
  (
    step: Step,
    weight: 'main' | 'side' = 'main',
    which: 'telling' | 'all' = 'telling',
  ): MessageReader =>
  (_groups, text) => {
    const result = resultIn(text, which);
    // What words call a failure, and its number a success.
    if (result.kind === 'success') return NOTHING;
    return {
      kind: 'failure',
      error: errorOf(result),
      step,
      asked: askedIn(text, step),
      cause: causeIn(text),
      weight,
    };
  };

function errorOf(result: Result): FoundCode | null {
  return result.kind === 'error' ? result.code : null;
}

/** A failure where the text claims one, else nothing that matters. */
const failureIfClaimed =
  (step: Step, weight: 'main' | 'side' = 'main'): MessageReader =>
  (groups, text) =>
    mentionsFailure(text) ? failure(step, weight)(groups, text) : askingOr(text, step, NOTHING);

/** CCMSetup's last word, which by its code may be about the web servers that it asks. */
function concluded(result: Result): SetupLine {
  if (result.kind === 'success' && result.success === 'restart') return { kind: 'succeeded' };
  const error = errorOf(result);
  const step = stepOfFamily(error);
  return { kind: 'failed', error, step: step === 'web' ? step : 'setup' };
}

/**
 * Interprets CCMSetup's return code; codes above its own are those of Windows Installer or Windows.
 */
function afterExit(code: number): SetupLine {
  switch (code) {
    case 0:
    case 7:
      // 7: installed, but a restart is needed, as Windows Installer says too.
      return { kind: 'succeeded' };
    case 8:
      // 8: another CCMSetup is already running, whose result counts.
      return NOTHING;
    case 9:
      return { kind: 'failed', error: null, step: 'prerequisite' };
    default: {
      const result = resultOf(code);
      // A success by its number; what was logged before it counts.
      if (result.kind === 'success' && result.success === 'other') return NOTHING;
      return concluded(code > 0 && code < 16 ? { kind: 'none' } : result);
    }
  }
}

/** A line that has the status of a web server. */
function ofStatus(groups: readonly string[], text: string): SetupLine {
  const error = codeOfStatus(Number(groups.find((group) => group !== '') ?? '0'));
  if (error === null) return NOTHING;
  return {
    kind: 'failure',
    error,
    // The reason phrase names the gateway where no line has its address.
    step: /\bCMG(?:Connector|Service)_/.test(text) ? 'cloud-management-gateway' : 'web',
    asked: askedIn(text, 'web'),
    cause: causeIn(text),
    weight: 'main',
  };
}

/** A signature that fails; that of a program is checked by the computer alone, whatever its code is of. */
function ofSignature(groups: readonly string[], text: string): SetupLine {
  const found = failureIfClaimed('setup')(groups, text);
  const isOfProgram = /authenticode|\.(?:msi|exe|cab)\b/i.test(text);
  return found.kind === 'failure' && isOfProgram ? { ...found, nature: 'computer' } : found;
}

/** In the event that a client raises of every answer: `HostName = "MP01";` */
const EVENT_HOST = /\bHostName = "([^"\s]{1,255})"/;
const FILE_NOT_FOUND = '0x80070002';

/** The known messages, in the wording of Configuration Manager 2007 and of current branch. */
const MESSAGES: readonly (readonly [wording: Wording, read: MessageReader])[] = [
  [/^=+\[ ccmsetup started\b/i, () => ({ kind: 'begin' })],
  [
    /^Ccmsetup command ?line: (.*)/i,
    ([line = '']) => ({
      kind: 'method',
      method: /MobileClient(?:Unicode)?\.tcf/i.test(line) ? 'client-push' : 'manual',
    }),
  ],
  [
    /^CcmSetup is exiting with return code (-?\d{1,10}|0x[0-9a-f]{1,8})\b/i,
    ([code = '']) => afterExit(Number(code)),
  ],
  // CCMSetup started by hand starts itself again as a service, which does the work.
  [/^Successfully started the ccmsetup service/i, () => ({ kind: 'handed-over' })],
  [/^Installation succeeded/i, () => ({ kind: 'succeeded' })],
  [/^CcmSetup failed with error code/i, (_groups, text) => concluded(resultIn(text))],
  [/^Next retry in \d+ minute/i, () => ({ kind: 'waiting' })],
  [
    /\[CCMHTTP\] ERROR: URL=(\S+?),? Port=\d+, Options=\d+, Code=(\d{1,10}), Text=(\w+)/i,
    ([url = '', number = '', word = ''], text) => {
      const asked = askedIn(url, 'web');
      const error =
        word === 'CCM_E_NO_CLIENT_PKI_CERT'
          ? codeOfNumber(0x87d0_0454)
          : codeOfNumber(Number(number));
      if (asked === null) return failure('web')([], text);
      // The next line has the HTTP status.
      if (error === null) return { kind: 'asking', asked };
      const { step } = asked;
      return { kind: 'failure', error, step, asked, cause: null, weight: weightOf(step) };
    },
  ],
  [
    /WINHTTP_CALLBACK_STATUS_(?:FLAG_|SECURE_FAILURE)/,
    (_groups, text) => ({ kind: 'cause', cause: causeIn(text) }),
  ],
  [/\[CCMHTTP\][ :*]{0,32}(?:dwStatusInformationLength|lpvStatusInformation)/i, () => NOTHING],
  [/\[CCMHTTP\] AsyncCallback\(\): -{3}/i, () => NOTHING],
  // A namespace that virtual desktops alone have: every other client says that it is missing.
  [/\broot\\{1,2}ccmvdi\b/i, () => NOTHING],
  // The computer's own WMI, which no server is asked for; without a client it has no such namespace.
  [
    [/\b(?:fail|unable|error|could ?n[o']t)/i, /\b(?:namespace|WMI)\b.{0,40}\\{0,4}\broot\\/i],
    (_groups, text) => ({
      kind: 'failure',
      error: codeIn(text, 'all'),
      step: 'own-wmi',
      asked: null,
      cause: null,
      weight: 'main',
    }),
  ],
  [
    /StatusCode=\s*(\d{3})\b|returned status code '?(\d{3})\b|HTTP (?:status )?code '?(\d{3})\b|StatusCode at WinHttpQueryHeaders: (\d{3})\b/i,
    (groups, text) => ofStatus(groups, text),
  ],
  [
    [/^ccmsetup: Host=([^,\s]+), Path=([^,\s]+)/i, /Protocol=(https?)/i],
    ([host = '', path = '', scheme = '']) => {
      const asked = askedIn(`${scheme}://${host}${path}`, 'web');
      return asked === null ? NOTHING : { kind: 'asking', asked };
    },
  ],
  [
    /(?:Sending|send) (?:state|status) '?(3\d\d)\b|\bSTATEID='?(3\d\d)\b/i,
    (groups) => {
      const state = stateMessageOf(Number(groups.find((group) => group !== '')));
      return state === null ? NOTHING : { kind: 'state', state };
    },
  ],
  [
    /\bFSP\b|fallback status point|state message|Failed to send status/i,
    failureIfClaimed('fallback-status-point', 'side'),
  ],
  // It answered, so that the way to it is open.
  [
    /(?:server|MP|management point) (?:has )?rejected (?:the )?registration/i,
    (_groups, text) => {
      const found = failure('management-point')([], text);
      return found.kind === 'failure' ? { ...found, nature: 'server' } : found;
    },
  ],
  // Said where no DHCP server names a site, which none needs to.
  [/AssignedSiteFromDHCP/i, () => NOTHING],
  [
    /mapping original error ([0-9a-f]{8}) to\b/i,
    ([original = '']) => ({
      kind: 'failure',
      error: codeOfNumber(Number.parseInt(original, 16)),
      step: 'distribution-point',
      asked: null,
      cause: null,
      weight: 'main',
    }),
  ],
  // Where no policy was set before, there is none to be read.
  [
    /Unable to read existing (?:resultant )?WUA\b/i,
    (_groups, text) => {
      const found = failure('software-update-point')([], text);
      if (found.kind !== 'failure' || found.error?.hex === FILE_NOT_FOUND) return NOTHING;
      return { ...found, cause: 'update-policy' };
    },
  ],
  [
    /Group policy settings were overwritten/i,
    (_groups, text) => ({
      kind: 'failure',
      error: null,
      step: 'software-update-point',
      asked: null,
      cause: causeIn(text),
      weight: 'main',
    }),
  ],
  // A client makes its own certificate, and reads its own site; no server is asked.
  [
    /^\[?RegTask\b.{0,40}\b(?:fail|unable)\w{0,3} to (?:get|create|find|open|select|initiali[sz]e)\b.{0,40}\bcertificate/i,
    (groups, text) => {
      const found = failure('setup')(groups, text);
      if (found.kind !== 'failure') return found;
      const isTold = found.error !== null && natureOfCode(found.error) === 'certificate';
      return isTold ? found : { ...found, nature: 'computer' };
    },
  ],
  [/^\[?RegTask\b.{0,40}\bsite code\b/i, failureIfClaimed('locations')],
  // Only management points are sent messages.
  [/\bccm message response\b/i, failureIfClaimed('management-point')],
  // What a client that was installed says of its registration, its messages and its downloads.
  [
    /registration request|client registration|\bPost to \S+ failed|Failed to (?:post|send) (?:a |the )?(?:message|request|registration)/i,
    failureIfClaimed('management-point'),
  ],
  [
    /^(?:DTSJob|CTMJob|GetDirectoryList_|CDTSJob|Error sending DAV request)/i,
    failureIfClaimed('distribution-point'),
  ],
  [
    /OnSearchComplete|(?:scan|search)\b.{0,80}\bfailed|WSUS|WUA\b|Windows Update agent/i,
    failureIfClaimed('software-update-point'),
  ],
  // A client raises it of every answer, good or bad.
  [
    [/\bCCM_CcmHttp_Status\b/, EVENT_HOST, /\bHRESULT = "0x0{8}"/],
    ([host = '']) => ({ kind: 'answered', host }),
  ],
  [/^Persisted (?:default )?management point locations/i, () => ({ kind: 'located' })],
  [
    /Calling back with empty (?:distribution points? )?list/i,
    () => ({
      kind: 'failure',
      error: null,
      step: 'content-location',
      asked: null,
      cause: null,
      nature: 'content',
      weight: 'main',
    }),
  ],
  // A computer that no client is made for.
  [
    /\boperating system\b.{0,60}\b(?:does ?n[o']t meet|is ?n[o']t supported|is unsupported)/i,
    (groups, text) => {
      const found = failure('setup')(groups, text);
      return found.kind === 'failure' ? { ...found, nature: 'computer' } : found;
    },
  ],
  [/CCM (?:access )?token/i, failureIfClaimed('management-point')],
  [
    /DownloadFileByWinHTTP failed|SendResourceRequest\(\) failed|verify the server certificate/i,
    failure('web'),
  ],
  [/assigned site from AD|GetADInstallParams failed|MP source through AD/i, failure('directory')],
  [[/(?:Failed|Unable) to /i, /Active Directory|domain controller/i], failure('directory')],
  [
    /No valid source or MP locations|There is no AMP for site code|(?:Unable|Failed|Could not|Couldn't) (?:to )?(?:discover|retrieve|resolve|find|get)(?: an?| any| the)?(?: default| lookup| assigned| proxy){0,2} (?:MP\b|management point|'?SMS_(?:SLP|MP)\b)|No lookup MP|DNS service record using _mssms_mp/i,
    (groups, text) => {
      const found = failure('locations')(groups, text);
      return found.kind === 'failure' ? { ...found, cause: whereNone(text) } : found;
    },
  ],
  [
    /GetDPLocations failed|Failed to (?:get|find) DP locations|Failed to send (?:\w{1,32} ){0,4}location (?:request )?message/i,
    (_groups, text) => {
      // The status says more than the code beside it, which wraps it.
      const status = codeOfStatus(Number(/\bstatus code '?(\d{3})\b/i.exec(text)?.[1] ?? '0'));
      // A management point that knows no distribution point was talked to all right.
      const isWithout = status === null && codeIn(text)?.key === 'item-not-found';
      const found = failure(isWithout ? 'content-location' : 'management-point')([], text);
      return found.kind === 'failure' && status !== null ? { ...found, error: status } : found;
    },
  ],
  [/returned failure exit code|correct version of BITS/i, failure('prerequisite')],
  // What was downloaded, whose signature no server on the way has a part in.
  [[/signature/i, /fail|could ?n[o']t|error|invalid/i], ofSignature],
  [[/(?:could ?n[o']t|unable to|failed to) verify\b/i, /signature/i], ofSignature],
  [[/prerequisite/i, /fail|not met/i], failure('prerequisite')],
  [
    /^Installation failed with error code/i,
    (_groups, text) => {
      const end = concluded(resultIn(text));
      return end.kind === 'failed' ? { ...end, step: 'installer' } : end;
    },
  ],
  // Windows Installer numbers its messages itself: its 1722 is none of remote procedure calls.
  [
    /^MSI: [^\s\d]{1,20}\s?\d{4,5}[.。]/,
    (_groups, text) => ({
      kind: 'failure',
      error: hresultIn(text),
      step: 'installer',
      asked: null,
      cause: null,
      weight: /^MSI: (?:warn|avert|advert|avvis|警告)/i.test(text) ? 'side' : 'main',
    }),
  ],
  // An installer that fails in WMI means it, whatever else shows the same codes.
  [
    /\bclient(?:_\w{1,32})?\.msi installation failed|Setup (?:was unable to|failed due to)/i,
    failure('installer', 'main', 'all'),
  ],
  [/\.(?:exe|msu|msi|cab) installation failed/i, failure('prerequisite', 'main', 'all')],
  [[/\bsource\b/i, /\\\\/], (groups, text) => failureIfClaimed(shareStep(text))(groups, text)],
  [
    [/\\\\[^\\\s]+\\/, /\b(?:inaccessible|not accessible)/i],
    (groups, text) => failure(shareStep(text))(groups, text),
  ],
  // Where the line has another form, or another subject, its own reader was asked before.
  [
    /\b(?:status ?code|http(?:[ _]status| error)?)\s?[:=]?\s?['"(]?([45]\d{2})\b(?!\.\d)|\bHTTP\/[12](?:\.\d)? ([45]\d{2})\b/i,
    (groups, text) =>
      mentionsFailure(text) || /\bHTTP\//.test(text) ? ofStatus(groups, text) : { kind: 'unknown' },
  ],
  // It names the server that the thread's failures around it are about, without a code of its own.
  [
    /^GetHttpRequestObjects failed for verb\b/i,
    (_groups, text) => askingOr(text, 'web', { kind: 'unknown' }),
  ],
  // Whose result counts.
  [/^Another instance of ccmsetup is already running/i, () => NOTHING],
  // What comes after the servers were found, so that what failed before it is over.
  [
    /^(?:Successfully (?:downloaded|completed|verified)|Download(?:ing)? (?:complete|finished|file )|Installation files downloaded|Running installation package|MSI: )/i,
    (_groups, text) => (mentionsFailure(text) ? { kind: 'unknown' } : { kind: 'progress' }),
  ],
];

const URL_IN = /\b(https?):\/\/(\[[0-9a-f:.]+\]|[^\s/:'"<>,]{1,255})(?::\d{1,5})?(\/[^\s'"<>,]*)?/i;
/** A management point that is named without a URL. */
const MP_IN = /\b(?:MP|message to) ['"]([^'"\s]{1,255})['"]/i;
/** Not `\\.\root`, which is of the computer itself. */
const UNC_IN = /(?<![\w:])\\\\(?![.?]\\)([^\\\s'"<>]{1,255})\\([^\\\s'"<>]{0,255})/;

/** The role that a URL's path belongs to. */
const ROLES: readonly (readonly [path: RegExp, step: Step])[] = [
  // A gateway's path goes on with that of the role behind it.
  [/^\/CCM_Proxy_/i, 'cloud-management-gateway'],
  [/SMS_DP_SMSPKG|SMS_DP_SMSSIG/i, 'distribution-point'],
  [/\/SMS_MP\b|\/ccm_system|\/CCM_Client|\/CCM_STS|\/bgb\b/i, 'management-point'],
  [/\/SMS_SLP\b/i, 'server-locator-point'],
  [/\/SMS_FSP\b/i, 'fallback-status-point'],
  [
    /\/(?:ClientWebService|SimpleAuthWebService|ReportingWebService|Selfupdate)\b/i,
    'software-update-point',
  ],
];

/**
 * The server that a text names by URL or share; its role is known by the path, or else by `step`.
 */
function askedIn(text: string, step: Step): AskedServer | null {
  const url = URL_IN.exec(text);
  if (url !== null) {
    const [, scheme = '', host = '', path = ''] = url;
    const role = ROLES.find(([pattern]) => pattern.test(path))?.[1];
    return {
      step: role ?? step,
      scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
      host,
    };
  }
  const managementPoint = MP_IN.exec(text)?.[1];
  if (managementPoint !== undefined) {
    const isStep = step === 'management-point' || step === 'content-location';
    return { step: isStep ? step : 'management-point', scheme: null, host: managementPoint };
  }
  const told = EVENT_HOST.exec(text)?.[1];
  if (told !== undefined) return { step, scheme: null, host: told };
  const [, share, folder = ''] = UNC_IN.exec(text) ?? [];
  if (share === undefined) return null;
  const isPackage = /^SMSPKG[A-Z]?\$/i.test(folder);
  return { step: isPackage ? 'distribution-point' : 'source', scheme: null, host: share };
}

const PLACES: readonly (readonly [place: RegExp, cause: LogCause])[] = [
  [/\bDNS\b|_mssms_mp/i, 'no-management-point-in-dns'],
  [/\bAD\b|Active Directory/, 'no-management-point-in-directory'],
  [/\bWINS\b|\bSMS_(?:SLP|MP)\b/i, 'no-management-point-in-wins'],
];

/** Where no management point was found: in the one place that a line names, or else in none of all. */
function whereNone(text: string): LogCause {
  const named = PLACES.filter(([place]) => place.test(text));
  return (named.length === 1 ? named[0]?.[1] : undefined) ?? 'no-management-point';
}

/** A share is one of a distribution point by its name, or else the source that CCMSetup was given. */
function shareStep(text: string): Step {
  return askedIn(text, 'source')?.step === 'distribution-point' ? 'distribution-point' : 'source';
}

/** What a line is that tells of no failure: the server that it names is asked next. */
function askingOr(text: string, step: Step, otherwise: SetupLine): SetupLine {
  const asked = askedIn(text, step);
  return asked === null || asked.step === 'source' ? otherwise : { kind: 'asking', asked };
}

function weightOf(step: Step): 'main' | 'side' {
  return step === 'fallback-status-point' ? 'side' : 'main';
}

const MAX_READ = 2048;

/** What a record means, and the record with the reading of its text that means it. */
export function readSetupLine(record: LogRecord): {
  readonly line: SetupLine;
  readonly record: LogRecord;
} {
  const { severity } = record;
  const found = readingThat(record, [readMessage, (text) => readCode(text, severity)]);
  return { line: found.meaning ?? { kind: 'unknown' }, record: found.record };
}

/** Whether a text is of an error; in a form that has no severity, the words decide. */
function isMarkedAsError({ severity, text }: Pick<LogRecord, 'severity' | 'text'>): boolean {
  return severity === null ? mentionsFailure(text) : severity === 'error';
}

/** The known messages. */
function readMessage(text: string): SetupLine | null {
  const line = text.slice(0, MAX_READ);
  for (const [wording, read] of MESSAGES) {
    const found = matchInOrder(wording, line);
    const meaning = found === null ? null : read(found, line);
    if (meaning !== null) return meaning.kind === 'unknown' ? null : meaning;
  }
  return null;
}

/** What an error code, or a server, says where the message is not known. */
function readCode(text: string, severity: LogRecord['severity']): SetupLine | null {
  const line = text.slice(0, MAX_READ);
  const isError = isMarkedAsError({ severity, text });
  const result = resultIn(line);
  const error = errorOf(result) ?? (severity === 'error' ? hresultIn(line) : null);
  const isOwn = isError && isOfOwnFiles(line, error);
  if (isOwn || (error !== null && (isError || isTelling(error)))) {
    const asked = askedIn(line, 'web');
    const step = isOwn ? 'own-files' : (asked?.step ?? stepOfFamily(error));
    return {
      kind: 'failure',
      error,
      step,
      asked,
      cause: causeIn(line),
      weight: weightOf(step),
    };
  }
  if (result.kind === 'success' || tellsOfNoFailure(line)) return NOTHING;
  const status = statusTold(line, severity);
  if (status !== null) return ofStatus([status], line);
  // Without a client there is no WMI namespace for it.
  const harmless = codeIn(line, 'all');
  if (harmless !== null && isHarmless(harmless)) return NOTHING;
  const asking = askingOr(line, 'web', { kind: 'unknown' });
  const isFailure = isError && mentionsFailure(line);
  return isFailure || asking.kind === 'unknown' ? null : asking;
}

/** `HTTP 503 Service Unavailable`; 443 is a port. */
const TOLD_STATUS =
  /\b(?:status ?code|http(?:[ _]status| error| response)?(?: code)?)\s?[:=]?\s?['"(]?((?!443)[45]\d{2})\b(?!\.\d)(['"(), -]{0,4}(?:bad (?:request|gateway)|unauthori[sz]ed|forbidden|(?:page )?not found|proxy authentication|internal server|service (?:is )?unavailable|gateway time))?/i;

/**
 * A server's answer that a line gives without a word of failure: by its mark, by the answer's words, or
 * as what was returned.
 */
function statusTold(line: string, severity: LogRecord['severity']): string | null {
  const [, status, words] = TOLD_STATUS.exec(line) ?? [];
  const isMarked = severity === 'warning' || severity === 'error';
  const isTold = isMarked || words !== undefined || /\breturned\b/i.test(line);
  return status !== undefined && isTold ? status : null;
}

/** Numbers of Win32 about files: not found, no such folder, in use, damaged, no room. */
const OF_FILES: ReadonlySet<number> = new Set([
  2, 3, 4, 13, 15, 19, 21, 23, 29, 30, 31, 32, 33, 39, 80, 82, 110, 112, 123, 145, 148, 161, 183,
  193, 206, 225, 267, 1006, 1117, 1392, 1393,
]);
/** A drive may be a share that somebody connected; that of Windows is a disk. */
const LOCAL_PATH =
  /(?:^|[\s'"(=])(?:c:|[a-z]:\\{1,2}(?:windows|winnt|program files(?: \(x86\))?|programdata)(?=\\)|%(?:windir|systemroot|temp|tmp|systemdrive|programdata)%)\\/i;
const ABOUT_FILES =
  /\b(?:open|read|writ|creat|cop[iy]|delet|remov|load|find|found|access|extract|expand|renam|mov|exist|missing)/i;
/** What may have been asked of a server, whose file a local path only holds. */
const ABOUT_SERVERS = /down ?load|\bhttps?\b|\bserver\b|\b[MD]P\b/i;

/** Whether a failure is of a file on the computer's own disk: it names one, and nothing else. */
function isOfOwnFiles(text: string, error: FoundCode | null): boolean {
  if (!LOCAL_PATH.test(text) || ABOUT_SERVERS.test(text) || askedIn(text, 'web') !== null) {
    return false;
  }
  return error === null
    ? ABOUT_FILES.test(text)
    : error.hex.startsWith('0x8007') && OF_FILES.has(error.decimal);
}

/** Whether a code tells of a failure also where the line is not marked as one. */
function isTelling(error: FoundCode): boolean {
  const nature = natureOfCode(error);
  // A client that may use HTTP finds no certificate either, and goes on.
  const isOfCertificate = causeOfCode(error, nature) === 'client-identity';
  return error.key !== null || (nature !== 'unknown' && !isOfCertificate);
}

/** What a code by itself says of the step, where the line says nothing of it. */
function stepOfFamily(error: FoundCode | null): Step {
  switch (error === null ? null : familyOf(Number(error.hex))) {
    case 'winhttp':
    case 'http':
    case 'certificate':
    case 'bits':
      return 'web';
    case 'windows-update':
      return 'software-update-point';
    default:
      return 'setup';
  }
}
