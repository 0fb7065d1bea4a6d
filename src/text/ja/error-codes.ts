const WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: '中断されました',
  EACCES: 'このコンピューターで許可されていません',
  EAI_AGAIN: 'ネーム サーバーが応答しなかったか、失敗しました',
  EAFNOSUPPORT: 'このコンピューターではそのアドレス ファミリ (IPv6) が無効になっています',
  EADDRNOTAVAIL: 'このコンピューターに空きのローカル ポートがありません',
  EISDIR: 'フォルダーです',
  EMFILE: 'このコンピューターではこれ以上ファイルを開けません',
  ENFILE: 'このコンピューターではこれ以上ファイルを開けません',
  ENETDOWN: 'このコンピューターのネットワークが停止しています',
  ENETUNREACH: 'このコンピューターにはそのアドレス ファミリのネットワークがありません',
  ENOBUFS: 'このコンピューターに空きのバッファーがありません',
  ENOENT: '存在しません',
  ENOSPC: 'ディスクに空きがありません',
  ENOTDIR: 'パスの途中がフォルダーではありません',
  ENOTSUP: 'このシステムでは使えません',
  EPERM: 'このコンピューターで許可されていません',
  EROFS: 'ディスクが読み取り専用です',
  ETIMEDOUT: '時間がかかりすぎました',
  PING_FAILED: 'ping プログラムが失敗しました',
  ECHO_LATE: 'このコンピューターの負荷が高く、エコー要求を時間内に送れませんでした',
  PING_MISSING: 'このコンピューターに ping プログラムがありません',
  NETSH_FAILED: 'netsh が失敗しました',
  NETSH_MISSING: 'このコンピューターに netsh がありません',
  NETSH_OUTPUT: 'netsh の出力を英語としても日本語としても読めません',
  REG_FAILED: 'reg が失敗しました',
  REG_MISSING: 'このコンピューターに reg がありません',
  SC_MISSING: 'このコンピューターに sc がありません',
  SC_OUTPUT: 'sc の出力を読めません',
  PING_OUTPUT: 'ping プログラムの出力が ping のものではありません',
};

/** An error code with its meaning, where it has one for people. */
export function tellErrorCode(code: string): string {
  const words = WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}
