import type { Texts } from '../texts.ts';
import { type FoundValue, isQuoted } from '../../site/found.ts';
import type { Expected, SiteProblem } from '../../site/problem.ts';
import type {
  HostProblem,
  PathProblem,
  ValueProblem,
  WsusProblem,
} from '../../site/value-problem.ts';
import { yamlRule } from './yaml-rules.ts';
import { list } from './numbers.ts';

export const SITE: Texts['site'] = {
  problem: tellProblem,
  host: tellHostProblem,
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
      product: 'cm2007 (既定) または current-branch',
      communication:
        'cm2007: mixed (既定)、native; current-branch: http (既定)、https、enhanced-http',
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
      runFrom: 'UNC パスまたは local',
    },
  },
};

function tellProblem(problem: SiteProblem): string {
  switch (problem.code) {
    case 'not-a-group-of-keys':
      return 'サイト ファイルはキーの集まりである。例: "product: cm2007"';
    case 'unknown-key':
      return `${problem.parent === '' ? '' : `${problem.parent} に`}未知のキー "${problem.key}" がある。使えるもの: ${list(problem.allowed)}`;
    case 'wrong-type':
      return `${problem.name || 'サイト'} は${EXPECTED[problem.expected]}でなければならない。実際: ${tellFound(problem.found)}`;
    case 'not-allowed':
      return `${problem.name} を ${tellFound(problem.found)} にすることはできない。使えるもの: ${list(problem.allowed)}`;
    case 'bad-value': {
      const sentence = tellValueProblem(problem.problem);
      const found = isQuoted(sentence, problem.found) ? '' : `。実際: ${tellFound(problem.found)}`;
      return `${problem.name}: ${sentence}${found}`;
    }
    case 'communication-of-other-product':
      return `製品 ${problem.product} に communication "${problem.communication}" はない。使えるもの: ${list(problem.allowed)}`;
    case 'wsus-ports':
      return `ソフトウェアの更新ポイント ${problem.host}: ${tellValueProblem(problem.problem)}`;
    case 'not-text':
      return `ファイルが ${problem.encoding.toUpperCase()} のテキストではない`;
    case 'too-deep':
      return `${problem.max} 階層を超えて入れ子になっている`;
    case 'too-many-aliases':
      return `エイリアスが ${problem.max} 個を超えている`;
    case 'several-documents':
      return 'サイト ファイルは 1 つの文書であるが、"---" から 2 つ目が始まっている';
    case 'yaml':
      return yamlRule(problem.rule);
  }
}

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

function tellValueProblem(problem: ValueProblem): string {
  switch (problem.code) {
    case 'not-a-port-range':
      return `"${problem.text}" はポートの範囲ではない。例: 49152-65535`;
    case 'port':
      return 'ポートは 1 から 65535 までの整数である';
    case 'no-ports':
      return 'ポートの一覧には 1 つ以上が必要である';
    case 'site-code':
      return 'サイト コードは 3 文字の英数字である';
    case 'serves-nothing':
      return '配布ポイントは http、smb、またはその両方で配布する';
    case 'note-2':
      return tellWsusProblem(problem);
    case 'device-path':
    case 'one-backslash':
    case 'not-unc':
    case 'webdav':
    case 'no-share':
    case 'not-in-unc':
    case 'not-in-disk-path':
    case 'unc-host':
      return tellPathProblem(problem);
    default:
      return tellHostProblem(problem);
  }
}

const ADDRESS_KINDS = {
  unspecified: '未指定アドレス',
  broadcast: 'ブロードキャスト アドレス',
  multicast: 'マルチキャスト アドレス',
} as const;

function tellHostProblem(problem: HostProblem): string {
  switch (problem.code) {
    case 'host-empty':
      return 'ホスト名が空である';
    case 'several-hosts':
      return `"${problem.text}" は 1 つのホストではない: 複数のホストは空白で区切るか、サイト ファイルでは一覧にする`;
    case 'begins-with-dash':
      return `ホスト名を "-" で始めることはできない: "${problem.text}"`;
    case 'host-too-long':
      return `ホスト名は ${problem.max} 文字までであるが、${problem.length} 文字ある`;
    case 'not-a-host':
      return `"${problem.text}" はホスト名ではない: 英数字、"-"、"_"、ドット、または IPv4 か IPv6 のアドレスを使う`;
    case 'neither-address-nor-host':
      return `"${problem.text}" は IPv4 アドレスでもホスト名でもない`;
    case 'not-a-computers-address':
      return `${problem.text} は${ADDRESS_KINDS[problem.range]}であり、コンピュータのアドレスではない`;
    case 'not-a-zone':
      return `"${problem.text}" は IPv6 のゾーンではない`;
    case 'url':
      return `"${problem.text}" は URL である: ホストだけを、または host:port と書く`;
    case 'not-ipv6-in-brackets':
      return `角かっこに入れるのは IPv6 アドレスだけである: "${problem.text}"`;
    case 'not-a-port':
      return `"${problem.text}" はポートではない: 1 から 65535 までの数である`;
  }
}

const UNC_FORM = String.raw`\\server\share`;

function tellPathProblem(problem: PathProblem): string {
  const quoted = `"${problem.text}"`;
  switch (problem.code) {
    case 'device-path':
      return `${quoted} はデバイスのパスである。${UNC_FORM} の形で書く`;
    case 'one-backslash':
      return `${quoted} は先頭の円記号 (\\) が 1 つしかない。UNC パスは 2 つで始まる: ${UNC_FORM} (シェルでは引用符で囲む)`;
    case 'not-unc':
      return `${quoted} は UNC パス (${UNC_FORM}) ではない`;
    case 'webdav':
      return `${quoted} は WebDAV のパスであり、SMB を使わない。${UNC_FORM} の形で書く`;
    case 'unc-host':
      return `パス ${quoted} の中: ${tellHostProblem(problem.host)}`;
    case 'no-share':
      return `${quoted} に共有名がない: ${UNC_FORM}`;
    case 'not-in-unc':
      return `${quoted} は UNC パスの一部にできない`;
    case 'not-in-disk-path':
      return `${quoted} はディスク上のパスの一部にできない`;
  }
}

function tellWsusProblem({ httpPort, httpsPort }: WsusProblem): string {
  const said = [
    ...(httpPort === null ? [] : [`httpPort ${httpPort}`]),
    ...(httpsPort === null ? [] : [`httpsPort ${httpsPort}`]),
  ];
  return `${said.join(' と ')} はあり得ない: ポートの文書の注 2「HTTP ポートが 80 の場合、HTTPS ポートは 443 の必要があります。HTTP ポートがその他の場合、HTTPS ポートは 1 大きくする必要があります (8530 と 8531 など)」`;
}
