import type { Texts, Passage } from '../texts.ts';
import type { EndOfRule } from '../firewall.ts';
import { clients, grouped, list } from './numbers.ts';
import { OUTCOMES } from './outcomes.ts';
import { PRODUCTS, ROLES, VANTAGES, tellCommunication } from './words.ts';

export const FIREWALL: Texts['firewall'] = {
  title: ({ product, communication, communicationSaid, siteCode }) =>
    `ファイアウォール規則、${PRODUCTS[product]}、${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `、サイト ${siteCode}`}`,
  note: {
    seen: '遮断を確認した通信と、遮断されたエンドポイント マッパーの先にある動的ポートについて、通信ごとに 1 つの規則です。接続を開始する側から記載し、応答は同じ接続で戻ります。アドレスは、規則を必要とするコンピューターだけを示します。',
    planned:
      'これらの方法に必要な通信ごとに 1 つの規則です。接続を開始する側から記載し、応答は同じ接続で戻ります。通信は確認しておらず、すでに開放されているものもあり得ます。',
  },
  sections: {
    required: (rules) => `必須: なければ失敗する方法があります (規則 ${grouped(rules)} 件)`,
    helpful: (rules) => `推奨: なければ支障が出る方法があります (規則 ${grouped(rules)} 件)`,
  },
  headings: {
    groups: '複数の規則に共通するアドレスのグループ',
    elsewhere: 'ファイアウォールが原因ではないもの',
    untold: '判定できなかったため提案しないもの',
    other: '提案の対象外',
    documents: '出典の文書',
  },
  labels: {
    location: '境界グループ',
    from: '送信元',
    to: '宛先',
    methods: '方法',
    purpose: '目的',
    seen: '確認結果',
    source: '出典',
  },
  group: (letter) => `グループ ${letter}`,
  protocol: (transport, ports) =>
    transport === 'icmp'
      ? 'ICMP エコー要求 (種類 8、ICMPv6 は種類 128)'
      : `${transport.toUpperCase()} ${ports.join(' または ')}`,
  end: tellEnd,
  anyOne: 'いずれか 1 つのポートで十分です。サーバーが待ち受けているポートを開放します。',
  anyServer: (others) =>
    `いずれか 1 台のサーバーで十分です (このサーバーまたは ${others.join(' または ')})。他は冗長構成のためのものです。`,
  seen: (outcome, count) => `${OUTCOMES[outcome]} (${clients(count)})`,
  unseen: (count) => `エンドポイント マッパーが閉じている間は確認できません (${clients(count)})`,
  refused:
    '拒否は、拒否を返すファイアウォール、または何も待ち受けていないコンピューターによります。まずサービスを確認します。',
  nothing: {
    seen: '提案する規則はありません。確認した通信に、ファイアウォールで説明できる遮断はありません。',
    planned:
      '必要な規則はありません。これらの方法に、指定されたサーバーまたはクライアントへの通信は不要です。',
  },
  nothingElse: {
    seen: '提案する規則はありません。除外したもののほかに、確認した通信に、ファイアウォールで説明できる遮断はありません。',
    planned:
      '必要な規則はありません。除外したもののほかに、これらの方法に、指定されたサーバーまたはクライアントへの通信は不要です。',
  },
  remark: ({ title, server, outcome, clients: count, names }) =>
    `${title}${server === null ? '' : `、${server}`}: ${OUTCOMES[outcome]}、${clients(count)}${listed(names, count)}`,
  left: {
    'no-answer': (count, names) =>
      left(
        count,
        '応答がまったくありません (電源が入っていないか、アドレスが誤っているか、すべての通信が破棄されています)',
        names,
      ),
    'no-address': (count, names) =>
      left(count, 'アドレスがありません (ファイアウォールは原因ではありません)', names),
    interrupted: (count, names) => left(count, '中断されたため最後まで確認していません', names),
    unknown: (count, names) =>
      left(count, '応答するかどうか不明 (このコンピューターから確認できませんでした)', names),
  },
  notLookedAt: (from, titles) =>
    `${VANTAGES[from]}が開始する通信のため、確認していません: ${list(titles)}`,
  byHand: (titles) =>
    `プローブでは判定できないため、手動で確認してください (規則は "plan -o firewall" で出力されます): ${list(titles)}`,
  notNamed: (titles) => `サイトに宛先の指定がありません: ${list(titles)}`,
};

function left(count: number, said: string, names: readonly string[]): string {
  return `${clients(count)}: ${said}${listed(names, count)}`;
}

function tellEnd({ roles, names, clients: count }: EndOfRule): string {
  if (count !== null) {
    return count === 1 && names.length === 1 ? `クライアント ${names[0]}` : clients(count);
  }
  if (roles.includes('client')) return 'すべてのクライアント';
  const role = list(roles.map((each) => ROLES[each]));
  return [role, ...names].join(' ');
}

function listed(names: readonly string[], count: number): string {
  const more = count - names.length;
  return names.length === 0
    ? ''
    : `: ${list(names)}${more === 0 ? '' : `、他 ${grouped(more)} 台`}`;
}

/** What to open on firewalls in between. */
export function tellPassage({ transport, ports, from, to }: Passage): string {
  const what =
    transport === 'icmp'
      ? 'ICMP エコー要求とその応答'
      : `${transport.toUpperCase()} ${list(ports)}`;
  return `経路上のすべてのファイアウォールで、${VANTAGES[from]}から${ROLES[to]}への ${what} を許可します。`;
}
