import type { Texts } from '../texts.ts';
import type { Effect } from '../../judge/vocabulary.ts';

export const FORMATS: Texts['formats'] = {
  report: {
    table: '端末で人が読む表',
    html: 'ブラウザーで見る 1 ページ、ネットワーク不要: 絞り込みと印刷ができます',
    json: 'すべてを含む 1 つの文書、プログラム用',
    ndjson: '判定のたびにクライアントごとに 1 行、--resume と merge が読む形式',
    'ndjson-full': '同じ形式に説明文も加えたもの。結果を人に見せるプログラム用',
    firewall: '遮断を解消する規則、ファイアウォール担当者用',
    'firewall-csv': '同じ規則を 1 行に 1 件、表計算ソフト用',
    'firewall-powershell': 'クライアントの Windows ファイアウォール用スクリプト',
    markdown: 'Wiki、チケット、プル リクエスト用',
    clients:
      'CSV、クライアントごとに 1 行: インストールしてよいか、よくなければ原因と許可すべき通信',
    ready: '--method (なければクライアント プッシュ) の準備ができたクライアントの名前、1 行に 1 台',
    csv: 'クライアントの要件ごとに 1 行、表計算用',
    junit: 'CI サーバー用の XML: クライアントごとにスイート、インストール方法ごとにケース',
    github: 'GitHub ワークフローの注釈と、ステップの概要',
    prometheus: 'node_exporter の textfile コレクター用のメトリック',
  },
  explain: {
    table: '端末で人が読む表',
    json: 'プログラム用',
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

export const GITHUB: Texts['github'] = {
  title: (effect, methods, client) => `${client}: ${methods.join('、')}: ${EFFECTS[effect]}`,
  others: (count) => `ほか ${count} 件: このステップの概要を参照`,
  cut: 'GitHub の概要の長さの上限に達したため、残りは省略しました。全体をファイルに出力するには: -o markdown=FILE',
};

const EFFECTS: Record<Effect, string> = {
  breaks: '失敗する',
  degraded: '支障あり',
  unproven: '未確認',
};
