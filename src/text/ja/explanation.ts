import type { LogError, Symptom } from '../../judge/symptom.ts';
import type { Clause, Explanation, UnprovenFlow } from '../explain.ts';
import { LOG_ERROR_NAMES } from './log-errors.ts';

/** A method's sentence. */
export function tell(explanation: Explanation): string {
  switch (explanation.kind) {
    case 'works':
      return '';
    case 'not-applicable':
      return `対象外: ${explanation.reason}。`;
    case 'no-answer':
      return `${explanation.client} から応答がない: 電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されている。`;
    case 'unresolved':
      return `${sentence(`名前 ${explanation.hosts.join('、')} にアドレスがない`)}${seen(explanation.symptom)}`;
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
      : [`反対側から確認が必要: ${elsewhere.map(({ title }) => title).join('、')}`]),
  ];
  return sentence(list(parts));
}

function seen(symptom: Symptom | null): string {
  if (symptom === null || symptom.errors.length === 0) return '';
  const errors = symptom.errors.map(tellError).join(' または ');
  switch (symptom.log) {
    case 'none':
      return `実行した場合の表示: ${errors}。`;
    case 'ccm.log':
      return `実行した場合のサイト サーバーの ccm.log: ${errors}。`;
    case 'Application event log':
      return `実行した場合のクライアントのアプリケーション イベント ログ: ${errors}。`;
    case 'ccmsetup.log':
    case 'WindowsUpdate.log':
      return `実行した場合のクライアントの ${symptom.log}: ${errors}。`;
  }
}

function tellError({ key, hex, decimal }: LogError): string {
  return `${hex} (${decimal}、${LOG_ERROR_NAMES[key]})`;
}

function list(parts: readonly string[]): string {
  return parts.join('。');
}

function sentence(text: string): string {
  return text === '' ? '' : `${text}。`;
}
