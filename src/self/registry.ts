import { clean } from '../base/clean.ts';
import { linesOfOutput, outputText } from './output-text.ts';
import { type Machine, systemProgram } from './program.ts';

/** A value of the registry, as reg.exe prints it. */
export interface RegistryValue {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

export type RegistryAnswer =
  | { readonly kind: 'answered'; readonly values: readonly RegistryValue[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly code: string };

/** reg.exe has one exit code for all failures, so its message is read. */
const NO_SUCH_KEY =
  /unable to find the specified registry|指定されたレジストリ キー(?:または値)?(?:が見つかり|を見つけられ)ません/iu;
const DENIED = /Access is denied|アクセスが拒否されました/u;

/** The values of a key, without its subkeys. */
export async function queryKey(
  key: string,
  machine: Machine,
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  const end = await machine.run(systemProgram(machine, 'reg.exe'), ['query', key], signal);
  if (end.kind === 'failed') return end;
  if (end.exitCode === 0) {
    return { kind: 'answered', values: readValues(outputText(end.output)) };
  }
  const said = [end.errors, end.output].map((bytes) => outputText(bytes)).join(' ');
  if (NO_SUCH_KEY.test(said)) return { kind: 'nothing' };
  return { kind: 'failed', code: DENIED.test(said) ? 'EACCES' : clean(said, 120) || 'REG_FAILED' };
}

/**
 * Reads lines such as `    HttpPort    REG_DWORD    0x50` below the line of the key; old versions
 * of reg.exe print tabs.
 */
export function readValues(text: string): readonly RegistryValue[] {
  let key = '';
  return linesOfOutput(text).flatMap((line) => {
    if (/^HKEY_[A-Z_]+(?:\\|$)/u.test(line)) {
      key = line.trim();
      return [];
    }
    const [, name, type, data = ''] =
      /^(?: {4}|\t)(\S.*?)(?: {4}|\t)(REG_[A-Z_]+)(?:(?: {4}|\t)(.*))?$/su.exec(line) ?? [];
    return name === undefined || type === undefined ? [] : [{ key, name, type, data: data.trim() }];
  });
}

/**
 * The number in a value, decimal, or hexadecimal as in REG_DWORD; null where it is not a number.
 */
export function numberOf({ data }: RegistryValue): number | null {
  return /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/iu.test(data) ? Number(data) : null;
}

/** The entries of a REG_MULTI_SZ, which reg.exe separates by `\0`, or of a list in a REG_SZ. */
export function registryWords({ data }: RegistryValue): readonly string[] {
  return data.split(/\\0|[;,\s]+/u).filter((word) => word !== '');
}
