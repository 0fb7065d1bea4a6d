/** What the runners of GitHub, Azure, TeamCity, GitLab and Travis take for commands in a job's log. */
const ANYWHERE = /##\[|##vso\[|##teamcity\[|section_(?:start|end):\d|travis_(?:fold|time):/i;
const AT_LINE_START = /^(?:\s|\u001b\[[\d;]*m)*::[a-z][\w-]*(?:\s[^\n]*)?::/i;

/** The lines of an output that a CI system would obey. @param own the form that is made of commands */
export function ciCommandsIn(text: string, own: 'github' | null = null): readonly string[] {
  return text
    .split(/[\n\r\u0085\u2028\u2029]/)
    .filter((line) => ANYWHERE.test(line) || (own === null && AT_LINE_START.test(line)));
}

/** Texts that become commands, alone, within words, or where a line is broken. */
export const CI_ATTACKS = [
  '##vso[task.setvariable variable=x]y',
  '##VSO[task.complete]',
  '##[error]x',
  '##[add-path]/tmp',
  '###[group]x',
  '##teamcity[buildStatus text="x"]',
  '::error title=x::y',
  '::add-mask::x',
  '::stop-commands::x',
  'section_start:1234567890:x',
  'section_end:1234567890:x',
  'travis_fold:start:x',
  'x '.repeat(30) + '::error::y',
  `${'x'.repeat(78)}::error::y`,
  `${'x'.repeat(77)}##[error]y`,
  'one ::warning::two '.repeat(20),
] as const;
