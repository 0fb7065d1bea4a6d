import type { Texts } from '../texts.ts';
import { PRODUCTS } from './words.ts';

export const EXPLAIN: Texts['explain'] = {
  products: PRODUCTS,
  methods: {
    'client-push':
      'クライアント プッシュ インストール: サイト サーバーがクライアントに接続して CCMSetup をコピーし、起動する。その後 CCMSetup が管理ポイントと通信する。必要な通信が最も多く、サイト サーバーとクライアントの間のファイアウォールに遮断されやすい。',
    'software-update-point':
      'ソフトウェアの更新ポイント経由のインストール: WSUS がクライアントを更新プログラムとして提供し、Windows Update エージェントがインストールする。その後は管理ポイントが引き継ぐ。',
    'group-policy':
      'グループ ポリシーを使用したインストール: グループ ポリシーで割り当てられた CCMSetup.msi を、クライアント コンピュータが起動時に共有からインストールする。ワークグループでは使えない。',
    manual:
      '手動インストールおよびログオン スクリプトを使用したインストール: 人またはスクリプトが、クライアントで CCMSetup.exe を共有またはローカル ディスクから実行する。',
    'software-distribution':
      'ソフトウェアの配布によるインストール: 既にあるクライアントが、配布ポイントのパッケージで自分自身をアップグレードする。',
  },
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
  more: (id) => `1 つの通信についてのすべての情報: ccm-preflight explain ${id}`,
  looksSo: '次のいずれかが見つかる場合に、ログにこのエラーが記録される:',
  conditions: {
    always: '常に',
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
    'every-smb-distribution-point-serves-http':
      'SMB で配布する配布ポイントが、すべて HTTP でも配布する場合',
  },
  families: {
    win32: 'Windows (Win32) のエラー。0x8007 と番号からなる HRESULT で示される。',
    winhttp:
      'WinHTTP のエラー。CCMSetup、クライアント、Windows Update エージェントは WinHTTP で Web サーバーと通信する。',
    http: 'Web サーバー、またはその代わりに応答したものの HTTP ステータス。',
    'windows-update':
      'Windows Update エージェントのエラー。エージェントはソフトウェアの更新ポイントと通信する。',
    certificate: '証明書、TLS、または Windows のログオン パッケージのエラー。',
    bits: 'BITS のエラー。BITS はクライアント ファイルを分割してダウンロードする。HEAD と Range を使うため、それらを取り除くプロキシやフィルターがあるとダウンロードは失敗する。',
    wmi: 'WMI のエラー。コードが別のことを示さない限り、コンピュータに到達し、その WMI が応答している。',
    com: 'COM の一般的なエラー。',
    'configuration-manager': 'Configuration Manager 自体のエラー。',
  },
  notKnownHere: 'その名前はこのツールでは不明。',
  noNature:
    'ネットワークが関係するかどうかは、失敗した処理による。ログの前後の行がそれを示している。',
  stateMessage: (number) =>
    `状態メッセージ ${number}: CCMSetup がフォールバック ステータス ポイントに報告するもの`,
};
