import { u32 } from '../wire.ts';
import { FAULT, fault, response, type RpcInterface } from './interface.ts';
import { syntaxBytes, type SimulatorSyntax } from './syntax.ts';

const MANAGEMENT = {
  uuid: 'afa8bd80-7d8a-11c9-bef4-08002b102989',
  major: 1,
  minor: 0,
} as const;

const INQUIRE_INTERFACES = 0;

/** The management interface that every RPC server has (C706 Q), as far as it lists interfaces. */
export function makeManagement(
  interfaces: readonly SimulatorSyntax[],
  access: 'allowed' | 'denied',
): RpcInterface {
  return {
    ...MANAGEMENT,
    call(operation) {
      if (access === 'denied') return fault(FAULT.accessDenied);
      if (operation !== INQUIRE_INTERFACES) return fault(FAULT.operationRange);
      // rpc_if_id_vector_t: pointer, conformant size, count, pointers, their interface identifiers.
      return response(
        u32(1),
        u32(interfaces.length),
        u32(interfaces.length),
        ...interfaces.map((_, index) => u32(index + 2)),
        ...interfaces.map(syntaxBytes),
        u32(0),
      );
    },
  };
}
