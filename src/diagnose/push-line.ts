import { codeIn, codeOfNumber, mentionsFailure, resultIn } from './code.ts';
import { type Wording, matchInOrder } from './in-order.ts';
import type { FoundCode, LogCause, Nature, Step } from './model.ts';
import { readingThat } from './reading.ts';
import type { LogRecord } from './record.ts';

/** The meaning of a line of ccm.log. */
export type PushLine =
  | { readonly kind: 'begin' | 'end'; readonly machine: string | null }
  | { readonly kind: 'mention' | 'started' | 'retry'; readonly machine: string | null }
  | {
      /** `stored`: the line only stores the code of what failed before it. */
      readonly kind: 'failure' | 'conclusion' | 'stored';
      readonly machine: string | null;
      readonly step: Step;
      readonly error: FoundCode | null;
      readonly cause: LogCause | null;
    }
  /** The site does not let the push go on with NTLM, which explains what failed before, if anything did. */
  | {
      readonly kind: 'no-fallback';
      readonly machine: string | null;
      readonly error: FoundCode | null;
    }
  /** A reason in words, which counts where no line has a code. */
  | {
      readonly kind: 'words';
      readonly machine: string | null;
      readonly step: Step;
      readonly nature: Nature;
    }
  /** A known message without significance. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

type MessageReader = (groups: readonly string[], text: string) => PushLine;

const NOTHING: PushLine = { kind: 'nothing' };

const at =
  (kind: 'begin' | 'end' | 'mention' | 'started' | 'retry'): MessageReader =>
  ([machine = '']) => ({ kind, machine: machine || null });

const failure =
  (step: Step, kind: 'failure' | 'conclusion' = 'failure'): MessageReader =>
  ([machine = ''], text) => {
    const result = resultIn(text);
    // What words call a failure, and its number a success.
    if (result.kind === 'success') return { kind: 'mention', machine: machine || null };
    const error = result.kind === 'error' ? result.code : null;
    return { kind, machine: machine || null, step, error, cause: causeIn(text) };
  };

/** The site's setting, which a line may tell after the code of what failed. */
function causeIn(text: string): LogCause | null {
  return /NTLM fallback is not enabled/i.test(text) ? 'no-ntlm-fallback' : null;
}

const words =
  (step: Step, nature: Nature): MessageReader =>
  ([machine = '']) => ({ kind: 'words', machine: machine || null, step, nature });

