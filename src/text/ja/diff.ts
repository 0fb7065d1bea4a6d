import type { Texts } from '../texts.ts';
import type { Method } from '../../catalogue/vocabulary.ts';
import type { NamesOfMany } from '../many.ts';
import { clients as countOf, grouped } from './numbers.ts';
import { READINESS, VERDICTS } from './outcomes.ts';
import {
  COMMUNICATIONS,
  methodName,
  methodNames,
  NECESSITIES,
  PRODUCTS,
  VANTAGES,
} from './words.ts';

const ONLY = { old: '古いレポートのみ', new: '新しいレポートのみ' } as const;

const SHOWN = { ...VERDICTS, ready: READINESS.ready };

export const DIFF: Texts['diff'] = {
  formats: {
    table: '端末で人が読む表',
    json: '変化したすべてのクライアント (プログラム用)',
    markdown: '変更申請や Wiki に貼る表',
  },
  title: (product, siteCode) =>
    `変化: ${PRODUCTS[product]}${siteCode === null ? '' : `、サイト ${siteCode}`}`,
  run: (age, { name, vantages, startedAt }) =>
    `${age === 'old' ? '旧' : '新'}: ${name}、開始 ${startedAt}、確認元 ${vantages.map((vantage) => VANTAGES[vantage]).join('、')}`,
  differences: '両方で同じでないもの',
  difference: {
    vantage: (vantage, only) =>
      `${VANTAGES[vantage]}から始まる通信の確認は${ONLY[only]}: 比較していません`,
    method: (method, only) => `${methodNames(method)}は${ONLY[only]}: 比較していません`,
    requirement: (id, only) => `${id} が必要なのは${ONLY[only]}`,
    expect: (id, only) => `${id} を閉じているはずとするのは${ONLY[only]}`,
    'site-code': (before, after) => `サイト コード: ${before ?? 'なし'} → ${after ?? 'なし'}`,
    communication: (before, after) =>
      `通信方式: ${COMMUNICATIONS[before]} → ${COMMUNICATIONS[after]}`,
    ports: (id, before, after) => `${id} のポート: ${before || 'なし'} → ${after || 'なし'}`,
    necessity: (id, before, after) => `${id}: ${NECESSITIES[before]} → ${NECESSITIES[after]}`,
  },
  headings: { worse: '悪化', better: '改善', other: '改善とも悪化とも確認できないもの' },
  findings: {
    worse: '新しい指摘 (閉じているはずの通信が開いています)',
    better: 'なくなった指摘 (想定どおり閉じています)',
    other: '確認できなくなった指摘 (まだ開いている可能性があります)',
  },
  seenOtherwise: '見え方だけが変わったもの (方法の改善・悪化なし)',
  verdict: (methods, before, after, of) =>
    `${list(methods)}: ${SHOWN[before]} → ${SHOWN[after]}${counted(of)}`,
  here: (methods, before, after, of) =>
    `${list(methods)} (確認した通信の範囲): ${SHOWN[before]} → ${SHOWN[after]}${counted(of)}`,
  still: (methods, verdict, of) =>
    `${list(methods)}: ${SHOWN[verdict]} (変化なし${of === null ? '' : `、${countOf(of)}`})`,
  warned: (code) => `新しい警告: ${code}`,
  noLongerWarned: (code) => `なくなった警告: ${code}`,
  noAnswer:
    '応答がなくなりました (電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されています)',
  seen: (title, before, after) => `${title}: ${before.join('、')} → ${after.join('、')}`,
  notAt: (hosts) => `ただし ${hosts.join('、')} を除く`,
  clients: named,
  otherKinds: 'その他の変化 (種類を区別していません)',
  columns: {
    change: '変化',
    method: '方法',
    seen: '見え方',
    count: 'クライアント数',
    clients: '最初のクライアント',
  },
  changes: { worse: '悪化', better: '改善', other: 'その他' },
  appeared: (of) => `新しいレポートのみ: ${named(of)}`,
  gone: (of) => `古いレポートのみ: ${named(of)}`,
  incomparable: (of) =>
    `比較していないもの (確認元に共通のものがない、または実行が中断された): ${named(of)}`,
  summary: (compared, same) =>
    compared === 0
      ? '比較できたクライアントはありません。'
      : `両方のレポートにあるクライアント ${grouped(compared)} 台のうち ${grouped(same)} 台は変化なし。`,
  interrupted: '中断: すべては比較していません。',
  exitCode: (code, lacking) =>
    `終了コード ${code}: ${[EXIT_CODES[code] ?? '不明', ...lacking.map((age) => LACKING[age])].join('。')}。`,
  wrongOrder: (old) =>
    `古いレポートとして指定された ${old} のほうが新しいため、改善と悪化が逆になります`,
  comparing: (done, total) =>
    `比較中: ${grouped(Math.floor(done / MEGABYTE))} / ${grouped(Math.ceil(total / MEGABYTE))} MB`,
  refused: {
    vantages:
      '2 つのレポートは確認元が異なり、両方で確認した通信がありません。同じ確認元のレポート、または結合したレポートどうしを比較してください。',
    methods: '2 つのレポートに共通の方法がありません',
    products: (old, now) =>
      `古いレポートは ${PRODUCTS[old]}、新しいレポートは ${PRODUCTS[now]} のものです`,
    clients:
      '両方のレポートにあるクライアントがなく、比較するものがありません (名前は全体で照合します。pc1 と pc1.contoso.com は別)',
  },
};

const MEGABYTE = 1_000_000;

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: '悪化したものはありません',
  1: '悪化したものがあります',
  3: '悪化は確認されていませんが、すべては比較できていません',
  130: '中断',
};

const LACKING = {
  old: '古いレポートの実行は、新しいレポートのクライアントをすべて確認する前に停止されました',
  new: '新しいレポートの実行は、古いレポートのクライアントをすべて確認する前に停止されました',
} as const;

function list(methods: readonly Method[]): string {
  return methods.map((method) => methodName(method)).join('、');
}

function counted(of: number | null): string {
  return of === null ? '' : ` (${countOf(of)})`;
}

function named({ names, clients }: NamesOfMany): string {
  return `${countOf(clients)} (${names.join('、')}${names.length < clients ? '、…' : ''})`;
}
