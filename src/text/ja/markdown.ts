import type { Texts } from '../texts.ts';

export const MARKDOWN: Texts['markdown'] = {
  columns: {
    client: 'クライアント',
    method: 'インストール方法',
    verdict: '判定',
    here: 'ここから見た範囲での判定',
    explanation: '理由',
    flow: '通信',
    where: '接続先',
    seen: '結果',
  },
};
