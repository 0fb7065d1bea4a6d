const RULES: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: '閉じる引用符の後に区切り文字がありません',
  CSV_MAX_RECORD_SIZE: 'レコードが長すぎます',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: '閉じる引用符の後に余分な文字があります',
  CSV_QUOTE_NOT_CLOSED: '引用符が閉じられていません',
  CSV_RECORD_INCONSISTENT_COLUMNS: '列の数がそろっていません',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: '列の数がそろっていません',
  INVALID_OPENING_QUOTE: '引用符が値の途中から始まっています',
};

/** Why the CSV parser refuses a record; a rule that this table lacks is shown by its name. */
export function csvRule(rule: string): string {
  return RULES[rule] ?? rule;
}
