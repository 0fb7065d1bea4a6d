import type { Texts } from '../texts.ts';
import { clients as counted, list } from './numbers.ts';

export const MERGE: Texts['merge'] = {
  oneEnded: ({ from, clients, names }) =>
    `${
      from === 'site-server'
        ? `サイト サーバーが確認したクライアントのうち ${clients} 台に自身のレポートがなく、サーバーへの通信は未確認のまま`
        : `自身のレポートがあるクライアントのうち ${clients} 台をサイト サーバーが確認しておらず、サイト サーバーからの通信は未確認のまま`
    }: ${names.join('、')}${names.length < clients ? '、…' : ''}`,
  shortNames: (name, domain, option) =>
    `名前は全体で照合 ("${name}" はどのドメインにもありうるため)。ドメインのない名前が ${domain} のものなら ${option} を指定`,
  noMatch: (pattern) => `"${pattern}" に一致するファイルがない`,
  emptyFolder: (folder) => `フォルダ "${folder}" にレポート (.json または .ndjson) がない`,
  noFile: (name) => `"${name}" はファイルではない (レポートは 2 回読む)`,
  unreadable: (name, why) => `"${name}" を読めない: ${why}`,
  outputIsReport: (file) => `"${file}" はレポートの 1 つ。出力には別の名前を指定すること`,
  noReports: '結合するレポートを指定すること',
  otherRun: (name, first, difference) => `${name} は ${first} とは一緒にできません: ${difference}`,
  leftOut: {
    merge: (problem) => `${problem}: このエントリを除外したため、結合の結果は不完全である`,
    diff: (problem) => `${problem}: このエントリを除外したため、比較の結果は不完全である`,
  },
  moreLeftOut: (count) => `ほかに ${count} 件のエントリを除外した`,
  otherSiteServer: (one, other) =>
    `${one.by} のサイト サーバーは "${one.siteServer}"、${other.by} のサイト サーバーは "${other.siteServer}" で、同じサイトのものではない`,
  siteServerLeftOut: (named, silent) =>
    `${named.by} にあるサイト サーバー "${named.siteServer}" は ${silent} に指定がないため採用していない。--site-server で指定できる`,
  badSiteServer: (said) => `--site-server: "${said}" はホストではない (例: cm01.contoso.com)`,
  interrupted: '中断されたため、何も書いていない',
  endsHere: (where) => `${where}: レポートはここで終わる`,
  runInterrupted: {
    merge: (where) => `${where}: この実行は中断されたため、結合の結果は不完全である`,
    diff: (where) => `${where}: この実行は中断されたため、比較の結果は不完全である`,
  },
  runKilled: {
    merge: (where) =>
      `${where}: この実行は概要を書かずにここで止められたため、結合の結果は不完全である`,
    diff: (where) =>
      `${where}: この実行は概要を書かずにここで止められたため、比較の結果は不完全である`,
  },
  neverBegan: (name) =>
    `${name}: この実行は最初の行を書く前に止められたため、結合の結果は不完全である`,
  tornLine: (line) => `。${line} 行目は途切れているため除外した`,
  contradicting: (count, named) =>
    `レポートによって判定が異なるため、最も新しいものを採用した: ${counted(count)}: ${list(named)}${named.length < count ? '、…' : ''}`,
  moved: (count, named) =>
    `以前のレポートとアドレスが一致しません。DNS の登録が古いか、同じ名前のコンピューターが 2 台ある可能性があります: ${counted(count)}: ${list(named)}${named.length < count ? '、…' : ''}`,
  badDomain: (said) => `--domain: "${said}" はドメイン名ではない (例: contoso.com)`,
};
