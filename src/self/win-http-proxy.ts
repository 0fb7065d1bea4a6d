import { clean } from '../base/clean.ts';
import type { WinHttpProxyFacts } from './facts.ts';
import { linesOfOutput, outputText } from './output-text.ts';
import { type Machine, systemProgram } from './program.ts';

const WORDS = ['winhttp', 'show', 'proxy'] as const;
/** Lists are typed by people, a name at a time. */
const MAX_ENTRIES = 256;

/** The proxy that WinHTTP takes where a program names none. Never rejects. */
export async function winHttpProxyOf(
  machine: Machine,
  signal: AbortSignal,
): Promise<WinHttpProxyFacts> {
  const end = await machine.run(systemProgram(machine, 'netsh.exe'), WORDS, signal);
  if (end.kind === 'failed') {
    return { kind: 'unknown', code: end.code === 'ENOENT' ? 'NETSH_MISSING' : end.code };
  }
  if (end.exitCode !== 0) return { kind: 'unknown', code: 'NETSH_FAILED' };
  return readProxy(outputText(end.output)) ?? { kind: 'unknown', code: 'NETSH_OUTPUT' };
}

/**
 * Reads the output of `netsh winhttp show proxy`, by its shape, because Windows translates the
 * words: below a heading, either one sentence, or a line with the servers and one with what is
 * exempt. `(none)`, in brackets, stands for an empty list.
 * @returns null for another shape
 */
export function readProxy(text: string): WinHttpProxyFacts | null {
  const [heading = '', ...body] = linesOfOutput(text).filter((line) => line.trim() !== '');
  if (isIndented(heading) || !COLON.test(heading.trimEnd().slice(-1))) return null;
  if (body.length === 0 || body.length > 2 || !body.every(isIndented)) return null;
  const [servers, exempt] = body.map(valueOf);
  if (servers !== undefined && servers !== null) {
    const found = entries(servers);
    return found.length === 0
      ? null
      : { kind: 'proxy', servers: found, exempt: entries(exempt ?? '') };
  }
  // "Direct access (no proxy server)."
  return body.length === 1 && /\([^()]+\)/u.test(body[0] ?? '') ? { kind: 'direct' } : null;
}

const COLON = /[:：]/u;

function isIndented(line: string): boolean {
  return /^\s/u.test(line);
}

/** What stands behind the colon; null for a line without one. */
function valueOf(line: string): string | null {
  const colon = line.search(COLON);
  return colon === -1 ? null : line.slice(colon + 1).trim();
}

function entries(value: string): readonly string[] {
  if (value.startsWith('(') && value.endsWith(')')) return [];
  return value
    .split(/[;\s]+/u)
    .slice(0, MAX_ENTRIES)
    .map((word) => clean(withoutAccount(word)))
    .filter((word) => word !== '');
}

/** WinHTTP takes no account from here, but somebody may have typed one. */
function withoutAccount(word: string): string {
  const at = word.lastIndexOf('@');
  if (at === -1) return word;
  const [protocol = ''] = /^(?:[a-z]+=)?(?:[a-z]+:\/\/)?/iu.exec(word) ?? [];
  return `${protocol}${word.slice(at + 1)}`;
}
