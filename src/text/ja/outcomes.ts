import type { Readiness } from '../../judge/readiness.ts';
import type { RequirementOutcome, Verdict } from '../../judge/vocabulary.ts';
import type { Cause } from '../../probe/observation.ts';
import type { ToldPlace, Texts } from '../texts.ts';
import { list } from './numbers.ts';

/** What to do about a client as far as can be seen from here. */
export const READINESS: Record<Readiness, string> = {
  ready: '準備完了',
  doubtful: '要注意',
  'not-ready': '準備未完了',
};

export const VERDICTS: Record<Verdict, string> = {
  works: '成功する',
  degraded: '支障あり',
  unproven: '未確認',
  breaks: '失敗する',
  'not-applicable': '対象外',
};

export const OUTCOMES: Record<RequirementOutcome, string> = {
  open: '開放',
  'not-needed': '不要',
  refused: '拒否',
  filtered: '応答なし',
  unreachable: '到達不能',
  unresolved: 'アドレスなし',
  silent: '接続後に応答なし',
  'wrong-service': '別のサービス',
  'wrong-host': '別のコンピューター',
  unhealthy: '異常',
  inconclusive: '判定不能',
  'not-checked': 'ここでは未確認',
  'not-named': '指定なし',
  'by-hand': '手動で確認',
  error: '確認失敗',
};

export const CAUSES: Record<Cause, string> = {
  'closed-before-answer': '有効な応答の前に接続が閉じられました',
  'reset-before-answer': '有効な応答の前に接続がリセットされました',
  'not-smb': '応答が SMB ではありません',
  'not-rpc': '応答が DCE/RPC ではありません',
  'not-endpoint-mapper': 'RPC サーバーですが、エンドポイント マッパーではありません',
  'not-http': '応答が HTTP ではありません',
  'not-tls': '応答が TLS ではありません',
  'tls-handshake-failed': 'TLS ハンドシェイクに失敗しました',
  'redirect-elsewhere': '別のホストへリダイレクトされます',
  'proxy-authentication': 'プロキシが応答し、認証を要求しています',
  'filter-page':
    'フィルター、プロキシまたはポータルが自身のページで応答しています。サーバー側で直すことはありません',
  'not-iis': '応答に、サイト システムが使う IIS の特徴がありません',
  'unexpected-status': 'この役割が返すはずのない HTTP 状態コードです',
  'foreign-content': 'この役割が提供するページではありません',
  'no-content-folder':
    'Web サーバーに配布ポイントのコンテンツ フォルダー (SMS_DP_SMSPKG$) がありません',
  'verb-blocked':
    'GET は通りますが、インストールが送るほかの要求が切断されるか、フィルターが応答しています。サーバー側で直すことはありません',
  'not-dns': '応答が DNS ではありません',
  'not-ldap': '応答が LDAP ではありません',
  'not-kerberos': '応答が Kerberos ではありません',
  'other-domain':
    '別のドメインのドメイン コントローラーがこのアドレスを使っています。DNS レコードが古い可能性があります',
  'record-missing':
    'ネーム サーバーは応答しますが、ドメイン コントローラーのレコードがありません。ドメインのネーム サーバーではないか、ドメイン コントローラーが登録されていません',
  'name-server-failure': 'ネーム サーバーは、問い合わせに失敗した、または拒否すると応答しています',
  'directory-refusal': 'ディレクトリが、ビジーまたは利用不可と応答しています',
  'key-center-refusal': 'キー配布センターが利用不可と応答しています',
  'answer-truncated':
    '応答が UDP に収まらず、TCP では届きません。経路上のすべてのファイアウォールで、UDP 53 とともに TCP 53 を開放してください',
  'resolved-otherwise':
    'このコンピューターは、ネーム サーバーへの問い合わせとは別の方法 (名前解決ポリシー、別のネットワーク、HTTPS、または以前の結果) でドメインを見つけます。このため、ネーム サーバーの応答からは判断できません',
  'forest-not-known':
    'どのドメイン コントローラーからもフォレスト名を得られず、ドメイン自体にこのレコードはありません',
  'not-all-asked':
    'レコードにあるドメイン コントローラーが多く、すべてには問い合わせていません。問い合わせた範囲では応答がありませんが、Windows は自分のサイトのものを先に使います',
  'other-computer-name':
    '別のコンピューターがこのアドレスを使用しています。DNS レコードが古い可能性があります',
  'server-error': 'サーバーがエラーを返しています',
  'no-such-site': 'このポートと名前の要求を受け付ける IIS のサイトがありません',
  'logon-demanded': 'ログオンを要求していますが、インストールではログオンしません',
  forbidden: '要求を禁止しています',
  'tls-required': 'この要求を HTTPS でのみ受け付けます (403.4)',
  'address-rejected': 'このコンピューターのアドレスを拒否しています (403.6)',
  'client-certificate-required': 'クライアント証明書を要求しています (403.7)',
  'client-certificate-refused': 'クライアント証明書を拒否しています',
  'update-client-certificate':
    'クライアント証明書を要求していますが、更新エージェントは提示しません。WSUS のフォルダーはクライアント証明書を無視する必要があります',
  'gateway-certificate-required':
    'クラウド管理ゲートウェイの報告: 接続ポイントに、管理ポイント用のクライアント証明書がありません',
  'gateway-forbidden':
    'クラウド管理ゲートウェイの報告: 管理ポイントが要求を禁止しています。IIS のバインドまたはモードが合っていません',
  'gateway-token-invalid': 'クラウド管理ゲートウェイの報告: トークンが無効か、期限が切れています',
  'gateway-refusal': 'クラウド管理ゲートウェイがエラーを報告しています',
  'negotiate-refused': 'サーバーが SMB のネゴシエートを拒否しています',
  'bind-refused': 'エンドポイント マッパーがバインドを拒否しています',
  'certificate-expired': '証明書の有効期限が切れています',
  'certificate-not-yet-valid': '証明書の有効期間がまだ始まっていません',
  'certificate-name': '証明書の名前が異なります',
  'certificate-usage': 'サーバー用の証明書ではありません。用途にサーバー認証が含まれていません',
  'certificate-issuer': '証明書チェーンが、指定された CA につながっていません',
  'list-expired': '失効リストの有効期限が切れています。証明機関が発行し直す必要があります',
  'certificate-not-seen': '証明書を受け取れなかったため、失効を確認するアドレスが分かりません',
  'no-http-address':
    '証明書に、失効リストまたはレスポンダーの通常の HTTP アドレスがありません。ディレクトリ (LDAP) などのアドレスは確認しません',
  'other-addresses':
    '証明書には、ディレクトリ (LDAP) などのアドレスもあります。Windows はそこから失効リストを取得できることがありますが、確認しません',
  'short-name':
    '証明書は完全な名前のもので、その名前で接続するクライアントは受け入れます。サイト ファイルに完全な名前を書いてください',
  'clock-here':
    'このコンピューターの時計がサーバーの時計と合っていません。サーバーの時計では証明書は有効なので、時計を合わせてください',
  'no-common-tls': 'サーバーとこのツールに、共通の TLS バージョンまたは暗号がありません',
  'client-certificate-suspected':
    'クライアント証明書を要求した後に切断しました。証明書がないためかどうかは判別できません',
  'no-answer-udp': '応答がありません (UDP では正常な場合もあります)',
  'nothing-answered': 'このコンピューターから何も応答がないため、問い合わせていません',
  'mapper-not-open':
    'エンドポイント マッパーに問い合わせることができないため、ポートが分かりません',
  'nothing-advertised': 'エンドポイント マッパーが TCP 動的ポートを 1 つも示していません',
  'silent-per-service':
    '示されたポートはいずれも応答しませんが、Windows ファイアウォールはサービスごとに遮断することがあり、WMI のポートは開いている可能性があります',
  'mixed-answers': '示されたポートの一部は接続を拒否し、ほかは応答しません',
  'outside-range-only':
    'クライアントの動的ポートの範囲外のポートだけが応答しました。範囲内のポートについては確認できません',
  'slow-path':
    '経路が遅く、6 往復分の時間が経つ前に打ち切られました。--timeout (Web サーバーは --response-timeout) を長くして再実行する必要があります',
  'session-cut':
    'SMB のネゴシエートには応答しますが、続くセッションが切断されるか応答がありません。SMB の内容を検査するフィルターによる可能性があり、クライアント プッシュも同じ結果になります',
  'bind-cut':
    '示されたポートは接続を受け入れますが、問い合わせが切断されます。RPC インターフェイスごとに通すフィルターの可能性があります',
  'list-denied':
    'エンドポイント マッパーが匿名の問い合わせに一覧を返さないため、クライアントの動的ポートが分かりません',
  'list-cut': 'エンドポイント マッパーの一覧が、TCP 動的ポートを示す前に途切れました',
  'list-unanswered': 'エンドポイント マッパーは応答しますが、一覧が届きません',
  'communication-not-told':
    '通常の HTTP は拒否されますが、同じホストが HTTPS では管理ポイントとして応答し、クライアントの通信方式の指定がありません。--communication https を指定してください',
};

