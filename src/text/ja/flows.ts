import type { TableFlowName } from '../../catalogue/flow.ts';
import type { FlowText } from '../texts.ts';

// Names of rules and rule groups are those of a Japanese Windows.
const FILE_SHARING_ON_CLIENT =
  'クライアントの Windows ファイアウォール: 使用中のプロファイルで受信の規則のグループ「ファイルとプリンターの共有」(規則「SMB 受信」) を許可し、サービス「Server」を実行します。';
const WMI_ON_CLIENT =
  'クライアントの Windows ファイアウォール: 使用中のプロファイルで受信の規則のグループ「Windows Management Instrumentation (WMI)」(規則「DCOM 受信」、「WMI 受信」、「非同期受信」) を許可します。';
const FILE_SERVER =
  'ファイル サーバーの Windows ファイアウォール: 受信の規則のグループ「ファイルとプリンターの共有」(規則「SMB 受信」) を許可します。';

function webServer(server: string, group: string): string {
  return `${server}の Windows ファイアウォール: サイトのポートについて受信の規則のグループ「${group}」を許可し、IIS で Web サイトを開始します。`;
}

const HTTP_GROUP = 'World Wide Web サービス (HTTP)';
const HTTPS_GROUP = 'セキュア World Wide Web サービス (HTTPS)';

