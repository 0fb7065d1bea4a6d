import type { InstalledClientFacts } from './facts.ts';
import type { Machine } from './program.ts';
import { queryKey, type RegistryAnswer } from './registry.ts';

/** The client of Configuration Manager 2007 is a 32-bit program: its keys stand apart. */
const KEYS = [
  String.raw`HKLM\SOFTWARE\Microsoft\SMS\Mobile Client`,
  String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft\SMS\Mobile Client`,
];

/**
 * Whether a client is installed, and which. A key without a version is none: an assignment by Group
 * Policy writes it before there is a client, and an uninstalled one may leave it. Never rejects.
 */
export async function earlierClientOf(
  machine: Machine,
  signal: AbortSignal,
): Promise<InstalledClientFacts> {
  const answers = await Promise.all(KEYS.map((key) => queryKey(key, machine, signal)));
  for (const answer of answers) {
    const version = valueOf(answer, 'productversion');
    if (version === null || !/^\d[\d.]{0,31}$/u.test(version)) continue;
    const siteCode = valueOf(answer, 'assignedsitecode')?.toUpperCase() ?? '';
    return {
      kind: 'installed',
      version,
      siteCode: /^[A-Z0-9]{3}$/u.test(siteCode) ? siteCode : null,
    };
  }
  const failed = answers.find(({ kind }) => kind === 'failed');
  return failed?.kind === 'failed' ? { kind: 'unknown', code: codeOf(failed) } : { kind: 'none' };
}

/** For some failures reg.exe prints only words, in the language of Windows. */
function codeOf({ code }: Extract<RegistryAnswer, { kind: 'failed' }>): string {
  if (code === 'ENOENT') return 'REG_MISSING';
  return /^[A-Z][A-Z0-9_]{1,31}$/u.test(code) ? code : 'REG_FAILED';
}

function valueOf(answer: RegistryAnswer, name: string): string | null {
  if (answer.kind !== 'answered') return null;
  return answer.values.find((value) => value.name.toLowerCase() === name)?.data ?? null;
}
