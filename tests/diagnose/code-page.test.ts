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

  /** Short messages, whose letters alone may be of several pages. */
  test.each([
    ['windows-1250', 'Přístup byl odepřen.', '50f8ed737475702062796c206f646570f8656e2e'],
    [
      'windows-1250',
      'Síťová cesta nebyla nalezena.',
      '53ed9d6f76e1206365737461206e6562796c61206e616c657a656e612e',
    ],
    ['windows-1250', 'cestě', '63657374ec'],
    [
      'windows-1250',
      'Server RPC není k dispozici.',
      '53657276657220525043206e656eed206b20646973706f7a6963692e',
    ],
    ['windows-1250', 'Chyba sítě', '43687962612073ed74ec'],
    [
      'windows-1250',
      'Zadaný účet už existuje, být',
      '5a6164616efd20fae8657420759e206578697374756a652c2062fd74',
    ],
    ['windows-1250', 'Prístup bol odmietnutý.', '5072ed7374757020626f6c206f646d6965746e7574fd2e'],
    ['windows-1250', 'Żółw: odmowa dostępu', 'aff3b3773a206f646d6f776120646f7374ea7075'],
    [
      'windows-1250',
      'Nie można odnaleźć ścieżki',
      '4e6965206d6fbf6e61206f646e616c659fe6209c636965bf6b69',
    ],
    ['windows-1250', 'Hozzáférés megtagadva.', '486f7a7ae166e972e973206d6567746167616476612e'],
    [
      'windows-1250',
      'A hálózati út nem található.',
      '412068e16cf37a61746920fa74206e656d2074616ce16c686174f32e',
    ],
    ['windows-1254', 'Erişim engellendi.', '457269fe696d20656e67656c6c656e64692e'],
    [
      'windows-1254',
      'RPC sunucusu kullanılamıyor.',
      '5250432073756e7563757375206b756c6c616efd6c616dfd796f722e',
    ],
    ['windows-1254', 'ışığı sığınağı çıkış', 'fdfefdf0fd2073fdf0fd6e61f0fd20e7fd6bfdfe'],
    ['windows-1254', 'Ağ yolu bulunamadı.', '41f020796f6c752062756c756e616d6164fd2e'],
    ['windows-1251', 'Отказано в доступе.', 'cef2eae0e7e0edee20e220e4eef1f2f3efe52e'],
    ['windows-1251', 'Сервер RPC недоступен.', 'd1e5f0e2e5f02052504320ede5e4eef1f2f3efe5ed2e'],
    [
      'windows-1251',
      'Не удалось подключиться к \\\\SRV1\\admin$',
      'cde520f3e4e0ebeef1fc20efeee4eaebfef7e8f2fcf1ff20ea205c5c535256315c61646d696e24',
    ],
    ['windows-1251', 'Достъпът е отказан.', 'c4eef1f2faeffaf220e520eef2eae0e7e0ed2e'],
    ['windows-1251', 'Відмовлено в доступі.', 'c2b3e4eceee2ebe5edee20e220e4eef1f2f3efb32e'],
    [
      'windows-1252',
      'Zugriff verweigert für Benutzer',
      '5a75677269666620766572776569676572742066fc722042656e75747a6572',
    ],
    ['windows-1252', 'Accès refusé.', '416363e873207265667573e92e'],
    ['windows-1252', 'Acesso negado: não', '41636573736f206e656761646f3a206ee36f'],
    [
      'windows-1252',
      'È impossibile trovare il percorso di rete',
      'c820696d706f73736962696c652074726f7661726520696c20706572636f72736f2064692072657465',
    ],
    ['windows-1252', 'Åtkomst nekad.', 'c5746b6f6d7374206e656b61642e'],
    ['windows-1252', 'Pääsy estetty.', '50e4e4737920657374657474792e'],
    ['windows-1252', 'Adgang nægtet.', '416467616e67206ee6677465742e'],
    [
      'windows-1252',
      'Der Vorgang wurde durchgeführt',
      '44657220566f7267616e67207775726465206475726368676566fc687274',
    ],
    [
      'windows-1252',
      'Acceso denegado. La operación no',
      '41636365736f2064656e656761646f2e204c61206f706572616369f36e206e6f',
    ],
    [
      'windows-1250',
      'Pristup je odbijen, mreža',
      '50726973747570206a65206f6462696a656e2c206d72659e61',
    ],
    [
      'windows-1250',
      'Accesul este refuzat. Reţea',
      '4163636573756c206573746520726566757a61742e205265fe6561',
    ],
  ])('%s, by its words: %s', (page, _text, hex) => {
    expect(codePageOf(bytesOf(hex))).toBe(page);
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

describe('a letter by itself', () => {
  test.each([
    ['Failed to reach the computer of J\u00fdr (53)', 'ý'],
    ['user B\u00fd cannot log on', 'ý'],
  ])('is no Turkish, whose dotless i has the byte of ý: %s', (text, letter) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(codePageOf(bytes)).not.toBe('windows-1254');
    const record = Buffer.concat([
      Buffer.from('<![LOG['),
      bytes,
      Buffer.from(
        ']LOG]!><time="10:00:00.000+0" date="01-05-2026" component="ccmsetup" type="3">\n',
      ),
    ]);
    expect(recordsOf(record)[0]?.text).toContain(letter);
  });
});
