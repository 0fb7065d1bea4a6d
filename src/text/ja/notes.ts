import type { Texts } from '../texts.ts';
import { clients, grouped, list } from './numbers.ts';
import { ROLES } from './words.ts';

export const NOTES: Texts['notes'] = {
  cantWrite: (name, why, instead) =>
    `"${name}" に書き込めません: ${why}${instead === null ? '' : INSTEAD[instead]}`,
  stopped: ({ judged, underWay, left }, command) =>
    `中断しました。クライアントの内訳: 判定済み ${grouped(judged)} 台、確認中 ${grouped(underWay)} 台${left === null ? '' : `、残り ${grouped(left)} 台`}。${
      command === null
        ? '-o ndjson=FILE を指定した実行は、後で続けることができます。'
        : `次のコマンドで続きを実行できます: ${command}`
    }`,
  wrote: (files, what) =>
    `${what === null ? '' : `${what}。`}${list(files.map((file) => `"${file}"`))} に書き込みました。`,
  cantWriteStdout: (why) => `標準出力に書き込めません: ${why}`,
  unusedFlag: (flag, only, product) =>
    `${flag} は製品 ${only} だけで使う指定であり、このサイトは ${product} のため使われません`,
  cantLoad: (why) => `このツールを読み込めません: ${why}`,
  tooFewFiles: (why) =>
    `${why}。このツールにはさらに必要です (最少で 128、クライアントが多いときは 1,024。Linux と macOS では ulimit -n 1024)`,
  ownFault: (detail) => `このツールの不具合: ${detail}`,
  siteWritten: (name, command) =>
    `${name} を作成しました。内容を記入してから実行してください: ${command}`,
  newRun: (name, why) =>
    `${name} ${why === 'absent' ? 'は存在しません' : 'は空です'}。新しい実行を始めます。`,
  goesOn: (name, { clients: done, interrupted, tornBytes }) => {
    const parts = [
      `${clients(done)}は確認済み`,
      ...(interrupted === 0 ? [] : [`中断された ${interrupted} 台は再確認`]),
      ...(tornBytes === 0 ? [] : [`途切れた行の ${tornBytes} バイトは除外`]),
    ];
    return `${name}: ${parts.join('、')}`;
  },
  boundaryGroups: {
    left: (left) => {
      switch (left.what) {
        case 'boundary': {
          const groups = left.groups.length === 0 ? '境界グループなし' : list(left.groups);
          return `境界 "${left.value}" (${groups}) は除きました: ${BOUNDARY_KINDS[left.kind]}`;
        }
        case 'server':
          return `サーバー ${left.host} (${list(left.groups)}) は除きました。役割の指定がないため、--mp、--dp または --sup で指定してください。`;
        case 'neighbour':
          return `"${left.group}" の近隣グループ "${left.neighbour}" は除きました。クライアントがその${list(left.roles.map((role) => LOCATED[role]))}に切り替えることはありませんが、サイト ファイルでは役割ごとに指定できません。`;
        case 'group':
          return `境界グループ "${left.name}" は除きました。名前が正しくないか、同じ名前のグループがあります。`;
      }
    },
    more: (count) => `ほかに ${count} 件を除きました`,
  },
  lab: {
    computers: {
      client: ROLES.client,
      'management-point': ROLES['management-point'],
      'distribution-point': ROLES['distribution-point'],
      'software-update-point': ROLES['software-update-point'],
      'server-locator-point': ROLES['server-locator-point'],
      'fallback-status-point': ROLES['fallback-status-point'],
      'source-server': '/source のサーバー',
      'setup-share': 'CCMSetup.exe の共有のサーバー',
      'package-share': 'グループ ポリシーのパッケージのサーバー',
      'cloud-management-gateway': ROLES['cloud-management-gateway'],
      'revocation-list': ROLES['revocation-list'],
      'domain-controller': ROLES['domain-controller'],
    },
    title: 'ラボはループバックで動作中',
    broken: (fault) => `障害: ${fault}`,
    brokenOnPurpose: '意図的な障害: ',
    siteFile: (file) => `サイト ファイル: ${file}`,
    ca: (file) => `証明書の CA: ${file}`,
    toTry: '別の端末で試すコマンド、サイト サーバー側とクライアント側:',
    toStop: 'Ctrl-C でラボを停止し、両方のファイルを削除してください。',
    fileHead: [
      '"ccm-preflight lab" が作成し、終了時に削除するファイルです。サーバーは、このコンピューターの',
      'ループバック アドレスで動くシミュレーターです。',
    ],
    intro: (broken) =>
      `組み込みのラボは、クライアントとサイトのサーバーをこのコンピューターのループバック アドレスで再現します。${
        broken.length === 0 ? '障害はありません。' : `意図的な障害: ${list(broken)}。`
      }`,
    onSiteServer: '1. サイト サーバー側',
    onClient: '2. クライアント側',
    promises: '上のレポートはラボの設定と一致しません:',
    difference: (id, expected, found) => `${id}: 期待は ${expected}、実際は ${found ?? '未確認'}`,
    allMet: (open) =>
      `両方のレポートは正しい結果です。確認された ${open} 件の通信はすべて開いています。`,
    found: (broken, open) =>
      `両方のレポートは正しい結果です。${list(broken)} が検出され、確認された他の ${open} 件の通信はすべて開いています。`,
    dependsOnMapper:
      'client-push/rpc-dynamic は未確認のままで問題ありません。そのポートはエンドポイント マッパーからしか分かりません。',
    notPinged: (id, codes) =>
      `${id} は確認できませんでした。このコンピューターでは ping を実行できません${codes}。`,
    lookYourself: 'ラボを自分で確認するには: ccm-preflight lab',
    noPorts: (first, last) =>
      `${first} から ${last} までの間に、ラボが使える連続した空きポートがありません`,
    nameElsewhere: (name, addresses) =>
      `ラボのクライアントの名前 ${name} が、このコンピューターで ${addresses.join(' または ')} に解決されません。hosts ファイルを確認してください。`,
    addressesMissing: (addresses, command) =>
      [
        `ラボは各サーバーに別々のループバック アドレスを使いますが、このコンピューターに ${list(addresses)} がありません`,
        'macOS には 127.0.0.1 しかありません。次のコマンドで、再起動まで残りを追加できます:',
        `  ${command}`,
      ].join('\n'),
  },
};

const LOCATED = {
  distributionPoints: '配布ポイント',
  softwareUpdatePoints: 'ソフトウェアの更新ポイント',
} as const;

const BOUNDARY_KINDS = {
  'ip-subnet': 'IP サブネットにはマスクの情報がありません',
  'active-directory-site': 'Active Directory サイトにはアドレスの情報がありません',
  vpn: 'VPN にはアドレスの情報がありません',
  unreadable: '範囲でも、長さ付きのプレフィックスでもありません',
} as const;

const INSTEAD = {
  report: '。レポートは標準出力に書き込みます。',
  rest: '。続きは標準出力に書き込みます。',
} as const;
