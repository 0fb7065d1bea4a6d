import type { Texts } from '../texts.ts';
import { clients as counted, list } from './numbers.ts';
import { methodName, VANTAGES } from './words.ts';

export const MERGE: Texts['merge'] = {
  oneEnded: ({ from, clients, names }) =>
    `${
      from === 'site-server'
        ? `サイト サーバーが確認したクライアントのうち ${clients} 台に自身のレポートがなく、サーバーへの通信は未確認のまま`
        : `自身のレポートがあるクライアントのうち ${clients} 台をサイト サーバーが確認しておらず、サイト サーバーからの通信は未確認のまま`
    }: ${names.join('、')}${names.length < clients ? '、…' : ''}`,
  gap: ({ from, clients, names }, methods, command) =>
    `${VANTAGES[from]}のレポートは ${list(methods.map((method) => methodName(method)))} に必要な通信をすべては確認していないため、クライアント ${clients} 台 (${names.join('、')}${names.length < clients ? '、…' : ''}) では未確認のままです。${VANTAGES[from]}で次のコマンドを実行し、そのレポートも結合してください: ${command}`,
  shortNames: (name, domain, option) =>
    `名前は全体で照合 ("${name}" はどのドメインにもありうるため)。ドメインのない名前が ${domain} のものなら ${option} を指定してください。`,
  noMatch: (pattern) => `"${pattern}" に一致するファイルがありません`,
  emptyFolder: (folder) => `フォルダー "${folder}" にレポート (.json または .ndjson) がありません`,
  noFile: (name) => `"${name}" はファイルではありません (レポートは 2 回読み取ります)`,
  unreadable: (name, why) => `"${name}" を読めません: ${why}`,
  outputIsReport: (file) => `"${file}" はレポートの 1 つ。出力には別の名前を指定してください。`,
  noReports: '結合するレポートを指定してください',
  otherRun: (name, first, difference) => `${name} は ${first} とは一緒にできません: ${difference}`,
  leftOut: {
    merge: (problem) => `${problem}: このエントリを除外したため、結合の結果は不完全です`,
    diff: (problem) => `${problem}: このエントリを除外したため、比較の結果は不完全です`,
  },
  moreLeftOut: (count) => `ほかに ${count} 件のエントリを除外しました`,
  otherSiteServer: (one, other) =>
    `${one.by} のサイト サーバーは "${one.siteServer}"、${other.by} のサイト サーバーは "${other.siteServer}" で、同じサイトのものではありません`,
  siteServerLeftOut: (named, silent) =>
    `${named.by} にあるサイト サーバー "${named.siteServer}" は ${silent} に指定がないため採用していません。--site-server で指定できます。`,
  badSiteServer: (said) => `--site-server: "${said}" はホストではありません (例: cm01.contoso.com)`,
  interrupted: '中断されたため、何も書いていません',
  endsHere: (where) => `${where}: レポートはここで終わります`,
  runInterrupted: {
    merge: (where) => `${where}: この実行は中断されたため、結合の結果は不完全です`,
    diff: (where) => `${where}: この実行は中断されたため、比較の結果は不完全です`,
    clients: (where) =>
      `${where}: この実行は中断されたため、確認に至らなかったクライアントはこの一覧に含まれません`,
  },
  runKilled: {
    merge: (where) =>
      `${where}: この実行は概要を書かずにここで停止されたため、結合の結果は不完全です`,
    diff: (where) =>
      `${where}: この実行は概要を書かずにここで停止されたため、比較の結果は不完全です`,
    clients: (where) =>
      `${where}: この実行は途中で停止されたため、確認に至らなかったクライアントはこの一覧に含まれません`,
  },
  standIn: (name, client) =>
    `${name}: ${client} とは別のコンピューターで作成されたレポートのため、除外しました。${client} 自身からの到達性は証明しません。`,
  onlyStandIns:
    'いずれも、対象のクライアントとは別のコンピューターで作成されたレポートです。1 つずつ表示できますが、結合はできません。',
  neverBegan: (name) =>
    `${name}: この実行は最初の行を書く前に停止されたため、結合の結果は不完全です`,
  tornLine: (line) => `。${line} 行目は途切れているため除外しました。`,
  contradicting: (count, named) =>
    `レポートによって判定が異なるため、最も新しいものを採用しました: ${counted(count)}: ${list(named)}${named.length < count ? '、…' : ''}`,
  moved: (count, named) =>
    `以前のレポートとアドレスが一致しません。DNS の登録が古いか、同じ名前のコンピューターが 2 台ある可能性があります: ${counted(count)}: ${list(named)}${named.length < count ? '、…' : ''}`,
  badDomain: (said) => `--domain: "${said}" はドメイン名ではありません (例: contoso.com)`,
};
