import type { FirewallProfile, GroupFacts, RuleGroup } from './facts.ts';
import { RULE_GROUPS } from './facts.ts';
import { linesOfOutput } from './output-text.ts';

/** The parts of an inbound rule that matter here. */
export interface InboundRule {
  readonly group: RuleGroup;
  readonly profiles: readonly FirewallProfile[];
  readonly enabled: boolean;
  readonly from: 'anywhere' | 'limited';
}

type Field =
  'enabled' | 'direction' | 'profiles' | 'group' | 'remote' | 'protocol' | 'port' | 'action';

/** Field names as netsh prints them in English and Japanese. */
const FIELDS: Readonly<Record<string, Field>> = {
  Enabled: 'enabled',
  有効: 'enabled',
  Direction: 'direction',
  方向: 'direction',
  Profiles: 'profiles',
  プロファイル: 'profiles',
  Grouping: 'group',
  グループ: 'group',
  RemoteIP: 'remote',
  'リモート IP': 'remote',
  Protocol: 'protocol',
  プロトコル: 'protocol',
  LocalPort: 'port',
  'ローカル ポート': 'port',
  Action: 'action',
  操作: 'action',
};

const FIRST_FIELD = /^(?:Rule Name|規則名)\s*:/u;

const PROFILES: Readonly<Record<string, FirewallProfile>> = {
  Domain: 'domain',
  ドメイン: 'domain',
  Private: 'private',
  プライベート: 'private',
  Public: 'public',
  パブリック: 'public',
};

/**
 * Windows Vista wrote プリンタ; newer systems have a second, restrictive group whose name begins alike.
 */
const GROUPS: Readonly<Record<RuleGroup, RegExp>> = {
  'file-and-printer-sharing': /^(?:File and Printer Sharing|ファイルとプリンター?の共有)/u,
  'windows-management-instrumentation': /^Windows Management Instrumentation \(WMI\)/u,
};

/** The rules of a group that client push needs: for file sharing port 445, for WMI all of them. */
const NEEDED: Readonly<Record<RuleGroup, (port: string) => boolean>> = {
  'file-and-printer-sharing': (port) => port === '445',
  'windows-management-instrumentation': () => true,
};

/**
 * The inbound rules of the groups that client push needs, from `netsh advfirewall firewall show
 * rule name=all` in English or Japanese.
 */
export function readRules(text: string): readonly InboundRule[] {
  const found: InboundRule[] = [];
  let fields: Partial<Record<Field, string>> | null = null;
  const end = (): void => {
    const rule = fields === null ? null : ruleOf(fields);
    if (rule !== null) found.push(rule);
  };
  for (const line of linesOfOutput(text)) {
    if (FIRST_FIELD.test(line)) {
      end();
      fields = {};
      continue;
    }
    if (fields === null) continue;
    const colon = line.indexOf(':');
    const field = colon === -1 ? undefined : FIELDS[line.slice(0, colon).trimEnd()];
    if (field !== undefined) fields[field] = line.slice(colon + 1).trim();
  }
  end();
  return found;
}

function ruleOf(fields: Partial<Record<Field, string>>): InboundRule | null {
  const { group: said = '', protocol, port = '', direction = '', action = '' } = fields;
  const group = RULE_GROUPS.find((known) => GROUPS[known].test(said));
  if (group === undefined || protocol !== 'TCP' || !NEEDED[group](port)) return null;
  if (!/^(?:In|入力|受信)$/u.test(direction) || !/^(?:Allow|許可)$/u.test(action)) return null;
  return {
    group,
    profiles: (fields.profiles ?? '').split(',').flatMap((word) => PROFILES[word.trim()] ?? []),
    enabled: /^(?:Yes|はい)$/u.test(fields.enabled ?? ''),
    from: /^(?:Any|任意)$/u.test(fields.remote ?? '') ? 'anywhere' : 'limited',
  };
}

/** The state of each group's rules for one profile. */
export function ruleGroupsOf(
  profile: FirewallProfile,
  rules: readonly InboundRule[],
): readonly GroupFacts[] {
  return RULE_GROUPS.map((group) => {
    const own = rules.filter((rule) => rule.group === group && rule.profiles.includes(profile));
    const on = own.filter(({ enabled }) => enabled);
    return { group, rules: stateOf(group, own.length, on.length), from: fromOf(group, on) };
  });
}

/** One of Windows' several rules for port 445 is enough; WMI needs all of its rules. */
const SUFFICES: Readonly<Record<RuleGroup, 'any' | 'all'>> = {
  'file-and-printer-sharing': 'any',
  'windows-management-instrumentation': 'all',
};

function stateOf(group: RuleGroup, all: number, on: number): GroupFacts['rules'] {
  if (all === 0) return 'absent';
  if (on === 0) return 'off';
  return on === all || SUFFICES[group] === 'any' ? 'on' : 'partly';
}

function fromOf(group: RuleGroup, on: readonly InboundRule[]): GroupFacts['from'] {
  if (on.length === 0) return null;
  const wide = on.filter(({ from }) => from === 'anywhere').length;
  return wide === on.length || (wide > 0 && SUFFICES[group] === 'any') ? 'anywhere' : 'limited';
}
