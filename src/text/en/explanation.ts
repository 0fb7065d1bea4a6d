import type { LogError, Symptom } from '../../judge/symptom.ts';
import type { Clause, Explanation, UnprovenFlow } from '../explain.ts';
import { LOG_ERROR_NAMES } from './log-errors.ts';

/** A method's sentence. */
export function tell(explanation: Explanation): string {
  switch (explanation.kind) {
    case 'works':
      return '';
    case 'not-applicable':
      return `Not applicable: ${explanation.reason}.`;
    case 'no-answer':
      return `No answer from ${explanation.client}: off, wrong address, or everything is dropped.`;
    case 'unresolved':
      return `${sentence(
        explanation.hosts.length === 1
          ? `the name ${explanation.hosts.join()} has no address`
          : `the names ${list(explanation.hosts)} have no address`,
      )}${seen(explanation.symptom)}`;
    case 'breaks':
      return `${sentence(list(explanation.clauses.map(tellClause)))}${seen(explanation.symptom)}`;
    case 'unproven':
      return tellUnproven(explanation.flows);
    case 'degraded':
      return sentence(list([...explanation.clauses.map(tellClause), ...explanation.warnings]));
  }
}

function tellClause({ title, happened, cause }: Clause): string {
  return `${title}: ${happened}${cause === null ? '' : ` (${cause})`}`;
}

function tellUnproven(flows: readonly UnprovenFlow[]): string {
  const elsewhere = flows.filter(({ outcome }) => outcome === 'not-checked');
  const here = flows.filter(({ outcome }) => outcome !== 'not-checked');
  const parts = [
    ...here.map(({ title, why }) => (why === null ? title : `${title}: ${why}`)),
    ...(elsewhere.length === 0
      ? []
      : [`to prove from the other end: ${elsewhere.map(({ title }) => title).join(', ')}`]),
  ];
  return sentence(parts.join('; '));
}

function seen(symptom: Symptom | null): string {
  if (symptom === null || symptom.errors.length === 0) return '';
  const errors = symptom.errors.map(tellError).join(' or ');
  switch (symptom.log) {
    case 'none':
      return ` You would see ${errors}.`;
    case 'ccm.log':
      return ` In ccm.log on the site server you would see ${errors}.`;
    case 'Application event log':
      return ` In the Application event log of the client you would see ${errors}.`;
    case 'ccmsetup.log':
    case 'WindowsUpdate.log':
      return ` In ${symptom.log} on the client you would see ${errors}.`;
  }
}

function tellError({ key, hex, decimal }: LogError): string {
  return `${hex} (${decimal}, ${LOG_ERROR_NAMES[key]})`;
}

function list(parts: readonly string[]): string {
  return parts.join('; ');
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
