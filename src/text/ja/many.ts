import type { Texts } from '../texts.ts';
import type { Effect, Verdict } from '../../judge/vocabulary.ts';
import type { WarningCode } from '../../judge/warning.ts';
import type { LocationName, NamesOfMany, ObstacleHeadline, PlaceOfMany } from '../many.ts';
import { clients, grouped, list } from './numbers.ts';
import { READINESS, VERDICTS } from './outcomes.ts';
import { methodName, methodNames } from './words.ts';

export const MANY: Texts['many'] = {
  columns: {
    method: '',
    verdict: 'すべての通信',
    here: 'ここから確認した通信',
    lookedAt: '確認した通信',
  },
  verdict: (verdict, count, noAnswer) =>
    `${VERDICTS[verdict]} ${grouped(count)} 台${noAnswer === 0 ? '' : ` (うち応答なし ${grouped(noAnswer)} 台)`}`,
  readiness: (readiness, count) => `${READINESS[readiness]} ${grouped(count)} 台`,
  notLookedAt: {
    one: (count) => `ここからは確認していない ${grouped(count)} 台`,
    both: (count) => `確認していない ${grouped(count)} 台`,
  },
  underWay: (count) =>
    `${clients(count)}の確認中に実行が停止されました。--resume で確認し直します。`,
  noAnswer: (count) =>
    `${clients(count)}からは応答がまったくありません。電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されています`,
  noAddress: (count) => `${clients(count)}にはアドレスがありません`,
  obstacles: '応答するクライアントのインストールを妨げている原因 (失敗の原因を先に、多い順)',
  named: {
    ready: {
      one: (method, count) =>
        `${methodNames(method)}の準備ができたクライアント (ここから確認できる範囲): ${grouped(count)} 台`,
      both: (method, count) =>
        `${methodNames(method)}の準備ができたクライアント (確認した範囲): ${grouped(count)} 台`,
    },
    doubtful: (method, count, see) =>
      `${methodNames(method)}が停止または失敗するおそれのあるクライアント (遮断はなし、「${see}」を参照): ${grouped(count)} 台`,
  },
  allReady: 'すべての名前 (1 行に 1 台): -o ready=FILE',
  unclear: '確認できなかったもの (多い順)',
  obstacle: tellObstacle,
  locations: {
    title: (method) =>
      `場所 (境界グループ) ごとの${method === null ? '' : `${methodNames(method)}の`}状況 (遮断の多い順)`,
    columns: {
      location: '境界グループ',
      clients: 'クライアント',
      inTheWay: 'そこで妨げているもの',
    },
    name: tellLocation,
    nothing: 'なし',
    moreObstacles: (count) => `ほか ${grouped(count)} 件`,
    more: (count, people, free) =>
      `このほかに ${grouped(count)} か所 (${clients(people)})。うち ${grouped(free)} か所では妨げているものはありません。各クライアントの場所: -o clients=FILE`,
  },
  effect: (effect, methods) => EFFECTS[effect](list(methods.map((method) => methodName(method)))),
  place: tellPlace,
  elsewhere: (count) => `その他: ${grouped(count)} 台`,
  first,
  theseClients: (count) => `該当するクライアント ${grouped(count)} 台`,
  clientsIn: (subnet, count) => `${subnet} のクライアント ${grouped(count)} 台`,
  clientsElsewhere: (count) => `その他のクライアント ${grouped(count)} 台`,
  exactly: '該当するクライアントだけのアドレスは -o firewall で得られます。',
  insteadOf: (method) => `${methodNames(method)}が失敗する場合の代わりの方法`,
  alternative: (method, verdict, count) =>
    `${methodName(method)}${ALTERNATIVE_NOTES[verdict] ?? ''}: ${clients(count)}`,
  nothingInstead: (count) =>
    `クライアントをインストールする方法で、成功すると分かっているものは他にありません: ${clients(count)}`,
  warning: (code, names) => `${WARNINGS[code]}: ${clients(names.clients)} (${first(names)})`,
  fullList: (places) =>
    places.length === 0
      ? '各クライアントの確認結果をすべて得るには、ファイルへの出力を指定してください: -o ndjson=FILE'
      : `各クライアントの確認結果のすべて: ${list(places)}`,
  standardOutput: '標準出力',
};

