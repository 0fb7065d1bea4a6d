import type { Texts } from '../texts.ts';
import type { DiscoveryQuery, Contradiction, FactKind, FactSource } from '../../discover/model.ts';

const KINDS: Record<FactKind, string> = {
  'site-code': 'サイト コード',
  product: '製品',
  communication: '通信方式:',
  'management-point': '管理ポイント',
  'http-port': 'HTTP ポート',
  'https-port': 'HTTPS ポート',
  'fallback-status-point': 'フォールバック ステータス ポイント',
  'software-update-point': 'ソフトウェアの更新ポイント',
  'cloud-management-gateway': 'クラウド管理ゲートウェイ',
};

const CODES: Readonly<Record<string, string>> = {
  BODY_TOO_LONG: '応答が長すぎます',
  HTTP_401: '資格情報を求められました (401)',
  HTTP_403: '拒否されました (403)。クライアント証明書が必要な可能性があります。',
  STAND_IN: 'listen の代理が応答しています',
  NOT_MANAGEMENT_POINT: '管理ポイントが応答しませんでした',
  NOT_MPLIST: '応答が管理ポイントの一覧ではありません',
  NOT_MPKEYINFORMATION: '応答にサイトの情報がありません',
};

export const DISCOVER: Texts['discover'] = {
  formats: {
    site: 'サイト ファイル。検出した内容とその情報源をコメントで示します (既定)',
    table: '表示用: 検出した内容と、問い合わせた先のすべて',
    json: 'プログラム用',
  },
  head: '「検出」の行は ccm-preflight discover が検出した内容です。検出できない役割 (通常は配布ポイント) は追記してください。',
  title: '検出した内容',
  nothing: '何も検出されませんでした。',
  kinds: KINDS,
  source: tellSource,
  byVersion: (product, versions) => `${product} (バージョン ${versions.join('、')} から判断)`,
  found: (value, sources) => `検出: ${value}、${sources.join('、')}`,
  contradictions: '食い違い',
  contradiction: tellContradiction,
  asked: '問い合わせ先',
  outcome: tellOutcome,
  absentKeys: (count) => `レジストリのキー ${count} 個は存在しません`,
  notAsked: {
    'dns-without-site-code':
      'DNS には問い合わせていません。レコードの名前にサイト コードが必要です (--site-code を参照)',
    'dns-without-domain':
      'DNS には問い合わせていません。このコンピューターのドメインが不明です (--domain を参照)',
    'no-management-point':
      '管理ポイントには問い合わせていません。1 つも検出されませんでした (--mp を参照)',
  },
  refused: (count) => `名前または値 ${count} 個は、サイトのものではありえないため除外しました`,
  withoutAddress: (host) => `${host} のアドレスはここからは見つかりません`,
  signs: {
    'takes-http': 'HTTP を受け付けます',
    'demands-https': 'HTTPS が必須です',
    'site-issued-certificate': 'サイトが発行した証明書があります (拡張 HTTP)',
  },
  notTold: {
    'plain-or-enhanced':
      '通信方式は判断できません。HTTP は拡張 HTTP でもそうでなくても受け付けられ、サイトが発行した証明書は見つかりませんでした。どちらかを指定してください。',
    'https-or-not':
      '通信方式は判断できません。管理ポイントは HTTPS で応答しましたが、HTTPS を必須とせず、サイトが発行した証明書もなく、ここからは HTTP の応答がありませんでした。どちらかを指定してください。',
    'points-differ':
      '通信方式は判断できません。HTTP を受け付けるものと HTTPS が必須のものがあります。確認するクライアントに合わせて指定してください。',
  },
  interrupted: 'すべてに問い合わせる前に中断されました。',
  notWritten: (file) =>
    file === null
      ? '何も検出されなかったため、サイト ファイルは出力しません。--mp で管理ポイントを、または --site-code と --domain で DNS に問い合わせるレコードを指定してください。-o table で問い合わせの内容を表示できます'
      : `何も検出されなかったため、"${file}" は作成しません`,
  badServer: (text) =>
    `--dns: "${text}" はネーム サーバーのアドレスではありません。例: 10.0.0.53、[::1]:5353`,
  badSiteCode: (text) => `--site-code: "${text}" はサイト コードではありません (英数字 3 文字)`,
  badDomain: (text) => `--domain: "${text}" はドメインではありません`,
  needsDiscover: (option) =>
    `${option} はサイトの探し方を指定してください。--discover も指定してください。`,
  fileTwice: 'ファイル名と -o site は同じ意味なので、どちらか一方だけを指定してください',
};

function tellSource(source: FactSource): string {
  switch (source.kind) {
    case 'option':
      return source.option;
    case 'dns':
      return source.server === null
        ? `DNS レコード ${source.record}`
        : `DNS レコード ${source.record} (${source.server})`;
    case 'management-point':
      return `管理ポイント自身の応答 ${source.url}`;
    case 'management-point-list':
      return `${source.url} の一覧`;
    case 'registry':
      return `レジストリ ${source.key}\\${source.name}`;
  }
}

function tellContradiction(what: Contradiction['what'], said: readonly string[]): string {
  const taken = what === 'http-port' || what === 'https-port' ? 'いずれか' : '先頭を採用';
  return `${KINDS[what]} (${taken}): ${said.join(' / ')}`;
}

function tellOutcome({ of, outcome, code }: DiscoveryQuery, why: string): string {
  const what =
    of.kind === 'dns' ? tellSource(of) : of.kind === 'registry' ? `レジストリ ${of.key}` : of.url;
  switch (outcome) {
    case 'answered':
      return what;
    case 'nothing':
      return code === null ? `${what}: なし` : `${what}: ${CODES[code] ?? why}`;
    case 'failed':
      return `${what}: 失敗。${CODES[code ?? ''] ?? why.replace('HTTP_', 'HTTP ')}`;
  }
}
