import type { Texts } from '../texts.ts';
import { COMMUNICATIONS, PRODUCTS } from './words.ts';

export const PLAN: Texts['plan'] = {
  title: ({ product, communication, siteCode }) =>
    `クライアントのインストールに必要な通信: ${PRODUCTS[product]}、${COMMUNICATIONS[communication]}${siteCode === null ? '' : `、サイト ${siteCode}`}`,
  needed: '必要な通信',
  excluded: 'このサイトでは不要な通信',
  columns: {
    flow: '通信',
    necessity: '必要度',
    fromTo: '送信元 → 宛先',
    port: 'ポート',
    endpoints: '接続先',
    reason: '理由',
    source: '出典',
  },
};
