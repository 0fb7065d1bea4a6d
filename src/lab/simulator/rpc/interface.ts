import type { SimulatorSyntax } from './syntax.ts';

/** What a call ends with: the marshalled results, or a fault. */
export type CallResult =
  | { readonly kind: 'response'; readonly stub: Buffer }
  | { readonly kind: 'fault'; readonly status: number };

/** An interface as a server offers it on one connection. */
export interface RpcInterface extends SimulatorSyntax {
  /** @throws Malformed where the arguments cannot be unmarshalled */
  call(operation: number, stub: Buffer): CallResult;
}

/** Fault status codes (C706 E, MS-ERREF 2.2). */
export const FAULT = {
  accessDenied: 0x0000_0005,
  badStubData: 0x0000_06f7,
  operationRange: 0x1c01_0002,
  unknownInterface: 0x1c01_0003,
  contextMismatch: 0x1c00_001a,
} as const;

export const fault = (status: number): CallResult => ({ kind: 'fault', status });
export const response = (...parts: readonly Buffer[]): CallResult => ({
  kind: 'response',
  stub: Buffer.concat(parts),
});
