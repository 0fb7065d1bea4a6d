import fs from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { probeIcmp } from '../../../src/probe/icmp/probe.ts';
import { type PingMachine, THIS_PING_MACHINE } from '../../../src/probe/icmp/ping-process.ts';
import { HANG, contextOf, folder, hasEnded, machineWith, print } from './fake-ping.ts';
import { describeUnless } from '../../support/skip.ts';

const CHECK = { kind: 'icmp', host: 'pc001.contoso.com' } as const;
/** Never waited for: these programs come to an answer or an end. */
const AMPLE_MS = 20_000;
/** Waited for. */
const SHORT_MS = 400;

const isPosix = process.platform !== 'win32';
const describePosix = describeUnless(isPosix ? null : 'the fake ping programs are shell scripts');

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const LINUX_HEADER = 'PING 10.0.0.7 (10.0.0.7) 56(84) bytes of data.\n';
const LINUX_REPLY = '64 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=1.25 ms\n';
const MAC_HEADER = 'PING 10.0.0.7 (10.0.0.7): 56 data bytes\n';
const WINDOWS_HEADER = '\r\nPinging 10.0.0.7 with 32 bytes of data:\r\n';
const GERMAN_HEADER = '\r\nPing wird ausgef\u0081hrt f\u0081r 10.0.0.7 mit 32 Bytes Daten:\r\n';
/** "10.0.0.7 に ping を送信しています 32 バイトのデータ:" in code page 932. */
const JAPANESE_HEADER = Buffer.concat([
  Buffer.from('\r\n10.0.0.7 '),
  Buffer.from('82c9', 'hex'),
  Buffer.from(' ping '),
  Buffer.from('82f09197904d82b582c482a282dc82b7', 'hex'),
  Buffer.from(' 32 '),
  Buffer.from('836f8343836782cc8366815b835e', 'hex'),
  Buffer.from(':\r\n'),
]);
/** "10.0.0.7 からの応答: バイト数 =32 時間 <1ms TTL=64" */
const JAPANESE_REPLY = Buffer.concat([
  Buffer.from('10.0.0.7 '),
  Buffer.from('82a982e782cc899e939a', 'hex'),
  Buffer.from(': '),
  Buffer.from('836f834383679094', 'hex'),
  Buffer.from(' =32 '),
  Buffer.from('8e9e8ad4', 'hex'),
  Buffer.from(' <1ms TTL=64\r\n'),
]);
/** "10.0.0.1 からの応答: 宛先ホストに到達できません。" */
const JAPANESE_UNREACHABLE = Buffer.concat([
  Buffer.from('10.0.0.1 '),
  Buffer.from('82a982e782cc899e939a', 'hex'),
  Buffer.from(': '),
  Buffer.from('88b690e6837a8358836782c9939e924282c582ab82dc82b982f18142', 'hex'),
  Buffer.from('\r\n'),
]);

describePosix('a reply', () => {
  test.each([
    ['linux', LINUX_HEADER + LINUX_REPLY, 1.25],
    [
      'linux',
      'PING 10.0.0.7 (10.0.0.7): 56 data bytes\n64 bytes from 10.0.0.7: seq=0 ttl=64 time=0.080 ms\n',
      0.08,
    ],
    ['darwin', `${MAC_HEADER}64 bytes from 10.0.0.7: icmp_seq=0 ttl=64 time=0.044 ms\n`, 0.044],
    [
      'darwin',
      `${MAC_HEADER}Request timeout for icmp_seq 0\n64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=3 ms\n`,
      3,
    ],
    ['win32', `${WINDOWS_HEADER}Reply from 10.0.0.7: bytes=32 time=12ms TTL=127\r\n`, 12],
    [
      'win32',
      `${WINDOWS_HEADER}Request timed out.\r\nReply from 10.0.0.7: bytes=32 time<1ms TTL=127\r\n`,
      1,
    ],
    ['win32', `${GERMAN_HEADER}Antwort von 10.0.0.7: Bytes=32 Zeit=2ms TTL=128\r\n`, 2],
    ['win32', Buffer.concat([JAPANESE_HEADER, JAPANESE_REPLY]), 1],
  ] as const)('of %s is open at once: %j', async (platform, output, rttMs) => {
    const machine = machineWith(platform, `${print(output)}; ${HANG}`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'open', reached: 'service', rttMs });
    expect(seen.evidence.line).toContain('10.0.0.7');
    expect(await hasEnded(machine.starts[0])).toBe(true);
  });

  test.each([
    [
      'linux',
      'PING ::1(::1) 56 data bytes\n64 bytes from ::1: icmp_seq=1 ttl=64 time=0.021 ms\n',
      0.021,
    ],
    [
      'darwin',
      'PING6(56=40+8+8 bytes) ::1 --> ::1\n16 bytes from ::1, icmp_seq=0 hlim=64 time=0.1 ms\n',
      0.1,
    ],
    ['win32', '\r\nPinging ::1 with 32 bytes of data:\r\nReply from ::1: time<1ms \r\n', 1],
  ] as const)('over IPv6 of %s is open', async (platform, output, rttMs) => {
    const machine = machineWith(platform, `${print(output)}; ${HANG}`);
    const seen = await probeIcmp(CHECK, '::1', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'open', rttMs });
  });

  test('after an unreachable still wins', async () => {
    const machine = machineWith(
      'linux',
      `${print(`${LINUX_HEADER}From 10.0.0.1 icmp_seq=1 Destination Host Unreachable\n${LINUX_REPLY}`)}; ${HANG}`,
    );
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen.outcome).toBe('open');
  });

  test('counts though a child of the program keeps the pipes open', async () => {
    const machine = machineWith('linux', `sleep 1 & ${print(LINUX_HEADER + LINUX_REPLY)}; wait`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen.outcome).toBe('open');
  });
});

