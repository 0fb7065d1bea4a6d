import type { FoundValue } from '../../site/found.ts';
import type { Expected, SiteProblem } from '../../site/problem.ts';
import type { TlsPortProblem, ValueProblem } from '../../site/value-problem.ts';
import { type ByCode, type Phrases, phraseOf } from '../by-code.ts';
import type { Texts } from '../texts.ts';
import { list } from './numbers.ts';
import { yamlRule } from './yaml-rules.ts';

export const SITE: Texts['site'] = {
  problem: tellProblem,
  host: tellValueProblem,
  flags: 'フラグ',
  template: {
    head: 'ccm-preflight のサイト ファイル。#- で始まる行は例: #- を取り除くと有効になる。',
    sections: {
      product: '製品と、クライアントとサイト システムの通信方式。',
      ports: 'サイトのポート、既定値と異なる場合。一覧は、そのいずれかを意味する。',
      locator: 'サーバー ロケータ ポイントが必要かどうかを決めるもの (cm2007)。',
      clients: 'クライアント。',
      roles:
        'これらのクライアントが使うサーバー: ホスト、host:port、{ host, httpPort, httpsPort }、またはその一覧。',
      install: String.raw`インストール方法。UNC パスは引用符なしで \\server\share と書く。`,
    },
    notes: {
      product: 'cm2007 または current-branch。必ず指定する',
      communication:
        'cm2007: mixed (既定)、native; current-branch: enhanced-http (既定)、http、https',
      smb: 'ラボと転送されるポートだけで使う',
      rpcEndpointMapper: '同上',
      clientNotification: 'current-branch',
      serverLocatorPointNeeded: 'auto (既定)、yes、no',
      membership: 'same-forest (既定)、other-forest、workgroup',
      rpcDynamicPorts: 'Windows Vista より前は 1025-5000',
      distributionPoints: 'serves の既定値は cm2007 では smb、current-branch では http',
      serverLocatorPoints: 'cm2007',
      softwareUpdatePoints:
        'HTTP が 80 なら HTTPS は 443、その他なら 1 大きい値; 指定がなければ 80 または 8530',
      source: '/source を取るすべての方法の /source',
      runFrom: 'UNC パス、またはコンピュータ自身のディスクであれば local',
      package: 'UNC パス、またはこのネットワークを通らなければ local',
    },
  },
};

const PROBLEMS: Phrases<ByCode<SiteProblem>> = {
  'not-a-group-of-keys': () => 'サイト ファイルはキーの集まりである。例: "product: cm2007"',
  'unknown-key': ({ allowed, key, parent }) =>
    `${parent === '' ? '' : `${parent} に`}未知のキー "${key}" がある。使えるもの: ${list(allowed)}`,
  'wrong-type': ({ expected, found, name }) =>
    `${name || 'サイト'} は${EXPECTED[expected]}でなければなりません。実際: ${tellFound(found)}${
      expected === 'string' && found.kind === 'plain'
        ? '。YAML で数値や真偽値と読める文字列は、"001" のように引用符で囲みます'
        : ''
    }`,
  'not-allowed': ({ allowed, found, name }) =>
    `${name} を ${tellFound(found)} にすることはできない。使えるもの: ${list(allowed)}`,
  'bad-value': ({ name, problem, found }) =>
    `${name}: ${tellValueProblem(problem)}${found === null ? '' : `。実際: ${tellFound(found)}`}`,
  'communication-of-other-product': ({ allowed, communication, product }) =>
    `製品 ${product} に communication "${communication}" はない。使えるもの: ${list(allowed)}`,
  'product-missing': ({ allowed }) =>
    `製品の指定がない: --product ${allowed.join(' または --product ')}、あるいは "product: ${allowed.at(-1)}" と書いたサイト ファイルを使う`,
  'tls-port': tellTlsPort,
  'wsus-ports': ({ host, problem }) =>
    `ソフトウェアの更新ポイント ${host}: ${tellValueProblem(problem)}`,
  'not-text': ({ encoding }) => `ファイルが ${encoding.toUpperCase()} のテキストではない`,
  'too-deep': ({ max }) => `${max} 階層を超えて入れ子になっている`,
  'too-many-aliases': ({ max }) => `エイリアスが ${max} 個を超えている`,
  'several-documents': () =>
    'サイト ファイルは 1 つの文書であるが、"---" から 2 つ目が始まっている',
  yaml: ({ rule }) => yamlRule(rule),
};

const EXPECTED: Record<Expected, string> = {
  int: '整数',
  number: '数値',
  string: '文字列',
  boolean: ' true または false ',
  object: 'キーの集まり',
  array: '一覧',
};

function tellFound(found: FoundValue): string {
  switch (found.kind) {
    case 'nothing':
      return 'なし';
    case 'list':
      return '一覧';
    case 'group':
      return 'キーの集まり';
    case 'text':
      return `"${found.text}"`;
    case 'plain':
      return found.text;
  }
}

const UNC_FORM = String.raw`\\server\share`;

const ADDRESS_KINDS = {
  unspecified: '未指定アドレス',
  broadcast: 'ブロードキャスト アドレス',
  multicast: 'マルチキャスト アドレス',
} as const;

