import fs from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { probeIcmp } from '../../../src/probe/icmp/probe.ts';
import { contextOf, folder, machineWith, print } from './fake-ping.ts';
import { describeUnless } from '../../support/skip.ts';

const CHECK = { kind: 'icmp', host: 'pc001.contoso.com' } as const;
const DEADLINE_MS = 400;
const HEADER = 'PING 10.0.0.7 (10.0.0.7) 56(84) bytes of data.\n';

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const isPosix = process.platform !== 'win32';
const describePosix = describeUnless(isPosix ? null : 'the fake ping programs are shell scripts');

/** Asked to end, the program gets to it only after the deadline, as on a busy machine. */
function late(output: string, exitCode: number): string {
  return `trap "sleep 0.15; ${print(output)}; exit ${exitCode}" INT; while :; do sleep 0.02; done`;
}

describePosix('what a busy machine’s program tells late', () => {
  test('a program that tells only after the deadline that it was at work', async () => {
    const machine = machineWith('linux', late(HEADER, 1));
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(DEADLINE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'filtered', code: 'ETIMEDOUT' });
  });

  test('one that tells it far too late is not waited for', async () => {
    // The sleep takes the shell's place: as a child of the shell it would outlive the kill.
    const machine = machineWith('linux', 'trap "exec sleep 20" INT; while :; do sleep 0.02; done');
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(DEADLINE_MS), machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'PING_FAILED' });
  });

  test('a reply that it tells after the deadline came in time', async () => {
    const reply = '64 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=1.25 ms\n';
    const machine = machineWith('linux', late(HEADER + reply, 0));
    const seen = await probeIcmp(CHECK, '10.0.0.7', contextOf(DEADLINE_MS), machine);
    expect(seen.outcome).toBe('open');
  });
});
