import type { Texts } from '../texts.ts';
import { clients, list } from './numbers.ts';
import { ROLES } from './words.ts';

export const NOTES: Texts['notes'] = {
  cantWrite: (name, why, instead) =>
    `"${name}" に書けない: ${why}${instead === null ? '' : INSTEAD[instead]}`,
  stopped: ({ judged, underWay, left }, command) =>
    `中断しました: 判定済み ${clients(judged)}、確認中 ${clients(underWay)}${left === null ? '' : `、残り ${clients(left)}`}。${
      command === null
        ? '-o ndjson=FILE を指定した実行は、後で続けることができます'
        : `次のコマンドで続きを実行できます: ${command}`
    }`,
  wrote: (files, what) =>
    `${what === null ? '' : `${what}。`}${list(files.map((file) => `"${file}"`))} に書き込みました`,
  cantWriteStdout: (why) => `標準出力に書けない: ${why}`,
  cantLoad: (why) => `このツールを読み込めない: ${why}`,
  tooFewFiles: (why) =>
    `${why}。このツールにはさらに必要 (最少で 128、クライアントが多いときは 1,024。Linux と macOS では ulimit -n 1024)`,
  ownFault: (detail) => `このツールの不具合: ${detail}`,
  siteWritten: (name, command) => `${name} を作成した。内容を記入してから実行する: ${command}`,
  newRun: (name, why) =>
    `${name} ${why === 'absent' ? 'は存在しない' : 'は空である'}: 新しい実行を始める`,
  goesOn: (name, { clients: done, interrupted, tornBytes }) => {
    const parts = [
      `${clients(done)}は確認済み`,
      ...(interrupted === 0 ? [] : [`中断された ${interrupted} 台はもう一度確認する`]),
      ...(tornBytes === 0 ? [] : [`途切れた行の ${tornBytes} バイトは除外した`]),
    ];
    return `${name}: ${parts.join('、')}`;
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
    },
    title: 'ラボはループバックで動作中',
    broken: (fault) => `障害: ${fault}`,
    brokenOnPurpose: '意図的な障害: ',
    siteFile: (file) => `サイト ファイル: ${file}`,
    ca: (file) => `証明書の CA: ${file}`,
    toTry: '別の端末で試すコマンド、サイト サーバー側とクライアント側:',
    toStop: 'Ctrl-C でラボを停止し、両方のファイルを削除する。',
    fileHead: [
      '"ccm-preflight lab" が作成し、終了時に削除するファイル。サーバーは、このコンピュータの',
      'ループバック アドレスで動くシミュレーターである。',
    ],
    intro: (broken) =>
      `組み込みのラボは、クライアントとサイトのサーバーをこのコンピュータのループバック アドレスで再現する。${
        broken.length === 0 ? '障害はない。' : `意図的な障害: ${list(broken)}。`
      }`,
    onSiteServer: '1. サイト サーバー側',
    onClient: '2. クライアント側',
    promises: '上のレポートはラボの設定と一致しない:',
    difference: (id, expected, found) => `${id}: 期待は ${expected}、実際は ${found ?? '未確認'}`,
    allMet: (open) => `両方のレポートは正しい: 確認された ${open} 件の通信はすべて開いている。`,
    found: (broken, open) =>
      `両方のレポートは正しい: ${list(broken)} が検出され、確認された他の ${open} 件の通信はすべて開いている。`,
    dependsOnMapper:
      'client-push/rpc-dynamic は未確認のままで正しい: そのポートはエンドポイント マッパーからしか分からない。',
    notPinged: (id, codes) =>
      `${id} は確認できなかった: このコンピュータでは ping を実行できない${codes}。`,
    lookYourself: 'ラボを自分で確認するには: ccm-preflight lab',
    noPorts: (first, last) =>
      `${first} から ${last} までの間に、ラボが使える連続した空きポートがない`,
    nameElsewhere: (name, addresses) =>
      `ラボのクライアントの名前 ${name} が、このコンピュータで ${addresses.join(' または ')} に解決されない: hosts ファイルを確認する`,
    addressesMissing: (addresses, command) =>
      [
        `ラボは各サーバーに別々のループバック アドレスを使うが、このコンピュータに ${list(addresses)} がない`,
        'macOS には 127.0.0.1 しかない。次のコマンドで、再起動まで残りを追加できる:',
        `  ${command}`,
      ].join('\n'),
  },
};

const INSTEAD = {
  report: '。レポートは標準出力に書く',
  rest: '。続きは標準出力に書く',
} as const;
