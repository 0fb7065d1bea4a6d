import type { LogError, LogName } from '../../judge/symptom.ts';
import { LOG_ERROR_NAMES } from './log-errors.ts';

/** The errors that the administrator would find if the method were tried anyway. */
const SYMPTOM: Record<LogName, (errors: readonly LogError[], said: string | null) => string> = {
  none: (errors, said) => `You would see ${listed(errors, said)}.`,
  'ccm.log': (errors, said) =>
    `In ccm.log on the site server you would see ${listed(errors, said)}.`,
  'ccmsetup.log': (errors, said) =>
    `In ccmsetup.log on the client you would see ${listed(errors, said)}.`,
  'WindowsUpdate.log': (errors, said) =>
    `In WindowsUpdate.log on the client you would see ${listed(errors, said)}.`,
  'Application event log': (errors, said) =>
    `In the Application event log of the client you would see ${listed(errors, said)}.`,
};

export const EXPLANATION = {
  notApplicable: (reason: string) => `Not applicable: ${reason}.`,
  noAnswer: (client: string) =>
    `No answer from ${client}: off, wrong address, or everything is dropped.`,
  /** A clause. */
  noAddress: (hosts: readonly string[]) =>
    hosts.length === 1
      ? `the name ${hosts.join()} has no address`
      : `the names ${hosts.join('; ')} have no address`,
  /** In parentheses behind a clause: why silence counts though Windows Firewall goes by service. */
  spoolerSilent:
    'among them the print spooler\'s port, which the documented exceptions admit; its rule "Spooler Service - RPC" may be off while WMI\'s is on',
  /** A clause: flows that only the other end can prove. */
  elsewhere: (titles: readonly string[]) => `to prove from the other end: ${titles.join(', ')}`,
  /** A clause. */
  revocation: (errors: readonly LogError[]) =>
    `unless Windows holds a valid copy of the revocation list, the certificate is turned down, and ccmsetup.log on the client shows ${listed(errors, null)}`,
  /** One sentence of these clauses; empty where there is none. */
  sentence: (clauses: readonly string[]) => sentence(clauses.join('; ')),
  symptom: SYMPTOM,
};

/** What the log says in words, and the numbers of which it shows one. */
function listed(errors: readonly LogError[], said: string | null): string {
  const numbers = errors
    .map(({ key, hex, decimal }) => `${hex} (${decimal}, ${LOG_ERROR_NAMES[key]})`)
    .join(' or ');
  return [said === null ? '' : `"${said}"`, numbers].filter((part) => part !== '').join(', ');
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