describePosix('no reply', () => {
  test.each([
    ['linux', LINUX_HEADER],
    ['darwin', `${MAC_HEADER}Request timeout for icmp_seq 0\n`],
    ['win32', `${WINDOWS_HEADER}Request timed out.\r\n`],
    ['win32', `${GERMAN_HEADER}Zeit\u0081berschreitung der Anforderung.\r\n`],
    ['win32', JAPANESE_HEADER],
  ] as const)('of %s until the deadline is filtered', async (platform, output) => {
    const machine = machineWith(platform, `${print(output)}; ${HANG}`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(SHORT_MS), machine);
    expect(seen).toMatchObject({ outcome: 'filtered', code: 'ETIMEDOUT', rttMs: null });
    expect(await hasEnded(machine.starts[0])).toBe(true);
  });

  test('of a program that has counted its losses is filtered', async () => {
    const summary = `${WINDOWS_HEADER}Request timed out.\r\n\r\nPing statistics for 10.0.0.7:\r\n    Packets: Sent = 4, Received = 0, Lost = 4 (100% loss),\r\n`;
    const machine = machineWith('win32', `${print(summary)}; exit 1`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'filtered', code: 'ETIMEDOUT' });
  });

  test.each([
    [
      'linux',
      'unreachable',
      `${LINUX_HEADER}From 10.0.0.1 icmp_seq=1 Destination Host Unreachable\n`,
    ],
    [
      'linux',
      'unreachable',
      `${LINUX_HEADER}From 10.0.0.1 icmp_seq=1 Destination Net Unreachable\n`,
    ],
    ['linux', 'unreachable', `${LINUX_HEADER}From 10.0.0.1 icmp_seq=1 Packet filtered\n`],
    ['linux', 'unreachable', `${LINUX_HEADER}From 10.0.0.1 icmp_seq=1 Time to live exceeded\n`],
    ['linux', 'refused', `${LINUX_HEADER}From 10.0.0.7 icmp_seq=1 Destination Port Unreachable\n`],
    [
      'darwin',
      'unreachable',
      `${MAC_HEADER}36 bytes from 10.0.0.1: Communication prohibited by filter\nVr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst\n`,
    ],
    [
      'win32',
      'unreachable',
      `${WINDOWS_HEADER}Reply from 10.0.0.1: Destination host unreachable.\r\n`,
    ],
    ['win32', 'refused', `${WINDOWS_HEADER}Reply from 10.0.0.7: Destination port unreachable.\r\n`],
    ['win32', 'unreachable', `${WINDOWS_HEADER}Reply from 10.0.0.1: TTL expired in transit.\r\n`],
    [
      'win32',
      'unreachable',
      `${GERMAN_HEADER}Antwort von 10.0.0.1: Zielhost nicht erreichbar.\r\n`,
    ],
    ['win32', 'unreachable', Buffer.concat([JAPANESE_HEADER, JAPANESE_UNREACHABLE])],
    ['win32', 'error', `${WINDOWS_HEADER}PING: transmit failed. General failure. \r\n`],
    [
      'win32',
      'error',
      `${GERMAN_HEADER}PING: Fehler bei der \u009abertragung. Allgemeiner Fehler.\r\n`,
    ],
    ['win32', 'error', 'Unable to contact IP driver. General failure.\r\n'],
  ] as const)('of %s is %s: %j', async (platform, outcome, output) => {
    const machine = machineWith(platform, `${print(output)}; exit 1`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen.outcome).toBe(outcome);
    expect(seen.evidence.line).not.toBeNull();
  });

  test('keeps waiting after an unreachable, and tells it at the deadline', async () => {
    const machine = machineWith(
      'win32',
      `${print(`${WINDOWS_HEADER}Reply from 10.0.0.1: Destination host unreachable.\r\nRequest timed out.\r\n`)}; ${HANG}`,
    );
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(SHORT_MS), machine);
    expect(seen).toMatchObject({ outcome: 'unreachable', code: 'EHOSTUNREACH' });
    expect(seen.evidence.line).toBe('Reply from 10.0.0.1: Destination host unreachable.');
  });

  test('a program that keeps its words back until it is asked to end was at work', async () => {
    const machine = machineWith(
      'linux',
      `trap ${JSON.stringify(`${print(LINUX_HEADER)}; exit 1`)} INT; while :; do sleep 0.01; done`,
    );
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(SHORT_MS), machine);
    expect(seen).toMatchObject({ outcome: 'filtered', code: 'ETIMEDOUT' });
  });

  test('a summary that names the address is no answer', async () => {
    const summary = `${WINDOWS_HEADER}Request timed out.\r\n\r\nPing statistics for 10.0.0.7:\r\n`;
    const machine = machineWith('win32', `${print(summary)}; ${HANG}`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(SHORT_MS), machine);
    expect(seen.outcome).toBe('filtered');
  });
});

