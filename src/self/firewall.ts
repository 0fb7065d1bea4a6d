import type { FirewallFacts } from './facts.ts';
import { readProfiles } from './firewall-profiles.ts';
import { ruleGroupsOf, readRules } from './firewall-rules.ts';
import { outputText } from './output-text.ts';
import { type Machine, type ProgramEnd, systemProgram } from './program.ts';

const PROFILE_WORDS = ['advfirewall', 'show', 'currentprofile'] as const;
const RULE_WORDS = ['advfirewall', 'firewall', 'show', 'rule', 'name=all', 'dir=in'] as const;

/** The active profiles of Windows Firewall, and the rule groups that client push needs. */
export async function firewallOf(machine: Machine, signal: AbortSignal): Promise<FirewallFacts> {
  const netsh = systemProgram(machine, 'netsh.exe');
  const [profiles, rules] = await Promise.all([
    machine.run(netsh, PROFILE_WORDS, signal),
    machine.run(netsh, RULE_WORDS, signal),
  ]);
  const problem = problemOf(profiles);
  if (problem !== null) return { kind: 'unknown', code: problem };
  const heads = readProfiles(textOf(profiles));
  if (heads.length === 0) return { kind: 'unknown', code: 'NETSH_OUTPUT' };
  const known = problemOf(rules) === null ? readRules(textOf(rules)) : [];
  return {
    kind: 'told',
    profiles: heads.map((head) => ({
      ...head,
      // Every Windows has some of these rules, so none means that the language was not recognised.
      groups: known.length === 0 ? [] : ruleGroupsOf(head.profile, known),
    })),
  };
}

function problemOf(end: ProgramEnd): string | null {
  if (end.kind === 'failed') return end.code === 'ENOENT' ? 'NETSH_MISSING' : end.code;
  return end.exitCode === 0 ? null : 'NETSH_FAILED';
}

function textOf(end: ProgramEnd): string {
  return end.kind === 'ended' ? outputText(end.output) : '';
}
