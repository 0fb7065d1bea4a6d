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
  template: {
    head: 'ccm-preflight のサイト ファイル。#- で始まる行は例です。#- を取り除くと有効になります。',
    sections: {
      product: '製品と、クライアントとサイト システムの通信方式。',
      ports: 'サイトのポート (既定値と異なる場合)。一覧は、そのいずれかを意味します。',
      locator: 'サーバー ロケータ ポイントが必要かどうかを決めるもの (cm2007)。',
      clients: 'クライアント。',
      roles:
        'これらのクライアントが使うサーバー: ホスト、host:port、{ host, httpPort, httpsPort }、またはその一覧。',
      locations: '場所と、そこのクライアントが使うサーバー。サーバーは roles にも書きます。',
      install: String.raw`インストール方法。UNC パスは引用符なしで \\server\share と書きます。`,
      expect: '閉じているはずの通信 (名前または要件): 開いていれば指摘します。',
      catalogue: '独自の通信を記述したファイル (このファイルからの相対パス)。',
    },
    notes: {
      product: 'cm2007 または current-branch。必ず指定します。',
      communication:
        'cm2007: mixed (既定)、native。current-branch: enhanced-http (既定)、http、https',
      noCrlCheck: 'current-branch: /NoCRLCheck を使う場合は true',
      smb: 'ラボと転送されるポートだけで使います',
      rpcEndpointMapper: '同上',
      clientNotification: 'current-branch',
      serverLocatorPointNeeded: 'auto (既定)、yes、no',
      location: 'intranet (既定) または internet: current-branch、ゲートウェイを通す',
      membership: 'same-forest (既定)、other-forest、workgroup',
      rpcDynamicPorts: 'Windows Vista より前は 1025-5000',
      domain: 'current-branch: そのドメイン コントローラーも確認します',
      nameServers: '確認するコンピューターのものと異なる場合だけ使います',
      distributionPoints: 'serves の既定値は cm2007 では smb、current-branch では http',
      serverLocatorPoints: 'cm2007',
      softwareUpdatePoints:
        'HTTP が 80 なら HTTPS は 443、その他なら 1 大きい値。指定がなければ 80 または 8530',
      cloudManagementGateways:
        'current-branch: ホスト、または CCM_Proxy_MutualAuth を含むアドレス全体',
      source: '/source を取るすべての方法の /source',
      runFrom: 'UNC パス、またはコンピューター自身のディスクであれば local',
      package: 'UNC パス、またはこのネットワークを通らなければ local',
    },
  },
};

