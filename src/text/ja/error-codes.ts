const WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: '中断された',
  EACCES: 'このコンピュータで許可されていない',
  EAI_AGAIN: 'ネーム サーバーが応答しなかったか、失敗した',
  EAFNOSUPPORT: 'このコンピューターではそのアドレス ファミリ (IPv6) が無効になっている',
  EADDRNOTAVAIL: 'このコンピュータに空きのローカル ポートがない',
  EISDIR: 'フォルダである',
  EMFILE: 'このコンピュータではこれ以上ファイルを開けない',
  ENFILE: 'このコンピュータではこれ以上ファイルを開けない',
  ENETDOWN: 'このコンピュータのネットワークが停止している',
  ENETUNREACH: 'このコンピュータにはそのアドレス ファミリのネットワークがない',
  ENOBUFS: 'このコンピュータに空きのバッファーがない',
  ENOENT: '存在しない',
  ENOSPC: 'ディスクに空きがない',
  ENOTDIR: 'パスの途中がフォルダではない',
  ENOTSUP: 'このシステムでは使えない',
  EPERM: 'このコンピュータで許可されていない',
  EROFS: 'ディスクが読み取り専用である',
  ETIMEDOUT: '時間がかかりすぎた',
  PING_FAILED: 'ping プログラムが失敗した',
  ECHO_LATE: 'このコンピュータの負荷が高く、エコー要求を時間内に送れなかった',
  PING_MISSING: 'このコンピュータに ping プログラムがない',
  NETSH_FAILED: 'netsh が失敗した',
  NETSH_MISSING: 'このコンピュータに netsh がない',
  NETSH_OUTPUT: 'netsh の出力を英語としても日本語としても読めない',
  PING_OUTPUT: 'ping プログラムの出力が ping のものではない',
};

/** An error code with its meaning, where it has one for people. */
export function tellErrorCode(code: string): string {
  const words = WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}
