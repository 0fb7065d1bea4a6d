import type { Texts } from '../texts.ts';
import type { Effect, Verdict } from '../../judge/vocabulary.ts';
import type { WarningCode } from '../../judge/warning.ts';
import type { NamesOfMany, ObstacleHeadline, PlaceOfMany } from '../many.ts';
import { clients, grouped, list } from './numbers.ts';
import { READINESS, VERDICTS } from './outcomes.ts';
import { METHODS } from './words.ts';

export const MANY: Texts['many'] = {
  columns: {
    method: '',
    verdict: 'すべての通信',
    here: 'ここから見えた通信',
    lookedAt: '確認した通信',
  },
  verdict: (verdict, count, noAnswer) =>
    `${VERDICTS[verdict]} ${grouped(count)} 台${noAnswer === 0 ? '' : ` (うち応答なし ${grouped(noAnswer)} 台)`}`,
  readiness: (readiness, count) => `${READINESS[readiness]} ${grouped(count)} 台`,
  notLookedAt: {
    one: (count) => `ここからは確認していない ${grouped(count)} 台`,
    both: (count) => `確認していない ${grouped(count)} 台`,
  },
  underWay: (count) => `${clients(count)}は確認中に実行が止められた。--resume で確認し直す。`,
  noAnswer: (count) =>
    `${clients(count)}は応答がまったくない: 電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されている`,
  noAddress: (count) => `${clients(count)}はアドレスがない`,
  obstacles: '応答するクライアントを妨げるもの、多い順',
  obstacle: tellObstacle,
  effect: (effect, methods) => EFFECTS[effect](list(methods.map((method) => METHODS[method]))),
  place: tellPlace,
  elsewhere: (count) => `その他: ${grouped(count)} 台`,
  first,
  theseClients: (count) => `該当するクライアント ${grouped(count)} 台`,
  clientsIn: (subnet, count) => `${subnet} のクライアント ${grouped(count)} 台`,
  clientsElsewhere: (count) => `その他のクライアント ${grouped(count)} 台`,
  exactly: '該当するクライアントだけのアドレスは -o firewall で得られる。',
  insteadOf: (method) => `${METHODS[method]}が失敗する場合の代わりの方法`,
  alternative: (method, verdict, count) =>
    `${METHODS[method]}${ALTERNATIVE_NOTES[verdict] ?? ''}: ${clients(count)}`,
  nothingInstead: (count) =>
    `クライアントをインストールする方法で、成功すると分かっているものは他にない: ${clients(count)}`,
  warning: (code, names) => `${WARNINGS[code]}: ${clients(names.clients)} (${first(names)})`,
  fullList: (places) =>
    places.length === 0
      ? '各クライアントの確認結果をすべて得るには、ファイルへの出力を指定する: -o ndjson=FILE'
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
  'clock-skew': '時計が 5 分を超えてずれており、プッシュ用アカウントが拒否される可能性がある',
  'smb1-only': 'SMB1 しか使えないが、現在の Windows サーバーでは無効になっている',
  'address-translation':
    '本人が自分のものと認識していないアドレスで到達した: DCOM と WMI はアドレス変換を越えられない',
  'short-name-differs':
    '短い名前のアドレスが完全な名前と異なるか、アドレスがない: クライアント プッシュ インストールは両方を試す',
  'unknown-issuer':
    'サーバーの証明書が、このツールが知る CA に連鎖していない: --ca で CA を指定する',
  'path-mtu':
    '最大サイズのパケットがどちらかの方向で届かず、小さいパケットは届く: この経路ではコピーが途中で止まる',
  'dynamic-partly': '印刷スプーラーのポートは応答しないが、ほかの動的ポートは応答する',
  'verb-blocked':
    'サーバーは GET には応答するが、BITS がコンテンツの取得に必要とする要求には応答しない',
  relayed: 'サーバーの応答が中継装置を経て届いた',
  'incomplete-chain': 'サーバーが中間証明書を送らない。Windows は取得できる',
  'client-certificate':
    'サーバーがクライアント証明書を要求する。クライアントが証明書を持つかどうかは確認していない',
  'proxy-ignored': '環境変数がプロキシを指定しているが、ここでは使わない',
  'server-name': 'サーバーが別の名前を名乗る: 別名、クラスター、DFS であれば問題ない',
  'http-404': 'Web サーバーには到達したが、仮想フォルダが見つからない (404)',
  'legacy-tls':
    'サーバーがネゴシエートする TLS のバージョンは、現在のクライアントでは無効になっている',
  'stand-in':
    '役割の代わりに ccm-preflight listen が応答している: 経路は開いているが、役割そのものは確認していない',
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
