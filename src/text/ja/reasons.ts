import { HOW_TO_NAME } from '../how-to-name.ts';
import type { ReasonCode } from '../../plan/reason.ts';

/** Why a flow is in the plan or not; `value` is the detail that the reason mentions. */
export const REASONS: Record<ReasonCode, (value: string) => string> = {
  always: () => 'この方法では、どのサイトでもこの通信を使います',
  'clients-on-intranet': () =>
    'クライアントは社内ネットワークにあるため、ゲートウェイは不要です (clients.location、--location)',
  'clients-on-internet': () =>
    'クライアントはインターネットにあるため、社内ネットワークのサーバーには到達できません',
  'gateway-alone': () =>
    'インターネットにあるクライアントは、ゲートウェイだけを通してサイトと通信します',
  'crl-checked': () =>
    'クライアントは、証明書にあるアドレスで失効を確認します (/NoCRLCheck、noCrlCheck: true の場合は確認しません)',
  'crl-check-off': () =>
    'サイトの設定で、クライアントは失効を確認しないと指定されています (noCrlCheck)',
  'no-pki-certificates': (communication) =>
    `communication が ${communication} のため、PKI の証明書は不要です`,
  'domain-named': () =>
    'クライアントはドメインに参加し、そのドメイン コントローラーを DNS で見つけます (clients.domain、--ad-domain)',
  'domain-not-named': () =>
    'クライアントのドメインの指定がないため、ドメイン コントローラーは確認しません (clients.domain、--ad-domain)',
  'workgroup-has-no-domain': () =>
    'ワークグループのクライアントにドメイン コントローラーはありません',
  'slp-forced': () => 'サイトの設定で、サーバー ロケータ ポイントが必要と指定されています',
  'slp-suppressed': () => 'サイトの設定で、サーバー ロケータ ポイントは不要と指定されています',
  'slp-schema-not-extended': () =>
    'サーバー ロケータ ポイントが必要: Active Directory スキーマが拡張されていません',
  'slp-sites-not-published': () =>
    'サーバー ロケータ ポイントが必要: 一部のサイトが Active Directory に発行されていません',
  'slp-clients-outside': (membership) =>
    `サーバー ロケータ ポイントが必要: クライアントが${membership === 'workgroup' ? 'ワークグループ' : '別のフォレスト'}にあります`,
  'slp-not-needed': () =>
    'スキーマが拡張済みで、すべてのサイトが発行されているため、サーバー ロケータ ポイントは不要です',
  'fsp-named': () => 'フォールバック ステータス ポイントの指定があります',
  'fsp-not-named': () => 'フォールバック ステータス ポイントの指定がありません',
  'mp-named': () => '管理ポイントの指定があります',
  'mp-not-named': () => '管理ポイントの指定がありません',
  'communication-http': (communication) =>
    `communication が ${communication} のため、クライアントは HTTP を使います`,
  'communication-not-http': (communication) =>
    `communication が ${communication} のため、クライアントは HTTP を使いません`,
  'communication-https': (communication) =>
    `communication が ${communication} のため、クライアントは HTTPS を使います`,
  'communication-not-https': (communication) =>
    `communication が ${communication} のため、クライアントは HTTPS を使いません`,
  'communication-enhanced': () => '拡張 HTTP では、HTTPS の代わりに通常の HTTP も使えます',
  'communication-not-enhanced': (communication) => `communication は ${communication} です`,
  'sup-tls-by-communication': (communication) =>
    `communication が ${communication} のため、ソフトウェアの更新ポイントは HTTPS で使われます`,
  'sup-tls-by-point': (hosts) => `サイトの設定で、${hosts} に TLS が必要と指定されています (ssl)`,
  'sup-without-tls': () => 'ソフトウェアの更新ポイントは TLS なしで使われます',
  'no-source': () => '/source の指定がありません',
  'source-given': () => '/source の指定があります。クライアントのファイルはそこから取得します',
  'source-beside-mp': () =>
    '/source があれば、管理ポイントが見つからないクライアントもインストールされますが、管理されないままになります',
  'source-share': (path) => `/source は共有にあります: ${path}`,
  'source-local': (path) =>
    `/source はローカルのフォルダーです: ${path} (割り当てたドライブであれば UNC パスで指定してください)`,
  'source-not-given': () => '/source の指定がありません',
  'package-given': (path) => `パッケージは共有にあります: ${path}`,
  'package-unknown': () =>
    'パッケージがローカルにあるとの指定がない限り、グループ ポリシーのソフトウェア インストールは ccmsetup.msi を共有から読み取ります',
  'package-local': () => 'パッケージはこのネットワークを通りません (package: local)',
  'run-from-share': (path) => `CCMSetup.exe の実行元: ${path}`,
  'run-from-unknown': () =>
    'ローカルで実行するとの指定がない限り、CCMSetup.exe は共有から実行します',
  'run-from-on-internet': () =>
    'CCMSetup.exe はローカル ディスクから実行します。共有の指定がない限り、インターネットから到達できる共有はありません',
  'run-locally': () => 'CCMSetup.exe はローカル ディスクから実行します',
  'dp-content': () =>
    'CCMSetup はクライアントのファイルを配布ポイントから取得し、取得できなければ数時間後に管理ポイントから取得します',
  'dp-serves-http': () => 'HTTP で配布する配布ポイントがあります',
  'dp-serves-no-http': () => 'HTTP で配布する配布ポイントがありません',
  'dp-serves-smb': () => 'SMB で配布する配布ポイントがあります',
  'dp-serves-no-smb': () => 'SMB で配布する配布ポイントがありません',
  'every-smb-dp-serves-http': () => 'SMB で配布する配布ポイントは、すべて HTTP でも配布します',
  'some-smb-dp-serves-no-http': () => 'SMB だけで配布する配布ポイントがあります',
  'direction-read': (from) =>
    `文書の記述は「間」であり、向きはこのツールの解釈です。${from === 'client' ? 'クライアント' : 'サイト サーバー'}が接続を開きます`,
  'host-not-named': (hosts) => `指定なし: ${HOSTS_TO_NAME[hosts] ?? hosts}`,
  'usual-share': (path) =>
    `通常は ${path
      .replace('<management point>', '<管理ポイント>')
      .replace('<site server>', '<サイト サーバー>')
      .replace('<code>', '<サイト コード>')}`,
  'no-software-update-point': () => 'ソフトウェアの更新ポイントの指定がありません',
  'no-distribution-point': () => '配布ポイントの指定がありません',
  'workgroup-has-no-group-policy': () =>
    'ワークグループのクライアントにグループ ポリシーは適用されません',
  'workgroup-has-no-client-push': () =>
    'Current Branch では、ワークグループのコンピューターにクライアント プッシュ インストールを実行できません',
  'internet-has-no-client-push': () =>
    'クライアントがインターネットにあるため、サイト サーバーからのプッシュは、ゲートウェイを通しても実行できません',
  'internet-has-no-software-update-point': () =>
    'クライアントがインターネットにあり、クライアントになる前のコンピューターは、そこからソフトウェアの更新ポイントに到達できません',
  'internet-has-no-group-policy': () =>
    'クライアントがインターネットにあるため、グループ ポリシーにもパッケージの共有にも到達できません',
  'no-row-needed': () => 'このサイトでは、どの行の通信も必要ありません',
  'method-not-chosen': () => 'この方法は選択されていません',
};

