import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeSiteText } from '../../src/site/parse.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { MAX_FILE_BYTES } from '../../src/site/source-document.ts';
import { inEnglish, tryToLoad } from '../support/sites.ts';
import { runs } from '../support/long.ts';

const TEXT = 'product: cm2007\nsiteCode: S01\nsiteServer: cm01\n';

function utf16(text: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-16LE without a byte order mark', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16BE without a byte order mark', Buffer.from(TEXT, 'utf16le').swap16()],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16LE', utf16(TEXT, 'le')],
    ['UTF-16BE', utf16(TEXT, 'be')],
    ['line ends of Windows', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
  ])('%s', (_what, bytes) => {
    expect(loadSite({ name: 'site.yaml', text: decodeSiteText(bytes, 'site.yaml') })).toMatchObject(
      {
        siteCode: 'S01',
        siteServer: 'cm01',
      },
    );
  });

  test.each([
    ['UTF-8', Buffer.from([0x61, 0xc3, 0x28])],
    ['UTF-8', Buffer.from([0x61, 0xfe])],
    ['UTF-8', Buffer.from([0x61, 0xff])],
    ['UTF-8', Buffer.from([0xfe, 0x61])],
    ['UTF-8', Buffer.from([0xff, 0x61])],
    ['UTF-16LE', Buffer.from(TEXT, 'utf16le').subarray(0, 7).fill(0xff, 2, 4)],
    ['UTF-16LE', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ['UTF-16BE', Buffer.from([0xfe, 0xff, 0xd8, 0x00])],
  ])('not %s', (encoding, bytes) => {
    expect(() => inEnglish(() => decodeSiteText(bytes, 'site.yaml'))).toThrow(
      new Error(`site.yaml: the file is not ${encoding} text`),
    );
  });

  test('positions count from the text, not from the mark', () => {
    const text = decodeSiteText(Buffer.from('\ufeffprodct: x\n'), 'site.yaml');
    expect(() => loadSite({ name: 'site.yaml', text })).toThrow(/^site\.yaml:1:1: unknown key/);
  });
});

test('a file of more than a megabyte is another', () => {
  expect(MAX_FILE_BYTES).toBe(1024 * 1024);
});

describe('hostile files', () => {
  test('random bytes load, or are refused with a place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { site, problems } = tryToLoad(() =>
          loadSite({ name: 'f', text: decodeSiteText(bytes, 'f') }),
        );
        expect(problems.length > 0).toBe(site === null);
        for (const { where } of problems) expect(where).toMatch(/^f(:\d+:\d+)?$/);
      }),
      { numRuns: runs(300) },
    );
  });

  test('random JSON loads, or is refused with a place and without control characters', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('product', 'ports', 'roles', 'install', 'siteCode', 'clients'),
        fc.constantFrom('http', 'managementPoints', 'manual', 'membership', 'x'),
        (value, key, inner) => {
          for (const site of [value, { [key]: value }, { [key]: { [inner]: value } }]) {
            const loaded = tryToLoad(() => loadSite({ name: 'f', text: JSON.stringify(site) }));
            expect(loaded.problems.length > 0).toBe(loaded.site === null);
            for (const { where, message } of loaded.problems) {
              expect(where).toMatch(/^f:\d+:\d+$/);
              expect(message).not.toMatch(/\p{C}/u);
            }
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test('a long value is quoted in part', () => {
    const text = JSON.stringify({ siteServer: ' x'.repeat(MAX_FILE_BYTES / 4) });
    const { problems } = tryToLoad(() => loadSite({ name: 'f', text }));
    expect(problems).toEqual([
      expect.objectContaining({
        where: 'f:1:15',
        message: expect.stringMatching(/^siteServer: .{1,280}$/),
      }),
    ]);
  });

  test('prototypes are not for files to change', () => {
    expect(() => loadSite({ name: 'f', text: '__proto__: { product: cm2007 }' })).toThrow(
      /^f:1:1: unknown key "__proto__"/,
    );
    expect(() => loadSite({ name: 'f', text: 'constructor: 1' })).toThrow(/^f:1:1: unknown key/);
  });
});