const PROBLEMS: Phrases<ByCode<SiteProblem>> = {
  'not-a-group-of-keys': () => 'サイト ファイルはキーの集まりです。例: "product: cm2007"',
  'unknown-key': ({ allowed, key, parent }) =>
    `${parent === '' ? '' : `${parent} に`}未知のキー "${key}" があります。使えるもの: ${list(allowed)}`,
  'wrong-type': ({ expected, found, name }) =>
    `${name || 'サイト'} は${EXPECTED[expected]}でなければなりません。実際: ${tellFound(found)}${
      expected === 'string' && found.kind === 'plain'
        ? '。YAML で数値や真偽値と読める文字列は、"001" のように引用符で囲みます。'
        : ''
    }`,
  'not-allowed': ({ allowed, found, name }) =>
    `${name} の値が正しくありません: ${tellFound(found)}。使えるもの: ${list(allowed)}`,
  'bad-value': ({ name, problem, found }) =>
    `${name}: ${tellValueProblem(problem)}${found === null ? '' : `。実際: ${tellFound(found)}`}`,
  'communication-of-other-product': ({ allowed, communication, product }) =>
    `製品 ${product} に communication "${communication}" はありません。使えるもの: ${list(allowed)}`,
  'product-missing': ({ allowed }) =>
    `製品の指定がありません。--product ${allowed.join(' または --product ')}、あるいは "product: ${allowed.at(-1)}" と書いたサイト ファイルを使ってください。`,
  'gateway-of-other-product': ({ key }) =>
    `${key}: インターネットのクライアントがサイトと通信するためのクラウド管理ゲートウェイは、current-branch だけにあります`,
  'domain-of-other-product': ({ key, product }) =>
    `${key}: ${product} のポートの表にドメイン コントローラーへの通信はありません。current-branch だけにあります`,
  'boundary-groups-of-other-product': ({ product }) =>
    `boundaryGroups: ${product} に境界グループはありません。境界グループは current-branch だけにあります`,
  'boundary-group-twice': ({ group }) =>
    `境界グループの名前 "${group}" が 2 回使われています。名前はグループごとに別のものにしてください`,
  'several-site-defaults': ({ group }) =>
    `境界グループ "${group}" もサイトの既定にすることはできません。既定の境界グループはサイトに 1 つです`,
  'unknown-neighbour': ({ group, neighbour }) =>
    `境界グループ "${group}" の近隣グループ "${neighbour}" という名前のグループがありません`,
  'server-of-no-role': ({ group, host, role }) =>
    `境界グループ "${group}" にある ${host} が roles.${role} にありません。ポートとともに roles.${role} に書いてください`,
  'rows-missing': () => 'カタログ ファイルは、行の一覧を値とするキー "rows" を持つグループです',
  'too-many-rows': ({ rows, max }) => `独自の行が ${rows} 行あります。上限は ${max} 行です`,
  'too-many-own-methods': ({ methods, max }) =>
    `独自の方法が ${methods} 個あります。上限は ${max} 個です`,
  'row-twice': ({ id, where }) =>
    `ID "${id}" の行がもう 1 つあります (最初の行は ${where})。ID は行ごとに異なる必要があります`,
  'row-ends': ({ id, from, to }) =>
    `行 "${id}" は ${from} から ${to} への通信です。サイト サーバーが開始する通信の宛先はクライアント、クライアントが開始する通信の宛先はサーバーです (from: site-server と to: client、または from: client と to: 他の役割)`,
  'row-without-port': ({ id, transport }) =>
    `行 "${id}" にポートがありません。transport が ${transport} のときは port: 2701 のような 1 つの番号が必要です (確認できない通信では port: 49152-65535 のような範囲も指定できます)`,
  'row-with-port': ({ id }) => `行 "${id}": ICMP にポートはありません。port を削除してください`,
  'row-without-hosts': ({ id, to }) =>
    `行 "${id}": サイトの設定では ${to} を指定しないため、行で指定してください: hosts: [server01.contoso.com]`,
  'row-with-hosts': ({ id }) =>
    `行 "${id}" の宛先はクライアントで、実行時に指定します。hosts を削除してください`,
  'row-service': ({ id, service }) =>
    `行 "${id}": service ${service} は 1 つの TCP ポートでのみ確認できます。別の transport やポートの範囲では service を削除してください`,
  'catalogue-unread': ({ names }) => `catalogue: ${names.join(', ')} が読み込まれていません`,
  'tls-port': tellTlsPort,
  'wsus-ports': ({ host, problem }) =>
    `ソフトウェアの更新ポイント ${host}: ${tellValueProblem(problem)}`,
  'not-text': ({ encoding }) => `ファイルが ${encoding.toUpperCase()} のテキストではありません`,
  'too-deep': ({ max }) => `${max} 階層を超えて入れ子になっています`,
  'too-many-aliases': ({ max }) => `エイリアスが ${max} 個を超えています`,
  'saved-report': () =>
    'これは ccm-preflight が保存したレポートまたは計画であり、サイト ファイルやカタログではありません。レポートは --clients、merge、diff に指定してください。',
  'several-documents': () =>
    'サイト ファイルは 1 つの文書ですが、"---" から 2 つ目が始まっています',
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

const GATEWAY_FORM = 'cmg.contoso.com/CCM_Proxy_MutualAuth/72057594037927941';
const UNC_FORM = String.raw`\\server\share`;

const ADDRESS_KINDS = {
  unspecified: '未指定アドレス',
  broadcast: 'ブロードキャスト アドレス',
  multicast: 'マルチキャスト アドレス',
} as const;

const VALUES: Phrases<ByCode<ValueProblem>> = {
  'host-empty': () => 'ホスト名が空です',
  'several-hosts': ({ text }) =>
    `"${text}" は 1 つのホストではありません。複数のホストは空白で区切るか、サイト ファイルでは一覧にしてください`,
  'begins-with-dash': ({ text }) => `ホスト名を "-" で始めることはできません: "${text}"`,
  'host-too-long': ({ length, max }) => `ホスト名は ${max} 文字までですが、${length} 文字あります`,
  'not-a-host': ({ text }) =>
    `"${text}" はホスト名ではありません。英数字、"-"、"_"、ドット、または IPv4 か IPv6 のアドレスを使ってください`,
  'neither-address-nor-host': ({ text }) => `"${text}" は IPv4 アドレスでもホスト名でもありません`,
  'not-a-computers-address': ({ range, text }) =>
    `${text} は${ADDRESS_KINDS[range]}であり、コンピューターのアドレスではありません`,
  'not-a-zone': ({ text }) => `"${text}" は IPv6 のゾーンではありません`,
  url: ({ text }) => `"${text}" は URL です。ホストだけを、または host:port と書いてください`,
  'not-ipv6-in-brackets': ({ text }) => `角かっこに入れるのは IPv6 アドレスだけです: "${text}"`,
  'not-a-port': ({ text }) => `"${text}" はポートではありません。1 から 65535 までの数です`,
  'device-path': ({ text }) => `"${text}" はデバイスのパスです。${UNC_FORM} の形で書いてください`,
  'one-backslash': ({ text }) =>
    `"${text}" は先頭の円記号 (\\) が 1 つしかありません。UNC パスは 2 つで始まります: ${UNC_FORM} (シェルでは引用符で囲み、YAML では二重引用符を付けずに書きます)`,
  'not-unc': ({ text }) => `"${text}" は UNC パス (${UNC_FORM}) ではありません`,
  webdav: ({ text }) =>
    `"${text}" は WebDAV のパスであり、SMB を使いません。${UNC_FORM} の形で書いてください`,
  'unc-host': ({ text, host }) => `パス "${text}" の中: ${tellValueProblem(host)}`,
  'no-share': ({ text }) => `"${text}" に共有名がありません: ${UNC_FORM}`,
  'not-in-unc': ({ text }) => `"${text}" は UNC パスの一部にできません`,
  'not-in-disk-path': ({ text }) => `"${text}" はディスク上のパスの一部にできません`,
  'drive-letter': ({ text, drive }) =>
    `"${text}": ${drive} は割り当てたドライブではありませんか。その場合は元の UNC パス (${UNC_FORM}) を指定してください。コンピューター自身のディスクは "local" と書いてください`,
  'not-a-port-range': ({ text }) => `"${text}" はポートの範囲ではありません。例: 49152-65535`,
  'gateway-without-tls': ({ text }) =>
    `"${text}": クライアントはクラウド管理ゲートウェイと TLS だけで通信します。ホスト、または https:// で始まるアドレス全体を書いてください`,
  'not-a-gateway': ({ text }) =>
    `"${text}" はクラウド管理ゲートウェイのアドレスではありません。ホストだけ、または ${GATEWAY_FORM} の形で書いてください`,
  'not-a-domain': ({ text }) =>
    `"${text}" はアドレスです。contoso.com のようなドメインの完全な名前を書いてください`,
  'not-a-name-server': ({ text }) =>
    `"${text}" は名前です。ネーム サーバーは 10.0.0.53 や [2001:db8::53]:5353 のようにアドレスで書いてください`,
  'not-a-boundary': ({ text }) =>
    `"${text}" は境界ではありません。10.1.0.0/16 のようなネットワーク、10.1.0.10-10.1.0.99 のような範囲、または 2001:db8:1::/48 のような IPv6 プレフィックスを書いてください`,
  'boundary-without-end': ({ text }) =>
    `"${text}" は 1 つのアドレスです。ネットワークには 10.1.0.0/16 のように長さを、範囲には 10.1.0.10-10.1.0.99 のように最後のアドレスを書いてください`,
  'boundary-backwards': ({ text }) =>
    `"${text}" は順序が逆です。範囲は最も小さいアドレスから書いてください`,
  'not-an-own-name': ({ text, max }) =>
    `"${text}" は独自の名前として使えません。"own-" で始まり、英小文字、数字、"-" からなる ${max} 文字以内の名前にしてください (例: own-remote-control)`,
  'not-a-method': ({ text, allowed }) =>
    `"${text}" という方法はありません。${allowed.join('、')}、または own-remote-control のような独自の名前を指定してください`,
  'not-tellable': ({ max }) =>
    `テキストは ${max} 文字以内で、制御文字や見えない文字を含めることはできません`,
  'empty-text': () => '空でないテキストが必要です',
  'empty-list': () => '空でない一覧が必要です',
  'not-a-group-name': ({ text, max }) =>
    `"${text}" は境界グループの名前ではありません。1 から ${max} 文字で、前後に空白がなく、制御文字を含まない名前です`,
  port: () => 'ポートは 1 から 65535 までの整数です',
  'no-ports': () => 'ポートの一覧には 1 つ以上が必要です',
  'site-code': () => 'サイト コードは 3 文字の英数字です',
  'serves-nothing': () => '配布ポイントは http、smb、またはその両方で配布します',
  'note-2': ({ httpPort, httpsPort }) => {
    const said = [
      ...(httpPort === null ? [] : [`httpPort ${httpPort}`]),
      ...(httpsPort === null ? [] : [`httpsPort ${httpsPort}`]),
    ];
    return `${said.join(' と ')} はあり得ません。ポートの文書の注 2「HTTP ポートが 80 の場合、HTTPS ポートは 443 の必要があります。HTTP ポートがその他の場合、HTTPS ポートは 1 大きくする必要があります (8530 と 8531 など)」`;
  },
};

function tellTlsPort({ port, of }: TlsPortProblem): string {
  const what = `${port} は HTTPS のポートです。ここには HTTP のポートを指定してください`;
  switch (of.kind) {
    case 'software-update-point':
      return of.said === 'beside'
        ? `${of.host}: ${what}: ${of.host}:${of.httpPort}。WSUS で TLS を使う場合は --sup-ssl yes (ssl: true) も指定してください`
        : `${of.host}: ${what}: httpPort: ${of.httpPort}。WSUS で TLS を使う場合は ssl: true も指定してください`;
    case 'web-server':
      return of.said === 'beside'
        ? `${of.host}: ${what} (省略できます)${of.secure === null ? '' : `。クライアントが HTTPS だけを使う場合は --communication ${of.secure} も指定してください`}`
        : `${of.host}: ${what}。HTTPS のポートは httpsPort: ${port} で指定します${of.secure === null ? '' : `。クライアントが HTTPS だけを使う場合は communication: ${of.secure} も指定してください`}`;
    case 'plain-web-server':
      return `${of.host}: ${what} (省略できます)。クライアントはこの役割との通信に HTTPS を使いません`;
    case 'site':
      return `${what}。HTTPS のポートは --https-port ${port} (ports.https) で指定します`;
  }
}

function tellProblem(problem: SiteProblem): string {
  return phraseOf<ByCode<SiteProblem>, SiteProblem['code']>(PROBLEMS, problem.code, problem);
}

function tellValueProblem(problem: ValueProblem): string {
  return phraseOf<ByCode<ValueProblem>, ValueProblem['code']>(VALUES, problem.code, problem);
}