export const FLOWS: Record<TableFlowName, FlowText> = {
  'slp-http': {
    title: 'サーバー ロケータ ポイント HTTP',
    purpose:
      'Active Directory から分からない場合に、クライアントが自分のサイトと管理ポイントをサーバー ロケータ ポイントに問い合わせます。',
    withoutIt:
      'クライアントがサイトに割り当てられません。管理ポイントが見つからないと ccmsetup.log と LocationServices.log に記録されます。',
    atTheEnd: webServer('サーバー ロケータ ポイント', HTTP_GROUP),
  },
  'fsp-http': {
    title: 'フォールバック ステータス ポイント HTTP',
    purpose: 'クライアントが自分のインストールの進行状況と失敗を報告します。',
    withoutIt:
      'インストール自体は成功しますが、問題が発生してもクライアントの展開のレポートに現れません。',
    atTheEnd: webServer('フォールバック ステータス ポイント', HTTP_GROUP),
  },
  icmp: {
    title: 'ICMP エコー',
    purpose:
      'サイト サーバーがクライアントに ping を送り、ネットワークで利用可能かどうかを確認します。',
    withoutIt:
      'ポートの文書によると、クライアント プッシュ インストールは先に進みません。固有のログ コードは知られておらず、現在のサイト サーバーは応答がなくてもプッシュを続けることが確認されています。',
    atTheEnd:
      'クライアントの Windows ファイアウォール: 受信の規則「ファイルとプリンターの共有 (エコー要求 - ICMPv4 受信)」(および ICMPv6 受信) を許可します。',
  },
  smb: {
    title: 'クライアントへの SMB',
    purpose:
      'サイト サーバーがクライアントの ADMIN$ と IPC$ を開き、ccmsetup.exe をコピーしてサービスとして起動します。',
    withoutIt:
      'サイト サーバーの ccm.log にエラー 53 (0x80070035) が、多くはその前に 1203 (0x4b3) が記録され、プッシュは 7 日間、1 時間ごとに再試行されます。',
    atTheEnd: FILE_SHARING_ON_CLIENT,
  },
  'rpc-endpoint-mapper': {
    title: 'RPC エンドポイント マッパー',
    purpose:
      'WMI とサービス コントロール マネージャーがどの動的ポートで待機しているかを、サイト サーバーがクライアントに問い合わせます。',
    withoutIt:
      'サイト サーバーの ccm.log に、WMI への接続時のエラー 0x800706BA (1722)「RPC サーバーを利用できません」が記録されます。',
    atTheEnd: WMI_ON_CLIENT,
  },
  'rpc-endpoint-mapper-udp': {
    title: 'RPC エンドポイント マッパー (UDP)',
    purpose:
      'ポートの表にはありますが、Windows Vista 以降のクライアントはこのポートで待機していません。',
    withoutIt: '現在の Windows では何も失敗しません。',
    atTheEnd:
      'Windows Vista 以降では開放する必要がありません。Windows XP と Server 2003 はこのポートで待機します。',
  },
  'rpc-dynamic': {
    title: 'RPC 動的ポート',
    purpose:
      'エンドポイント マッパーが示すポートで、サイト サーバーが WMI とサービス コントロール マネージャーを呼び出します。',
    withoutIt:
      'サイト サーバーの ccm.log に、数秒後にエラー 0x800706BA (1722)「RPC サーバーを利用できません」が記録されます。',
    portsBesides:
      'Windows Vista 以降は TCP 49152-65535、それより前は 1025-5000。RPC を解釈するファイアウォールは、エンドポイント マッパーが示すポートを自動的に開きます。',
    atTheEnd: WMI_ON_CLIENT,
  },
  'mp-http': {
    title: '管理ポイント HTTP',
    purpose:
      'クライアントの CCMSetup が管理ポイントから設定とクライアントのファイルを取得し、クライアントを登録します。',
    withoutIt:
      'クライアントの ccmsetup.log に、応答がなければ 0x80072EE2 (12002)、拒否されれば 0x80072EFD (12029)、名前にアドレスがなければ 0x80072EE7 (12007) が記録されます。',
    atTheEnd: webServer('管理ポイント', HTTP_GROUP),
  },
  'mp-https': {
    title: '管理ポイント HTTPS',
    purpose:
      'クライアントの CCMSetup が TLS で管理ポイントから設定とクライアントのファイルを取得し、クライアントを登録します。',
    withoutIt:
      'クライアントの ccmsetup.log に、応答がなければ 0x80072EE2 (12002)、拒否されれば 0x80072EFD (12029)、証明書が受け入れられなければ 0x80072F8F (12175) が記録されます。',
    atTheEnd: webServer('管理ポイント', HTTPS_GROUP),
  },
  'sup-http': {
    title: 'ソフトウェアの更新ポイント HTTP',
    purpose:
      'Windows Update エージェントがソフトウェアの更新ポイントをスキャンし、更新プログラムとして提供されるクライアントをダウンロードします。コンテンツは TLS では送られません。',
    withoutIt:
      'クライアントの WindowsUpdate.log に 0x80072EE2 (応答なし)、0x80072EFD (拒否)、0x8024402C (名前を解決できない) のいずれかが記録され、クライアントは提供されません。',
    atTheEnd: webServer('ソフトウェアの更新ポイント', HTTP_GROUP),
  },
  'sup-https': {
    title: 'ソフトウェアの更新ポイント HTTPS',
    purpose: 'Windows Update エージェントが TLS でソフトウェアの更新ポイントをスキャンします。',
    withoutIt:
      'クライアントの WindowsUpdate.log に 0x80072EE2 (応答なし)、0x80072EFD (拒否)、0x80072F8F (証明書が受け入れられない)、0x80072F0C (クライアント証明書が要求される) のいずれかが記録されます。',
    atTheEnd: webServer('ソフトウェアの更新ポイント', HTTPS_GROUP),
  },
  'source-smb': {
    title: 'ソース サーバーへの SMB',
    purpose: 'CCMSetup が、/source で指定した共有からクライアントのファイルをコピーします。',
    withoutIt:
      'ソースのパスに到達できないことを示すエラー 53 (0x80070035) が、クライアントの ccmsetup.log に記録されます。',
    atTheEnd: FILE_SERVER,
  },
  'package-smb': {
    title: 'パッケージの共有への SMB',
    purpose:
      'グループ ポリシーのソフトウェア インストールが、パッケージの共有から CCMSetup.msi を読み込みます。',
    withoutIt:
      'クライアントのアプリケーション イベント ログに、割り当てられたアプリケーションのインストールの失敗が、多くは 1612 (インストール ソースを利用できない) とともに記録されます。',
    atTheEnd: FILE_SERVER,
  },
  'share-smb': {
    title: 'CCMSetup の共有への SMB',
    purpose: 'CCMSetup.exe を、手動またはログオン スクリプトでネットワーク共有から実行します。',
    withoutIt:
      'CCMSetup.exe が起動しないため、ログは残りません。Windows が「ネットワーク パスが見つかりません」(53) と表示します。ローカル ディスクから実行すれば、この通信は不要になります。',
    atTheEnd: FILE_SERVER,
  },
  'dp-http': {
    title: '配布ポイント HTTP',
    purpose: 'クライアントが BITS で配布ポイントからインストール ファイルをダウンロードします。',
    withoutIt:
      'クライアントの ccmsetup.log に、ダウンロードのエラー 0x80072EE2 (12002) または 0x80072EFD (12029) が記録されます。管理ポイントが代わりにファイルを提供できる場合でも、数時間後になります。',
    atTheEnd: webServer('配布ポイント', HTTP_GROUP),
  },
  'dp-https': {
    title: '配布ポイント HTTPS',
    purpose: 'クライアントが TLS で配布ポイントからインストール ファイルをダウンロードします。',
    withoutIt:
      'クライアントの ccmsetup.log に、ダウンロードのエラー 0x80072EE2 (12002)、0x80072EFD (12029)、0x80072F8F (12175) のいずれかが記録されます。管理ポイントが代わりにファイルを提供できる場合でも、数時間後になります。',
    atTheEnd: webServer('配布ポイント', HTTPS_GROUP),
  },
  'dp-smb': {
    title: '配布ポイント SMB',
    purpose:
      'クライアントが配布ポイントの共有からインストール ファイルをコピーするか、直接実行します。',
    withoutIt:
      'クライアントの execmgr.log と cas.log ではコンテンツを待ち続け、共有へのアクセスはエラー 53 (0x80070035) で終わります。',
    atTheEnd:
      '配布ポイントの Windows ファイアウォール: 受信の規則のグループ「ファイルとプリンターの共有」(規則「SMB 受信」) を許可します。',
  },
  'client-notification': {
    title: 'クライアント通知',
    purpose: 'クライアントが管理ポイントへの接続を保ち、緊急のタスクの通知をすぐに受け取ります。',
    withoutIt:
      'インストールは成功します。クライアントは HTTP または HTTPS で代替し、管理ポイントの負荷が増えます。クライアントの CcmNotificationAgent.log に記録されます。',
    atTheEnd: '管理ポイント: クライアント通知用のサイトのポートを受信で許可します。',
  },
  'cmg-https': {
    title: 'クラウド管理ゲートウェイ HTTPS',
    purpose:
      'インターネットにあるクライアントの CCMSetup が、ゲートウェイを通して管理ポイントと通信し、クライアントのファイルをゲートウェイから取得します。',
    withoutIt:
      'クライアントの ccmsetup.log に、応答がなければ 0x80072EE2 (12002)、拒否されれば 0x80072EFD (12029)、名前にアドレスがなければ 0x80072EE7 (12007)、証明書が受け入れられなければ 0x80072F8F (12175) が記録されます。サイトのほかのサーバーには到達できません。',
    atTheEnd:
      'コンソールの [管理] > [クラウド サービス] > [クラウド管理ゲートウェイ]: ゲートウェイが準備完了で、接続ポイントが接続済みであることを確認します。',
  },
  'crl-http': {
    title: '証明書の失効確認',
    purpose:
      'クライアントが、サーバーの証明書に記載されたアドレスに通常の HTTP で接続し、証明書が失効していないことを失効リストまたはレスポンダー (OCSP) で確認します。',
    withoutIt:
      'Windows に有効なリストのコピーがなければ、CCMSetup は証明書を拒否します。クライアントの ccmsetup.log に 0x80072F8F (12175) と 0x80072F19 (12057、WINHTTP_CALLBACK_STATUS_FLAG_CERT_REV_FAILED) が記録されます。/NoCRLCheck を指定すれば不要になります (noCrlCheck: true)。',
    atTheEnd:
      '失効リストを公開する Web サーバー: TCP 80 を受信で許可します。リストは期限が切れる前に発行し直します。',
  },
  dns: {
    title: 'DNS',
    purpose:
      'クライアントが、自分のドメインのドメイン コントローラーとサイトのサーバーを、ネーム サーバーに問い合わせます。UDP を使い、応答が長い場合は TCP を使います。',
    withoutIt:
      '名前が見つかりません。クライアントの ccmsetup.log に、完全な名前で指定したサーバーについては 0x80072EE7 (12007) が、指定しない場合は Active Directory と DNS で管理ポイントが見つからないことが記録されます。Windows はドメインについて 1355 (0x8007054B) を返します。',
    portsBesides: 'TCP 53 も必要です。UDP に収まらない応答は TCP で送られます。',
    atTheEnd:
      'ネーム サーバー: UDP 53 と TCP 53 を受信で許可します。レコードがない場合は、ドメイン コントローラーの Netlogon サービスが、登録を受け付けるゾーンに登録します (nltest /dsregdns)。クライアントのネットワーク アダプターには、ドメインのネーム サーバーだけを設定します。',
  },
  kerberos: {
    title: 'Kerberos',
    purpose:
      'クライアントがドメイン コントローラーにチケットを要求し、それによってファイル サーバー、IIS、ディレクトリに自分を証明します。',
    withoutIt:
      'コンピューターはチケットを取得できません。グループ ポリシーも Active Directory の情報も読み取れず、共有へのアクセスは拒否されるか、許可されていれば NTLM で代替されます。Windows は 1311 (0x8007051F)「ログオン サーバーがない」を返します。',
    portsBesides: 'UDP 88 を使うように設定したコンピューターでは、UDP 88 も必要です。',
    atTheEnd:
      'ドメイン コントローラー: TCP 88 を受信で許可し、サービス「Kerberos Key Distribution Center」を実行します。存在しなくなったドメイン コントローラーを指すレコードは DNS から削除します。',
  },
  ldap: {
    title: 'LDAP',
    purpose:
      'クライアントが自分のドメイン コントローラーを探し、サイトが発行した情報 (管理ポイントとインストールの設定) を読み取ります。',
    withoutIt:
      'CCMSetup は Active Directory でサイトを見つけられません。クライアントの ccmsetup.log に "GetADInstallParams failed" と "Couldn\'t find an MP source through AD" が記録されます。コマンド ラインに /mp と SMSSITECODE があれば不要ですが、グループ ポリシーには必要です。',
    portsBesides:
      'UDP 389 も必要です。Windows はこれで、応答するドメイン コントローラーを確かめてから選びます。',
    atTheEnd:
      'ドメイン コントローラー: TCP 389 と UDP 389 を受信で許可します。存在しなくなったドメイン コントローラーを指すレコードは DNS から削除します。',
  },
  'global-catalog': {
    title: 'グローバル カタログ',
    purpose:
      'クライアントが、どのドメインに発行されたかにかかわらず、自分が属するサイトをフォレスト全体から探します。',
    withoutIt:
      'クライアントは自動ではサイトに割り当てられません。Active Directory でサイトが見つからないことが、クライアントの ccmsetup.log と LocationServices.log に記録されます。コマンド ラインに /mp と SMSSITECODE があれば不要です。',
    atTheEnd:
      'グローバル カタログを持つドメイン コントローラー: TCP 3268 を受信で許可します。存在しなくなったドメイン コントローラーを指すレコードは DNS から削除します。',
  },
};
