import type { Texts } from '../texts.ts';
import { csvRule } from './csv-rules.ts';
import { list } from './numbers.ts';

export const ERRORS: Texts['errors'] = {
  seeHelp: (message) => `${message} (--help を参照)`,
  nameCommand: 'コマンドを指定してください',
  unknownOption: (word, command, meant) =>
    `"${word}" は ${command} のオプションではありません${meant === null ? '' : `。${meant} のことですか`}`,
  notAChoice: (option, value, choices, meant) =>
    `${option}: "${value}" は指定できません。指定できるのは ${choices.join('、')} です${meant === null ? '' : `。${meant} のことですか`}`,
  valueMissing: (option, choices) =>
    `${option} の値がありません${choices.length === 0 ? '' : `。指定できる値: ${choices.join('、')}`}`,
  optionMissing: (option, what) =>
    `${option} の指定がありません${what === null ? '' : `。${what}`}`,
  takesNoValue: (option, value) =>
    `${option} には値を指定できませんが、"${value}" が指定されています`,
  saidTwice: (option) => `${option} が 2 回以上指定されています`,
  duration: (option, text, max) =>
    `${option}: "${text}" は 50ms から ${max} までの時間ではありません。例: 3s、500ms`,
  wholeNumber: (option, min, max, found) =>
    `${option}: ${min} から ${max} までの整数が必要です。実際: "${found}"`,
  rate: (option, min, max, found) =>
    `${option}: ${min} から ${max} までの整数、または制限なしの none が必要です。実際: "${found}"`,
  namesNoFile: (option) => `${option}: ファイル名がありません`,
  needs: (option, needed) =>
    `${option} は ${needed} のホストについての指定ですが、${needed} がありません`,
  belongTogether: (option, other) => `${option} と ${other} は一緒に指定してください`,

  notBoundaryGroups: (option, name) =>
    `${option}: "${name}" は境界グループのエクスポートではありません (SMS_BoundaryGroup とほかの 4 つのクラスを持つ JSON オブジェクト。作り方は境界グループのページにあります)`,
  cantRead: (option, name, why) => `${option}: "${name}" を読めません: ${why}`,
  cantWrite: (option, name, why) => `${option}: "${name}" に書き込めません: ${why}`,
  cantOpen: (option, name, why) => `${option}: "${name}" を開けません: ${why}`,
  cantMake: (option, name, why) => `${option}: "${name}" を作成できません: ${why}`,
  cantRemove: (option, name, why) => `${option}: "${name}" を削除できません: ${why}`,
  tooLarge: (option, name, max) => `${option}: "${name}" は上限の ${max} バイトを超えています`,
  isThere: (where, name, remedy) =>
    `${where}: "${name}" は既に存在します。置き換えるには ${remedy} を指定してください。`,
  saysNoSite: (option, text) =>
    `${option}: "${text}" にはサイトの情報がありません。CCMSetup のコマンド ラインを指定してください。例: ccmsetup.exe /mp:mp01.contoso.com SMSSITECODE=S01`,
  notKeyValue: (text) => `--set: "${text}" は KEY=VALUE の形ではありません。例: ports.http=8080`,
  communication: (communication, product, allowed) =>
    `--communication: 製品 ${product} に "${communication}" はありません。使えるもの: ${list(allowed)}`,

  twoFormats: (one, other, place) =>
    `-o: ${one} と ${other} の出力先がどちらも${place === null ? '標準出力' : ` "${place}" `}です。一方にファイルを指定してください: -o ${other}=FILE`,
  formatAndResume: (format, place) =>
    `-o: ${format} と --resume の出力先がどちらも "${place}" です`,
  unknownFormat: (name, allowed) =>
    `-o: "${name}" はこのコマンドの形式ではありません。使えるもの: ${list(allowed)}`,
  readyForSeveral:
    '-o ready は 1 つの方法の準備ができたクライアントの名前を出力しますが、--method に複数の方法が指定されています',
  fileAsFormat: (name, line) =>
    `-o: "${name}" は形式ではありません。ファイル名は形式の後に指定してください: ${line}`,
  outputWithoutFile: (word) => `-o: "${word}" にファイル名がありません`,

  notAllowed: (variable, word, allowed) =>
    `${variable}: "${word}" は使えません。使えるもの: ${list(allowed)}`,
  yesOrNo: (variable, found) => `${variable}: yes または no が必要です。実際: "${found}"`,
  notOwnAddress: (option, word) =>
    `${option}: "${word}" はこのコンピューターの IPv4 または IPv6 アドレスではありません`,
  notTheKey: '--client-key は --client-cert の鍵ではありません',
  noCertificate: (option, file) => `${option}: "${file}" に PEM 形式の証明書がありません`,
  noKey: (option, file) => `${option}: "${file}" に暗号化されていない PEM 形式の秘密鍵がありません`,
  sourceNotHere: (said, own) =>
    `--source-address: "${said}" はこのコンピューターが送信元にできるアドレスではありません。このコンピューターのアドレスは ${own.join('、')} です。`,
  sourcesOfOneFamily: (first, second) =>
    `--source-address: "${first}" と "${second}" は同じ種類のアドレスです。指定できるのは IPv4 と IPv6 それぞれ 1 つまでです。`,
  sourceAndNativeEcho:
    '--source-address: 指定したアドレスからエコー要求を送れるのは ping プログラムだけです。--icmp native を外してください。',
  noNativeEcho: (why) =>
    `--icmp native: このコンピューターでは ping プログラムなしでエコー要求を送れません: ${why}。--icmp auto または --icmp program を使ってください。`,

  waitAndResume:
    '--resume は確認済みのクライアントを飛ばし、--wait はそれらをもう一度確認します。どちらか一方を指定してください。',
  aboutClients: (option) =>
    `${option} は確認するクライアントについての指定ですが、クライアントの指定がありません`,
  aboutList: (option) =>
    `${option} は --clients の一覧についての指定ですが、--clients がありません`,
  fromClientWithClients:
    '--from client はこのコンピューターから確認するため、--client や --clients で他のクライアントを指定できません。レポートでのこのコンピューターの名前は --client-name で指定してください。',
  fromSiteServerWithoutClients:
    '--from site-server には確認するクライアントの指定が必要です: --client または --clients',
  clientNameFromSiteServer:
    '--client-name はこのコンピューターの名前であり、--from client のレポートだけに現れます',
  clientWithPort: (text) =>
    `"${text}" にポートがあります。クライアントは名前またはアドレスだけで指定してください。`,
  shard: (text, max) =>
    `--shard: "${text}" は I/N の形ではありません。クライアントを N 個に分けた 1 つを、1/4 から 4/4 のように指定してください。N は ${max} までです。`,
  list: {
    standardInput: '標準入力',
    fileAsName: {
      file: (word, line) =>
        `--client: "${word}" はファイルの名前です。--client にはクライアントの名前を指定してください。ファイルから名前を読み取るには ${line} を指定してください。`,
      'name and file': (word, line) =>
        `"${word}" をクライアントの名前として扱います。同じ名前のファイルもあります。ファイルから名前を読み取るには ${line} を指定してください。`,
    },
    nameAsFile: (word, line) =>
      `--clients: ファイル "${word}" はありません。--clients には名前の一覧のファイルを指定してください。クライアントを直接指定するには ${line} を使ってください。`,
    empty: (file) => `--clients: ${file} にクライアントがありません`,
    noSuchColumn: (where, column, found) =>
      `--column: ${where} に列 "${column}" がありません。実際の列: ${found}`,
    noNameColumn: (found) =>
      `CSV のようですが、コンピューター名の列がありません。最初の行に Name、ComputerName、DNSHostName などの見出しが必要です。または、--column で列を指定してください。実際の列: ${found}。通常の一覧は 1 行に 1 つの名前です。`,
    notCsv: (why) => `CSV として読めません: ${why}`,
    openQuote: '引用符が閉じられていません',
    longRecord: (max) => `${max} 文字を超えるレコードがあるか、引用符が閉じられていません`,
    csvRule,
    longLine: (max) => `${max} 文字を超えています。クライアントの一覧ではありません。`,
    pem: 'PEM ファイル (証明書または鍵) であり、クライアントの一覧ではありません',
    site: (file, option) =>
      `--clients: ${file} はサイト ファイルです (クライアントではなくサーバーを記述するもの)。${option} で指定してください。クライアントは --client、または名前の一覧のファイルを --clients で指定します。`,
    json: '保存したレポートはファイルから読み取ります。--clients でファイルを指定してください。',
    onlyOfReport:
      '--only は保存したレポート (json または ndjson) を絞り込みますが、--clients の指定は一覧です。レポートを指定するか、--only を外してください。',
    columnOfReport: '--column は CSV のための指定ですが、--clients の指定は保存したレポートです',
    noneOnly: (file, words) =>
      `--clients: ${file} には --only ${words.join(' ')} に当てはまるクライアントがありません`,
    namesFrom: (headings) =>
      `列 ${headings.join(' (空の場合は列 ')}${headings.length > 1 ? ')' : ''} から名前を読み取ります`,
    namesFromColumn: (number) =>
      `名前と思われる ${number} 番目の列から読み取ります。見出しで選ぶには --column を指定してください。`,
    badBlock: (text) =>
      `"${text}" はアドレスのブロックまたは範囲ではありません。10.0.0.0/24 や 10.0.0.10-20 のように指定してください。`,
    largeBlock: (text, addresses, max) =>
      `"${text}" は ${addresses} 個のアドレスです。一度に確認できるのは ${max} 個までです。より小さいブロックを指定してください。`,
    manyAddresses: (first, others, addresses, max) =>
      `${others === 0 ? first : `${first} ほか ${others} 件`}: 合計 ${addresses} 個のアドレスです。一度に確認できるのは合計 ${max} 個までです。ブロックを減らすか、より小さいブロックを指定してください。`,
    addresses: (first, others, addresses) =>
      `${others === 0 ? first : `${first} ほか ${others} 件`}: ${addresses} 個のアドレス`,
    skipInvalid: '--skip-invalid を付けると、クライアント名のない行を除外して続行します',
    binary: '制御文字があります。クライアントの一覧ではありません。',
    more: (count) => `ほかに ${count} 件`,
    leftOut: (problem) => `${problem}: 除外しました`,
    allLeftOut: (count) => `${count} 行を除外しました (--skip-invalid)`,
  },
  explain: {
    unusedPort: (port) =>
      `explain: ポート ${port} を使う方法はありません (サイト ファイルの指定による場合を除く)、この番号の Windows のエラーも不明です`,
    unknownError: (text) =>
      `explain: "${text}" は、クライアントのインストールに関わる Windows や Configuration Manager のエラーではありません`,
    unknown: (what, allowed, meant) =>
      `explain: "${what}" は方法、通信、ポート、エラーのいずれでもありません。${meant === null ? '' : `${meant} のことですか。`}使えるもの: ${allowed}`,
    others: 'client-push/smb などの通信、icmp、445 などのポート、0x80070035 などのログのエラー',
  },
  lab: {
    siteFileWithCheck: '--site-file は --check を付けずに動かし続けるラボのための指定です',
    timeoutWithoutCheck: '--timeout は --check と一緒に指定してください',
    standsAlone: (option, word, found) =>
      `${option}: ${word} は単独で指定してください。実際: ${found}`,
    fileExists: (file) =>
      `--site-file: "${file}" は既に存在します。ラボはファイルを上書きしません。`,
    notFault: (word) =>
      `"${word}" は REQUIREMENT=FAULT の形ではありません。例: client-push/smb=refuse`,
    brokenOtherwise: (other) => `同じサーバーに別の障害 ${other} が指定されています`,
    icmp: 'ループバックではシステム自身がエコー要求に応答するため、ICMP に障害を起こせません',
    impossible: (fault, id, because, allowed) =>
      `"${fault}" は ${id} でここで起こせる障害ではありません${because === '' ? '' : `: ${because}`}。使えるもの: ${list(allowed)}`,
    because: {
      'file-server': 'ファイル サーバーは別の名前で応答することがあり、HTTP も証明書も使いません',
      http: '通常の HTTP では証明書を使いません',
      'no-gateway': 'この拒否はクラウド管理ゲートウェイだけのものです',
      'accepted-is-open':
        '受け入れられた接続はすべて経路を証明し、ループバックでは閉じたポートだけが接続を受け入れません',
      'filter-by-interface':
        '接続を受け入れて応答しないポートは、インターフェイスごとのフィルターによる可能性があり、何も証明しません',
      'client-smb': 'SMB は HTTP も証明書も使いません',
      'endpoint-mapper': 'エンドポイント マッパーは名前を示さず、HTTP も証明書も使いません',
      directory: 'ドメイン コントローラーには、ここでは HTTP も証明書もありません',
      udp: 'UDP には閉じる接続がなく、HTTP、名前、証明書もありません',
    },
    excluded: (id, why) => `ラボのサイトに ${id} はありません (${why})`,
    unknown: (id, known) => `"${id}" はラボのサイトの通信ではありません。あるもの: ${list(known)}`,
  },
  resume: {
    thisRun: '今回の実行',
    otherRun: (name, difference) => `--resume: ${name} は別の実行のものです: ${difference}`,
  },
};
