import type { Warning } from '../../judge/warning.ts';
import { FLOWS } from './flows.ts';
import { list } from './numbers.ts';

/** A warning's sentence. */
export function tellWarning(warning: Warning): string {
  switch (warning.code) {
    case 'clock-skew':
      return `${warning.host} の時計が ${duration(warning.seconds)}${warning.seconds > 0 ? '進んでいる' : '遅れている'}: Kerberos の許容は 5 分であり、プッシュ用アカウントが拒否される可能性がある`;
    case 'smb1-only':
      return `${warning.host} は SMB1 しか使えない${warning.dialect === null ? '' : ` (${warning.dialect})`}: 現在の Windows サーバーでは無効になっている`;
    case 'address-translation':
      return `${warning.host} には ${warning.address} で到達したが、本人は自分を ${list(warning.bindings)} としか認識していない: DCOM と WMI はアドレス変換を越えられない`;
    case 'short-name-differs':
      return `短い名前 ${warning.shortName} ${
        warning.shortAddresses.length === 0
          ? 'にはアドレスがない'
          : `のアドレスは ${list(warning.shortAddresses)}`
      }、一方 ${warning.host} のアドレスは ${list(warning.addresses)}: クライアント プッシュ インストールは両方の名前を試す`;
    case 'unknown-issuer':
      return `${warning.host} の証明書${warning.issuer === null ? '' : ` (発行者 ${warning.issuer})`} は、このツールが知る CA に連鎖していない: 確認するには --ca で CA を指定する`;
    case 'path-mtu':
      return `${warning.direction === 'sent' ? `${warning.host} への` : `${warning.host} からの`}最大サイズのパケットが届かない (${FLOWS[warning.flow].title})。小さいパケットは届く: この経路ではコピーが途中で止まる。ICMP "fragmentation needed" (IPv6 では "packet too big") を通すか、MTU または MSS を下げる`;
    case 'dynamic-partly':
      return `${warning.host} のポート ${warning.silent} (印刷スプーラー。文書にあるファイアウォールの例外で許可される) は応答しないが、ポート ${warning.open} は応答する: 規則 "Spooler Service - RPC" が無効か、範囲の一部だけが開いている可能性がある`;
    case 'verb-blocked':
      return `${warning.host} は GET には応答するが、${warning.request === 'head' ? 'HEAD' : 'ファイルの一部の要求'}は${warning.seen === 'cut' ? '切断される' : 'フィルターが応答する'}: BITS がコンテンツを取得するのに必要である`;
    case 'relayed':
      return `${warning.host} の応答は中継装置 (${warning.relay}) を経て届いた`;
    case 'incomplete-chain':
      return `${warning.host} は中間証明書${warning.issuer === null ? '' : ` (${warning.issuer})`}を送らない: Windows は証明書に記されたアドレスから取得できる`;
    case 'client-certificate':
      return `${warning.host} がクライアント証明書を要求する: 経路は開いているが、クライアントが証明書を持つかどうかは確認していない`;
    case 'proxy-ignored':
      return `環境変数 ${warning.variable} がプロキシを指定しているが、ここでは使わない: クライアントはプロキシを使う設定かもしれない`;
    case 'server-name':
      return `${warning.host} は自分を ${list(warning.names)} と名乗る: 別名、クラスター、DFS であれば問題ない`;
    case 'http-404':
      return `${warning.host} は ${warning.url} に 404 を返す: Web サーバーには到達したが、仮想フォルダが見つからない`;
    case 'legacy-tls':
      return `${warning.host} は ${warning.protocol} までしかネゴシエートできず、現在のクライアントでは無効になっている`;
    case 'stand-in':
      return `${warning.host} では ccm-preflight listen が代わりに応答している: 経路は開いているが、役割そのものは確認していない`;
  }
}

function duration(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (minutes < 120) return `${minutes} 分`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} 時間` : `${Math.round(minutes / 1440)} 日`;
}
