import type { Texts } from '../texts.ts';

export const SAVED: Texts['saved'] = {
  longLine: (max) => `${max} 文字を超えている`,
  afterSummary: '概要の後に余分な行がある',
  secondRun: 'このファイルで 2 つ目の実行が始まっている',
  runFirst: '最初に実行の行が必要である',
  notJsonLine: 'JSON の行ではない',
  notJsonDocument: 'JSON の文書ではない',
  notReadable: '読めない',
  noReport: 'このツールのレポートではない',
  empty: 'ファイルが空である',
  twice: (client) => `${client} が 2 回ある`,
  stoppedAtFirst: '最初の行が書かれる前に実行が止められた',
  changed: '読んでいる間にファイルが変更された',
  tooLarge: (megabytes) =>
    `${megabytes} MB を超える JSON の文書は一度に読めない: 大きなレポートは -o ndjson=FILE で行ごとに保存する`,
  unknownValue: {
    missing: '必要な値がない',
    list: 'ここでは使えない一覧である',
    object: 'ここでは使えないオブジェクトである',
    plain: (text) => `${text} はここでは使えない値である`,
  },
  badValue: (rule) => RULES[rule] ?? `値が正しくない (${rule})`,
  missingRequirement: (id) => `${id} がない`,
  foreignRequirement: (id) => `${id} はこの実行の通信ではない`,
  otherMethods: '方法がこの実行のものではない',
  notSeenFromThere: (id, outcome) => `${id}: ${outcome} はこの確認元からは分からない`,
  unsafeName: (name, left) => `表示できない ${left} 文字を除くと名前は "${name}" である`,
  twoNames: 'クライアントの名前が 2 つある',
  unknownId: (id) => `${id} (このバージョンでは不明)`,
  newer: (ids) =>
    `新しいバージョンのツールが保存した次の通信は、このバージョンでは不明なため ID だけを示す: ${ids.join('、')}`,
  unknownFlows: (ids) =>
    `レポートでは妨げになっているか未確認だが、このバージョンでは不明な通信: ${ids.join('、')}。`,
  statusOfOther: (id, outcome, status) => `${id}: ${outcome} は ${status} ではない`,
  difference: (what, one, other) =>
    `${what}: ${one.of} では ${one.value}、${other.of} では ${other.value}`,
  differences: {
    vantage: '確認する側 (--from)',
    product: '製品',
    communication: '通信方式',
    siteCode: 'サイト コード',
    methods: '方法',
    requirements: '通信',
    ports: (id) => `${id} のポート`,
    necessity: (id) => `${id} の必要度`,
    known: (id) => `${id} について分かっていること`,
    notNamed: (id) => `${id} について指定がないもの`,
  },
  none: 'なし',
};

const RULES: Readonly<Record<string, string>> = {
  invalid_type: '値の型が正しくない',
  invalid_format: '値の書式が正しくない',
  invalid_union: '値がどの形にも当てはまらない',
  invalid_element: '一覧の要素が正しくない',
  too_big: '値が大きすぎる',
  too_small: '値が小さすぎる',
  not_multiple_of: '値が正しい倍数ではない',
  unrecognized_keys: '未知のキーがある',
  custom: '値が正しくない',
};
