import type { Texts } from '../texts.ts';
import { PRODUCTS, tellCommunication } from './words.ts';

export const PLAN: Texts['plan'] = {
  title: ({ product, communication, communicationSaid, siteCode }) =>
    `クライアントのインストールに必要な通信: ${PRODUCTS[product]}、${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `、サイト ${siteCode}`}`,
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
