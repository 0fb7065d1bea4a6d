import { describe, expect, test } from '@jest/globals';
import { commandsFor } from '../../../src/probe/icmp/ping-command.ts';

const call = (address: string, platform: NodeJS.Platform, timeoutMs = 3000) =>
  commandsFor(address, platform, timeoutMs).map(({ program, args }) =>
    [program, ...args].join(' '),
  );

describe('the ways to call ping', () => {
  test.each<[NodeJS.Platform, string, readonly string[]]>([
    ['linux', '10.0.0.7', ['ping -n -c 16 -s 56 -i 0.25 10.0.0.7', 'ping -n -c 7 -s 56 10.0.0.7']],
    [
      'linux',
      '::1',
      [
        'ping -n -c 16 -s 56 -6 -i 0.25 ::1',
        'ping -n -c 7 -s 56 -6 ::1',
        'ping6 -n -c 7 -s 56 ::1',
      ],
    ],
    [
      'darwin',
      '10.0.0.7',
      [
        '/sbin/ping -n -t 4 -c 16 -s 56 -o -i 0.25 10.0.0.7',
        '/sbin/ping -n -t 4 -c 7 -s 56 10.0.0.7',
      ],
    ],
    ['darwin', '::1', ['/sbin/ping6 -n -c 7 -s 56 -o ::1', '/sbin/ping6 -n -c 7 -s 56 ::1']],
    [
      'freebsd',
      '10.0.0.7',
      ['/sbin/ping -n -t 4 -c 7 -s 56 -o 10.0.0.7', '/sbin/ping -n -t 4 -c 7 -s 56 10.0.0.7'],
    ],
  ])('on %s for %s', (platform, address, expected) => {
    expect(call(address, platform)).toEqual(expected);
  });

  test('on Windows', () => {
    expect(call('10.0.0.7', 'win32')[0]).toMatch(/ping\.exe -4 -w 1000 -n 10 -l 32 10\.0\.0\.7$/u);
    expect(call('::1', 'win32', 300)[0]).toMatch(/ping\.exe -6 -w 300 -n 6 -l 32 ::1$/u);
  });
});
