import type { FirewallProfile, InboundPolicy, ProfileFacts } from './facts.ts';
import { linesOfOutput } from './output-text.ts';

export type ProfileHead = Pick<ProfileFacts, 'profile' | 'state' | 'inbound'>;

/** Section titles of `netsh advfirewall show currentprofile`, in English and Japanese. */
const TITLES: readonly (readonly [FirewallProfile, RegExp])[] = [
  ['domain', /^(?:Domain Profile|ドメイン プロファイル)/u],
  ['private', /^(?:Private Profile|プライベート プロファイル)/u],
  ['public', /^(?:Public Profile|パブリック プロファイル)/u],
];

const STATES: Readonly<Record<string, 'on' | 'off'>> = {
  ON: 'on',
  OFF: 'off',
  オン: 'on',
  オフ: 'off',
};

/** netsh prints these in English in every language. */
const POLICIES: Readonly<Record<string, InboundPolicy>> = {
  BlockInbound: 'block',
  BlockInboundAlways: 'block-always',
  AllowInbound: 'allow',
};

/**
 * The active profiles, from the output of netsh in English or Japanese.
 * @returns an empty list for other languages
 */
export function readProfiles(text: string): readonly ProfileHead[] {
  const found: ProfileHead[] = [];
  for (const line of linesOfOutput(text)) {
    const title = TITLES.find(([, pattern]) => pattern.test(line));
    if (title !== undefined) {
      found.push({ profile: title[0], state: 'unknown', inbound: 'unknown' });
      continue;
    }
    const last = found.at(-1);
    if (last === undefined) continue;
    const [name, value] = columnsOf(line);
    if (/^(?:State|状態)$/u.test(name)) {
      found[found.length - 1] = { ...last, state: STATES[value] ?? 'unknown' };
    }
    const [inbound = ''] = value.split(',');
    const policy = POLICIES[inbound];
    if (policy !== undefined) found[found.length - 1] = { ...last, inbound: policy };
  }
  return found;
}

/** A name, at least two blanks, a value. */
function columnsOf(line: string): readonly [name: string, value: string] {
  const [name = '', ...values] = line.trimEnd().split(/\s{2,}/u);
  return [name, values.join('  ')];
}
