import type { Remedy } from '../../judge/remedy.ts';
import type { Texts } from '../texts.ts';
import type { Method } from '../../catalogue/vocabulary.ts';
import type { Verdict } from '../../judge/vocabulary.ts';
import { clients, grouped, list } from './numbers.ts';
import { METHODS, PRODUCTS, VANTAGES, tellCommunication } from './words.ts';

export const TABLE: Texts['table'] = {
  title: ({ product, communication, communicationSaid, siteCode, from, joined = [from] }) =>
    `${PRODUCTS[product]}、${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `、サイト ${siteCode}`}、${joined.map((vantage) => VANTAGES[vantage]).join('側と')}側からの確認`,
  headline: {
    notApplicable: (method, reason) => `${METHODS[method]}: 対象外、${reason}`,
    works: (method) => `${METHODS[method]}: 成功する、必要な通信はすべて開いている`,
    worksWithout: (method) => `${METHODS[method]}: 成功する、欠かせない通信はすべて開いている`,
    notSeen: (titles) => `確認していないもの: ${list(titles)}`,
    degraded: (method, but) => `${METHODS[method]}: 成功するが支障あり、${but}`,
    breaks: (method, titles) => `${METHODS[method]}: 失敗する、原因: ${list(titles)}`,
    unproven: (method) => `${METHODS[method]}: 未確認`,
    unclear: {
      one: (method, titles) => `${METHODS[method]}: ここからは未確認、${list(titles)}`,
      both: (method, titles) => `${METHODS[method]}: 未確認、${list(titles)}`,
    },
    ready: {
      one: (method) => `${METHODS[method]}: ここから見て準備完了`,
      both: (method) => `${METHODS[method]}: 確認した範囲で準備完了`,
    },
    readyBut: {
      one: (method, but) => `${METHODS[method]}: ここから見て準備完了、${but}`,
      both: (method, but) => `${METHODS[method]}: 確認した範囲で準備完了、${but}`,
    },
    doubtful: {
      one: (method, why) =>
        `${METHODS[method]}: ここから見て疑わしい、遮断されてはいないが途中で止まるか失敗する可能性が高い: ${why}`,
      both: (method, why) =>
        `${METHODS[method]}: 疑わしい、遮断されてはいないが途中で止まるか失敗する可能性が高い: ${why}`,
    },
    doubts: {
      'path-mtu': '最大サイズのパケットが通らない',
      'address-translation': '途中でアドレスが変換される',
      'verb-blocked': 'BITS の要求をフィルターが止める',
    },
    decidedOn: (method, end, titles) =>
      `${METHODS[method]}: 未確認、${VANTAGES[end]}側の通信 ${titles.length} 件で決まる: ${list(titles)}`,
    exceptFor: (titles) => `次を除く: ${list(titles)}`,
    seeWarnings: '注意を参照',
    toProveOn: (end, titles) =>
      `${VANTAGES[end]}側で確認が必要な通信 ${titles.length} 件: ${list(titles)}`,
    notNamed: (titles) => `サイトに指定がないもの: ${list(titles)}`,
  },
  notLookedAt: { one: 'ここからは確認していない', both: '確認していない' },
  wasUnderWay: '確認中に実行が止められた: このクライアントについては何も証明していない。',
  thisMachine: 'このコンピュータ',
  noAnswer: '応答なし: 電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されている',
  clients,
  attempts: (count) => `${grouped(count)} 回試行`,
  flowsSeen: 'ここから確認した通信',
  flowsSeenFromBoth: '通信を開始する側からそれぞれ確認した通信',
  why: (methods, verdict) =>
    `${nameList(methods)}${verdict === 'degraded' ? 'に支障がある理由' : 'が失敗する理由'}`,
  open: ({ title, transport, ports, from, hosts, fix }) =>
    `「${title}」のために開放する通信: ${VANTAGES[from]}から ${list(hosts)} への ${transport.toUpperCase()}${ports.length === 0 ? ' エコー' : ` ${list(ports)}`}。${fix}`,
  mend: (title, remedy) =>
    remedy === 'unresolved'
      ? `対処: ${REMEDIES[remedy]}`
      : `「${title}」の対処: ${REMEDIES[remedy]}`,
  instead: '代わりの方法',
  nothingInstead:
    'クライアントをインストールする方法で、成功すると分かっているものは他にない (ソフトウェアの配布には、インストール済みのクライアントが必要): この方法を妨げるもの、または別のものが他の方法も妨げている',
  alternative: (method, needs, verdict) =>
    `${METHODS[method]}${ALTERNATIVE_NOTES[verdict] ?? ''}${
      needs.length === 0 ? '' : `: 必要な通信は ${list(needs)}`
    }`,
  warnings: '注意',
  leftToProve: (from) => `${VANTAGES[from]}側で確認が必要なもの`,
  leftCommand: (from) => `${VANTAGES[from]}で次のコマンドを実行する:`,
  leftMerge: (file) =>
    `このレポートも同様に保存すれば、ccm-preflight merge が ${file} と結合し、全体の判定を示す。`,
  indirect: {
    one: 'クライアントの通信先サーバー、ここから見た状態 (クライアントについては何も証明しない)',
    both: 'クライアントの通信先サーバー、サイト サーバーから見た状態 (クライアントについては何も証明しない)',
  },
  summary: '概要',
  checkAgain: '問題のあったクライアントをもう一度確認する',
  noAnswerCount: (count) => `${clients(count)}は応答がまったくないか、アドレスがない`,
  incomplete: '中断された: このレポートは不完全である。',
  missing: (names) => `${names.join('、')} の完全なレポートがない: このレポートは不完全である。`,
  apart: ({ clients: count, days, names }) =>
    `${clients(count)}について、結合したレポートの一方が他方より 1 日を超えて古くなっています (最大 ${grouped(days)} 日): ${names.join('、')}${names.length < count ? '、…' : ''}。古い方の結果は、その後変わっている可能性があります。`,
  waited: (times, seconds) =>
    `失敗するものを ${grouped(seconds)} 秒間に ${grouped(times)} 回、確認し直した。`,
  listFailed: 'クライアントの一覧を最後まで読めなかった: このレポートは不完全である。',
  exitCode: (code) => `終了コード ${code}: ${EXIT_CODES[code] ?? '不明'}。`,
  nothingChecked:
    '何も確認しなかった: これらの方法でここから始まる通信がないか、サーバーの指定がない。サイト ファイルまたはフラグ (--mp、--dp、--sup など) でサーバーを指定する (--help を参照)。',
  more: (id) => `通信の詳細: ccm-preflight explain ${id}`,
  evidence: {
    lists: {
      partial: '一覧が途中で途切れた',
      denied: '参照は拒否された',
      failed: '一覧が届かない',
      'not-asked': '一覧は未確認',
    },
    endpoints: (count) => `エンドポイント ${count} 件`,
    isNamed: (name) => `名前は ${name}`,
    answering: (open, advertised, ports) =>
      `示されたポート ${advertised} 個中 ${open} 個が応答${ports.length === 0 ? '' : ` (${ports.join('、')})`}`,
    triedOf: (tried) => `${tried} 個を試行`,
    notWaitedFor: (left) => `${left} 個は応答を待たずに終了`,
  },
};