describePosix('a fault of this machine is never the network’s', () => {
  test.each([
    ['ping: socket: Operation not permitted\n', 'EPERM'],
    ['ping: permission denied (are you root?)\n', 'EPERM'],
    ['ping: sendmsg: Operation not permitted\n', 'EPERM'],
    ['ping: socket: Address family not supported by protocol\n', 'EAFNOSUPPORT'],
    ['ping: sendmsg: No buffer space available\n', 'ENOBUFS'],
    ['ping: something else\n', 'PING_FAILED'],
  ])('%j', async (complaint, code) => {
    const machine = machineWith('linux', `${print(complaint, 'errors')}; exit 2`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code });
    expect(seen.evidence.line).toBe(complaint.trim());
  });

  test('a missing program', async () => {
    const machine = { ...machineWith('linux'), start: start(`${folder}/missing`) };
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'PING_MISSING' });
    expect(seen.evidence.program).toBe('ping');
  });

  test('a program that may not be executed', async () => {
    const file = `${folder}/not-executable`;
    fs.writeFileSync(file, '', { mode: 0o644 });
    const machine = { ...machineWith('linux'), start: start(file) };
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'EPERM' });
  });

  test('a start that throws', async () => {
    const machine = {
      ...machineWith('linux'),
      start: () => {
        throw Object.assign(new Error('spawn EMFILE'), { code: 'EMFILE' });
      },
    };
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'EMFILE' });
  });

  test('a platform without a known ping program', async () => {
    const machine = machineWith('sunos');
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'ENOTSUP' });
    expect(machine.starts).toHaveLength(0);
  });

  test('anything but an address literal is not handed to a program', async () => {
    const machine = machineWith('linux');
    const seen = await probeIcmp(CHECK, '-f', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'EINVAL' });
    expect(machine.starts).toHaveLength(0);
  });

  test('a program that says nothing is killed by the deadline', async () => {
    const machine = machineWith('linux', `trap '' TERM INT; ${HANG}`);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(SHORT_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'PING_FAILED' });
    expect(await hasEnded(machine.starts[0])).toBe(true);
  });

  test('an interrupted run kills the program', async () => {
    const controller = new AbortController();
    const machine = machineWith('linux', `${print(LINUX_HEADER)}; ${HANG}`);
    const probe = probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS, controller.signal), machine);
    controller.abort();
    expect(await probe).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
    expect(await hasEnded(machine.starts[0])).toBe(true);
  });

  test.each([
    ['lines without end', 'exec yes "From nowhere with love and more"'],
    ['a line without end', 'exec tr "\\0" x < /dev/zero'],
    ['a line that the parser throws on', `${print('garbage\n')}; ${HANG}`],
    ['a reply without a time', `${print(`${LINUX_HEADER}a=1 b=2 c=3\n`)}; ${HANG}`],
  ])('%s', async (_what, script) => {
    const machine = machineWith('linux', script);
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'PING_OUTPUT' });
    expect(await hasEnded(machine.starts[0])).toBe(true);
  });
});

describePosix('the program', () => {
  test('is told to speak English in a copy of the environment', async () => {
    const before = { ...process.env };
    const machine = machineWith('linux', print(LINUX_HEADER + LINUX_REPLY));
    await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(machine.starts[0]?.environment).toMatchObject({ LC_ALL: 'C', LANG: 'C' });
    expect({ ...process.env }).toEqual(before);
  });

  test('that does not know an option is called without it', async () => {
    const machine = machineWith(
      'linux',
      `${print("ping: invalid number '0.25'\n", 'errors')}; exit 1`,
      print(LINUX_HEADER + LINUX_REPLY),
    );
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(AMPLE_MS), machine);
    expect(seen.outcome).toBe('open');
    expect(machine.starts[0]?.args).toContain('0.25');
    expect(machine.starts[1]?.args).not.toContain('-i');
  });

  test('of this machine pings this machine, or it is an error', async () => {
    const seen = await probeIcmp(CHECK, '127.0.0.1', contextOf(AMPLE_MS));
    expect(['open', 'error']).toContain(seen.outcome);
  });
});

/** Starts another file in the program's place. */
function start(file: string): PingMachine['start'] {
  return (_program, args, environment) => THIS_PING_MACHINE.start(file, args, environment);
}
