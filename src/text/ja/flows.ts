import type { FlowName } from '../../catalogue/flow.ts';
import type { FlowText } from '../texts.ts';

// Names of rules and rule groups are those of a Japanese Windows.
const FILE_SHARING_ON_CLIENT =
  'クライアントの Windows ファイアウォール: 使用中のプロファイルで受信の規則のグループ「ファイルとプリンターの共有」(規則「SMB 受信」) を許可し、サービス「Server」を実行する。';
const WMI_ON_CLIENT =
  'クライアントの Windows ファイアウォール: 使用中のプロファイルで受信の規則のグループ「Windows Management Instrumentation (WMI)」(規則「DCOM 受信」、「WMI 受信」、「非同期受信」) を許可する。';
const FILE_SERVER =
  'ファイル サーバーの Windows ファイアウォール: 受信の規則のグループ「ファイルとプリンターの共有」(規則「SMB 受信」) を許可する。';

function webServer(server: string, group: string): string {
  return `${server}の Windows ファイアウォール: サイトのポートについて受信の規則のグループ「${group}」を許可し、IIS で Web サイトを開始する。`;
}

const HTTP_GROUP = 'World Wide Web サービス (HTTP)';
const HTTPS_GROUP = 'セキュア World Wide Web サービス (HTTPS)';

