import type { Texts } from '../texts.ts';
import type {
  FirewallProfile,
  GroupFacts,
  InboundPolicy,
  ListeningAt,
  RuleGroup,
} from '../../self/facts.ts';

const AT: Record<ListeningAt, string> = {
  network: 'は待機中。ファイアウォールを通った通信には応答します',
  loopback: 'はループバックだけで待機中。ほかのコンピューターからは届きません',
  nowhere: 'は待機していません。プッシュは拒否されるか、ファイアウォールに破棄されます',
  unknown: 'を待機しているかは不明。このシステムからは分かりません',
};

const PROFILES: Record<FirewallProfile, string> = {
  domain: 'ドメイン',
  private: 'プライベート',
  public: 'パブリック',
};

const INBOUND: Record<InboundPolicy, string> = {
  block: '規則で許可されない受信はブロック',
  'block-always': '規則にかかわらずすべての受信をブロック',
  allow: '規則でブロックされない受信は許可',
  unknown: '規則にない受信の扱いは不明',
};

const GROUPS: Record<RuleGroup, string> = {
  'file-and-printer-sharing': '「ファイルとプリンターの共有」(TCP 445)',
  'windows-management-instrumentation': '「Windows Management Instrumentation (WMI)」',
};

const RULES: Record<GroupFacts['rules'], string> = {
  on: '有効',
  partly: '一部だけ有効',
  off: '無効',
  absent: 'なし',
};

export const SELF: Texts['self'] = {
  heading:
    'このコンピューター自身の情報 (参考。ファイアウォール越しの確認はサイト サーバーからだけできます)',
  listening: ({ port, at }) => `TCP ${port} ${AT[at]}`,
  profile: ({ profile, state, inbound, groups }) => {
    if (state === 'off') return `Windows ファイアウォール、${PROFILES[profile]} プロファイル: オフ`;
    const said = state === 'on' ? 'オン' : 'オンかオフかは不明';
    const rules =
      groups.length === 0
        ? '規則は読み取れませんでした'
        : `規則${groups.map(groupText).join('、')}。グループ ポリシーの規則は含まれないことがあります`;
    return `Windows ファイアウォール、${PROFILES[profile]} プロファイル: ${said}、${INBOUND[inbound]}。${rules}`;
  },
  noFirewall: (why) => `Windows ファイアウォール: 不明。${why}`,
};

function groupText({ group, rules, from }: GroupFacts): string {
  const limited = from === 'limited' ? ' (一部のアドレスのみ)' : '';
  return `${GROUPS[group]}: ${RULES[rules]}${limited}`;
}
