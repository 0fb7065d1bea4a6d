import { isOwnId } from '../../catalogue/flow.ts';
import type { Remedy } from '../../judge/remedy.ts';
import type { Texts } from '../texts.ts';
import type { Verdict } from '../../judge/vocabulary.ts';
import { clients, grouped, list } from './numbers.ts';
import { methodName, methodNames, PRODUCTS, VANTAGES, tellCommunication } from './words.ts';

export const TABLE: Texts['table'] = {
  title: ({
    product,
    communication,
    communicationSaid,
    siteCode,
    from,
    joined = [from],
    standsFor,
  }) =>
    `${PRODUCTS[product]}、${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `、サイト ${siteCode}`}、${standsFor === undefined ? `${joined.map((vantage) => VANTAGES[vantage]).join('側と')}側からの確認` : `${standsFor} の代わりに別のコンピューターから確認`}`,
  headline: {
    notApplicable: (method, reason) => `${methodName(method)}: 対象外 (${reason})`,
    works: (method) => `${methodName(method)}: 成功します。必要な通信はすべて開いています`,
    worksWithout: (method) =>
      `${methodName(method)}: 成功します。欠かせない通信はすべて開いています`,
    notSeen: (titles) => `確認していないもの: ${list(titles)}`,
    degraded: (method, but) => `${methodName(method)}: 成功しますが支障があります。${but}`,
    breaks: (method, titles) => `${methodName(method)}: 失敗します。原因: ${list(titles)}`,
    unproven: (method) => `${methodName(method)}: 未確認`,
    unclear: {
      one: (method, titles) => `${methodName(method)}: ここからは未確認: ${list(titles)}`,
      both: (method, titles) => `${methodName(method)}: 未確認: ${list(titles)}`,
    },
    ready: {
      one: (method) => `${methodName(method)}: ここから見て準備完了`,
      both: (method) => `${methodName(method)}: 確認した範囲で準備完了`,
    },
    readyBut: {
      one: (method, but) => `${methodName(method)}: ここから見て準備完了。${but}`,
      both: (method, but) => `${methodName(method)}: 確認した範囲で準備完了。${but}`,
    },
    doubtful: {
      one: (method, why) =>
        `${methodName(method)}: ここから見て要注意。遮断されてはいませんが、途中で止まるか失敗する可能性が高いです: ${why}`,
      both: (method, why) =>
        `${methodName(method)}: 要注意。遮断されてはいませんが、途中で止まるか失敗する可能性が高いです: ${why}`,
    },
    doubts: {
      'path-mtu': '最大サイズのパケットが通りません',
      'address-translation': '途中でアドレスが変換されます',
      'verb-blocked': 'BITS の要求が遮断されます',
    },
    decidedOn: (method, end, titles) =>
      `${methodName(method)}: 未確認、${VANTAGES[end]}側の通信 ${titles.length} 件で決まります: ${list(titles)}`,
    exceptFor: (titles) => `問題のある通信: ${list(titles)}`,
    seeWarnings: '「注意」を参照してください',
    toProveOn: (end, titles) =>
      `${VANTAGES[end]}側で確認が必要な通信 ${titles.length} 件: ${list(titles)}`,
    byHand: (titles) => `手動で確認が必要な通信: ${list(titles)}`,
    notNamed: (titles) => `サイトに指定がないもの: ${list(titles)}`,
  },
  notLookedAt: { one: 'ここからは確認していません', both: '確認していません' },
  wasUnderWay: '確認中に実行が停止されました。このクライアントについて確認できたことはありません。',
  thisMachine: 'このコンピューター',
  noAnswer:
    '応答なし: 電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されています',
  clients,
  attempts: (count) => `${grouped(count)} 回試行`,
  flowsSeen: 'ここから確認した通信',
  flowsSeenFromBoth: '通信を開始する側からそれぞれ確認した通信',
  why: (methods, verdict) =>
    `${methodNames(...methods)}${verdict === 'degraded' ? 'に支障がある理由' : 'が失敗する理由'}`,
  open: ({ title, transport, ports, from, hosts, fix }) =>
    `「${title}」のために開放する通信: ${VANTAGES[from]}から ${list(hosts)} への ${transport.toUpperCase()}${ports.length === 0 ? ' エコー' : ` ${list(ports)}`}。${fix}`,
  refused: ({ title, transport, ports, hosts }) =>
    `「${title}」の対処: ${list(hosts)} の ${transport.toUpperCase()} ${list(ports)} で待ち受けているサービスがないか (サービスが動作しているか確認してください)、途中のファイアウォールが接続を拒否しています。Windows ファイアウォールは破棄するだけで、拒否しません。`,
  location: (groups) => `境界グループ: ${list(groups)}。`,
  locationUnknown:
    'このクライアントのアドレスが分からないため、境界グループも分かりません。サイトのすべてのサーバーで判定します。',
  mend: (title, remedy) =>
    remedy === 'unresolved'
      ? `対処: ${REMEDIES[remedy]}`
      : `「${title}」の対処: ${REMEDIES[remedy]}`,
  instead: '代わりの方法:',
  nothingInstead:
    '代わりの方法: 指定された中に、クライアントをインストールする方法で成功すると分かっているものは、ほかにありません (ソフトウェアの配布には、インストール済みのクライアントが必要です)。',
  alternative: (method, needs, verdict) =>
    `${methodName(method)}${ALTERNATIVE_NOTES[verdict] ?? ''}${
      needs.length === 0 ? '' : `: 必要な通信は、${list(needs)}`
    }`,
  warnings: '注意',
  leftToProve: (from) => `${VANTAGES[from]}側で確認が必要なもの`,
  leftCommand: (from) => `${VANTAGES[from]}で次のコマンドを実行してください:`,
  leftMerge: (file) =>
    `このレポートも同様に保存すれば、ccm-preflight merge が ${file} と結合し、全体の判定を示します。`,
  indirect: {
    one: 'クライアントの通信先サーバー、ここから見た状態 (参考。クライアントの判定には影響しません)',
    both: 'クライアントの通信先サーバー、サイト サーバーから見た状態 (参考。クライアントの判定には影響しません)',
  },
  summary: '概要',
  checkAgain: '問題のあったクライアントの再確認',
  noAnswerCount: (count) =>
    `${clients(count)}からは応答がまったくないか、名前にアドレスがありません`,
  incomplete: '中断されました。このレポートは不完全です。',
  missing: (names) =>
    `${names.join('、')} の完全なレポートがありません。このレポートは不完全です。`,
  standIn: (client) =>
    `このレポートは ${client} 自身のものではありません。別のコンピューターから確認したため、${client} だけが持つもの (Windows ファイアウォール、プロキシ、hosts ファイル、証明書) は確認していません。ccm-preflight merge はこれを ${client} 自身の証明として扱いません。`,
  apart: ({ clients: count, days, names }) =>
    `${clients(count)}について、結合したレポートの一方が他方より 1 日を超えて古くなっています (最大 ${grouped(days)} 日): ${names.join('、')}${names.length < count ? '、…' : ''}。古い方の結果は、その後変わっている可能性があります。`,
  waited: (times, seconds) =>
    `失敗するものを ${grouped(seconds)} 秒間に ${grouped(times)} 回、確認し直しました。`,
  listFailed: 'クライアントの一覧を最後まで読めませんでした。このレポートは不完全です。',
  exitCode: (code) => `終了コード ${code}: ${EXIT_CODES[code] ?? '不明'}。`,
  nothingChecked:
    '何も確認しませんでした。これらの方法でここから始まる通信がないか、サーバーの指定がありません。サイト ファイルまたはオプション (--mp、--dp、--sup など) でサーバーを指定してください (--help を参照)。',
  more: (id) => `通信の詳細: ccm-preflight explain ${id}${isOwnId(id) ? ' --catalogue FILE' : ''}`,
  evidence: {
    records: (count) => `レコード ${count} 件`,
    overTcpAlone: 'TCP では応答あり',
    ofDomain: (domain) => `ドメイン ${domain}`,
    lists: {
      partial: '一覧が途中で途切れました',
      denied: '参照は拒否されました',
      failed: '一覧が届きません',
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
    'DNS でこの名前にアドレスを登録するか、アドレスのある名前を使ってください。ファイアウォールが原因ではありません。',
  'service-record':
    'クライアントが問い合わせるゾーンにドメイン コントローラーのレコードを登録させ (Netlogon の再起動または nltest /dsregdns)、存在しなくなったもののレコードを削除し、クライアントにドメインのネーム サーバーを設定してください。ファイアウォールが原因ではありません。',
  silent:
    'ポートは開いていますが、その先のサービスが応答しないか、途中のプロキシが応答を破棄しています。サービスを再起動し、経路上の機器を確認してください。',
  'wrong-service':
    'ポートは開いていますが、別のものが待機しています。プロキシ、移動したポート、置き換えられた Web サイトがないか確認してください。',
  'wrong-host':
    '古い DNS レコードを削除してクライアントに自分のレコードを登録させるか、正しいコンピューターを指定してください。',
  unhealthy:
    'ポートは開いておりサービスもありますが、異常があります。サーバー側で修復してください。',
  certificate:
    'ポートは開いています。クライアントが使う名前で、クライアントが信頼する CA から、サーバーの証明書を更新してください。',
};

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: '失敗する方法はありません',
  1: '失敗する方法があります',
  2: '使い方の誤り',
  3: '失敗する方法はありませんが、準備完了のクライアントがないか、ここから確認できなかったクライアントが多くあります',
  4: '実行自体が失敗しました',
  130: '中断されました',
};
