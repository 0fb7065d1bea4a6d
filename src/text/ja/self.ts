import type { Texts } from '../texts.ts';
import type { SelfEffect } from '../../judge/self-effects.ts';
import type {
  FirewallProfile,
  GroupFacts,
  InboundPolicy,
  ListeningAt,
  RuleGroup,
  ServiceName,
  ServiceState,
  StartType,
} from '../../self/facts.ts';
import { duration, list } from './numbers.ts';
import { methodName } from './words.ts';

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

const SERVICES: Record<ServiceName, string> = {
  BITS: 'Background Intelligent Transfer Service (BITS)',
  Winmgmt: 'Windows Management Instrumentation (Winmgmt)',
  CcmExec: 'SMS Agent Host (CcmExec)',
  ccmsetup: 'ccmsetup',
};

const STATES: Record<ServiceState, string> = {
  stopped: '停止',
  'start-pending': '開始処理中',
  'stop-pending': '停止処理中',
  running: '実行中',
  'continue-pending': '再開処理中',
  'pause-pending': '一時停止処理中',
  paused: '一時停止',
};

const START_TYPES: Record<StartType, string> = {
  boot: 'Windows とともに開始',
  system: 'Windows とともに開始',
  automatic: 'Windows とともに開始',
  manual: '必要になったときに開始',
  disabled: '無効',
};

/** What a fact means for methods; their names stand before it. */
const EFFECTS: Record<SelfEffect, string> = {
  'proxy-web':
    '管理ポイントと配布ポイントへの要求は、名前が除外されていなければこのプロキシに送られることがあります。今回はプロキシを通さずに確認しました。',
  'proxy-updates':
    '更新エージェントからソフトウェアの更新ポイントへの要求は、名前が除外されていなければこのプロキシに送られます。',
  'bits-setup':
    'BITS はクライアントの前提条件です。CCMSetup は Web サーバーからのファイルの取得に BITS を使います (/BITSPriority)。',
  'bits-packages': 'クライアントは BITS を使って配布ポイントからパッケージを取得します。',
  'wmi-push': 'サイト サーバーはクライアントの WMI に接続します。',
  'wmi-client': 'クライアントは設定とポリシーを WMI に保存するため、WMI なしでは機能しません。',
  'clock-off':
    'Kerberos が許容する時計の差は 5 分までです。証明書の有効期間もこの時計で判断されます。',
  'installed-push':
    '常にインストールするオプションを選ぶと、既存のクライアントを修復またはアップグレードします。',
  'installed-updates':
    'アップグレードにも使えます。既存のクライアントの更新ポイントは、グループ ポリシーではなくサイトから指定されます。',
  'installed-policy': 'アップグレードにも使えます。',
  'installed-manual':
    'CCMSetup は古いクライアントをアップグレードします。/logon を付けるとクライアントがあれば終了し、/forceinstall を付けると先に削除します。',
  'installed-packages': '前提となるクライアントがあります。',
  'none-installed': '前提となるクライアントがありません。',
  'agent-idle': '前提となるクライアントが動作していません。',
  'setup-running': 'インストールの実行中です。2 つ目の CCMSetup は終了コード 8 で終わります。',
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
  noProxy: 'WinHTTP: プロキシの設定はありません。',
  proxy: (servers, exempt) =>
    `WinHTTP: プロキシ ${servers.join('; ')} が設定されています。除外: ${exempt.length === 0 ? 'なし' : exempt.join('; ')}。`,
  proxyUnknown: (why) => `WinHTTP: プロキシの設定は不明。${why}。`,
  service: (name, state, start) =>
    `サービス ${SERVICES[name]}: ${STATES[state]}、${START_TYPES[start]}。`,
  serviceStartUnknown: (name, state, why) =>
    `サービス ${SERVICES[name]}: ${STATES[state]}、開始の種類は不明。${why}。`,
  serviceAbsent: (name) => `サービス ${SERVICES[name]}: ありません。`,
  serviceUnknown: (name, why) => `サービス ${SERVICES[name]}: 不明。${why}。`,
  client: (version, siteCode) =>
    `既存のクライアント: バージョン ${version}、${siteCode === null ? 'サイトの割り当てなし' : `サイト ${siteCode}`}。`,
  noClient: '既存のクライアント: ありません。',
  clientUnknown: (why) => `既存のクライアント: 不明。${why}。`,
  clock: (servers) => `時計: 時刻を返した ${servers} 台のサーバーとの差は 5 分以内です。`,
  clockOff: (aheadSeconds, servers) =>
    `時計: 時刻を返した ${servers} 台のサーバーより ${duration(aheadSeconds)}${aheadSeconds > 0 ? '進んでいます' : '遅れています'}。`,
  means: (methods, effect) =>
    `${list(methods.map((method) => methodName(method)))}: ${EFFECTS[effect]}`,
  meansForAll: (effect) => `すべての方法: ${EFFECTS[effect]}`,
};

function groupText({ group, rules, from }: GroupFacts): string {
  const limited = from === 'limited' ? ' (一部のアドレスのみ)' : '';
  return `${GROUPS[group]}: ${RULES[rules]}${limited}`;
}
