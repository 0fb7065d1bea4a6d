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
    presence: 'ネットワーク上のコンピューターの検索',
    'management-point': '管理ポイントとの通信',
    'content-location': '管理ポイントへの配布ポイントの問い合わせ',
    'cloud-management-gateway': 'クラウド管理ゲートウェイとの通信',
    'distribution-point': '配布ポイントとの通信',
    'software-update-point': 'ソフトウェアの更新ポイントとの通信',
    'server-locator-point': 'サーバー ロケータ ポイントとの通信',
    'fallback-status-point': 'フォールバック ステータス ポイントへの報告',
    source: 'ソースの共有フォルダーの読み取り',
    directory: 'Active Directory への照会',
    locations: '管理ポイントまたはソースの検索',
    web: 'Web サーバーとの通信',
    prerequisite: '前提条件のインストール',
    installer: 'client.msi のインストール',
    'own-wmi': 'コンピューター自身の WMI への接続',
    'own-files': 'コンピューター自身のファイルの使用',
    setup: 'CCMSetup',
  },
  natures: {
    network: {
      what: 'ネットワーク、または途中や終端のファイアウォールが通信を通しませんでした。',
      check: '接続を開始するコンピューターから、その通信を確認してください。',
    },
    name: {
      what: '名前を解決できないか、名前が別のコンピューターを指しています。',
      check: 'DNS と WINS のレコードを、コンピューターの現在のアドレスと比較してください。',
    },
    account: {
      what: 'ネットワークの問題ではありません。コンピューターは応答し、アカウントを拒否しました。',
      check:
        'クライアント プッシュ インストール アカウントがロックアウトされておらず、対象コンピューターの管理者であり、DCOM と WMI を使用できることを確認してください。問題がなければ、名前が別のコンピューターを指していないかを確認してください。',
    },
    share: {
      what: 'ネットワークの問題ではありません。コンピューターは応答しましたが、その共有がありません。',
      check:
        'ADMIN$ が共有されていることを確認してください (ファイルとプリンターの共有、サービス "Server"、AutoShareWks が 0 でないこと、Windows コンピューターであること)。',
    },
    server: {
      what: 'サーバーに到達し、サーバーが失敗を返しました。',
      check: 'サーバーの IIS ログと、サイト コンポーネントの状態を確認してください。',
    },
    certificate: {
      what: 'サーバーに到達しましたが、証明書に問題がありました。',
      check:
        'サーバーとクライアントの証明書、時計、CA の失効リストへの経路 (/NoCRLCheck) を確認してください。',
    },
    proxy: {
      what: 'プロキシ、またはコンピューターのプロキシの設定が妨げています。',
      check: 'サイト システムにプロキシを経由せずに接続させてください (netsh winhttp show proxy)。',
    },
    content: {
      what: 'ネットワークの問題ではありません。管理ポイントは応答しましたが、クライアント ファイルのある配布ポイントを示しませんでした。',
      check:
        'コンピューターが境界グループに含まれ、その配布ポイントにクライアント パッケージがあることを確認してください。',
    },
    directory: {
      what: 'Active Directory からサイトまたは管理ポイントの情報を得られませんでした。',
      check:
        'ドメイン コントローラーに到達できること (DNS 53、LDAP 389 と 3268、Kerberos 88)、スキーマが拡張されサイトが発行されていることを確認してください。できなければ /mp で管理ポイントを指定してください (Configuration Manager 2007 ではサーバー ロケータ ポイント)。',
    },
    computer: {
      what: 'ネットワークの問題ではありません。対象コンピューターの Windows で失敗しました。',
      check:
        'client.msi.log とイベント ログで、ディスク、サービス、Windows インストーラー、WMI を確認してください。',
    },
    unspecified: {
      what: 'このコードだけでは原因が分かりません。原因はログの前の行に記録されています。',
      check: 'まずネットワークの問題でないことを確認し、ログを確認してください。',
    },
    unknown: {
      what: 'このツールでは認識できないエラーです。',
      check: 'まずネットワークの問題でないことを確認し、コードを調べてください。',
    },
    unexplained: {
      what: '失敗の理由として認識できる記録がログにありません。そのコンピューターに関する最後の行を引用しています。',
      check: 'その行の前後のログを確認してください。',
    },
  },
  places: {
    'account-of-a-source': {
      what: 'ネットワークの問題ではありません。共有のサーバーは応答し、アカウントを拒否しました。',
      check:
        '共有を開くアカウントが、共有とそのフォルダーを読み取れることを確認してください。CCMSetup は SYSTEM として実行され、コンピューター自身のアカウントで共有を開きます。Domain Computers または Everyone に許可が必要です。',
    },
    'account-of-a-client': {
      what: 'ネットワークの問題ではありません。アカウントが拒否されました。',
      check:
        '何をどのアカウントで開いたかを確認してください。CCMSetup とクライアントは SYSTEM として実行され、ほかのコンピューターにはコンピューター自身のアカウントで接続します。CCMSetup を手動で起動する場合は、管理者として実行する必要があります。',
    },
    'share-of-a-source': {
      what: 'ネットワークの問題ではありません。サーバーは応答しましたが、その共有がありません。',
      check: '/source の共有の表記と、サーバーにその共有があることを確認してください。',
    },
    'no-domain-controller': {
      what: 'ログオンを確認できるドメイン コントローラーが見つかりませんでした。',
      check:
        '両方のコンピューターがドメイン コントローラーに到達できること (DNS 53、Kerberos 88、LDAP 389) と、ドメイン間の信頼関係を確認してください。',
    },
    'no-location': {
      what: '管理ポイントが見つかりませんでした。',
      check:
        '/mp または SMSMP で管理ポイントを指定してください (Configuration Manager 2007 ではサーバー ロケータ ポイント)。または、サイトが発行する情報をクライアントが見つけられることを確認してください。Active Directory ではドメイン コントローラー (DNS 53、LDAP 389 と 3268、Kerberos 88)、DNS では _mssms_mp レコードです。',
    },
    'computer-before-setup': {
      what: 'ネットワークの問題ではありません。対象コンピューターの Windows で失敗しました。',
      check:
        'コンピューターのイベント ログで、ディスク、サービス、WMI、Windows のバージョンを確認してください。',
    },
    'own-wmi': {
      what: 'ネットワークの問題ではありません。コンピューター自身の WMI が失敗しました。',
      check:
        'コンピューターの WMI (winmgmt /verifyrepository) とディスク、クライアントが完全にインストールされていることを確認してください。',
    },
    'own-files': {
      what: 'ネットワークの問題ではありません。コンピューター自身のディスクにあるファイルが見つからないか、使用できません。',
      check:
        'ディスクの空き容量、SYSTEM がフォルダーに書き込めること、ウイルス対策ソフトがファイルを削除していないことを確認してください。その後 C:\\Windows\\ccmsetup を削除して CCMSetup を再実行すると、ファイルが再びダウンロードされます。',
    },
    gateway: {
      what: 'クラウド管理ゲートウェイに到達し、ゲートウェイが失敗を返しました。',
      check:
        '接続ポイントの SMS_Cloud_ProxyConnector.log と、管理ポイントの IIS のログを確認してください。',
    },
    'content-changed': {
      what: 'サーバーに到達しましたが、受け取った内容がサイトの通知した内容と異なります。',
      check:
        '配布ポイントのクライアント パッケージが最新であること (検証または再配布)、途中のプロキシやフィルターがダウンロードの内容を変更していないことを確認してください。',
    },
    'client-identity': {
      what: 'ネットワークの問題ではありません。クライアントには、自身を証明するための条件に合う証明書もトークンもありません。',
      check:
        'サイトが受け付けるクライアント認証用の証明書と秘密キーがコンピューターにあることを確認してください (/UsePKICert、CCMCERTSEL、CCMCERTISSUERS、CCMFIRSTCERT)。PKI を使わない場合は、サイトがクライアントに HTTP または拡張 HTTP を許可していることを、インターネットでは CCMSetup にトークン (/regtoken) を渡していること、またはコンピューターが Microsoft Entra ID に参加していることを確認してください。トークンが拒否された理由は、ログの前の行にある可能性があります。',
    },
    'update-policy': {
      what: 'ネットワークの問題ではありません。グループ ポリシーのため、サイトの更新サーバーを使用できません (別のサーバーの指定、問い合わせの禁止、またはポリシーのファイルの破損)。',
      check:
        'ポリシー「イントラネットの Microsoft 更新サービスの場所を指定する」を未構成にするか、サイトと同じポートのソフトウェアの更新ポイントを指定してください。その後 gpupdate /force を実行してください。変わらない場合は、コンピューターの Registry.pol を削除すると再作成されます。',
    },
    'unspecified-without-code': {
      what: 'この行にはコードがありません。ログの前の行に理由がある可能性があります。',
      check: 'まずネットワークの問題でないことを確認し、ログを読んでください。',
    },
  },
  causes: {
    'certificate-name': '証明書の名前がサーバーの名前と異なります (CERT_CN_INVALID)',
    'certificate-issuer': '証明書の発行者がここでは信頼されていません (INVALID_CA)',
    'certificate-date':
      '証明書の有効期限が切れているか、まだ有効ではありません。または時計が狂っています (CERT_DATE_INVALID)',
    'certificate-revoked': '証明書が失効しています (CERT_REVOKED)',
    'certificate-usage': '証明書の用途が異なります (CERT_WRONG_USAGE)',
    'certificate-invalid': '証明書が有効ではありません (INVALID_CERT)',
    'revocation-unknown':
      '証明書の失効を確認できませんでした (CERT_REV_FAILED、失効リストに到達できません)',
    'secure-channel': 'Windows が TLS を準備できませんでした (SECURITY_CHANNEL_ERROR)',
    clock: '2 台のコンピューターの時計の差が、Kerberos の許容範囲 (既定では 5 分) を超えています',
    'no-ntlm-fallback': 'Kerberos で失敗し、サイトの設定で NTLM による続行が許可されていません',
    'proxy-logon': '途中のプロキシが認証を要求しました',
    'proxy-setting': 'コンピューター自身のプロキシの設定に問題があります',
    'range-removed':
      'サーバーがファイルの部分要求を受け付けないか、途中のプロキシが要求から Range を取り除いています',
    'content-changed': 'ダウンロードした内容のハッシュが、通知されたハッシュと異なります',
    'client-identity': 'クライアントに、条件に合う証明書もトークンもありません',
    'update-policy': 'グループ ポリシーがサイトの設定と競合しています',
    'gateway-client-certificate':
      'クラウド管理ゲートウェイの接続ポイントに、HTTPS の管理ポイント用のクライアント証明書がありません',
    'gateway-forbidden':
      'クラウド管理ゲートウェイの接続ポイントを管理ポイントが拒否しました (HTTP と HTTPS の設定の相違、または IIS のバインド)',
    'gateway-token': 'クラウド管理ゲートウェイに提示したトークンが期限切れか無効です',
    gateway: 'クラウド管理ゲートウェイの応答の理由句に、理由が示されています',
    'no-management-point-in-directory': 'Active Directory に管理ポイントの情報がありません',
    'no-management-point-in-dns': 'DNS に管理ポイントのレコード (_mssms_mp) がありません',
    'no-management-point-in-wins':
      'WINS に管理ポイントまたはサーバー ロケータ ポイントの情報 (SMS_MP、SMS_SLP) がありません',
    'no-management-point':
      '管理ポイントが分かりません。コマンド ライン (/mp、SMSMP) にも、サイトが Active Directory、DNS、WINS に発行した情報にも管理ポイントがありません',
  },
  stateMessages: STATE_MESSAGES,
  stateMessage: (number, meaning) => `状態メッセージ ${number} (${meaning})`,
  inWords: (clauses) => `${clauses.join('、')}。`,
  because: (causes) => `ログによると、${causes.join('、')}。`,
  byCode: (cause) => `コードによると、${cause}。`,
  lastWords: {
    'ccm.log': {
      failed: 'プッシュが失敗しています',
      failing: 'プッシュは未完了、これまで失敗しています',
      resolved: '解決済み: その後のプッシュで CCMSetup が開始されました',
      succeeded: 'プッシュで CCMSetup が開始されました',
      unfinished: 'プッシュの結果がログにありません',
    },
    'ccmsetup.log': {
      failed: 'インストールが失敗しています',
      failing: 'インストールは未完了、これまで失敗しています',
      resolved: '解決済み: その後の試行でクライアントがインストールされました',
      succeeded: 'クライアントがインストールされました',
      unfinished: 'インストールの結果がログにありません',
    },
    client: {
      failed: 'クライアントがサイトと通信できていません',
      failing: 'ログの範囲では、クライアントがサイトと通信できていません',
      resolved: '解決済み: 失敗した処理はその後成功しました',
      succeeded: 'クライアントの要求にサイトが応答しました',
      unfinished: '失敗も成功もログにありません',
    },
  },
  labels: {
    title: 'ログからの診断',
    computer: 'コンピューター',
    lastWord: '最後の結果',
    error: '失敗した処理',
    pointsTo: '該当する要件',
    attempts: '試行',
    meaning: '意味',
    check: '確認すること',
    before: 'ほかに',
    line: 'ログ',
    run: '実行するコマンド',
    runThere: 'そのコンピューターで実行するコマンド',
    logs: 'ログ',
    unknown: '未知のエラー',
    noNetwork: 'ポート表に該当なし',
    notKnown: '不明',
  },
  computerOf: (file) => `${file} のコンピューター`,
  counts: ({ computers, lastWords }) => {
    if (computers === 0) return 'クライアントのインストールの試行は記録されていません。';
    const parts = [
      { label: '失敗', count: lastWords.failed },
      { label: '未完了でこれまで失敗', count: lastWords.failing },
      { label: '解決済み', count: lastWords.resolved },
      { label: '失敗なし', count: lastWords.succeeded },
      { label: '結果不明', count: lastWords.unfinished },
    ].filter(({ count }) => count > 0);
    return `コンピューター ${grouped(computers)} 台: ${parts.map(({ label, count }) => `${label} ${grouped(count)}`).join('、')}`;
  },
  nothingSince: (since, last) =>
    `--since ${since} の範囲に、クライアントのインストールの試行は記録されていません${last === null ? '' : ` (ログの最後: ${last})`}。`,
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
    `エラーとして記録されていますが、このツールでは解釈できない行: ${grouped(count)} 行${shown < count ? ` (最初の ${shown} 行を表示)` : ''}`,
  log: (records, loose, first, last) =>
    `${grouped(records)} 件${span(first, last)}${loose === 0 ? '' : `、記録でない行 ${grouped(loose)} 行`}`,
  computersOf: (count) => `コンピューター ${grouped(count)} 台`,
  reading: (done, total) =>
    `ログを読み取り中: ${grouped(Math.floor(done / 1_000_000))}${total === 0 ? '' : `/${grouped(Math.ceil(total / 1_000_000))}`} MB`,
  formats: {
    table: '人が端末で読む形式',
    json: 'すべてを含む 1 つの文書、プログラム用',
    markdown: 'チケットや Wiki に貼る形式',
  },
  errors: {
    noLog: (name) =>
      `"${name}" は Configuration Manager のログではありません (先頭に記録がありません)。ccm.log、ccmsetup.log、または docs/diagnose.md にあるログを指定してください。`,
    installerLog: (name) =>
      `"${name}" は Windows Installer のログ (client.msi.log など) です。このツールでは読み取りません。ここに記録される失敗はそのコンピューター自体の問題で、ネットワークの問題ではありません。最初の「Return value 3」より上の行に原因が書かれています。そのほかの経過は ccmsetup.log にあります。`,
    noRecord: (names) =>
      `${names} にはレコードがありません。まだ何も記録されていないか、書き込まれる前にコピーされています。`,
    noNames: (name) =>
      `"${name}" に最後のエラーの列はありますが、コンピューター名の列 (Name、MachineName、Netbios_Name0 など) がありません`,
    noTimes: (name) =>
      `--since: "${name}" には時刻の列 (LatestProcessingAttempt など) がないため、新旧を判断できません。--since を外すか、その列も含めてエクスポートしてください。`,
    unreadTime: (at, text) =>
      `--since: ${at}: "${text}" は比較できる時刻 (2026-01-31 08:00:00) ではありません。--since を外すか、この形式の時刻でエクスポートしてください。`,
    listTooLarge: (name, max) =>
      `"${name}" は ${grouped(max)} バイトを超える一覧です。列を減らすか分割してください。`,
    notRead: (name, component) =>
      `"${name}" は${component === '' ? 'コンポーネント名のない' : `コンポーネント "${component}" の`}ログで、対象外です。対象: ${DIAGNOSED_LOGS.join('、')}`,
    emptyFolder: (name) =>
      `フォルダー "${name}" に ccm.log も ccmsetup.log もクライアントのログもありません (ccm.lo_ や ccm-20260101-120000.log のような古いログもありません)`,
    noMatch: (pattern) => `"${pattern}" に一致するファイルがありません`,
    cantRead: (name, why) => `"${name}" を読み取れません: ${why}`,
    since: (text) =>
      `--since: "${text}" は期間 (90m、12h、7d、2w) でも日付 (2026-01-31、2026-01-31T08:00) でもありません`,
    unknownComputer: (names) => `--computer: ログに ${names} の記録がありません`,
    tooManyComputers: (max) =>
      `ログにあるコンピューターが ${grouped(max)} 台を超え、一度に扱えません。--computer でコンピューターを、または --since で期間を絞り込んでください。`,
    tooManyToList: (max) =>
      `${grouped(max)} 台を超えるコンピューターがある Configuration Manager のログです。新しい部分だけに縮めるか、コンピューター名の一覧を指定してください。`,
    interrupted: '中断されたため、何も出力していません',
    nobodyFailed:
      'Configuration Manager のログですが、最後のクライアント プッシュ インストールが失敗したコンピューターはありません',
    noPush:
      'Configuration Manager のログですが、コンピューター名がありません。サイト サーバーの ccm.log を指定してください。',
  },
};

function span(first: string | null, last: string | null): string {
  if (first === null || last === null) return '';
  return first === last ? `、${first}` : `、${first} から ${last}`;
}
