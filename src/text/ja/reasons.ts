import { HOW_TO_NAME } from '../how-to-name.ts';
import type { ReasonCode } from '../../plan/reason.ts';

/** Why a flow is in the plan or not; `value` is the detail that the reason mentions. */
export const REASONS: Record<ReasonCode, (value: string) => string> = {
  always: () => 'この方法では、どのサイトでもこの通信を使う',
  'slp-forced': () => 'サーバー ロケータ ポイントが必要だとサイトの設定にある',
  'slp-suppressed': () => 'サーバー ロケータ ポイントは不要だとサイトの設定にある',
  'slp-schema-not-extended': () =>
    'サーバー ロケータ ポイントが必要: Active Directory スキーマが拡張されていない',
  'slp-sites-not-published': () =>
    'サーバー ロケータ ポイントが必要: 一部のサイトが Active Directory に発行されていない',
  'slp-clients-outside': (membership) =>
    `サーバー ロケータ ポイントが必要: クライアントが${membership === 'workgroup' ? 'ワークグループ' : '別のフォレスト'}にある`,
  'slp-not-needed': () =>
    'サーバー ロケータ ポイントは不要: スキーマは拡張済みで、すべてのサイトが発行されている',
  'fsp-named': () => 'フォールバック ステータス ポイントの指定がある',
  'fsp-not-named': () => 'フォールバック ステータス ポイントの指定がない',
  'mp-named': () => '管理ポイントの指定がある',
  'mp-not-named': () => '管理ポイントの指定がない',
  'communication-http': (communication) =>
    `クライアントは HTTP を使う: communication が ${communication}`,
  'communication-not-http': (communication) =>
    `クライアントは HTTP を使わない: communication が ${communication}`,
  'communication-https': (communication) =>
    `クライアントは HTTPS を使う: communication が ${communication}`,
  'communication-not-https': (communication) =>
    `クライアントは HTTPS を使わない: communication が ${communication}`,
  'communication-enhanced': () => '拡張 HTTP では、HTTPS の代わりに通常の HTTP も使える',
  'communication-not-enhanced': (communication) => `communication が ${communication}`,
  'sup-tls-by-communication': (communication) =>
    `ソフトウェアの更新ポイントは HTTPS で使われる: communication が ${communication}`,
  'sup-tls-by-point': (hosts) => `${hosts} は TLS が必要だとサイトの設定にある (ssl)`,
  'sup-without-tls': () => 'ソフトウェアの更新ポイントは TLS なしで使われる',
  'no-source': () => '/source の指定がない',
  'source-given': () => '/source の指定がある: クライアントのファイルはそこから取得する',
  'source-beside-mp': () =>
    '/source があれば、管理ポイントが見つからないクライアントもインストールされるが、管理されないままになる',
  'source-share': (path) => `/source は共有にある: ${path}`,
  'source-local': (path) =>
    `/source はローカルのフォルダである: ${path} (割り当てたドライブであれば UNC パスで指定する)`,
  'source-not-given': () => '/source の指定がない',
  'package-given': (path) => `パッケージは共有にある: ${path}`,
  'package-unknown': () =>
    'パッケージがローカルにあるとの指定がない限り、グループ ポリシーのソフトウェア インストールは ccmsetup.msi を共有から読み取る',
  'package-local': () => 'パッケージはこのネットワークを通らない (package: local)',
  'run-from-share': (path) => `CCMSetup.exe の実行元: ${path}`,
  'run-from-unknown': () => 'ローカルで実行するとの指定がない限り、CCMSetup.exe は共有から実行する',
  'run-locally': () => 'CCMSetup.exe はローカル ディスクから実行する',
  'dp-content': () =>
    'CCMSetup はクライアントのファイルを配布ポイントから取得し、取得できなければ数時間後に管理ポイントから取得する',
  'dp-serves-http': () => 'HTTP で配布する配布ポイントがある',
  'dp-serves-no-http': () => 'HTTP で配布する配布ポイントがない',
  'dp-serves-smb': () => 'SMB で配布する配布ポイントがある',
  'dp-serves-no-smb': () => 'SMB で配布する配布ポイントがない',
  'every-smb-dp-serves-http': () => 'SMB で配布する配布ポイントは、すべて HTTP でも配布する',
  'some-smb-dp-serves-no-http': () => 'SMB だけで配布する配布ポイントがある',
  'direction-read': (from) =>
    `文書の記述は「間」であり、向きはこのツールの解釈: ${from === 'client' ? 'クライアント' : 'サイト サーバー'}が接続を開く`,
  'host-not-named': (hosts) => `指定なし: ${HOSTS_TO_NAME[hosts] ?? hosts}`,
  'usual-share': (path) =>
    `通常は ${path
      .replace('<management point>', '<管理ポイント>')
      .replace('<site server>', '<サイト サーバー>')
      .replace('<code>', '<サイト コード>')}`,
  'no-software-update-point': () => 'ソフトウェアの更新ポイントの指定がない',
  'no-distribution-point': () => '配布ポイントの指定がない',
  'workgroup-has-no-group-policy': () =>
    'ワークグループのクライアントにグループ ポリシーは適用されない',
  'workgroup-has-no-client-push': () =>
    'Current Branch では、ワークグループのコンピュータにクライアント プッシュ インストールを実行できない',
  'method-not-chosen': () => 'この方法は選択されていない',
};

/** How to name them, in the site file or by a flag. */
const HOSTS_TO_NAME: Readonly<Record<string, string>> = {
  'management-points': `管理ポイントを指定する (${HOW_TO_NAME['management-points']})`,
  'server-locator-points': `サーバー ロケータ ポイントを指定する (${HOW_TO_NAME['server-locator-points']})`,
  'fallback-status-points': `フォールバック ステータス ポイントを指定する (${HOW_TO_NAME['fallback-status-points']})`,
  'software-update-points': `ソフトウェアの更新ポイントを指定する (${HOW_TO_NAME['software-update-points']})`,
  'tls-software-update-points': `ソフトウェアの更新ポイントを指定する (${HOW_TO_NAME['tls-software-update-points']})`,
  'http-distribution-points': `配布ポイントを指定する (${HOW_TO_NAME['http-distribution-points']})`,
  'smb-distribution-points': `配布ポイントを指定する (${HOW_TO_NAME['smb-distribution-points']})`,
  'run-from-share': `CCMSetup.exe の実行元を UNC パスまたは local で指定する (${HOW_TO_NAME['run-from-share']})`,
  'source-share': `/source を指定する (${HOW_TO_NAME['source-share']})`,
  'package-share': `パッケージの場所を UNC パスまたは local で指定する (${HOW_TO_NAME['package-share']})`,
};