/** How to name them, in the site file or by a flag. */
const HOSTS_TO_NAME: Readonly<Record<string, string>> = {
  'management-points': `管理ポイントを指定してください (${HOW_TO_NAME['management-points']})`,
  'server-locator-points': `サーバー ロケータ ポイントを指定してください (${HOW_TO_NAME['server-locator-points']})`,
  'fallback-status-points': `フォールバック ステータス ポイントを指定してください (${HOW_TO_NAME['fallback-status-points']})`,
  'software-update-points': `ソフトウェアの更新ポイントを指定してください (${HOW_TO_NAME['software-update-points']})`,
  'tls-software-update-points': `ソフトウェアの更新ポイントを指定してください (${HOW_TO_NAME['tls-software-update-points']})`,
  'http-distribution-points': `配布ポイントを指定してください (${HOW_TO_NAME['http-distribution-points']})`,
  'smb-distribution-points': `配布ポイントを指定してください (${HOW_TO_NAME['smb-distribution-points']})`,
  'run-from-share': `CCMSetup.exe の実行元を UNC パスまたは local で指定してください (${HOW_TO_NAME['run-from-share']})`,
  'source-share': `/source を指定してください (${HOW_TO_NAME['source-share']})`,
  'cloud-management-gateways': `クラウド管理ゲートウェイを指定してください (${HOW_TO_NAME['cloud-management-gateways']})`,
  certificates: `証明書を確認するサーバーを指定してください (${HOW_TO_NAME.certificates})`,
  domain: `クライアントのドメインを指定してください (${HOW_TO_NAME.domain})`,
  'package-share': `パッケージの場所を UNC パスまたは local で指定してください (${HOW_TO_NAME['package-share']})`,
};
