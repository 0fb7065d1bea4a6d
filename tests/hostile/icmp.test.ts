import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { probeIcmp } from '../../src/probe/icmp/probe.ts';
import { contextOf, folder, hasEnded, machineWith, print } from '../probe/icmp/fake-ping.ts';
import { unsafeTexts } from './outputs.ts';
import { AMPLE_MS, SHORT_MS, bounded, said } from './probes.ts';
import { describeUnless } from '../support/skip.ts';

const CHECK = { kind: 'icmp', host: 'pc001' } as const;
const ADDRESS = '10.0.0.7';
const HEADER = 'PING 10.0.0.7 (10.0.0.7) 56(84) bytes of data.\n';
const REPLY = '64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=1.25 ms\n';
const EVIL = '\u001b[2J\u001b]0;x\u0007\u009b31m\u202e<b>=1+1\u2028\ufffe';

const isPosix = process.platform !== 'win32';
const describePosix = describeUnless(isPosix ? null : 'the fake ping programs are shell scripts');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// Bytes without order, the same in each run: one in some hundred beginnings passes for ping's first line.
const noise = path.join(folder, 'noise');
fs.writeFileSync(
  noise,
  Buffer.concat(
    Array.from({ length: 3125 }, (_none, index) =>
      createHash('sha256').update(`${index}`).digest(),
    ),
  ),
);

const OUTPUT = 'error PING_OUTPUT';
const FAILED = 'error PING_FAILED';
const FILTERED = 'filtered ETIMEDOUT';
const UNREACHABLE = 'unreachable EHOSTUNREACH';
/** A machine whose program is no ping has failed itself: never a word about the network. */
const CASES: readonly (readonly [string, NodeJS.Platform, string, string])[] = [
  ['output without end', 'linux', 'exec yes', OUTPUT],
  ['a line without end', 'linux', "yes | exec tr -d '\\n'", OUTPUT],
  ['zeros without end', 'linux', 'exec cat /dev/zero', OUTPUT],
  ['errors without end', 'linux', 'exec yes >&2', OUTPUT],
  ['a line without end after the header', 'linux', `${print(HEADER)}; exec cat /dev/zero`, OUTPUT],
  ['a byte at a time', 'linux', 'while :; do printf x; sleep 0.05; done', OUTPUT],
  [
    'the header at a byte at a time',
    'linux',
    `${print(HEADER)}; while :; do printf x; sleep 0.05; done`,
    FILTERED,
  ],
  [
    'nothing, and deaf to signals',
    'linux',
    "trap '' INT TERM; while :; do sleep 0.1; done",
    FAILED,
  ],
  ['nothing, its pipes held open by a child', 'linux', 'sleep 8 & exit 0', FAILED],
  ['bytes without order', 'linux', `exec cat '${noise}'`, OUTPUT],
  [
    'a time that is no number',
    'linux',
    print(`${HEADER}64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=NaN ms\n`),
    OUTPUT,
  ],
  [
    'escapes in what the network said',
    'linux',
    print(`${HEADER}From 10.0.0.1${EVIL} icmp_seq=1 Destination Host Unreachable\n`),
    UNREACHABLE,
  ],
  [
    'escapes in a reply',
    'linux',
    print(`${HEADER}64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=1.25 ms ${EVIL}\n`),
    'open',
  ],
  ['escapes before a reply', 'linux', print(`${EVIL}\n${HEADER}${REPLY}`), OUTPUT],
  [
    'a reply and then output without end',
    'linux',
    `${print(`${HEADER}${REPLY}`)}; exec yes`,
    'open',
  ],
  [
    'half of UTF-8',
    'win32',
    print(Buffer.from('0d0a50696e67696e672031302e302e302e3720e3', 'hex')),
    FAILED,
  ],
  [
    'escapes from Windows',
    'win32',
    print(`\r\nPinging 10.0.0.7 with 32 bytes of data:\r\nReply from 10.0.0.1: ${EVIL}\r\n`),
    FAILED,
  ],
];

describePosix('a ping program that prints', () => {
  test.each(CASES)('%s', async (_name, platform, script, expected) => {
    const machine = machineWith(platform, script);
    const timeoutMs = expected !== 'open' ? SHORT_MS : AMPLE_MS / 10;
    const seen = await bounded(probeIcmp(CHECK, ADDRESS, contextOf(timeoutMs), machine), timeoutMs);
    expect(said(seen)).toBe(expected);
    expect(unsafeTexts(seen)).toEqual([]);
    expect(await hasEnded(machine.starts[0])).toBe(true);
  });
});
