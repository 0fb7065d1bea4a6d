import type { Texts } from '../texts.ts';
import type { Effect } from '../../judge/vocabulary.ts';

export const GITHUB: Texts['github'] = {
  title: (effect, methods, client) => `${client}: ${methods.join('、')}: ${EFFECTS[effect]}`,
  others: (count) => `ほか ${count} 件: このステップの概要を参照`,
  cut: 'GitHub の概要の長さの上限に達したため、残りは省略した。全体をファイルに出力するには: -o markdown=FILE',
};

const EFFECTS: Record<Effect, string> = {
  breaks: '失敗する',
  degraded: '支障あり',
  unproven: '未確認',
};
