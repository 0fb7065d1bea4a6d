import { describe, expect, test } from '@jest/globals';
import { CODE_PAGES, codePageOf } from '../../src/diagnose/code-page.ts';
import { recordsOf } from './read.ts';

/** Texts of this project in the bytes of a code page, made by Python's codecs. */
const SAMPLES: readonly (readonly [
  page: (typeof CODE_PAGES)[number],
  text: string,
  hex: string,
])[] = [
  [
    'shift_jis',
    'ネットワーク パスが見つかりません。',
    '836c83628367838f815b834e208370835882aa8ca982c282a982e882dc82b982f18142',
  ],
  ['shift_jis', '接続拒否', '90da91b18b9194db'],
  ['gbk', '找不到网络路径。', 'd5d2b2bbb5bdcdf8c2e7c2b7beb6a1a3'],
  ['gbk', '拒绝访问，RPC 服务器不可用', 'bedcbef8b7c3cecaa3ac52504320b7fecef1c6f7b2bbbfc9d3c3'],
  [
    'euc-kr',
    '네트워크 경로를 찾지 못했습니다.',
    'b3d7c6aebff6c5a920b0e6b7ceb8a620c3a3c1f620b8f8c7dfbdc0b4cfb4d92e',
  ],
  ['euc-kr', '액세스가 거부되었습니다', 'bed7bcbcbdbab0a120b0c5baceb5c7befabdc0b4cfb4d9'],
  ['big5', '找不到網路路徑。', 'a7e4a4a3a8ecbaf4b8f4b8f4ae7ca143'],
  [
    'big5',
    '存取被拒，RPC 伺服器無法使用',
    'a673a8fab351a9daa14152504320a6f8aa41beb9b54caa6ba8cfa5ce',
  ],
  ['windows-1251', 'Не найден сетевой путь.', 'cde520ede0e9e4e5ed20f1e5f2e5e2eee920eff3f2fc2e'],
  ['windows-1251', 'Отказано в доступе', 'cef2eae0e7e0edee20e220e4eef1f2f3efe5'],
  ['windows-1251', 'Сервер RPC недоступен', 'd1e5f0e2e5f02052504320ede5e4eef1f2f3efe5ed'],
  [
    'windows-1252',
    'Der Netzwerkpfad wurde nicht gefunden: Zugriff für Körper verweigert',
    '446572204e65747a7765726b70666164207775726465206e6963687420676566756e64656e3a205a7567726966662066fc72204bf6727065722076657277656967657274',
  ],
  [
    'windows-1252',
    'Le chemin réseau n’a pas été trouvé, accès refusé',
    '4c65206368656d696e2072e973656175206e92612070617320e974e92074726f7576e92c20616363e873207265667573e9',
  ],
  [
    'windows-1252',
    'No se encontró la ruta de acceso de la red, contraseña',
    '4e6f20736520656e636f6e7472f3206c6120727574612064652061636365736f206465206c61207265642c20636f6e7472617365f161',
  ],
  [
    'windows-1252',
    'Não foi possível localizar o caminho',
    '4ee36f20666f6920706f7373ed76656c206c6f63616c697a6172206f2063616d696e686f',
  ],
  [
    'windows-1252',
    'Nätverkssökvägen hittades inte på',
    '4ee4747665726b7373f66b76e467656e20686974746164657320696e74652070e5',
  ],
  [
    'windows-1250',
    'K síťové cestě se nelze připojit, přístup byl odepřen',
    '4b2073ed9d6f76e92063657374ec207365206e656c7a652070f869706f6a69742c2070f8ed737475702062796c206f646570f8656e',
  ],
  [
    'windows-1250',
    'Nie można odnaleźć ścieżki sieciowej, odmowa dostępu',
    '4e6965206d6fbf6e61206f646e616c659fe6209c636965bf6b692073696563696f77656a2c206f646d6f776120646f7374ea7075',
  ],
  [
    'windows-1250',
    'A hálózati elérési út nem található, hozzáférés megtagadva, erről időtúllépés',
    '412068e16cf37a61746920656ce972e9736920fa74206e656d2074616ce16c686174f32c20686f7a7ae166e972e973206d6567746167616476612c20657272f56c206964f574fa6c6ce970e973',
  ],
  [
    'windows-1254',
    'Ağ yolu bulunamadı, erişim engellendi şu an',
    '41f020796f6c752062756c756e616d6164fd2c20657269fe696d20656e67656c6c656e646920fe7520616e',
  ],
  [
    'windows-1254',
    'Sunucu kullanılamıyor değil',
    '53756e756375206b756c6c616efd6c616dfd796f72206465f0696c',
  ],
];

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('a text in the code page of its country', () => {
  test.each(SAMPLES)('%s: %s', (page, text, hex) => {
    expect(codePageOf(bytesOf(hex))).toBe(page);
    const log = Buffer.concat([
      Buffer.from('<![LOG['),
      bytesOf(hex),
      Buffer.from(
        ']LOG]!><time="10:00:00.000+0" date="01-05-2026" component="ccmsetup" type="3">\n',
      ),
    ]);
    expect(recordsOf(log)[0]?.text).toBe(text);
  });

  test('is of each code page', () => {
    const pages = new Set(SAMPLES.map(([page]) => page));
    expect(CODE_PAGES.filter((page) => !pages.has(page))).toEqual([]);
  });

  test('that says too little is in that of the lines before it', () => {
    const record = (hex: string): Buffer =>
      Buffer.concat([
        Buffer.from('<![LOG['),
        bytesOf(hex),
        Buffer.from(
          ']LOG]!><time="10:00:00.000+0" date="01-05-2026" component="ccmsetup" type="3">\n',
        ),
      ]);
    const czech = SAMPLES.find(([, text]) => text.includes('připojit'))?.[2] ?? '';
    // E8 alone is è in Western Europe, and č in Central Europe.
    expect(recordsOf(record('6f62fa6ee87574'))[0]?.text).toBe('obúnèut');
    const [, second] = recordsOf(Buffer.concat([record(czech), record('6f62fa6ee87574')]));
    expect(second?.text).toBe('obúnčut');
  });
});
