import type { ErrorCode } from 'yaml';

/** Errors of the YAML parser, and of resolving its aliases. */
type YamlRule = ErrorCode | 'UNRESOLVED_ALIAS' | 'EXCESSIVE_ALIASES';

const RULES: Record<YamlRule, string> = {
  ALIAS_PROPS: 'エイリアスにアンカーやタグは付けられません',
  BAD_ALIAS: 'エイリアスの名前が正しくありません',
  BAD_COLLECTION_TYPE: 'この種類の集まりは、ここでは使えません',
  BAD_DIRECTIVE: 'ディレクティブが正しくありません',
  BAD_DQ_ESCAPE: String.raw`二重引用符の中では円記号 (\) がエスケープになります。パスは引用符を付けずに \\server\share と書いてください。`,
  BAD_INDENT: 'インデントが正しくありません',
  BAD_PROP_ORDER: 'アンカーとタグは、それが指す記号の後に置いてください',
  BAD_SCALAR_START: '値をこの文字で始めることはできません。引用符で囲んでください。',
  BLOCK_AS_IMPLICIT_KEY: '入れ子の集まりを 1 行に書くことはできません',
  BLOCK_IN_FLOW: 'かっこの中に、かっこのない集まりは書けません',
  DUPLICATE_KEY: '同じキーが 2 回あります',
  IMPOSSIBLE: 'ここまでの内容を解釈できません',
  KEY_OVER_1024_CHARS: 'キーは 1024 文字までです',
  MISSING_CHAR: '必要な文字が足りません: コロン、コンマ、空白、または閉じる引用符かかっこ',
  MULTILINE_IMPLICIT_KEY: 'キーは 1 行に書いてください',
  MULTIPLE_ANCHORS: '1 つの値にアンカーは 1 つだけです',
  MULTIPLE_DOCS: '文書は 1 つだけです',
  MULTIPLE_TAGS: '1 つの値にタグは 1 つだけです',
  NON_STRING_KEY: 'キーは文字列です',
  RESOURCE_EXHAUSTION: '解釈するには大きすぎるか、入れ子が深すぎます',
  TAB_AS_INDENT: 'インデントにタブは使えません。空白を使ってください。',
  TAG_RESOLVE_FAILED: 'タグを解釈できません',
  UNEXPECTED_TOKEN: 'ここには置けない文字があります',
  UNRESOLVED_ALIAS:
    'エイリアスが指すアンカーがありません。アンカーはエイリアスより前に置いてください。',
  EXCESSIVE_ALIASES: 'エイリアスが多すぎます',
};

function isKnown(rule: string): rule is YamlRule {
  return Object.hasOwn(RULES, rule);
}

/** A rule in words; a rule that this table lacks is shown by its name. */
export function yamlRule(rule: string): string {
  return `YAML の誤り: ${isKnown(rule) ? RULES[rule] : rule}`;
}
