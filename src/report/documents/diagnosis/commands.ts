import type { Method } from '../../../catalogue/vocabulary.ts';
import {
  type ComputerDiagnosis,
  NETWORK_NATURES,
  type Nature,
  isFailing,
} from '../../../diagnose/model.ts';
import {
  type Shell,
  type Word,
  commandLine,
  outside,
  own,
  typed,
} from '../../../text/command-line.ts';

/** Trouble that a check may yet find to be the network's, or another computer's. */
const WORTH_A_CHECK: readonly Nature[] = [
  ...NETWORK_NATURES,
  'account',
  'unspecified',
  'unknown',
  'unexplained',
];

/** Commands that look at what a computer's failure points to; none where the network has no part in it. */
export function commandsOf(diagnosis: ComputerDiagnosis, shell: Shell): readonly string[] {
  const check = checkOf(diagnosis);
  return [...(check === null ? [] : [commandLine(check, shell)]), ...explanationsOf(diagnosis)];
}

/** The same for all whose push failed: the check reads them from the log. */
export function commandsOfMany(example: ComputerDiagnosis, shell: Shell): readonly string[] {
  const { log, file } = example;
  if (log !== 'ccm.log' || checkOf(example) === null) return commandsOf(example, shell);
  const check = checkWith(own('--clients'), typed(file, 'FILE'), own('--method client-push'));
  return [commandLine(check, shell), ...explanationsOf(example)];
}

function explanationsOf({ lastWord, decisive }: ComputerDiagnosis): readonly string[] {
  if (!isFailing(lastWord)) return [];
  return (decisive?.requirements ?? []).map((id) => `ccm-preflight explain ${id}`);
}

/** null where the network has no part in what failed, or nobody knows which computer it was. */
function checkOf({ computer, log, decisive, lastWord }: ComputerDiagnosis): readonly Word[] | null {
  const isWorthIt = WORTH_A_CHECK.includes(decisive?.nature ?? 'unknown');
  if (!isFailing(lastWord) || !isWorthIt) return null;
  switch (log) {
    case 'ccm.log':
      return computer === null
        ? null
        : checkWith(own('--client'), outside(computer, 'NAME'), own('--method client-push'));
    default: {
      const [first] = decisive?.requirements ?? [];
      const method = first === undefined ? 'manual' : methodOf(first);
      return checkWith(own(`--from client --method ${method}`));
    }
  }
}

function checkWith(...words: readonly Word[]): readonly Word[] {
  return [own('ccm-preflight check'), ...words, own('--site site.yaml')];
}

function methodOf(id: `${Method}/${string}`): Method {
  switch (id.slice(0, id.indexOf('/'))) {
    case 'client-push':
      return 'client-push';
    case 'software-update-point':
      return 'software-update-point';
    case 'group-policy':
      return 'group-policy';
    case 'software-distribution':
      return 'software-distribution';
    default:
      return 'manual';
  }
}
