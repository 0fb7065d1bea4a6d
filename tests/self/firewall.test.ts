import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firewallOf } from '../../src/self/firewall.ts';
import { readProfiles } from '../../src/self/firewall-profiles.ts';
import { readRules } from '../../src/self/firewall-rules.ts';
import type { ProgramEnd } from '../../src/self/program.ts';
import { printed, windows } from './machine.ts';
import { anyCharacter } from '../support/any-character.ts';

const PROFILE = 'advfirewall show currentprofile';
const RULES = 'advfirewall firewall show rule name=all dir=in';
const { signal } = new AbortController();

const look = (profile: ProgramEnd, rules: ProgramEnd) =>
  firewallOf(windows({ [PROFILE]: profile, [RULES]: rules }), signal);

describe('Windows Firewall, as netsh shows it', () => {
  test('in English: profile, policy, and the groups for that profile', async () => {
    expect(await look(printed('netsh/profile-en.txt'), printed('netsh/rules-en.txt'))).toEqual({
      kind: 'told',
      profiles: [
        {
          profile: 'domain',
          state: 'on',
          inbound: 'block',
          groups: [
            { group: 'file-and-printer-sharing', rules: 'on', from: 'anywhere' },
            { group: 'windows-management-instrumentation', rules: 'partly', from: 'anywhere' },
          ],
        },
      ],
    });
  });

  test('in Japanese, code page 932', async () => {
    const seen = await look(
      printed('netsh/profile-ja.cp932.txt'),
      printed('netsh/rules-ja.cp932.txt'),
    );
    expect(seen).toEqual({
      kind: 'told',
      profiles: [
        {
          profile: 'public',
          state: 'on',
          inbound: 'block',
          groups: [
            { group: 'file-and-printer-sharing', rules: 'on', from: 'limited' },
            { group: 'windows-management-instrumentation', rules: 'off', from: null },
          ],
        },
      ],
    });
  });

  test('profile in one language and rules in another: each is read by itself', async () => {
    const seen = await look(printed('netsh/profile-en.txt'), printed('netsh/rules-ja.cp932.txt'));
    expect(seen).toMatchObject({
      profiles: [
        {
          groups: [
            { rules: 'off', from: null },
            { rules: 'absent', from: null },
          ],
        },
      ],
    });
  });

  test('rules that cannot be read leave the profile', async () => {
    const seen = await look(printed('netsh/profile-en.txt'), { kind: 'failed', code: 'ETIMEDOUT' });
    expect(seen).toMatchObject({ kind: 'told', profiles: [{ state: 'on', groups: [] }] });
  });

  test.each([
    [{ kind: 'failed', code: 'ENOENT' }, 'NETSH_MISSING'],
    [{ kind: 'failed', code: 'EACCES' }, 'EACCES'],
    [printed('reg/missing-en.txt', 1), 'NETSH_FAILED'],
    [printed('reg/ccm.txt'), 'NETSH_OUTPUT'],
  ] as const)('%j is unknown, never off', async (end, code) => {
    expect(await look(end, end)).toEqual({ kind: 'unknown', code });
  });

  test("Windows' own netsh is run, by its absolute path", async () => {
    const machine = windows({});
    await firewallOf(machine, signal);
    expect(machine.ran).toEqual([
      String.raw`D:\Windows\System32\netsh.exe ${PROFILE}`,
      String.raw`D:\Windows\System32\netsh.exe ${RULES}`,
    ]);
  });

  test('two networks have two profiles', () => {
    const text = 'Domain Profile Settings:\nState   OFF\n\nPublic Profile Settings:\nState   ON\n';
    expect(readProfiles(text).map(({ profile, state }) => [profile, state])).toEqual([
      ['domain', 'off'],
      ['public', 'on'],
    ]);
  });

  test('a rule that blocks, or that goes out, admits nothing', () => {
    const rule = (direction: string, action: string): string =>
      [
        'Rule Name: x',
        'Enabled: Yes',
        `Direction: ${direction}`,
        'Profiles: Domain',
        'Grouping: File and Printer Sharing',
        'RemoteIP: Any',
        'Protocol: TCP',
        'LocalPort: 445',
        `Action: ${action}`,
      ].join('\n');
    expect(readRules(rule('In', 'Allow'))).toHaveLength(1);
    expect(readRules(rule('In', 'Block'))).toEqual([]);
    expect(readRules(rule('Out', 'Allow'))).toEqual([]);
  });

  test('whatever is printed, no rule and no state is made of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (text) => {
        expect(readRules(`Rule Name: a\n${text}`)).toEqual([]);
        expect(readProfiles(`Domain Profile Settings:\n${text}`)).toMatchObject([
          { profile: 'domain', state: 'unknown' },
        ]);
      }),
    );
  });
});