const ALTERNATIVE_NOTES: Partial<Record<Verdict, string>> = {
  unproven: ' (未確認)',
  degraded: ' (支障あり、上記参照)',
};

/** What to do where no firewall is to blame. */
const REMEDIES: Record<Remedy, string> = {
  unresolved:
    'DNS でこの名前にアドレスを登録するか、アドレスのある名前を使う。ファイアウォールが原因ではない。',
  silent:
    'ポートは開いているが、その先のサービスが応答しないか、途中のプロキシが応答を破棄している: サービスを再起動し、経路上の機器を確認する。',
  'wrong-service':
    'ポートは開いているが、別のものが待機している: プロキシ、移動したポート、置き換えられた Web サイトがないか確認する。',
  'wrong-host':
    '古い DNS レコードを削除する (クライアントには自分のレコードを登録させる) か、正しいコンピュータを指定する。',
  unhealthy: 'ポートは開いておりサービスもあるが、異常がある: サーバー側で修復する。',
  certificate:
    'ポートは開いている。クライアントが使う名前で、クライアントが信頼する CA から、サーバーの証明書を更新する。',
};

function nameList(methods: readonly Method[]): string {
  return list(methods.map((method) => METHODS[method]));
}

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: '失敗する方法はない',
  1: '失敗する方法がある',
  2: '使い方の誤り',
  3: '失敗する方法はないが、準備完了のクライアントがないか、ここから確認できなかったものが多い',
  4: '実行自体が失敗した',
  130: '中断された',
};
