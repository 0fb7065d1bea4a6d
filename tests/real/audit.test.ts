import { expect, test } from '@jest/globals';
import type { AuditDoubt, AuditResult } from '../../src/judge/audit.ts';
import { fault, to } from './support/fault.ts';
import { describeReal } from './support/prerequisites.ts';
import { type PushCase, HEALTHY, usePushCases } from './support/push-case.ts';
import { onlyClient } from './support/tool.ts';

const COMPUTER = 'PC001';

interface AuditCase extends PushCase {
  readonly smb: AuditResult;
  readonly doubt: AuditDoubt | null;
  readonly exitCode: number;
}

const CLOSED = ['--expect-closed', 'smb', '--audit'];
const PLAIN = {
  options: CLOSED,
  expected: { outcomes: HEALTHY, answered: true, verdict: 'breaks', here: 'breaks', brokenBy: [] },
} as const;

/** A firewall between the site server and a client that serves SMB, whatever the firewall does. */
const CASES: readonly AuditCase[] = [
  {
    ...PLAIN,
    title: 'it lets all through',
    family: 'v4',
    rules: () => [],
    smb: 'open',
    doubt: null,
    exitCode: 1,
  },
  {
    ...PLAIN,
    title: 'it drops SMB, and a ping passes',
    family: 'v4',
    rules: (address) => [fault('smb', 'drop', address)],
    smb: 'closed',
    doubt: null,
    exitCode: 0,
  },
  {
    ...PLAIN,
    title: 'the same over IPv6',
    family: 'v6',
    rules: (address) => [fault('smb', 'drop', address)],
    smb: 'closed',
    doubt: null,
    exitCode: 0,
  },
  {
    ...PLAIN,
    title: 'it says that SMB is prohibited, and a ping passes',
    family: 'v4',
    rules: (address) => [fault('smb', 'prohibited', address)],
    smb: 'closed',
    doubt: null,
    exitCode: 0,
  },
  {
    ...PLAIN,
    title: 'it resets SMB in the name of the client: so would a client that was reached',
    family: 'v4',
    rules: (address) => [fault('smb', 'reset', address)],
    smb: 'unproven',
    doubt: 'refused',
    exitCode: 3,
  },
  {
    ...PLAIN,
    title: 'it drops everything: the client may be off',
    family: 'v4',
    rules: (address) => [`${to(address)} drop`],
    smb: 'unproven',
    doubt: 'may-be-off',
    exitCode: 1,
  },
];

describeReal(['samba'])('SMB that a firewall is expected to close', () => {
  const runOf = usePushCases(CASES, COMPUTER);

  test.each(CASES.map((entry) => [entry.title, entry] as const))('%s', async (_title, entry) => {
    const run = await runOf(entry);
    const { audit = [] } = onlyClient(run);
    const { smb, doubt, exitCode } = entry;
    expect(audit.map((each) => [each.flow, each.found, each.doubt])).toEqual([['smb', smb, doubt]]);
    expect(run.exitCode).toBe(exitCode);
  });
});
