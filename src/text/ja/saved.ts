import type { Texts } from '../texts.ts';

export const SAVED: Texts['saved'] = {
  longLine: (max) => `${max} 文字を超えています`,
  afterSummary: '概要の後に余分な行があります',
  secondRun: 'このファイルで 2 つ目の実行が始まっています',
  runFirst: '最初に実行の行が必要です',
  notJsonLine: 'JSON の行ではありません',
  notJsonDocument: 'JSON の文書ではありません',
  notReadable: '読めません',
  noReport: 'このツールのレポートではありません',
  empty: 'ファイルが空です',
  twice: (client) => `${client} が 2 回あります`,
  stoppedAtFirst: '最初の行が書かれる前に実行が停止されました',
  changed: '読んでいる間にファイルが変更されました',
  tooLarge: (megabytes) =>
    `${megabytes} MB を超える JSON の文書は一度に読めません。大きなレポートは -o ndjson=FILE で行ごとに保存してください。`,
  unknownValue: {
    missing: '必要な値がありません',
    list: 'ここでは使えない一覧です',
    object: 'ここでは使えないオブジェクトです',
    plain: (text) => `${text} はここでは使えない値です`,
  },
  badValue: (rule) => RULES[rule] ?? `値が正しくありません (${rule})`,
  missingRequirement: (id) => `${id} がありません`,
  foreignRequirement: (id) => `${id} はこの実行の通信ではありません`,
  otherMethods: '方法がこの実行のものではありません',
  notSeenFromThere: (id, outcome) => `${id}: ${outcome} はこの確認元からは分かりません`,
  unsafeName: (name, left) => `表示できない ${left} 文字を除くと名前は "${name}" です`,
  twoNames: 'クライアントの名前が 2 つあります',
  unknownId: (id) => `${id} (このバージョンでは不明)`,
  newer: (ids) =>
    `新しいバージョンのツールが保存した次の通信は、このバージョンでは不明なため ID だけを示します: ${ids.join('、')}`,
  unknownFlows: (ids) =>
    `レポートでは妨げになっているか未確認ですが、このバージョンでは不明な通信: ${ids.join('、')}。`,
  statusOfOther: (id, outcome, status) => `${id}: ${outcome} は ${status} ではありません`,
  difference: (what, one, other) =>
    `${what}: ${one.of} では ${one.value}、${other.of} では ${other.value}`,
  differences: {
    vantage: '確認する側 (--from)',
    standsFor: '代わりに確認するクライアント (--client-name)',
    product: '製品',
    communication: '通信方式',
    siteCode: 'サイト コード',
    methods: '方法',
    requirements: '通信',
    ports: (id) => `${id} のポート`,
    necessity: (id) => `${id} の必要度`,
    known: (id) => `${id} について分かっていること`,
    ends: (id) => `${id} の通信元と宛先`,
    notNamed: (id) => `${id} について指定がないもの`,
    expect: (id) => `${id} の想定`,
  },
  none: 'なし',
};

const RULES: Readonly<Record<string, string>> = {
  invalid_type: '値の型が正しくありません',
  invalid_format: '値の書式が正しくありません',
  invalid_union: '値がどの形にも当てはまりません',
  invalid_element: '一覧の要素が正しくありません',
  too_big: '値が大きすぎます',
  too_small: '値が小さすぎます',
  not_multiple_of: '値が正しい倍数ではありません',
  unrecognized_keys: '未知のキーがあります',
  custom: '値が正しくありません',
};
