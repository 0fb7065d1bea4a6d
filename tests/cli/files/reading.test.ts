import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDevice, isOnNetwork } from '../../../src/files/device.ts';
import { NotRegularError, TooLargeError, readRegular } from '../../../src/files/regular.ts';
import { TOOL_WORDS } from '../../real/support/tool.ts';
import { makeFolder, run } from '../run.ts';
import { describeUnless } from '../../support/skip.ts';

const folder = makeFolder({ 'site.yaml': 'product: cm2007\n' });
const at = (name: string): string => path.join(folder, name);
afterAll(() => fs.rmSync(folder, { recursive: true }));

const LOG = path.join(import.meta.dirname, '../../../fixtures/logs/ccm.log');
const onLinux = describeUnless(process.platform === 'linux' ? null : 'this is not Linux');
const onPosix = describeUnless(process.platform === 'win32' ? 'Windows has no such files' : null);

onPosix('what is no regular file', () => {
  beforeAll(() => {
    execFileSync('mkfifo', [at('fifo')]);
    fs.symlinkSync('/dev/zero', at('zero'));
  });

  const READERS: readonly (readonly [string, string])[] = [
    ['plan --site FILE', '--site'],
    ['check --from client --product cm2007 --ca FILE', '--ca'],
    ['check --from client --product cm2007 --client-cert FILE --client-key FILE', '--client-cert'],
    ['check --from client --product cm2007 --client-key FILE', '--client-key'],
    ['check --from client --site site.yaml --resume FILE', '--resume'],
    ['diagnose FILE', 'diagnose'],
    ['merge FILE', 'merge'],
    ['diff FILE FILE', 'diff'],
  ];

  test.each(
    READERS.flatMap(([words, option]) =>
      ['/dev/zero', 'zero', 'fifo'].map((file) => [words.replaceAll('FILE', file), option, file]),
    ),
  )('%s ends at once, and says why', async (words, option = '', file = '') => {
    const ended = await run(words ?? '', { cwd: folder });
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(`ccm-preflight: ${option}`);
    expect(ended.stderr).toContain(`"${file}"`);
    expect(ended.stderr).toMatch(
      / is no file|it is a (?:pipe|device); a .* is expected|nobody writes/u,
    );
  });

  test('is no list of clients where it is a device', async () => {
    const ended = await run('check --product cm2007 --clients /dev/zero', { cwd: folder });
    expect([ended.code, ended.stderr]).toEqual([
      2,
      'ccm-preflight: --clients: can\'t read "/dev/zero": it is a device; a regular file or a pipe is expected\n',
    ]);
  });

  test('is not taken for a lock', async () => {
    execFileSync('mkfifo', [at('run.ndjson.lock')]);
    const ended = await run('check --from client --site site.yaml --resume run.ndjson', {
      cwd: folder,
    });
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("can't lock")]);
    fs.rmSync(at('run.ndjson.lock'));
  });

  test('is a log where it is a pipe that is written to', () => {
    const [program, ...words] = TOOL_WORDS;
    const script = 'cat "$1" | { shift; "$@" diagnose /dev/fd/3 -o json 3<&0 </dev/null; }';
    const ended = spawnSync('sh', ['-c', script, 'sh', LOG, program, ...words], {
      encoding: 'utf8',
    });
    expect([ended.status, ended.stderr]).toEqual([1, '']);
    expect(JSON.parse(ended.stdout).computers.length).toBeGreaterThan(1);
  });
});

describe('a file is read up to its bound', () => {
  test.each([
    [9, 'whole'],
    [10, 'whole'],
    [11, 'refused'],
    [70_000, 'refused'],
  ])('%i bytes of 10', async (bytes, expected) => {
    fs.writeFileSync(at('bytes'), 'x'.repeat(bytes));
    const reading = readRegular(at('bytes'), 10).then(
      (read) => (read.toString() === 'x'.repeat(bytes) ? 'whole' : 'other bytes'),
      (thrown: unknown) => (thrown instanceof TooLargeError ? 'refused' : thrown),
    );
    expect(await reading).toBe(expected);
  });

  test('of a site file that no memory holds nothing is read', async () => {
    fs.writeFileSync(at('huge.yaml'), '');
    fs.truncateSync(at('huge.yaml'), 100_000_000_000);
    const ended = await run('plan --site huge.yaml', { cwd: folder });
    expect([ended.code, ended.stderr]).toEqual([
      2,
      'ccm-preflight: --site: "huge.yaml" has more than 1048576 bytes\n',
    ]);
    fs.rmSync(at('huge.yaml'));
  });

  test('and a folder is none', async () => {
    await expect(readRegular(folder, 10)).rejects.toThrow(NotRegularError);
  });
});

onLinux('a file that says that it is empty', () => {
  test('is read up to its bound all the same', async () => {
    expect(fs.statSync('/proc/self/status').size).toBe(0);
    await expect(readRegular('/proc/self/status', 10)).rejects.toThrow(TooLargeError);
    expect((await readRegular('/proc/self/status', 1_000_000)).toString()).toContain('Pid:');
  });
});

describe('on Windows', () => {
  test.each([
    [String.raw`D:\site.yaml`, false],
    [String.raw`D:\console.yaml`, false],
    [String.raw`\\files01\share\site.yaml`, false],
    [String.raw`\\?\C:\long\site.yaml`, false],
    [String.raw`\\?\UNC\files01\share\site.yaml`, false],
    [String.raw`D:\work\NUL`, true],
    [String.raw`D:\work\con`, true],
    [String.raw`D:\work\com1.yaml`, true],
    [String.raw`D:\work\aux .txt`, true],
    [String.raw`\\.\NUL`, true],
    [String.raw`\\.\pipe\endless`, true],
    [String.raw`\\.\PhysicalDrive0`, true],
    [String.raw`\\.\C:`, true],
    [String.raw`\\?\GLOBALROOT\Device\Null`, true],
    [String.raw`\\files01\pipe\endless`, true],
  ])('%s is a device: %p', (file, expected) => {
    expect(isDevice(file, 'win32')).toBe(expected);
    expect(isDevice(file, 'linux')).toBe(false);
  });

  test.each([
    [String.raw`D:\work\ccm-preflight.yaml`, false],
    [String.raw`\\?\D:\work\ccm-preflight.yaml`, false],
    [String.raw`\\files01\share\ccm-preflight.yaml`, true],
    [String.raw`//files01/share/ccm-preflight.yaml`, true],
    [String.raw`\\?\UNC\files01\share\ccm-preflight.yaml`, true],
  ])('%s lies on another machine: %p', (file, expected) => {
    expect(isOnNetwork(file, 'win32')).toBe(expected);
    expect(isOnNetwork(file, 'linux')).toBe(false);
  });
});
