import type { AuditDoubt, AuditResult } from '../../judge/audit.ts';
import type { AuditedCode } from '../../judge/exit-codes.ts';
import type { Texts } from '../texts.ts';
import { grouped, list } from './numbers.ts';
import { VANTAGES, methodNames } from './words.ts';

const FOUND: Record<AuditResult, string> = {
  open: '開いています',
  unproven: '未確認',
  'not-checked': 'ここからは確認していません',
  closed: '閉じています',
};

export const AUDIT: Texts['audit'] = {
  heading: '閉じているはずの通信',
  expected: { closed: '閉じているはず' },
  found: FOUND,
  place: (host, address, port) =>
    [address === null || address === host ? host : `${host} (${address})`, port]
      .filter((part) => part !== '')
      .join(' '),
  open: (title, places) => `${title}: 閉じているはずですが、開いています (${list(places)})。`,
  closed: (title, places) => `${title}: 想定どおり閉じています (${list(places)})。`,
  unproven: (title, places, doubt) =>
    `${title}: 閉じているはずですが、確認できていません${places.length === 0 ? '' : ` (${list(places)})`}。${DOUBTS[doubt]}。`,
  'not-checked': (title, opener) =>
    `${title}: 閉じているはずです。実際に閉じているかどうかは、接続を開く${VANTAGES[opener]}で確認できます。`,
  ofThem: (titles) => `閉じているはずの通信: ${list(titles)}`,
  asExpected: (titles, effect) =>
    `閉じているはずの通信: ${list(titles)}。${effect === 'breaks' ? 'この方法はここでは使わない想定です。そうでなければ想定が誤っています。' : ''}`,
  notMeant: (methods, titles) =>
    `${methodNames(...methods)}のために開くものはありません。必要な通信 (${list(titles)}) が閉じているはずのものです。`,
  leftOut: (titles) =>
    `閉じているはずのため、それを必要とする方法の通信とともに除外しました: ${list(titles)}`,
  openNothing: (title) => `${title} のために開くものはありません。閉じているはずの通信です。`,
  clients: (found, count) => `${grouped(count)} 台: ${FOUND[found]}`,
  named: ({ names, clients }) => `${list(names)}${names.length < clients ? '、…' : ''}`,
  unknownFlow: (name, product, known) =>
    `"${name}" は ${product} の通信でも要件でもありません。このサイトの通信: ${list(known)}。方法を限る場合は client-push/smb のような要件を指定します。`,
  notNeeded: (name, why) =>
    `このサイトには通信 "${name}" を使う方法がなく、確認の対象になりません: ${why}`,
  nothingExpected:
    '--audit: 閉じているはずの通信の指定がありません。サイト ファイル (expect: { smb: closed }) または --expect-closed smb で指定してください。',
  nothingExpectedOfMethods:
    '--audit: 今回の方法には、閉じているはずの通信がありません。--method で別の方法を指定するか、--method を外してください。',
  nothingExpectedInReports:
    '--audit: これらのレポートには、閉じているはずの通信の指定がありません。check の実行時に、サイト ファイル (expect: { smb: closed }) または --expect-closed smb で指定します。',
  exitCode: (code) => `終了コード ${code}: ${EXIT_CODES[code]}。`,
};

const DOUBTS: Record<AuditDoubt, string> = {
  refused:
    '接続が拒否されました。途中のファイアウォールによる拒否と、到達した先のコンピューター自身による拒否は区別できません',
  'may-be-off':
    '応答はありませんが、ほかの通信にも応答がなく、電源が入っていない可能性があります。ping など、開いている通信も併せて確認してください',
  'answered-by-whom':
    '接続の受け入れや応答はありますが、目的のサービスのものではなく、途中のゲートウェイやフィルターによる可能性があります',
  'other-computer': 'このアドレスでは別のコンピューターが応答します',
  'no-address': '名前にアドレスがありません',
  'could-not-look': 'このコンピューターから確認できませんでした',
  'not-told': '確認した結果からは、どちらとも言えません',
  'not-named': 'サイトに接続先の指定がありません',
  'not-needed': 'このクライアントが使うサーバーには、この通信を使うものがなく、確認していません',
  interrupted: '確認の前に実行が中断されました',
};

const EXIT_CODES: Record<AuditedCode, string> = {
  0: '閉じているはずの通信は閉じており、ほかに失敗する方法はありません',
  1: '閉じているはずの通信が開いているか、ほかの通信のために失敗する方法があります',
  3: '閉じているはずの通信に開いているものはありませんが、確認できなかったものがあるか、準備完了のクライアントがありません',
};
