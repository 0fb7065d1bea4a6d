import type { Readiness } from '../../judge/readiness.ts';
import type { RequirementOutcome, Verdict } from '../../judge/vocabulary.ts';
import type { Cause } from '../../probe/observation.ts';
import type { Place, Texts } from '../texts.ts';
import { list } from './numbers.ts';

/** What to do about a client as far as can be seen from here. */
export const READINESS: Record<Readiness, string> = {
  ready: '準備完了',
  doubtful: '疑わしい',
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
  refused: '拒否',
  filtered: '応答なし',
  unreachable: '到達不能',
  unresolved: 'アドレスなし',
  silent: '無応答',
  'wrong-service': '別のサービス',
  'wrong-host': '別のコンピュータ',
  unhealthy: '異常',
  inconclusive: '判定不能',
  'not-checked': 'ここでは未確認',
  'not-named': '指定なし',
  error: '確認失敗',
};

export const CAUSES: Record<Cause, string> = {
  'closed-before-answer': '有効な応答の前に接続が閉じられた',
  'reset-before-answer': '有効な応答の前に接続がリセットされた',
  'not-smb': '応答が SMB ではない',
  'not-rpc': '応答が DCE/RPC ではない',
  'not-endpoint-mapper': 'RPC サーバーだが、エンドポイント マッパーではない',
  'not-http': '応答が HTTP ではない',
  'not-tls': '応答が TLS ではない',
  'tls-handshake-failed': 'TLS ハンドシェイクに失敗した',
  'redirect-elsewhere': '別のホストへリダイレクトされる',
  'proxy-authentication': 'プロキシが応答し、認証を要求している',
  'filter-page':
    'フィルター、プロキシまたはポータルが自身のページで応答している。サーバー側で直すことはない',
  'not-iis': '応答に、サイト システムが使う IIS の特徴がない',
  'unexpected-status': 'この役割が返すはずのない HTTP 状態コードである',
  'foreign-content': 'この役割が提供するページではない',
  'no-content-folder': 'Web サーバーに配布ポイントのコンテンツ フォルダー (SMS_DP_SMSPKG$) がない',
  'verb-blocked':
    'GET は通るが、インストールが送るほかの要求が切断されるか、フィルターが応答している。サーバー側で直すことはない',
  'other-computer-name':
    '別のコンピュータがこのアドレスを使用している: DNS レコードが古い可能性がある',
  'server-error': 'サーバーがエラーを返す',
  'no-such-site': 'このポートと名前の要求を受け付ける IIS のサイトがない',
  'logon-demanded': 'ログオンを要求しているが、インストールではログオンしない',
  forbidden: '要求を禁止している',
  'tls-required': 'この要求を HTTPS でのみ受け付ける (403.4)',
  'address-rejected': 'このコンピューターのアドレスを拒否している (403.6)',
  'client-certificate-required': 'クライアント証明書を要求している (403.7)',
  'client-certificate-refused': 'クライアント証明書を拒否している',
  'update-client-certificate':
    'クライアント証明書を要求しているが、更新エージェントは提示しない。WSUS のフォルダーはクライアント証明書を無視する必要がある',
  'gateway-certificate-required':
    'クラウド管理ゲートウェイの報告: 接続ポイントに、管理ポイント用のクライアント証明書がない',
  'gateway-forbidden':
    'クラウド管理ゲートウェイの報告: 管理ポイントが要求を禁止している。IIS のバインドまたはモードが合っていない',
  'gateway-token-invalid': 'クラウド管理ゲートウェイの報告: トークンが無効か、期限が切れている',
  'gateway-refusal': 'クラウド管理ゲートウェイがエラーを報告している',
  'negotiate-refused': 'サーバーが SMB のネゴシエートを拒否する',
  'bind-refused': 'エンドポイント マッパーがバインドを拒否する',
  'certificate-expired': '証明書の有効期限が切れている',
  'certificate-not-yet-valid': '証明書の有効期間がまだ始まっていない',
  'certificate-name': '証明書の名前が異なる',
  'certificate-issuer': '証明書が、指定された CA に連鎖していない',
  'short-name':
    '証明書は完全な名前のもので、その名前で接続するクライアントは受け入れる。サイト ファイルに完全な名前を書く',
  'clock-here':
    'このコンピューターの時計がサーバーの時計と合っていない。サーバーの時計では証明書は有効なので、時計を合わせる',
  'no-common-tls': 'サーバーとこのツールに、共通の TLS バージョンまたは暗号がない',
  'client-certificate-suspected':
    'クライアント証明書を要求した後に切断した: 証明書がないためかどうかは判別できない',
  'no-answer-udp': '応答がないが、UDP では正常でもあり得る',
  'nothing-answered': 'このコンピュータから何も応答がないため、問い合わせていない',
  'mapper-not-open': 'エンドポイント マッパーの応答がないため、ポートが分からない',
  'nothing-advertised': 'エンドポイント マッパーが TCP 動的ポートを 1 つも示さない',
  'silent-per-service':
    '示されたポートはいずれも応答しないが、Windows ファイアウォールはサービスごとに遮断することがあり、WMI のポートは開いている可能性がある',
  'mixed-answers': '示されたポートの一部は拒否し、他は応答しない',
  'outside-range-only':
    'クライアントの動的ポートの範囲外のポートだけが応答し、範囲内については何も証明されない',
  'slow-path':
    '経路が遅く、6 往復分の時間が経つ前に打ち切られた: --timeout を長くして再実行する必要がある',
  'session-cut':
    'SMB のネゴシエートには応答するが、続くセッションが切断されるか応答がない。SMB の内容を検査するフィルターによる可能性があり、クライアント プッシュも同じ結果になる',
  'bind-cut':
    '示されたポートは接続を受け入れるが、問い合わせが切断される: RPC インターフェイスごとに通すフィルターの可能性がある',
  'list-denied':
    'エンドポイント マッパーが匿名の問い合わせに一覧を返さないため、クライアントの動的ポートが分からない',
  'list-cut': 'エンドポイント マッパーの一覧が、TCP 動的ポートを示す前に途切れた',
  'list-unanswered': 'エンドポイント マッパーは応答するが、一覧が届かない',
  'communication-not-told':
    '通常の HTTP は拒否されるが、同じホストが HTTPS では管理ポイントとして応答し、クライアントの通信方式の指定がない: --communication https を指定する',
};