export const FLOWS: Record<FlowName, FlowText> = {
  'slp-http': {
    title: 'サーバー ロケータ ポイント HTTP',
    purpose:
      'Active Directory から分からない場合に、クライアントが自分のサイトと管理ポイントをサーバー ロケータ ポイントに問い合わせる。',
    withoutIt:
      'クライアントがサイトに割り当てられない: 管理ポイントが見つからないと ccmsetup.log と LocationServices.log に記録される。',
    atTheEnd: webServer('サーバー ロケータ ポイント', HTTP_GROUP),
  },
  'fsp-http': {
    title: 'フォールバック ステータス ポイント HTTP',
    purpose: 'クライアントが自分のインストールの進行状況と失敗を報告する。',
    withoutIt:
      'インストール自体は成功するが、問題が発生してもクライアントの展開のレポートに現れない。',
    atTheEnd: webServer('フォールバック ステータス ポイント', HTTP_GROUP),
  },
  icmp: {
    title: 'ICMP エコー',
    purpose:
      'サイト サーバーがクライアントに ping を送り、ネットワークで利用可能かどうかを確認する。',
    withoutIt:
      'ポートの文書によると、クライアント プッシュ インストールは先に進まない。固有のログ コードは知られておらず、現在のサイト サーバーは応答がなくてもプッシュを続けることが確認されている。',
    atTheEnd:
      'クライアントの Windows ファイアウォール: 受信の規則「ファイルとプリンターの共有 (エコー要求 - ICMPv4 受信)」(および ICMPv6 受信) を許可する。',
  },
  smb: {
    title: 'クライアントへの SMB',
    purpose:
      'サイト サーバーがクライアントの ADMIN$ と IPC$ を開き、ccmsetup.exe をコピーしてサービスとして起動する。',
    withoutIt:
      'サイト サーバーの ccm.log にエラー 53 (0x80070035) が、多くはその前に 1203 (0x4b3) が記録され、プッシュは 7 日間、1 時間ごとに再試行される。',
    atTheEnd: FILE_SHARING_ON_CLIENT,
  },
  'rpc-endpoint-mapper': {
    title: 'RPC エンドポイント マッパー',
    purpose:
      'WMI とサービス コントロール マネージャーがどの動的ポートで待機しているかを、サイト サーバーがクライアントに問い合わせる。',
    withoutIt:
      'サイト サーバーの ccm.log に、WMI への接続時のエラー 0x800706BA (1722)「RPC サーバーを利用できません」が記録される。',
    atTheEnd: WMI_ON_CLIENT,
  },
  'rpc-endpoint-mapper-udp': {
    title: 'RPC エンドポイント マッパー (UDP)',
    purpose: 'ポートの表にはあるが、Windows Vista 以降のクライアントはこのポートで待機していない。',
    withoutIt: '現在の Windows では何も失敗しない。',
    atTheEnd:
      'Windows Vista 以降では開放する必要がない。Windows XP と Server 2003 はこのポートで待機する。',
  },
  'rpc-dynamic': {
    title: 'RPC 動的ポート',
    purpose:
      'エンドポイント マッパーが示すポートで、サイト サーバーが WMI とサービス コントロール マネージャーを呼び出す。',
    withoutIt:
      'サイト サーバーの ccm.log に、数秒後にエラー 0x800706BA (1722)「RPC サーバーを利用できません」が記録される。',
    portsBesides:
      'Windows Vista 以降は TCP 49152-65535、それより前は 1025-5000。RPC を解釈するファイアウォールは、エンドポイント マッパーが示すポートを自動的に開く。',
    atTheEnd: WMI_ON_CLIENT,
  },
  'mp-http': {
    title: '管理ポイント HTTP',
    purpose:
      'クライアントの CCMSetup が管理ポイントから設定とクライアントのファイルを取得し、クライアントを登録する。',
    withoutIt:
      'クライアントの ccmsetup.log に、応答がなければ 0x80072EE2 (12002)、拒否されれば 0x80072EFD (12029)、名前にアドレスがなければ 0x80072EE7 (12007) が記録される。',
    atTheEnd: webServer('管理ポイント', HTTP_GROUP),
  },
  'mp-https': {
    title: '管理ポイント HTTPS',
    purpose:
      'クライアントの CCMSetup が TLS で管理ポイントから設定とクライアントのファイルを取得し、クライアントを登録する。',
    withoutIt:
      'クライアントの ccmsetup.log に、応答がなければ 0x80072EE2 (12002)、拒否されれば 0x80072EFD (12029)、証明書が受け入れられなければ 0x80072F8F (12175) が記録される。',
    atTheEnd: webServer('管理ポイント', HTTPS_GROUP),
  },
  'sup-http': {
    title: 'ソフトウェアの更新ポイント HTTP',
    purpose:
      'Windows Update エージェントがソフトウェアの更新ポイントをスキャンし、更新プログラムとして提供されるクライアントをダウンロードする。コンテンツは TLS では送られない。',
    withoutIt:
      'クライアントの WindowsUpdate.log に 0x80072EE2 (応答なし)、0x80072EFD (拒否)、0x8024402C (名前を解決できない) のいずれかが記録され、クライアントは提供されない。',
    atTheEnd: webServer('ソフトウェアの更新ポイント', HTTP_GROUP),
  },
  'sup-https': {
    title: 'ソフトウェアの更新ポイント HTTPS',
    purpose: 'Windows Update エージェントが TLS でソフトウェアの更新ポイントをスキャンする。',
    withoutIt:
      'クライアントの WindowsUpdate.log に 0x80072EE2 (応答なし)、0x80072EFD (拒否)、0x80072F8F (証明書が受け入れられない)、0x80072F0C (クライアント証明書が要求される) のいずれかが記録される。',
    atTheEnd: webServer('ソフトウェアの更新ポイント', HTTPS_GROUP),
  },
  'source-smb': {
    title: 'ソース サーバーへの SMB',
    purpose: 'CCMSetup が、/source で指定した共有からクライアントのファイルをコピーする。',
    withoutIt:
      'ソースのパスに到達できないことを示すエラー 53 (0x80070035) が、クライアントの ccmsetup.log に記録される。',
    atTheEnd: FILE_SERVER,
  },
  'package-smb': {
    title: 'パッケージの共有への SMB',
    purpose:
      'グループ ポリシーのソフトウェア インストールが、パッケージの共有から CCMSetup.msi を読み込む。',
    withoutIt:
      'クライアントのアプリケーション イベント ログに、割り当てられたアプリケーションのインストールの失敗が、多くは 1612 (インストール ソースを利用できない) とともに記録される。',
    atTheEnd: FILE_SERVER,
  },
  'share-smb': {
    title: 'CCMSetup の共有への SMB',
    purpose: 'CCMSetup.exe を、手動またはログオン スクリプトでネットワーク共有から実行する。',
    withoutIt:
      'CCMSetup.exe が起動しないため、ログは残らない: ネットワーク パスが見つからない (53) と Windows が表示する。ローカル ディスクから実行すれば、この通信は不要になる。',
    atTheEnd: FILE_SERVER,
  },
  'dp-http': {
    title: '配布ポイント HTTP',
    purpose: 'クライアントが BITS で配布ポイントからインストール ファイルをダウンロードする。',
    withoutIt:
      'クライアントの ccmsetup.log に、ダウンロードのエラー 0x80072EE2 (12002) または 0x80072EFD (12029) が記録される。管理ポイントが代わりにファイルを提供できる場合でも、数時間後になる。',
    atTheEnd: webServer('配布ポイント', HTTP_GROUP),
  },
  'dp-https': {
    title: '配布ポイント HTTPS',
    purpose: 'クライアントが TLS で配布ポイントからインストール ファイルをダウンロードする。',
    withoutIt:
      'クライアントの ccmsetup.log に、ダウンロードのエラー 0x80072EE2 (12002)、0x80072EFD (12029)、0x80072F8F (12175) のいずれかが記録される。管理ポイントが代わりにファイルを提供できる場合でも、数時間後になる。',
    atTheEnd: webServer('配布ポイント', HTTPS_GROUP),
  },
  'dp-smb': {
    title: '配布ポイント SMB',
    purpose:
      'クライアントが配布ポイントの共有からインストール ファイルをコピーするか、直接実行する。',
    withoutIt:
      'クライアントの execmgr.log と cas.log ではコンテンツを待ち続け、共有へのアクセスはエラー 53 (0x80070035) で終わる。',
    atTheEnd:
      '配布ポイントの Windows ファイアウォール: 受信の規則のグループ「ファイルとプリンターの共有」(規則「SMB 受信」) を許可する。',
  },
  'client-notification': {
    title: 'クライアント通知',
    purpose: 'クライアントが管理ポイントへの接続を保ち、緊急のタスクの通知をすぐに受け取る。',
    withoutIt:
      'インストールは成功する。クライアントは HTTP または HTTPS で代替し、管理ポイントの負荷が増える。クライアントの CcmNotificationAgent.log に記録される。',
    atTheEnd: '管理ポイント: クライアント通知用のサイトのポートを受信で許可する。',
  },
};
