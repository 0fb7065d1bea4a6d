import type { Texts } from '../texts.ts';

export const FORMATS: Texts['formats'] = {
  report: {
    table: '端末で人が読む表',
    html: 'ブラウザで見る 1 ページ、ネットワーク不要: 絞り込みと印刷ができる',
    json: 'すべてを含む 1 つの文書、プログラム用',
    ndjson: '判定のたびにクライアントごとに 1 行、--resume と merge が読む形式',
    firewall: '遮断を解消する規則、ファイアウォール担当者用',
    'firewall-csv': '同じ規則を 1 行に 1 件、表計算ソフト用',
    'firewall-powershell': 'クライアントの Windows ファイアウォール用スクリプト',
    markdown: 'Wiki、チケット、プル リクエスト用',
    ready: '--method (なければクライアント プッシュ) の準備ができたクライアントの名前、1 行に 1 台',
    csv: 'クライアントの要件ごとに 1 行、表計算用',
    junit: 'CI サーバー用の XML: クライアントごとにスイート、インストール方法ごとにケース',
    github: 'GitHub ワークフローの注釈と、ステップの概要',
    prometheus: 'node_exporter の textfile コレクター用のメトリック',
  },
  plan: {
    table: '端末で人が読む表',
    json: 'プログラム用',
    csv: '通信ごとに 1 行、表計算ソフト用',
    markdown: '変更申請書や Wiki に貼る表',
    firewall: '必要な通信の規則、ファイアウォール担当者用',
    'firewall-csv': '同じ規則を 1 行に 1 件、表計算ソフト用',
    'firewall-powershell': 'クライアントの Windows ファイアウォール用スクリプト',
  },
};
