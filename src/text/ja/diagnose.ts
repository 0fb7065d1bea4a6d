import type { Texts } from '../texts.ts';
import { DIAGNOSED_LOGS } from '../../diagnose/model.ts';
import { grouped } from './numbers.ts';
import { STATE_MESSAGES } from './state-messages.ts';

export const DIAGNOSE: Texts['diagnose'] = {
  steps: {
    'admin-share': 'ADMIN$ への接続',
    registry: 'リモート レジストリへの接続',
    wmi: 'WMI への接続',
    'ntlm-fallback': 'Kerberos のみでのログオン',
    copy: 'クライアント ファイルのコピー',
    service: 'CCMSetup サービスの開始',
    push: 'クライアント プッシュ インストール',
    presence: 'ネットワーク上のコンピュータの検索',
    'management-point': '管理ポイントとの通信',
    'content-location': '管理ポイントへの配布ポイントの問い合わせ',
    'cloud-management-gateway': 'クラウド管理ゲートウェイとの通信',
    'distribution-point': '配布ポイントとの通信',
    'software-update-point': 'ソフトウェアの更新ポイントとの通信',
    'server-locator-point': 'サーバー ロケータ ポイントとの通信',
    'fallback-status-point': 'フォールバック ステータス ポイントへの報告',
    source: 'ソースの共有フォルダの読み取り',
    directory: 'Active Directory への照会',
    locations: '管理ポイントまたはソースの検索',
    web: 'Web サーバーとの通信',
    prerequisite: '前提条件のインストール',
    installer: 'client.msi のインストール',
    setup: 'CCMSetup',
  },
  natures: {
    network: {
      what: 'ネットワーク、または途中や終端のファイアウォールが通信を通さなかった。',
      check: '接続を開始するコンピュータから、その通信を確認する。',
    },
    name: {
      what: '名前を解決できない、または名前が別のコンピュータを指している。',
      check: 'DNS と WINS のレコードを、コンピュータの現在のアドレスと比べる。',
    },
    account: {
      what: 'ネットワークの問題ではない。コンピュータは応答し、アカウントを拒否した。',
      check:
        'クライアント プッシュ インストール アカウントがロックアウトされておらず、対象コンピュータの管理者であり、DCOM と WMI を使用できることを確認する。問題がなければ、名前が別のコンピュータを指していないかを確認する。',
    },
    share: {
      what: 'ネットワークの問題ではない。コンピュータは応答したが、その共有がない。',
      check:
        'ADMIN$ が共有されていることを確認する (ファイルとプリンターの共有、サービス "Server"、AutoShareWks が 0 でないこと、Windows コンピュータであること)。',
    },
    server: {
      what: 'サーバーに到達し、サーバーが失敗を返した。',
      check: 'サーバーの IIS ログと、サイト コンポーネントの状態を確認する。',
    },
    certificate: {
      what: 'サーバーに到達したが、証明書に問題があった。',
      check:
        'サーバーとクライアントの証明書、時計、CA の失効リストへの経路 (/NoCRLCheck) を確認する。',
    },
    proxy: {
      what: '途中のプロキシが認証を要求した。',
      check: 'サイト システムにプロキシを経由せずに接続させる (netsh winhttp show proxy)。',
    },
    content: {
      what: 'ネットワークの問題ではない。管理ポイントは応答したが、クライアント ファイルのある配布ポイントを示さなかった。',
      check:
        'コンピュータが境界グループに含まれ、その配布ポイントにクライアント パッケージがあることを確認する。',
    },
    directory: {
      what: 'Active Directory からサイトまたは管理ポイントの情報を得られなかった。',
      check:
        'ドメイン コントローラーに到達できること (DNS 53、LDAP 389 と 3268、Kerberos 88)、スキーマが拡張されサイトが発行されていることを確認する。できなければ /mp で管理ポイントを指定する (Configuration Manager 2007 ではサーバー ロケータ ポイント)。',
    },
    computer: {
      what: 'ネットワークの問題ではない。対象コンピュータの Windows で失敗した。',
      check:
        'client.msi.log とイベント ログで、ディスク、サービス、Windows インストーラー、WMI を確認する。',
    },
    unspecified: {
      what: 'このコードは何も示さない。ログの前の行が示している。',
      check: 'まずネットワークの問題でないことを確認し、ログを読む。',
    },
    unknown: {
      what: 'このツールの知らないエラー。',
      check: 'まずネットワークの問題でないことを確認し、コードを調べる。',
    },
    unexplained: {
      what: 'このツールの知る理由がログにない。そのコンピュータについてログが最後に述べた行を引用している。',
      check: 'その行の前後のログを読む。',
    },
  },
  causes: {
    'certificate-name': '証明書の名前がサーバーの名前と異なる (CERT_CN_INVALID)',
    'certificate-issuer': '証明書の発行者がここでは信頼されていない (INVALID_CA)',
    'certificate-date':
      '証明書の有効期限が切れているか、まだ有効でない。または時計が狂っている (CERT_DATE_INVALID)',
    'certificate-revoked': '証明書が失効している (CERT_REVOKED)',
    'certificate-usage': '証明書の用途が異なる (CERT_WRONG_USAGE)',
    'certificate-invalid': '証明書が有効でない (INVALID_CERT)',
    'revocation-unknown':
      '証明書の失効を確認できなかった (CERT_REV_FAILED、失効リストに到達できない)',
    'secure-channel': 'Windows が TLS を準備できなかった (SECURITY_CHANNEL_ERROR)',
    'range-removed':
      'サーバーがファイルの部分要求を受け付けないか、途中のプロキシが要求から Range を取り除いている',
    'gateway-client-certificate':
      'クラウド管理ゲートウェイの接続ポイントに、HTTPS の管理ポイント用のクライアント証明書がない',
    'gateway-forbidden':
      'クラウド管理ゲートウェイの接続ポイントを管理ポイントが拒否した (HTTP と HTTPS の設定の相違、または IIS のバインド)',
    'gateway-token': 'クラウド管理ゲートウェイに提示したトークンが期限切れか無効',
    gateway: 'クラウド管理ゲートウェイが応答の理由句で理由を述べている',
    'no-management-point':
      '管理ポイントがわからない。コマンド ライン (/mp、SMSMP) にも、サイトが Active Directory、DNS、WINS に発行した情報にも管理ポイントがない',
  },
  stateMessages: STATE_MESSAGES,
  stateMessage: (number, meaning) => `状態メッセージ ${number} (${meaning})`,
  inWords: (clauses) => `${clauses.join('、')}。`,
  because: (causes) => `ログによると、${causes.join('、')}。`,
  lastWords: {
    'ccm.log': {
      failed: 'プッシュが失敗している',
      failing: 'プッシュは未完了、これまで失敗している',
      resolved: '解決済み: その後のプッシュで CCMSetup が開始された',
      succeeded: 'プッシュで CCMSetup が開始された',
      unfinished: 'プッシュの結果がログにない',
    },
    'ccmsetup.log': {
      failed: 'インストールが失敗している',
      failing: 'インストールは未完了、これまで失敗している',
      resolved: '解決済み: その後の試行でクライアントがインストールされた',
      succeeded: 'クライアントがインストールされた',
      unfinished: 'インストールの結果がログにない',
    },
    client: {
      failed: 'クライアントがサイトと通信できていない',
      failing: 'ログの範囲では、クライアントがサイトと通信できていない',
      resolved: '解決済み: 失敗した処理はその後成功した',
      succeeded: 'クライアントの要求にサイトが応答した',
      unfinished: '失敗も成功もログにない',
    },
  },
  labels: {
    title: 'ログからの診断',
    computer: 'コンピュータ',
    lastWord: '最後の結果',
    error: '失敗した処理',
    pointsTo: '該当する要件',
    attempts: '試行',
    meaning: '意味',
    check: '確認すること',
    before: 'ほかに',
    line: 'ログ',
    run: '実行するコマンド',
    runThere: 'そのコンピュータで実行するコマンド',
    logs: 'ログ',
    unknown: '未知のエラー',
    noNetwork: 'ポート表に該当なし',
    notKnown: '不明',
  },
  computerOf: (file) => `${file} のコンピュータ`,
  counts: ({ computers, lastWords }) => {
    if (computers === 0) return 'クライアントのインストールの試行は記録されていない。';
    const parts = [
      { label: '失敗', count: lastWords.failed },
      { label: '未完了でこれまで失敗', count: lastWords.failing },
      { label: '解決済み', count: lastWords.resolved },
      { label: '失敗なし', count: lastWords.succeeded },
      { label: '結果不明', count: lastWords.unfinished },
    ].filter(({ count }) => count > 0);
    return `コンピュータ ${grouped(computers)} 台: ${parts.map(({ label, count }) => `${label} ${grouped(count)}`).join('、')}`;
  },
  nothingSince: (since, last) =>
    `--since ${since} の範囲に、クライアントのインストールの試行は記録されていない${last === null ? '' : ` (ログの最後: ${last})`}。`,
  attempts: ({ failures, attempts, lastWord, first, last }) => {
    const isOver = lastWord !== 'failing';
    const told =
      !isOver && failures === 0
        ? `試行 ${grouped(attempts)} 回、最後の試行は未完了`
        : `試行 ${grouped(attempts)} 回のうち ${grouped(failures)} 回が失敗${isOver ? '' : '、最後の試行は未完了'}`;
    return `${told}${span(first, last)}`;
  },
  times: (count, first, last) => `${grouped(count)} 回${span(first, last)}`,
  expect: (ids, outcomes) => `予想される結果: ${ids.join('、')}: ${outcomes.join('、')}。`,
  more: (count) => `さらに ${grouped(count)} 種類の失敗`,
  moreNames: (count) => `ほか ${grouped(count)} 台`,
  unknown: (count, shown) =>
    `エラーとされているが、このツールの知らない行: ${grouped(count)} 行${shown < count ? ` (最初の ${shown} 行を表示)` : ''}`,
  log: (records, loose, first, last) =>
    `${grouped(records)} 件${span(first, last)}${loose === 0 ? '' : `、記録でない行 ${grouped(loose)} 行`}`,
  computersOf: (count) => `コンピュータ ${grouped(count)} 台`,
  reading: (done, total) =>
    `ログを読み取り中: ${grouped(Math.floor(done / 1_000_000))}${total === 0 ? '' : `/${grouped(Math.ceil(total / 1_000_000))}`} MB`,
  formats: {
    table: '人が端末で読む形式',
    json: 'すべてを含む 1 つの文書、プログラム用',
    markdown: 'チケットや Wiki に貼る形式',
  },
  errors: {
    noLog: (name) =>
      `"${name}" は Configuration Manager のログではない (先頭に記録がない)。ccm.log、ccmsetup.log、または docs/diagnose.md にあるログを指定`,
    noNames: (name) =>
      `"${name}" に最後のエラーの列はあるが、コンピュータ名の列 (Name、MachineName、Netbios_Name0 など) がない`,
    listTooLarge: (name, max) =>
      `"${name}" は ${grouped(max)} バイトを超える一覧。列を減らすか分割する`,
    notRead: (name, component) =>
      `"${name}" は${component === '' ? 'コンポーネント名のない' : `コンポーネント "${component}" の`}ログで、対象外。対象: ${DIAGNOSED_LOGS.join('、')}`,
    emptyFolder: (name) =>
      `フォルダ "${name}" に ccm.log も ccmsetup.log もクライアントのログもない (ccm.lo_ や ccm-20260101-120000.log のような古いログもない)`,
    noMatch: (pattern) => `"${pattern}" に一致するファイルがない`,
    cantRead: (name, why) => `"${name}" を読み取れない: ${why}`,
    since: (text) =>
      `--since: "${text}" は期間 (90m、12h、7d、2w) でも日付 (2026-01-31、2026-01-31T08:00) でもない`,
    unknownComputer: (names) => `--computer: ログに ${names} の記録がない`,
    tooManyComputers: (max) =>
      `ログにあるコンピュータが ${grouped(max)} 台を超え、一度に扱えない。--computer でコンピュータを、または --since で期間を絞って指定`,
    tooManyToList: (max) =>
      `${grouped(max)} 台を超えるコンピュータがある Configuration Manager のログ。新しい部分だけに縮めるか、コンピュータ名の一覧を指定`,
    interrupted: '中断されたため、何も出力していない',
    nobodyFailed:
      'Configuration Manager のログだが、最後のクライアント プッシュ インストールが失敗したコンピュータはない',
    noPush:
      'Configuration Manager のログだが、コンピュータ名がない。サイト サーバーの ccm.log を指定',
  },
};

function span(first: string | null, last: string | null): string {
  if (first === null || last === null) return '';
  return first === last ? `、${first}` : `、${first} から ${last}`;
}
