import type * as KoffiModule from 'koffi';
import { codeOf } from '../../base/error-code.ts';
import { EchoUnavailable } from './sender.ts';

/** A C function, called with numbers, bytes and structures. */
export type ForeignFunction = (...args: readonly unknown[]) => unknown;

export type Koffi = typeof KoffiModule;

/**
 * The optional package that calls the system's own functions.
 * @throws EchoUnavailable where it is not installed, not for this platform, or may not be loaded
 */
export async function loadKoffi(): Promise<Koffi> {
  try {
    return await import('koffi');
  } catch (thrown) {
    const code = codeOf(thrown);
    throw new EchoUnavailable(code === 'Error' ? 'ERR_DLOPEN_FAILED' : code);
  }
}

/** @throws TypeError for what a function that returns an integer never returns */
export function returnedInteger(value: unknown): number {
  const integer = typeof value === 'bigint' ? Number(value) : value;
  if (typeof integer !== 'number') throw new TypeError('an integer was expected');
  return integer;
}
