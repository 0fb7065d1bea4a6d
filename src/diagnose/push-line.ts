import { readingsOf } from './as-written.ts';
import { codeIn, codeOfNumber, mentionsFailure } from './code.ts';
import { type Wording, matchInOrder } from './in-order.ts';
import type { FoundCode, Nature, Step } from './model.ts';

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
  ([machine = ''], text) => ({ kind, machine: machine || null, step, error: codeIn(text) });

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
      return error === null ? NOTHING : { kind: 'stored', machine: null, step: 'push', error };
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
  [/NTLM fallback is not enabled, remote machine "([^"]*)"/i, failure('ntlm-fallback')],
  [/NTLM fallback is enabled/i, () => NOTHING],
  [[/Failed to connect to (?=\\)/i, SHARE], failure('admin-share')],
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
        : { kind: 'failure', machine: machine || null, step: 'wmi', error };
    },
  ],
  [/Unable to connect to remote machine "([^"]*)" using Kerberos/i, failure('wmi')],
  [/device "?([^"\s]+)"? does not exist on the network/i, failure('presence')],
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

/** What a record's text means, in the first of its readings that is known. */
export function readPushLine(text: string): PushLine {
  const read = readingsOf(text).map(readOne);
  return read.find(({ kind }) => kind !== 'unknown') ?? { kind: 'unknown' };
}

function readOne(text: string): PushLine {
  const line = text.slice(0, MAX_READ).replace(/^[\s~*-]+>?\s*/, '');
  for (const [wording, read] of MESSAGES) {
    const found = matchInOrder(wording, line);
    if (found !== null) return read(found, line);
  }
  return { kind: 'unknown' };
}

/** Whether an unknown line is an error by its own words, in the log format without a severity. */
export function claimsError(text: string): boolean {
  return /^[\s~*>-]*ERROR\b/.test(text) && mentionsFailure(text);
}
