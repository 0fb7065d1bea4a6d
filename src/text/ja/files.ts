import type { Texts } from '../texts.ts';

const KINDS = {
  folder: 'フォルダ',
  pipe: 'パイプ',
  device: 'デバイス',
  socket: 'ソケット',
} as const;
const EXPECTED = { file: '通常のファイル', 'file-or-pipe': '通常のファイルまたはパイプ' } as const;

const left = (file: string, why: string): string =>
  `このフォルダの ${file} は、${why}ため使わない。それでも使う場合は --site ${file} を指定する`;

export const FILES: Texts['files'] = {
  otherwise: (kind, expected) => `${KINDS[kind]}である。${EXPECTED[expected]}が必要である`,
  unwritten: 'このパイプに書き込むプログラムがない。先に書き込む側を起動する',
  folderMissing: 'フォルダーが存在しません (ENOENT)',
  noNewFile: (why) => `そのフォルダに新しいファイルを作成できない: ${why}`,
  lock: {
    held: (option, holder, file, lock) =>
      `${option}: ${holder}が "${file}" に書き込んでいる。そうでなければ "${lock}" を削除する`,
    cant: (option, file, lock) =>
      `${option}: "${file}" をロックできない: 実行中のものがなければ "${lock}" を削除する`,
    anotherRun: '別の実行',
    anotherProcess: (pid) => `別の実行 (プロセス ${pid}) `,
    otherMachine: '別のコンピュータでの実行',
  },
  found: {
    taken: (file) => `このフォルダの ${file} をサイト ファイルとして使う`,
    left: {
      'others-may-write': (file) =>
        left(file, '自分以外のユーザーがこのファイルまたはフォルダに書き込める'),
      'on-network': (file) => left(file, '別のコンピュータにある'),
      'no-file': (file) => `このフォルダの ${file} は、通常のファイルではないため使わない`,
    },
  },
};
