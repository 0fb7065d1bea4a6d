const RULES: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: '閉じる引用符の後に区切り文字がない',
  CSV_MAX_RECORD_SIZE: 'レコードが長すぎる',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: '閉じる引用符の後に余分な文字がある',
  CSV_QUOTE_NOT_CLOSED: '引用符が閉じられていない',
  CSV_RECORD_INCONSISTENT_COLUMNS: '列の数がそろっていない',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: '列の数がそろっていない',
  INVALID_OPENING_QUOTE: '引用符が値の途中から始まっている',
};

/** Why the CSV parser refuses a record; a rule that this table lacks is shown by its name. */
export function csvRule(rule: string): string {
  return RULES[rule] ?? rule;
}