export const CERTIFICATE: Texts['certificate'] = {
  validTo: (day) => `有効期限は ${day}`,
  validFrom: (day) => `有効期間の開始は ${day}`,
  names: (names) => `証明書の名前は ${list(names)}`,
  issuer: (issuer) => `発行者は ${issuer}`,
};

function at({ port, host, address }: ToldPlace): string {
  return `${host}${address === null || address === host ? '' : ` (${address})`}${port === '' ? '' : ` の ${port}`}`;
}

/** What happened at one place, as a clause. */
export const HAPPENED: Record<RequirementOutcome, (place: ToldPlace) => string> = {
  open: (place) => `${at(place)} は応答します`,
  'not-needed': () => 'この場所のサーバーには必要ありません',
  refused: (place) => `${at(place)} が接続を拒否します`,
  filtered: (place) => `${at(place)} が応答しません`,
  unreachable: (place) => `${at(place)} に到達できません (ネットワークからの通知)`,
  unresolved: ({ kind, host }) =>
    kind === 'host'
      ? `名前 ${host} にアドレスがありません`
      : `DNS にサービス レコード ${host} がありません`,
  silent: (place) => `${at(place)} は接続を受け入れますが、その後何も送りません`,
  'wrong-service': (place) => `${at(place)} で別のサービスが応答します`,
  'wrong-host': (place) => `${at(place)} で別のコンピューターが応答します`,
  unhealthy: (place) => `${at(place)} がエラーを返します`,
  inconclusive: (place) => `${at(place)} は判定できません`,
  'not-checked': (place) => `${at(place)} は反対側から確認する必要があります`,
  'not-named': () => 'サイトの設定にサーバーの指定がありません',
  'by-hand': () => 'プローブでは判定できないため、手動で確認する必要があります',
  error: (place) => `${at(place)} を確認できませんでした`,
};