const VALUES: Phrases<ByCode<ValueProblem>> = {
  'host-empty': () => 'ホスト名が空である',
  'several-hosts': ({ text }) =>
    `"${text}" は 1 つのホストではない: 複数のホストは空白で区切るか、サイト ファイルでは一覧にする`,
  'begins-with-dash': ({ text }) => `ホスト名を "-" で始めることはできない: "${text}"`,
  'host-too-long': ({ length, max }) => `ホスト名は ${max} 文字までであるが、${length} 文字ある`,
  'not-a-host': ({ text }) =>
    `"${text}" はホスト名ではない: 英数字、"-"、"_"、ドット、または IPv4 か IPv6 のアドレスを使う`,
  'neither-address-nor-host': ({ text }) => `"${text}" は IPv4 アドレスでもホスト名でもない`,
  'not-a-computers-address': ({ range, text }) =>
    `${text} は${ADDRESS_KINDS[range]}であり、コンピュータのアドレスではない`,
  'not-a-zone': ({ text }) => `"${text}" は IPv6 のゾーンではない`,
  url: ({ text }) => `"${text}" は URL である: ホストだけを、または host:port と書く`,
  'not-ipv6-in-brackets': ({ text }) => `角かっこに入れるのは IPv6 アドレスだけである: "${text}"`,
  'not-a-port': ({ text }) => `"${text}" はポートではない: 1 から 65535 までの数である`,
  'device-path': ({ text }) => `"${text}" はデバイスのパスである。${UNC_FORM} の形で書く`,
  'one-backslash': ({ text }) =>
    `"${text}" は先頭の円記号 (\\) が 1 つしかありません。UNC パスは 2 つで始まります: ${UNC_FORM} (シェルでは引用符で囲み、YAML では二重引用符を付けずに書きます)`,
  'not-unc': ({ text }) => `"${text}" は UNC パス (${UNC_FORM}) ではない`,
  webdav: ({ text }) => `"${text}" は WebDAV のパスであり、SMB を使わない。${UNC_FORM} の形で書く`,
  'unc-host': ({ text, host }) => `パス "${text}" の中: ${tellValueProblem(host)}`,
  'no-share': ({ text }) => `"${text}" に共有名がない: ${UNC_FORM}`,
  'not-in-unc': ({ text }) => `"${text}" は UNC パスの一部にできない`,
  'not-in-disk-path': ({ text }) => `"${text}" はディスク上のパスの一部にできない`,
  'drive-letter': ({ text, drive }) =>
    `"${text}": ${drive} は割り当てたドライブか。その場合は元の UNC パス (${UNC_FORM}) を指定する。コンピュータ自身のディスクは "local" と書く`,
  'not-a-port-range': ({ text }) => `"${text}" はポートの範囲ではない。例: 49152-65535`,
  port: () => 'ポートは 1 から 65535 までの整数である',
  'no-ports': () => 'ポートの一覧には 1 つ以上が必要である',
  'site-code': () => 'サイト コードは 3 文字の英数字である',
  'serves-nothing': () => '配布ポイントは http、smb、またはその両方で配布する',
  'note-2': ({ httpPort, httpsPort }) => {
    const said = [
      ...(httpPort === null ? [] : [`httpPort ${httpPort}`]),
      ...(httpsPort === null ? [] : [`httpsPort ${httpsPort}`]),
    ];
    return `${said.join(' と ')} はあり得ない: ポートの文書の注 2「HTTP ポートが 80 の場合、HTTPS ポートは 443 の必要があります。HTTP ポートがその他の場合、HTTPS ポートは 1 大きくする必要があります (8530 と 8531 など)」`;
  },
};

function tellTlsPort({ port, of }: TlsPortProblem): string {
  const what = `${port} は TLS のポートであるが、ここは通常の HTTP のポートを指定する`;
  switch (of.kind) {
    case 'software-update-point':
      return `ソフトウェアの更新ポイント ${of.host}: ${what}: ${of.httpPort} (${of.host}:${of.httpPort}、httpPort: ${of.httpPort}) または httpsPort: ${port} とする。クライアントが TLS で使うのであれば ssl: true (--sup-ssl yes) も指定する`;
    case 'web-server':
      return `${of.host}: ${what}: httpsPort: ${port} とするか、ポートを省く${of.secure === null ? '' : `。クライアントが HTTPS だけを使うのであれば --communication ${of.secure} を指定する`}`;
    case 'plain-web-server':
      return `${of.host}: ${what}: この役割は HTTPS を使わないので、ポートを省くか HTTP のポートを指定する`;
    case 'site':
      return `ports.http: ${what}: ports.https: ${port} (--https-port ${port}) とする`;
  }
}

function tellProblem(problem: SiteProblem): string {
  return phraseOf<ByCode<SiteProblem>, SiteProblem['code']>(PROBLEMS, problem.code, problem);
}

function tellValueProblem(problem: ValueProblem): string {
  return phraseOf<ByCode<ValueProblem>, ValueProblem['code']>(VALUES, problem.code, problem);
}
