import type { LogError } from '../../judge/symptom.ts';
import type { Texts } from '../texts.ts';
import { LOG_ERROR_NAMES } from './log-errors.ts';

export const EXPLANATION: Texts['explanation'] = {
  notApplicable: (reason) => `対象外: ${reason}。`,
  noAnswer: (client) =>
    `${client} から応答がありません。電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されています。`,
  noAddress: (hosts) => `名前 ${hosts.join('、')} にアドレスがありません`,
  spoolerSilent:
    'その中に、文書に記載されたファイアウォールの例外で許可される印刷スプーラーのポートが含まれます。規則「Spooler Service - RPC」だけが無効で、WMI の規則は有効である可能性もあります',
  elsewhere: (titles) => `反対側から確認が必要: ${titles.join('、')}`,
  revocation: (errors) =>
    `Windows に失効リストの有効なコピーがなければ証明書は拒否され、クライアントの ccmsetup.log に ${listed(errors, null)} が記録されます`,
  sentence: (clauses) => (clauses.length === 0 ? '' : `${clauses.join('。')}。`),
  symptom: {
    none: (errors, said) => `実行した場合の表示: ${listed(errors, said)}。`,
    'ccm.log': (errors, said) =>
      `実行した場合のサイト サーバーの ccm.log: ${listed(errors, said)}。`,
    'ccmsetup.log': (errors, said) =>
      `実行した場合のクライアントの ccmsetup.log: ${listed(errors, said)}。`,
    'WindowsUpdate.log': (errors, said) =>
      `実行した場合のクライアントの WindowsUpdate.log: ${listed(errors, said)}。`,
    'Application event log': (errors, said) =>
      `実行した場合のクライアントのアプリケーション イベント ログ: ${listed(errors, said)}。`,
  },
};

function listed(errors: readonly LogError[], said: string | null): string {
  const numbers = errors
    .map(({ key, hex, decimal }) => `${hex} (${decimal}、${LOG_ERROR_NAMES[key]})`)
    .join(' または ');
  return [said === null ? '' : `「${said}」`, numbers].filter((part) => part !== '').join('、');
}
