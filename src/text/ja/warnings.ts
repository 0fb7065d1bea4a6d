import type { Warning } from '../../judge/warning.ts';
import { FLOWS } from './flows.ts';
import { list, duration } from './numbers.ts';
import { OUTCOMES } from './outcomes.ts';

/** What became of a request that BITS needs. */
const BLOCKED = {
  cut: '切断されます',
  filtered: 'フィルターが応答します',
} as const satisfies Record<Extract<Warning, { code: 'verb-blocked' }>['seen'], string>;

type RefusedRequest = Extract<Warning, { code: 'verb-refused' }>['request'];

const METHODS = {
  'ccm-post': 'CCM_POST ',
  post: 'POST ',
  head: 'HEAD ',
  range: 'ファイルの一部の要求',
} as const satisfies Record<RefusedRequest, string>;

/** What the installation needs each request for. */
const PURPOSES = {
  'ccm-post': 'クライアントはこの要求なしでは何もできません',
  post: '更新エージェントはこの要求なしでは何もできません',
  head: 'これは BITS がコンテンツを取得するために必要です',
  range: 'これは BITS がコンテンツを取得するために必要です',
} as const satisfies Record<RefusedRequest, string>;

/** A warning's sentence. */
export function tellWarning(warning: Warning): string {
  switch (warning.code) {
    case 'clock-skew':
      return `${warning.host} の時計が ${duration(warning.seconds)}${warning.seconds > 0 ? '進んでいます' : '遅れています'}。Kerberos の許容は 5 分であり、プッシュ用アカウントが拒否される可能性があります`;
    case 'smb1-only':
      return `${warning.host} は SMB1 しか使えません${warning.dialect === null ? '' : ` (${warning.dialect})`}。現在の Windows サーバーでは無効になっています`;
    case 'address-translation':
      return `${warning.host} には ${warning.address} で到達しましたが、コンピューター自身が認識しているアドレスは ${list(warning.bindings)} だけです。アドレス変換を経由すると、DCOM と WMI は機能しません`;
    case 'short-name-differs':
      return `短い名前 ${warning.shortName} ${
        warning.shortAddresses.length === 0
          ? 'にはアドレスがありませんが'
          : `のアドレスは ${list(warning.shortAddresses)} ですが`
      }、${warning.host} のアドレスは ${list(warning.addresses)} です。クライアント プッシュ インストールは両方の名前を試します`;
    case 'unknown-issuer':
      return `${warning.host} の証明書${warning.issuer === null ? '' : ` (発行者 ${warning.issuer}) `}は、このツールが知る CA につながっていません。確認するには --ca で CA を指定してください`;
    case 'path-mtu':
      return `${warning.direction === 'sent' ? `${warning.host} への` : `${warning.host} からの`}最大サイズのパケットが届きません (${FLOWS[warning.flow].title})。小さいパケットは届きます。この経路ではコピーが途中で止まります。ICMP "fragmentation needed" (IPv6 では "packet too big") を通すか、MTU または MSS を下げてください`;
    case 'dynamic-partly':
      return `${warning.host} のポート ${warning.silent} (印刷スプーラー。文書にあるファイアウォールの例外で許可される) は応答しませんが、ポート ${warning.open} は応答します。規則 "Spooler Service - RPC" が無効か、範囲の一部だけが開いている可能性があります`;
    case 'verb-blocked':
      return `${warning.host} は GET には応答しますが、${warning.request === 'head' ? 'HEAD ' : 'ファイルの一部の要求'}は${BLOCKED[warning.seen]}。これは BITS がコンテンツを取得するために必要です`;
    case 'verb-refused':
      return `${warning.host} は GET には応答しますが、${METHODS[warning.request]}をサーバー自身が拒否します${warning.status === null ? '' : ` (${warning.status})`}。${PURPOSES[warning.request]}。IIS の要求フィルター (動詞) とハンドラーで許可されていること、アプリケーション プールが動作していることを確認してください`;
    case 'communication-differs':
      return warning.seen === 'enhanced-http'
        ? `${warning.host} の証明書はサイト自身の発行者 (SMS Issuing) のもので、拡張 HTTP のサイトと同じです。指定された通信方式は ${warning.said} なので、HTTP は確認していません。--communication ${warning.seen} を指定するか、証明書を確認してください`
        : `${warning.host} は HTTP を拒否し、サイト自身の発行者のものではない証明書を使って HTTPS で応答します。HTTPS が必須のサイトと同じですが、指定された通信方式は ${warning.said} です。--communication ${warning.seen} を指定するか、HTTP の設定を確認してください`;
    case 'relayed':
      return `${warning.host} の応答は中継装置 (${warning.relay}) を経て届きました`;
    case 'incomplete-chain':
      return `${warning.host} は中間証明書${warning.issuer === null ? '' : ` (${warning.issuer}) `}を送信しません。Windows は証明書に記されたアドレスから取得できます`;
    case 'client-certificate':
      return warning.flow === 'sup-https'
        ? `${warning.host} が更新エージェントにクライアント証明書を要求しますが、なくても応答します。エージェントは証明書を提示しないため、0x80072F0C で失敗することがあります。WSUS のフォルダーではクライアント証明書を無視するように設定してください`
        : `${warning.host} がクライアント証明書を要求します。経路は開いていますが、クライアントが証明書を持つかどうかは確認していません`;
    case 'proxy-ignored':
      return `環境変数 ${warning.variable} がプロキシを指定していますが、ここでは使いません。クライアントはプロキシを使う設定かもしれません`;
    case 'server-name':
      return `${warning.host} が返したコンピューター名は ${list(warning.names)} です。別名、クラスター、DFS であれば問題ありません`;
    case 'http-404':
      return `${warning.host} は ${warning.url} に 404 を返します。Web サーバーには到達しましたが、仮想フォルダーが見つかりません`;
    case 'legacy-tls':
      return `${warning.host} は ${warning.protocol} までしかネゴシエートできませんが、現在のクライアントではそのバージョンは無効になっています`;
    case 'no-boundary-group':
      return `${warning.host} (${list(warning.addresses)}) はどの境界グループにも属していません。${
        warning.ledBy === 'site-default'
          ? 'サイトの既定の境界グループのサーバーを使います'
          : '配布ポイントは提供されません。ここではサイトのすべてのサーバーで判定しました'
      }。サイトを境界で割り当てる場合、サイトが割り当てられません`;
    case 'boundary-group-without': {
      const group =
        warning.groups.length === 0
          ? 'サイトの既定の境界グループ'
          : `境界グループ ${list(warning.groups)} `;
      return `${warning.host} が属する${group}とその近隣グループに${ROLES_WITHOUT[warning.role]}がありません。サイトのすべてのサーバーで判定しました`;
    }
    case 'service-record':
      return `DNS は${FLOWS[warning.flow].title}のサーバーとして ${warning.host} を示しますが、応答は「${OUTCOMES[warning.outcome]}」です。ほかのサーバーは応答しますが、コンピューターはここで時間を失います。サーバーを直すか、DNS から削除してください`;
    case 'stand-in':
      return `${warning.host} では ccm-preflight listen が代わりに応答しています。経路は開いていますが、役割そのものは確認していません`;
  }
}

const ROLES_WITHOUT = {
  distributionPoints: '配布ポイント',
  softwareUpdatePoints: 'ソフトウェアの更新ポイント',
} as const;