const EFFECTS: Record<Effect, (methods: string) => string> = {
  breaks: (methods) => `失敗する方法: ${methods}。`,
  degraded: (methods) => `支障がある方法: ${methods}。`,
  unproven: (methods) => `未確認のままの方法: ${methods}。`,
};

const ALTERNATIVE_NOTES: Partial<Record<Verdict, string>> = {
  unproven: ' (未確認)',
  degraded: ' (支障あり)',
};

const WARNINGS: Record<WarningCode, string> = {
  'clock-skew': '時計が 5 分を超えてずれており、プッシュ用アカウントが拒否される可能性があります',
  'smb1-only': 'SMB1 しか使えませんが、現在の Windows サーバーでは無効になっています',
  'address-translation':
    'コンピューター自身が自分のものと認識していないアドレスで到達しました。DCOM と WMI はアドレス変換を越えられません',
  'short-name-differs':
    '短い名前のアドレスが完全な名前と異なるか、アドレスがありません。クライアント プッシュ インストールは両方を試します',
  'unknown-issuer':
    'サーバーの証明書が、このツールが知る CA につながっていません。--ca で CA を指定してください',
  'path-mtu':
    '最大サイズのパケットがどちらかの方向で届きませんが、小さいパケットは届きます。この経路ではコピーが途中で止まります',
  'dynamic-partly': '印刷スプーラーのポートは応答しませんが、ほかの動的ポートは応答します',
  'verb-blocked':
    'サーバーは GET には応答しますが、BITS がコンテンツの取得に必要とする要求には応答しません',
  'verb-refused':
    'サーバーは GET には応答しますが、インストールが送るほかの要求をサーバー自身が拒否します',
  'communication-differs': '管理ポイントの応答が、指定された通信方式のサイトのものと異なります',
  relayed: 'サーバーの応答が中継装置を経て届きました',
  'incomplete-chain': 'サーバーが中間証明書を送信しません。Windows は取得できます',
  'client-certificate':
    'サーバーがクライアント証明書を要求します。クライアントが証明書を持つかどうかは確認していません',
  'proxy-ignored': '環境変数がプロキシを指定していますが、ここでは使いません',
  'server-name':
    'サーバーが別のコンピューター名を返します。別名、クラスター、DFS であれば問題ありません',
  'http-404': 'Web サーバーには到達しましたが、仮想フォルダーが見つかりません (404)',
  'legacy-tls':
    'サーバーがネゴシエートする TLS のバージョンは、現在のクライアントでは無効になっています',
  'no-boundary-group':
    'どの境界グループにも属さないため、コンテンツは既定の境界グループから提供されるか、提供されません',
  'boundary-group-without': '境界グループが、ある役割のサーバーを 1 つも示しません',
  'service-record':
    'DNS がドメインのサービスのサーバーとして示すものの一部が、そのサービスを提供していません',
  'stand-in':
    '役割の代わりに ccm-preflight listen が応答しています。経路は開いていますが、役割そのものは確認していません',
};

function tellObstacle({
  title,
  transport,
  ports,
  seen,
  clients: count,
  where,
}: ObstacleHeadline): string {
  const port = ports.length === 0 ? '' : ` (${transport.toUpperCase()} ${list(ports)})`;
  const place =
    where === null
      ? ''
      : where.share === 'all'
        ? `、すべて ${where.subnet}`
        : `、大半は ${where.subnet}`;
  return `${title}${port}、${list(seen)}: ${clients(count)}${place}`;
}

function tellLocation(name: LocationName): string {
  switch (name.kind) {
    case 'groups':
      return list(name.groups);
    case 'outside':
      return '境界グループなし';
    case 'unknown':
      return '不明 (アドレスなし)';
    case 'others':
      return 'その他すべての場所';
  }
}

function tellPlace(
  { place, clients: count, of, ...rest }: PlaceOfMany,
  compared: 'answering' | 'asked',
): string {
  const whole = compared === 'answering' ? 'そこで応答する' : 'そこにある';
  const share =
    of === null
      ? `${grouped(count)} 台`
      : of === count
        ? `${whole} ${grouped(of)} 台のすべて`
        : `${whole} ${grouped(of)} 台中 ${grouped(count)} 台`;
  return `${place}: ${share} (${first({ ...rest, clients: count })})`;
}

function first({ names, clients: count }: NamesOfMany): string {
  return `${list(names)}${names.length < count ? '、…' : ''}`;
}