/** `\\PC001\admin$`; some logs double the backslashes. */
const SHARE = /\\{2,4}([^\\\s'"]{1,255})\\{1,2}(?:admin|ipc)\$/i;

/**
 * The known messages, in the wording of Configuration Manager 2007 and of current branch. They are
 * English in every language of Windows.
 */
const MESSAGES: readonly (readonly [wording: Wording, read: MessageReader])[] = [
  [/^=+>\s*Begin Processing request: ?"[^"]*",\s*machine name: ?"([^"]*)"/i, at('begin')],
  [/^<=+\s*End request: ?"[^"]*",\s*machine name: ?"([^"]*)"/i, at('end')],
  [
    /\[?sp_CP_SetLastErrorCode\]?\s+\d+,\s*(-?\d{1,10})/i,
    ([number = '']) => {
      const error = codeOfNumber(Number(number));
      return error === null
        ? NOTHING
        : { kind: 'stored', machine: null, step: 'push', error, cause: null };
    },
  ],
  [
    /Unable to access target machine for request: ?"[^"]*",\s*machine name: ?"([^"]*)"/i,
    failure('push', 'conclusion'),
  ],
  [/Stored request "[^"]*", machine name "([^"]*)", in queue "Retry"/i, at('retry')],
  [/Stored request|Received request|Getting a new request|Submitted request/i, () => NOTHING],
  [/Started service "?ccmsetup"? on machine "?([^".\s]+)/i, at('started')],
  [/Completed request "[^"]*", machine name "([^"]*)"/i, at('started')],
  [/client on the target machine has the same version/i, () => at('started')([], '')],
  [/best-shot' account/i, () => NOTHING],
  [
    /does not have administrative rights on machine "?([^"\s]{0,255})/i,
    words('admin-share', 'account'),
  ],
  [/Invalid NT version "[^"]{0,64}" on machine "?([^"\s]{0,255})/i, words('push', 'computer')],
  [
    /^NTLM fallback is not enabled(?:, remote machine "([^"]*)")?/i,
    ([machine = ''], text) => ({
      kind: 'no-fallback',
      machine: machine || null,
      error: codeIn(text),
    }),
  ],
  [/^NTLM fallback is enabled/i, () => NOTHING],
  [[/Failed to connect to (?:the )?(?=\\)/i, SHARE], failure('admin-share')],
  // Said of every push on some site servers, also of those that succeed.
  [/Failed to get token for current process/i, () => NOTHING],
  [[/Attempting to connect to administrative share ['"]?(?=\\)/i, SHARE], at('mention')],
  [/Connected to administrative share on machine "?([^"\s]+)/i, at('mention')],
  [
    /(?:WNetAddConnection2|NetUseAdd|LogonUser|SspiEncodeStringsAsAuthIdentity) failed/i,
    (_groups, text) => failure('admin-share')([], text),
  ],
  [/Unable to connect to remote registry for machine name "([^"]*)"/i, failure('registry')],
  [
    /Unable to connect to WMI(?:\s*\([^()]*\))? on remote machine "([^"]*)"/i,
    ([machine = ''], text) => {
      const error = codeIn(text);
      return error === null
        ? NOTHING
        : { kind: 'failure', machine: machine || null, step: 'wmi', error, cause: causeIn(text) };
    },
  ],
  [/Unable to connect to remote machine "([^"]*)" using Kerberos/i, failure('wmi')],
  [/device "?([^"\s]+)"? does not exist on the network/i, failure('presence', 'conclusion')],
  [
    [/(?:Unable|Failed) to (?:create|start|open|query|control)\b/i, /\bservice\b/i],
    (_groups, text) => failure('service')([], text),
  ],
  [
    [
      /(?:Unable|Failed) to (?:copy|create|write|verify)\b/i,
      /file|folder|directory|ccmsetup|\.tcf/i,
    ],
    (_groups, text) => failure('copy')([], text),
  ],
  [/succeeded/i, () => NOTHING],
];

const NAMED = [/machine(?: name)?:? ?"([^"]{1,255})"/i, SHARE] as const;

/** The computer that a line names, or null. */
export function machineIn(text: string): string | null {
  for (const pattern of NAMED) {
    const machine = pattern.exec(text)?.[1];
    if (machine !== undefined) return machine;
  }
  return null;
}

const MAX_READ = 2048;

/** What a record means, and the record with the reading of its text that means it. */
export function readPushLine(record: LogRecord): {
  readonly line: PushLine;
  readonly record: LogRecord;
} {
  const found = readingThat(record, [readMessage, readClaim]);
  return { line: found.meaning ?? { kind: 'unknown' }, record: found.record };
}

/** The known messages. */
function readMessage(text: string): PushLine | null {
  const line = text.slice(0, MAX_READ).replace(/^[\s~*-]+>?\s*/, '');
  for (const [wording, read] of MESSAGES) {
    const found = matchInOrder(wording, line);
    if (found !== null) return read(found, line);
  }
  return null;
}

/** A message that is not known, but claims a failure. */
function readClaim(text: string): PushLine | null {
  return claimsError(text) ? { kind: 'unknown' } : null;
}

/** What a line that is not known is about, by its words. */
const SUBJECTS: readonly (readonly [words: RegExp, step: Step])[] = [
  [/\bWMI\b|namespace|\bWin32_|\bCWmi\b/i, 'wmi'],
  [/registry/i, 'registry'],
  [/\b(?:admin|ipc)\$|\bshare\b/i, 'admin-share'],
  [/\bservice\b/i, 'service'],
  [/\bcopy|\bcopied/i, 'copy'],
  [/resolve|host ?name|IP address|\bping/i, 'presence'],
];

/** The step of a failure whose line is not known. */
export function stepOfWords(text: string): Step {
  return SUBJECTS.find(([words]) => words.test(text))?.[1] ?? 'push';
}

/** Whether an unknown line is an error by its own words, in the log format without a severity. */
export function claimsError(text: string): boolean {
  return /^[\s~*>-]*ERROR\b/.test(text) && mentionsFailure(text);
}
