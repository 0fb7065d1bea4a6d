import type { Method } from '../catalogue/vocabulary.ts';
import { readingsOf } from './as-written.ts';
import { codeIn, codeOfNumber, codeOfStatus, mentionsFailure } from './code.ts';
import { causeIn, natureOfCode } from './code-meaning.ts';
import { familyOf } from './family.ts';
import { type Wording, matchInOrder } from './in-order.ts';
import type { FoundCode, LogCause, Step } from './model.ts';
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
  | { readonly kind: 'method'; readonly method: Method }
  | { readonly kind: 'failed'; readonly error: FoundCode | null; readonly step: Step }
  /** What the log says of the thread's failure before it, or after it. */
  | { readonly kind: 'cause'; readonly cause: LogCause }
  /** The state message that CCMSetup sends to the fallback status point. */
  | { readonly kind: 'state'; readonly state: StateMessage }
  /** The server that the thread's next lines are about. */
  | { readonly kind: 'asking'; readonly asked: AskedServer }
  | {
      readonly kind: 'failure';
      readonly error: FoundCode | null;
      readonly step: Step;
      /** Null where the line names no server. */
      readonly asked: AskedServer | null;
      readonly cause: LogCause | null;
      readonly weight: 'main' | 'side';
    };

type MessageReader = (groups: readonly string[], text: string) => SetupLine;

const NOTHING: SetupLine = { kind: 'nothing' };

const failure =
  (step: Step, weight: 'main' | 'side' = 'main'): MessageReader =>
  (_groups, text) => ({
    kind: 'failure',
    error: codeIn(text),
    step,
    asked: askedIn(text, step),
    cause: causeIn(text),
    weight,
  });

/** A failure where the text claims one, else nothing that matters. */
const failureIfClaimed =
  (step: Step, weight: 'main' | 'side' = 'main'): MessageReader =>
  (groups, text) =>
    mentionsFailure(text) ? failure(step, weight)(groups, text) : askingOr(text, step, NOTHING);

/**
 * Interprets CCMSetup's return code; codes above its own are those of Windows Installer or Windows.
 */
function afterExit(code: number): SetupLine {
  switch (code) {
    case 0:
    case 7:
      // 7: installed, but a restart is needed.
      return { kind: 'succeeded' };
    case 8:
      // 8: another CCMSetup is already running, whose result counts.
      return NOTHING;
    case 9:
      return { kind: 'failed', error: null, step: 'prerequisite' };
    default:
      return { kind: 'failed', error: code < 16 ? null : codeOfNumber(code), step: 'setup' };
  }
}

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
  [/^CcmSetup is exiting with return code (\d{1,10})/i, ([code = '']) => afterExit(Number(code))],
  // CCMSetup started by hand starts itself again as a service, which does the work.
  [/^Successfully started the ccmsetup service/i, () => ({ kind: 'handed-over' })],
  [/^Installation succeeded/i, () => ({ kind: 'succeeded' })],
  [
    /^CcmSetup failed with error code/i,
    (_groups, text) => ({ kind: 'failed', error: codeIn(text), step: 'setup' }),
  ],
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
    /WINHTTP_CALLBACK_STATUS_FLAG_/,
    (_groups, text) => {
      const cause = causeIn(text);
      return cause === null ? NOTHING : { kind: 'cause', cause };
    },
  ],
  [
    /StatusCode=\s*(\d{3})\b|returned status code '?(\d{3})\b|HTTP (?:status )?code '?(\d{3})\b|StatusCode at WinHttpQueryHeaders: (\d{3})\b/i,
    (groups, text) => {
      const status = Number(groups.find((group) => group !== '') ?? '0');
      const error = codeOfStatus(status);
      if (error === null) return NOTHING;
      return {
        kind: 'failure',
        error,
        step: 'web',
        asked: askedIn(text, 'web'),
        cause: causeIn(text),
        weight: 'main',
      };
    },
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
      return found.kind === 'failure' ? { ...found, cause: 'no-management-point' } : found;
    },
  ],
  [
    /GetDPLocations failed|Failed to (?:get|find) DP locations|Failed to send location message/i,
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
  [[/prerequisite/i, /fail|not met/i], failure('prerequisite')],
  [
    /^Installation failed with error code/i,
    (_groups, text) => ({ kind: 'failed', error: codeIn(text), step: 'installer' }),
  ],
  [/\.msi installation failed|Setup (?:was unable to|failed due to)/i, failure('installer')],
  [[/\bsource\b/i, /\\\\/], (groups, text) => failureIfClaimed(shareStep(text))(groups, text)],
  [
    [/\\\\[^\\\s]+\\/, /\b(?:inaccessible|not accessible)/i],
    (groups, text) => failure(shareStep(text))(groups, text),
  ],
  // What comes after the servers were found, so that what failed before it is over.
  [
    /^(?:Successfully (?:downloaded|completed|verified)|Download(?:ing)? (?:complete|finished|file )|Installation files downloaded|Running installation package|MSI: )/i,
    (_groups, text) => (mentionsFailure(text) ? { kind: 'unknown' } : { kind: 'progress' }),
  ],
];

const URL_IN = /\b(https?):\/\/(\[[0-9a-f:.]+\]|[^\s/:'"<>,]{1,255})(?::\d{1,5})?(\/[^\s'"<>,]*)?/i;
/** A management point that is named without a URL. */
const MP_IN = /\bMP ['"]([^'"\s]{1,255})['"]/i;
const UNC_IN = /\\\\([^\\\s'"<>]{1,255})\\([^\\\s'"<>]{0,255})/;

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
  const [, share, folder = ''] = UNC_IN.exec(text) ?? [];
  if (share === undefined) return null;
  const isPackage = /^SMSPKG[A-Z]?\$/i.test(folder);
  return { step: isPackage ? 'distribution-point' : 'source', scheme: null, host: share };
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

/**
 * What a record's text means, in the first of its readings that is known.
 * @param isError whether the record is marked as an error
 */
export function readSetupLine(text: string, isError: boolean): SetupLine {
  const read = readingsOf(text).map((reading) => readOne(reading, isError));
  return read.find(({ kind }) => kind !== 'unknown') ?? { kind: 'unknown' };
}

function readOne(text: string, isError: boolean): SetupLine {
  const line = text.slice(0, MAX_READ);
  for (const [wording, read] of MESSAGES) {
    const found = matchInOrder(wording, line);
    if (found !== null) return read(found, line);
  }
  const error = codeIn(line);
  if (error !== null && (isError || isTelling(error))) {
    const asked = askedIn(line, 'web');
    const step = asked?.step ?? stepOfFamily(error);
    return {
      kind: 'failure',
      error,
      step,
      asked,
      cause: causeIn(line),
      weight: weightOf(step),
    };
  }
  return isError ? { kind: 'unknown' } : askingOr(line, 'web', { kind: 'unknown' });
}

function isTelling(error: FoundCode): boolean {
  return error.key !== null || natureOfCode(error) !== 'unknown';
}

/** What a code by itself says of the step, where the line says nothing of it. */
function stepOfFamily({ hex }: FoundCode): Step {
  switch (familyOf(Number(hex))) {
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