export const CERTIFICATE: Texts['certificate'] = {
  validTo: (day) => `有効期限は ${day}`,
  validFrom: (day) => `有効期間の開始は ${day}`,
  names: (names) => `証明書の名前は ${list(names)}`,
  issuer: (issuer) => `発行者は ${issuer}`,
};

function at({ port, host, address }: Place): string {
  return `${host}${address === null || address === host ? '' : ` (${address})`}${port === '' ? '' : ` の ${port}`}`;
}

/** What happened at one place, as a clause. */
export const HAPPENED: Record<RequirementOutcome, (place: Place) => string> = {
  open: (place) => `${at(place)} は応答する`,
  refused: (place) => `${at(place)} が接続を拒否する`,
  filtered: (place) => `${at(place)} が応答しない`,
  unreachable: (place) => `${at(place)} に到達できないとネットワークが通知する`,
  unresolved: ({ host }) => `名前 ${host} にアドレスがない`,
  silent: (place) => `${at(place)} は接続を受け入れるが、その後何も送らない`,
  'wrong-service': (place) => `${at(place)} で別のものが応答する`,
  'wrong-host': (place) => `${at(place)} で別のコンピュータが応答する`,
  unhealthy: (place) => `${at(place)} がエラーを返す`,
  inconclusive: (place) => `${at(place)} は判定できない`,
  'not-checked': (place) => `${at(place)} は反対側から確認する必要がある`,
  'not-named': () => 'サイトの設定にサーバーの指定がない',
  error: (place) => `${at(place)} を確認できなかった`,
};
