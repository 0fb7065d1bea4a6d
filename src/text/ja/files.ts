import type { Texts } from '../texts.ts';

const KINDS = {
  folder: 'フォルダー',
  pipe: 'パイプ',
  device: 'デバイス',
  socket: 'ソケット',
} as const;
const EXPECTED = { file: '通常のファイル', 'file-or-pipe': '通常のファイルまたはパイプ' } as const;

const left = (file: string, why: string): string =>
  `このフォルダーの ${file} は、${why}ため使いません。それでも使う場合は --site ${file} を指定してください。`;

export const FILES: Texts['files'] = {
  otherwise: (kind, expected) => `${KINDS[kind]}です。${EXPECTED[expected]}が必要です。`,
  unwritten: 'このパイプに書き込むプログラムがありません。先に書き込む側を起動してください。',
  folderMissing: 'フォルダーが存在しません (ENOENT)',
  noNewFile: (why) => `そのフォルダーに新しいファイルを作成できません: ${why}`,
  lock: {
    held: (option, holder, file, lock) =>
      `${option}: ${holder}が "${file}" に書き込んでいます。そうでなければ "${lock}" を削除してください。`,
    cant: (option, file, lock) =>
      `${option}: "${file}" をロックできません。実行中のものがなければ "${lock}" を削除してください。`,
    anotherRun: '別の実行',
    anotherProcess: (pid) => `別の実行 (プロセス ${pid}) `,
    otherMachine: '別のコンピューターでの実行',
  },
  found: {
    taken: (file) => `このフォルダーの ${file} をサイト ファイルとして使います`,
    /** For a catalogue that such a site file names. */
    catalogue: {
      'others-may-write': (file) =>
        `このフォルダーのサイト ファイルが指定するカタログ ${file} は、自分以外のユーザーがこのファイルまたはフォルダーに書き込めるため使いません。サイト ファイルを明示的に指定してください: --site ccm-preflight.yaml`,
      'on-network': (file) =>
        `このフォルダーのサイト ファイルが指定するカタログ ${file} は、別のコンピューターにあるため使いません。サイト ファイルを明示的に指定してください: --site ccm-preflight.yaml`,
      'no-file': (file) =>
        `このフォルダーのサイト ファイルが指定するカタログ ${file} は、通常のファイルではありません`,
    },
    left: {
      'others-may-write': (file) =>
        left(file, '自分以外のユーザーがこのファイルまたはフォルダーに書き込める'),
      'on-network': (file) => left(file, '別のコンピューターにある'),
      'no-file': (file) => `このフォルダーの ${file} は、通常のファイルではないため使いません`,
    },
  },
};
