import { isOwnId } from '../../catalogue/flow.ts';
import type { Texts } from '../texts.ts';
import { PRODUCTS } from './words.ts';

export const EXPLAIN: Texts['explain'] = {
  products: PRODUCTS,
  methods: {
    'client-push':
      'クライアント プッシュ インストール: サイト サーバーがクライアントに接続して CCMSetup をコピーし、起動します。その後 CCMSetup が管理ポイントと通信します。必要な通信が最も多く、サイト サーバーとクライアントの間のファイアウォールに遮断されやすい方法です。',
    'software-update-point':
      'ソフトウェアの更新ポイント経由のインストール: WSUS がクライアントを更新プログラムとして提供し、Windows Update エージェントがインストールします。その後は管理ポイントが引き継ぎます。',
    'group-policy':
      'グループ ポリシーを使用したインストール: グループ ポリシーで割り当てられた CCMSetup.msi を、クライアント コンピューターが起動時に共有からインストールします。ワークグループでは使えません。',
    manual:
      '手動インストールおよびログオン スクリプトを使用したインストール: 人またはスクリプトが、クライアントで CCMSetup.exe を共有またはローカル ディスクから実行します。',
    'software-distribution':
      'ソフトウェアの配布によるインストール: 既にあるクライアントが、配布ポイントのパッケージで自分自身をアップグレードします。',
  },
  ownMethod:
    '独自カタログの項目です。インストール方法と同じように判定されますが、何もインストールしません。',
  labels: {
    port: 'ポート',
    opens: '接続を開く側',
    purpose: '用途',
    withoutIt: 'ない場合',
    fix: '開放するもの',
    when: '条件',
    source: '出典',
  },
  opener: (from, to, direction) =>
    `${from}から${to}へ${direction === 'read' ? ' (文書の記述は「間」であり、この向きはこのツールの解釈)' : ''}`,
  necessity: (usually, becomes, conditions) =>
    `${usually}、次の場合は${becomes}: ${conditions.join('、または')}`,
  more: (id) =>
    `1 つの通信についてのすべての情報: ccm-preflight explain ${id}${isOwnId(id) ? ' --catalogue FILE' : ''}`,
  looksSo: '次のいずれかが見つかる場合に、ログにこのエラーが記録されます:',
  conditions: {
    always: '常に',
    'clients-on-intranet': 'クライアントが社内ネットワークにある場合 (clients.location)',
    'clients-on-internet': 'クライアントがインターネットにある場合 (clients.location)',
    'revocation-checked':
      'クライアントが PKI の証明書で HTTPS を使い (HTTPS、インターネットではゲートウェイ)、noCrlCheck の指定がない場合',
    'server-locator-point-needed':
      'Active Directory スキーマを拡張していないか、一部のサイトが発行されていないか、クライアントがワークグループまたは別のフォレストにある場合 (serverLocatorPointNeeded が優先する)',
    'fallback-status-point-named': 'フォールバック ステータス ポイントの指定がある場合',
    'management-point-named': '管理ポイントの指定がある場合',
    'http-communication': 'クライアントが HTTP を使う場合 (混在モード、HTTP、拡張 HTTP)',
    'https-communication': 'クライアントが HTTPS を使う場合 (ネイティブ モード、HTTPS、拡張 HTTP)',
    'enhanced-http': '通信方式が拡張 HTTP の場合',
    'software-update-point-ssl': 'ソフトウェアの更新ポイントに TLS が必要な場合 (ssl)',
    'software-update-point-tls':
      'クライアントが HTTPS だけを使うか (ネイティブ モード、HTTPS)、ソフトウェアの更新ポイントに TLS が必要な場合 (ssl)',
    'no-source': '/source の指定がない場合',
    'source-given': '/source の指定がある場合',
    'source-on-a-share': '/source が UNC パスの場合',
    'package-not-local': 'パッケージがローカルにあるとの指定がない場合',
    'not-run-locally': 'CCMSetup.exe をローカル ディスクから実行しない場合',
    'distribution-point-may-serve-http':
      'HTTP で配布する配布ポイントがあるか、配布ポイントの指定がない場合',
    'distribution-point-serves-http': 'HTTP で配布する配布ポイントがある場合',
    'distribution-point-serves-smb': 'SMB で配布する配布ポイントがある場合',
    'clients-of-a-domain': 'クライアントがドメインに参加し、そのドメインの指定がある場合',
    'every-smb-distribution-point-serves-http':
      'SMB で配布する配布ポイントが、すべて HTTP でも配布する場合',
  },
  families: {
    win32: 'Windows (Win32) のエラーです。0x8007 と番号からなる HRESULT で示されます。',
    installer:
      'client.msi をインストールする Windows インストーラーのエラーです (Win32 の 1601 以降の番号)。',
    rpc: 'リモート プロシージャ コール (RPC) のエラーです (Win32 の 1700 以降の番号)。クライアント プッシュは RPC で WMI とサービスに接続します。',
    winhttp:
      'WinHTTP のエラーです。CCMSetup、クライアント、Windows Update エージェントは WinHTTP で Web サーバーと通信します。',
    http: 'Web サーバー、またはその代わりに応答したものの HTTP ステータスです。',
    'windows-update':
      'Windows Update エージェントのエラーです。エージェントはソフトウェアの更新ポイントと通信します。',
    certificate: '証明書、または Windows の鍵のエラーです。',
    logon:
      'Windows のログオン パッケージのエラーです。共有、WMI、ドメイン コントローラーへの接続では Kerberos または NTLM、Web サーバーとの通信では TLS のエラーです。',
    bits: 'BITS のエラーです。BITS はクライアント ファイルを分割してダウンロードします。HEAD と Range を使うため、それらを取り除くプロキシやフィルターがあるとダウンロードは失敗します。',
    wmi: 'WMI のエラーです。コードが別のことを示さない限り、コンピューターに到達し、その WMI が応答しています。',
    com: 'COM の一般的なエラーです。',
    dotnet:
      '.NET のエラーです。PowerShell、コンソール、サイト システムの一部は .NET で書かれています。',
    'setup-api': 'デバイスとドライバーのセットアップのエラーです。',
    servicing:
      'Windows 自身のサービス機能 (CBS、DISM) のエラーです。.NET や BITS などの機能と更新プログラムをインストールします。',
    enrolment: 'デバイス管理 (MDM、Intune) への登録のエラーです。',
    'sign-in':
      'Windows から Microsoft Entra ID (Azure Active Directory) へのサインインのエラーです。',
    ntstatus:
      'Windows カーネルのステータス (NTSTATUS) です。ファイル共有、ログオン、異常終了したプログラムが使います。',
    'configuration-manager': 'Configuration Manager 自体のエラーです。',
  },
  where: {
    web: 'Web サーバーとの通信の場合:',
    logon: '共有、WMI、ドメイン コントローラーへの接続の場合:',
  },
  wrapper:
    'ほかの何かが失敗したことだけを示します。ログで隣にある処理、HTTP ステータス、コードが原因を示します。',
  success: {
    success: 'エラーではなく、成功です。',
    restart: 'エラーではなく、成功です。コンピューターの再起動で完了します。',
    other: 'エラーではありません。Windows が失敗を示す最上位のビットが立っていません。',
  },
  setupExit: (number) => `CCMSetup の戻り値 ${number}`,
  setupExits: {
    0: 'クライアントがインストールされたか、CCMSetup がサービスに処理を引き継ぎました。',
    6: 'CCMSetup が失敗しました。理由は ccmsetup.log の最後の行にあります。',
    7: 'クライアントがインストールされました。コンピューターの再起動が必要です。',
    8: 'CCMSetup がすでに実行中です。その実行の結果が有効です。',
    9: 'コンピューターがクライアントの前提条件を満たしていません。ネットワークの問題ではありません。',
    10: 'クライアント ファイルのハッシュがマニフェストと異なります。配布ポイントのコンテンツと、途中でダウンロードを書き換えるものを確認してください。',
  },
  notKnownHere: 'その名前はこのツールでは不明です。',
  noNature:
    'ネットワークが関係するかどうかは、失敗した処理によります。ログの前後の行がそれを示しています。',
  stateMessage: (number) =>
    `状態メッセージ ${number}: CCMSetup がフォールバック ステータス ポイントに報告するもの`,
};
