import type { Texts } from '../texts.ts';
import { csvRule } from './csv-rules.ts';
import { list } from './numbers.ts';

export const ERRORS: Texts['errors'] = {
  seeHelp: (message) => `${message} (--help を参照)`,
  nameCommand: 'コマンドを指定する',
  unknownOption: (word, command, meant) =>
    `"${word}" は ${command} のオプションではありません${meant === null ? '' : `。${meant} のことですか`}`,
  takesNoValue: (option, value) => `${option} はスイッチであり値を取らないが、"${value}" がある`,
  saidTwice: (option) => `${option} が 2 回以上指定されている`,
  duration: (option, text, max) =>
    `${option}: "${text}" は 50ms から ${max} までの時間ではない。例: 3s、500ms`,
  wholeNumber: (option, min, max, found) =>
    `${option}: ${min} から ${max} までの整数が必要である。実際: "${found}"`,
  namesNoFile: (option) => `${option}: ファイル名がない`,
  needs: (option, needed) => `${option} は ${needed} のホストについての指定だが、${needed} がない`,
  belongTogether: (option, other) => `${option} と ${other} は一緒に指定する`,

  cantRead: (option, name, why) => `${option}: "${name}" を読めない: ${why}`,
  cantWrite: (option, name, why) => `${option}: "${name}" に書き込めません: ${why}`,
  cantOpen: (option, name, why) => `${option}: "${name}" を開けない: ${why}`,
  cantMake: (option, name, why) => `${option}: "${name}" を作成できない: ${why}`,
  cantRemove: (option, name, why) => `${option}: "${name}" を削除できない: ${why}`,
  tooLarge: (option, name, max) => `${option}: "${name}" は上限の ${max} バイトを超えている`,
  isThere: (where, name, remedy) =>
    `${where}: "${name}" は既に存在する。置き換えるには ${remedy} を指定する`,
  saysNoSite: (option, text) =>
    `${option}: "${text}" にはサイトの情報がない。CCMSetup のコマンド ラインを指定。例: ccmsetup.exe /mp:mp01.contoso.com SMSSITECODE=S01`,
  notKeyValue: (text) => `--set: "${text}" は KEY=VALUE の形ではない。例: ports.http=8080`,
  communication: (communication, product, allowed) =>
    `--communication: 製品 ${product} に "${communication}" はない。使えるもの: ${list(allowed)}`,

  twoFormats: (one, other, place) =>
    `-o: ${one} と ${other} の出力先がどちらも${place === null ? '標準出力' : ` "${place}" `}である。一方にファイルを指定する: -o ${other}=FILE`,
  formatAndResume: (format, place) =>
    `-o: ${format} と --resume の出力先がどちらも "${place}" である`,
  unknownFormat: (name, allowed) => `-o: "${name}" は形式ではない。使えるもの: ${list(allowed)}`,
  readyForSeveral:
    '-o ready は 1 つの方法の準備ができたクライアントの名前を出力しますが、--method に複数の方法が指定されています',
  fileAsFormat: (name, line) =>
    `-o: "${name}" は形式ではありません。ファイル名は形式の後に指定してください: ${line}`,
  outputWithoutFile: (word) => `-o: "${word}" にファイル名がない`,

  notAllowed: (variable, word, allowed) =>
    `${variable}: "${word}" は使えない。使えるもの: ${list(allowed)}`,
  yesOrNo: (variable, found) => `${variable}: yes または no が必要である。実際: "${found}"`,
  notOwnAddress: (option, word) =>
    `${option}: "${word}" はこのコンピュータの IPv4 または IPv6 アドレスではない`,
  notTheKey: '--client-key は --client-cert の鍵ではない',
  noCertificate: (option, file) => `${option}: "${file}" に PEM 形式の証明書がない`,
  noKey: (option, file) => `${option}: "${file}" に暗号化されていない PEM 形式の秘密鍵がない`,
  noNativeEcho: (why) =>
    `--icmp native: このコンピュータでは ping プログラムなしでエコー要求を送れない: ${why}。--icmp auto または --icmp program を使う`,

  waitAndResume:
    '--resume は確認済みのクライアントを飛ばし、--wait はそれらをもう一度確認する: どちらか一方を指定する',
  aboutClients: (option) =>
    `${option} は確認するクライアントについての指定だが、クライアントの指定がない`,
  aboutList: (option) => `${option} は --clients の一覧についての指定だが、--clients がない`,
  fromClientWithClients:
    '--from client はこのコンピュータから確認するため、--client や --clients で他のクライアントを指定できない。レポートでのこのコンピュータの名前は --client-name で指定する',
  fromSiteServerWithoutClients:
    '--from site-server には確認するクライアントの指定が必要である: --client または --clients',
  clientNameFromSiteServer:
    '--client-name はこのコンピュータの名前であり、--from client のレポートだけに現れる',
  clientWithPort: (text) =>
    `"${text}" にポートがある。クライアントは名前またはアドレスだけで指定する`,
  shard: (text, max) =>
    `--shard: "${text}" は I/N の形ではない。クライアントを N 個に分けた 1 つを、1/4 から 4/4 のように指定する。N は ${max} までである`,
  list: {
    standardInput: '標準入力',
    fileAsName: {
      file: (word, line) =>
        `--client: "${word}" はファイルの名前です。--client にはクライアントの名前を指定します。ファイルから名前を読み取るには ${line} を指定してください`,
      'name and file': (word, line) =>
        `"${word}" をクライアントの名前として扱います。同じ名前のファイルもあります。ファイルから名前を読み取るには ${line} を指定してください`,
    },
    nameAsFile: (word, line) =>
      `--clients: ファイル "${word}" はありません。--clients には名前の一覧のファイルを指定します。クライアントを直接指定するには ${line} を使ってください`,
    empty: (file) => `--clients: ${file} にクライアントがない`,
    noSuchColumn: (where, column, found) =>
      `--column: ${where} に列 "${column}" がない。実際の列: ${found}`,
    noNameColumn: (found) =>
      `CSV のようだが、コンピュータ名の列がない: 最初の行に Name、ComputerName、DNSHostName などの見出しが必要である。または --column で列を指定する。実際の列: ${found}。通常の一覧は 1 行に 1 つの名前である`,
    notCsv: (why) => `CSV として読めない: ${why}`,
    openQuote: '引用符が閉じられていない',
    longRecord: (max) => `${max} 文字を超えるレコードがあるか、引用符が閉じられていない`,
    csvRule,
    longLine: (max) => `${max} 文字を超えている: クライアントの一覧ではない`,
    pem: 'PEM ファイル (証明書または鍵) であり、クライアントの一覧ではない',
    json: '保存したレポートはファイルから読み取ります。--clients でファイルを指定してください',
    onlyOfReport:
      '--only は保存したレポート (json または ndjson) を絞り込みますが、--clients の指定は一覧です。レポートを指定するか、--only を外してください',
    columnOfReport: '--column は CSV のための指定ですが、--clients の指定は保存したレポートです',
    noneOnly: (file, words) =>
      `--clients: ${file} には --only ${words.join(' ')} に当てはまるクライアントがありません`,
    namesFrom: (headings) => `列 ${headings} から名前を読み取ります`,
    namesFromColumn: (number) =>
      `名前と思われる ${number} 番目の列から読み取ります。見出しで選ぶには --column を指定します`,
    badBlock: (text) =>
      `"${text}" はアドレスのブロックまたは範囲ではありません。10.0.0.0/24 や 10.0.0.10-20 のように指定してください`,
    largeBlock: (text, addresses, max) =>
      `"${text}" は ${addresses} 個のアドレスです。一度に確認できるのは ${max} 個までです。より小さいブロックを指定してください`,
    addresses: (first, others, addresses) =>
      `${others === 0 ? first : `${first} ほか ${others} 件`}: ${addresses} 個のアドレス`,
    skipInvalid: '--skip-invalid を付けると、クライアント名のない行を除外して続行します',
    binary: '制御文字がある: クライアントの一覧ではない',
    more: (count) => `ほかに ${count} 件`,
    leftOut: (problem) => `${problem}: 除外した`,
    allLeftOut: (count) => `${count} 行を除外した (--skip-invalid)`,
  },
  explain: {
    unusedPort: (port) =>
      `explain: ポート ${port} を使う方法はなく (サイト ファイルの指定による場合を除く)、この番号の Windows のエラーも不明`,
    unknownError: (text) =>
      `explain: "${text}" は、クライアントのインストールに関わる Windows や Configuration Manager のエラーではない`,
    unknown: (what, allowed) =>
      `explain: "${what}" は方法、通信、ポート、エラーのいずれでもない。使えるもの: ${allowed}`,
    others: 'client-push/smb などの通信、icmp、445 などのポート、0x80070035 などのログのエラー',
  },
  lab: {
    siteFileWithCheck: '--site-file は --check を付けずに動かし続けるラボのための指定である',
    timeoutWithoutCheck: '--timeout は --check と一緒に指定する',
    standsAlone: (option, word, found) => `${option}: ${word} は単独で指定する。実際: ${found}`,
    fileExists: (file) => `--site-file: "${file}" は既に存在する。ラボはファイルを上書きしない`,
    notFault: (word) => `"${word}" は REQUIREMENT=FAULT の形ではない。例: client-push/smb=refuse`,
    brokenOtherwise: (other) => `同じサーバーに別の障害 ${other} が指定されている`,
    icmp: 'ループバックではシステム自身がエコー要求に応答するため、ICMP に障害を起こせない',
    impossible: (fault, id, because, allowed) =>
      `"${fault}" は ${id} でここで起こせる障害ではない${because === '' ? '' : `: ${because}`}。使えるもの: ${list(allowed)}`,
    because: {
      'file-server': 'ファイル サーバーは別の名前で応答することがあり、HTTP も証明書も使わない',
      http: '通常の HTTP では証明書を使わない',
      'accepted-is-open':
        '受け入れられた接続はすべて経路を証明し、ループバックでは閉じたポートだけが接続を受け入れない',
      'filter-by-interface':
        '接続を受け入れて応答しないポートは、インターフェイスごとのフィルターによる可能性があり、何も証明しない',
      'client-smb': 'SMB は HTTP も証明書も使わない',
      'endpoint-mapper': 'エンドポイント マッパーは名前を示さず、HTTP も証明書も使わない',
      udp: 'UDP には閉じる接続がなく、HTTP、名前、証明書もない',
    },
    excluded: (id, why) => `ラボのサイトに ${id} はない (${why})`,
    unknown: (id, known) => `"${id}" はラボのサイトの通信ではない。あるもの: ${list(known)}`,
  },
  resume: {
    thisRun: '今回の実行',
    otherRun: (name, difference) => `--resume: ${name} は別の実行のものです: ${difference}`,
  },
};
