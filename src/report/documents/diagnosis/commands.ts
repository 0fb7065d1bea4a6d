import type { Method } from '../../../catalogue/vocabulary.ts';
import { type ComputerDiagnosis, NETWORK_NATURES, type Nature } from '../../../diagnose/model.ts';

/** What can be pasted into any shell as it is; a name of a log may hold anything. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,252}$/;

const PLAIN_PATH = /^[A-Za-z0-9_./\\:][A-Za-z0-9_./\\:-]*$/;

/** Trouble that a check may yet find to be the network's, or another computer's. */
const WORTH_A_CHECK: readonly Nature[] = [...NETWORK_NATURES, 'account', 'unspecified', 'unknown'];

/** Commands that look at what a computer's failure points to; none where the network has no part in it. */
export function commandsOf({
  computer,
  log,
  decisive,
  lastWord,
}: ComputerDiagnosis): readonly string[] {
  if (lastWord !== 'failed') return [];
  const nature = decisive?.nature ?? 'unknown';
  const requirements = decisive?.requirements ?? [];
  const [first] = requirements;
  const method = first === undefined ? null : methodOf(first);
  return [
    ...(WORTH_A_CHECK.includes(nature) ? checkOf(computer, log, method) : []),
    ...requirements.map((id) => `ccm-preflight explain ${id}`),
  ];
}

/** The same for all whose push failed: the check reads them from the log. */
export function commandsOfMany(example: ComputerDiagnosis): readonly string[] {
  const { log, file } = example;
  const [first = '', ...others] = commandsOf(example);
  if (log !== 'ccm.log' || !first.includes(' --client ') || !PLAIN_PATH.test(file)) {
    return [first, ...others].filter((command) => command !== '');
  }
  return [`ccm-preflight check --clients ${file} --method client-push --site site.yaml`, ...others];
}

function checkOf(
  computer: string | null,
  log: ComputerDiagnosis['log'],
  method: Method | null,
): readonly string[] {
  switch (log) {
    case 'ccm.log':
      return computer !== null && PLAIN_NAME.test(computer)
        ? [`ccm-preflight check --client ${computer} --method client-push --site site.yaml`]
        : [];
    case 'ccmsetup.log':
      return [`ccm-preflight check --from client --method ${method ?? 'manual'} --site site.yaml`];
  }
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
